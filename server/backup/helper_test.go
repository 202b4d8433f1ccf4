package backup_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"trivium/server/backup"
	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redislink"
	"trivium/server/redistest"
	"trivium/server/store"
	storeredis "trivium/server/store/redis"
	storesqlite "trivium/server/store/sqlite"
)

func TestMain(m *testing.M) {
	redislink.LogTo(slog.New(slog.DiscardHandler)) // one test kills its Redis
	goleak.VerifyTestMain(m)
}

// truth is what a server keeps, opened.
type truth struct {
	ledger ledger.Ledger
	store  store.Store
	close  func()
}

// site is a place where a server keeps its data.
type site struct {
	backup.Place
	open func(t testing.TB) truth
}

// alone is a server that is alone, in a folder of its own.
func alone(t testing.TB) site {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	return site{place(data, nil), func(t testing.TB) truth {
		t.Helper()
		if err := os.MkdirAll(data, 0o750); err != nil {
			t.Fatal(err)
		}
		if err := backup.Finish(data); err != nil {
			t.Fatal(err)
		}
		file, err := ledgersqlite.OpenFile(filepath.Join(data, "trivium.db"), ledgersqlite.FileOptions{})
		if err != nil {
			t.Fatal(err)
		}
		l, err := ledgersqlite.New(file, ledgersqlite.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s, err := storesqlite.New(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		return closing(t, truth{l, s, func() { _, _ = l.Close(), file.Close() }})
	}}
}

// shared is an instance over a Redis.
func shared(t testing.TB, server *redistest.Server) site {
	t.Helper()
	client := server.Client()
	return site{place(filepath.Join(t.TempDir(), "data"), client), func(t testing.TB) truth {
		t.Helper()
		l, err := ledgerredis.New(t.Context(), ledgerredis.Options{Client: client})
		if err != nil {
			t.Fatal(err)
		}
		return closing(t, truth{l, storeredis.New(client), func() { _ = l.Close() }})
	}}
}

func closing(t testing.TB, tr truth) truth {
	t.Helper()
	t.Cleanup(tr.close)
	return tr
}

func place(data string, client goredis.UniversalClient) backup.Place {
	return backup.Place{Data: data, Redis: client, Schema: 1, Version: "test", Clock: time.Now}
}

// both runs a test for both bodies; next gives a place of the same body with nothing in it.
func both(t *testing.T, test func(t *testing.T, next func() site)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, func() site { return alone(t) })
	})
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		test(t, func() site { return shared(t, redistest.Start(t, redistest.Options{})) })
	})
}

// room ids and slots of fill.
const (
	running = ledger.RoomID("running")
	over    = ledger.RoomID("over")
)

func entry(slot string, i int) ledger.Entry {
	return ledger.Entry{Slot: ledger.Slot(slot), Key: fmt.Sprint(i), Data: fmt.Appendf(nil, "answer %d\x00\xff", i)}
}

// fill plays: a room that runs, with a sealed slot and an open one, and one that is over; documents, and an index.
func fill(t testing.TB, tr truth) {
	t.Helper()
	ctx := t.Context()
	pos, err := tr.ledger.Create(ctx, running, "111111", ledger.Batch{
		ID: "a", Events: [][]byte{[]byte("opened")}, Open: []ledger.Opening{{Slot: "seats/1"}, {Slot: "answers/0"}},
	})
	check(t, err)
	for i := range 20 {
		put(t, tr, entry("seats/1", i))
		put(t, tr, entry("answers/0", i))
	}
	_, err = tr.ledger.Append(ctx, running, pos, ledger.Batch{
		ID: "b", Events: [][]byte{[]byte("closed"), []byte("asked")}, Seal: []ledger.Slot{"answers/0"}, Open: []ledger.Opening{{Slot: "answers/1"}},
	})
	check(t, err)
	if leads, _, err := tr.ledger.Lead(ctx, running); err != nil || !leads {
		t.Fatalf("leads %t, %v", leads, err)
	}
	pos, err = tr.ledger.Create(ctx, over, "222222", ledger.Batch{ID: "a", Events: [][]byte{[]byte("opened")}})
	check(t, err)
	_, err = tr.ledger.Append(ctx, over, pos, ledger.Batch{ID: "b", Events: [][]byte{[]byte("over")}, Release: true})
	check(t, err)
	for i := range 30 {
		id := fmt.Sprint(i)
		_, err := tr.store.Put(ctx, "games", store.Document{ID: id, Order: id, Data: []byte("game " + id)})
		check(t, err)
		check(t, tr.store.Enter(ctx, "board", store.Member{ID: id, Order: fmt.Sprint(i % 4), Data: []byte(id)}))
	}
	_, err = tr.store.Put(ctx, "hosts", store.Document{ID: "one", Data: []byte{0, 1, 255}})
	check(t, err)
}

func put(t testing.TB, tr truth, e ledger.Entry) {
	t.Helper()
	stored, _, err := tr.ledger.Put(context.WithoutCancel(t.Context()), running, []ledger.Entry{e})
	check(t, err)
	if stored[0].Outcome != ledger.Accepted {
		t.Fatalf("outcome %v", stored[0].Outcome)
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// write writes a file of the data folder.
func (s *site) write(t testing.TB, name, content string) {
	t.Helper()
	file := filepath.Join(s.Data, filepath.FromSlash(name))
	check(t, os.MkdirAll(filepath.Dir(file), 0o750))
	check(t, os.WriteFile(file, []byte(content), 0o600))
}

func (s *site) read(t testing.TB, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(s.Data, filepath.FromSlash(name)))
	check(t, err)
	return string(content)
}

// told is all that can be read of a truth, in words.
func told(t testing.TB, tr truth) string {
	t.Helper()
	ctx := t.Context()
	all := ""
	add := func(what any, err error) {
		t.Helper()
		check(t, err)
		all += fmt.Sprintf("%v\n", what)
	}
	add(tr.ledger.Rooms(ctx))
	add(tr.ledger.Ended(ctx))
	add(tr.ledger.Find(ctx, "111111"))
	for _, id := range []ledger.RoomID{running, over} {
		add(tr.ledger.Events(ctx, id, ledger.Pos{}))
		for _, slot := range []ledger.Slot{"seats/1", "answers/0", "answers/1"} {
			add(tr.ledger.Entries(ctx, id, slot, 0))
		}
	}
	for _, collection := range []string{"games", "hosts"} {
		add(tr.store.List(ctx, collection, "", 100))
	}
	add(tr.store.From(ctx, "board", 1, 100))
	return all
}

// saved makes a backup in a file of its own.
func saved(t testing.TB, s site) (file string, m backup.Manifest) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "backup.tar.gz")
	m, size, err := backup.SaveTo(t.Context(), file, s.Place)
	check(t, err)
	if info, err := os.Stat(file); err != nil || info.Size() != size || info.Mode().Perm() != 0o600 {
		t.Fatalf("the file: %v, %v", info, err)
	}
	return file, m
}
