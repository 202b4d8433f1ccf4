package backup_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/backup"
	"trivium/server/ledger"
	"trivium/server/redistest"
	"trivium/server/store"
)

// largest notes how much the largest answer of Redis was.
type largest struct {
	bytes atomic.Int64
	of    atomic.Value
}

func (l *largest) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (l *largest) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		err := next(ctx, cmds)
		all := 0
		for _, cmd := range cmds { // Redis does them one behind the other
			all += size(cmd)
		}
		l.note(cmds[0], all)
		return err
	}
}

func (l *largest) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		err := next(ctx, cmd)
		l.note(cmd, size(cmd))
		return err
	}
}

func (l *largest) note(cmd goredis.Cmder, bytes int) {
	if int64(bytes) > l.bytes.Load() { // one goroutine saves
		l.bytes.Store(int64(bytes))
		l.of.Store(fmt.Sprintf("%.80q", fmt.Sprint(cmd.Args()...)))
	}
}

// size is about how many bytes an answer has.
func size(cmd goredis.Cmder) int {
	switch cmd := cmd.(type) {
	case *goredis.Cmd:
		return sizeOf(cmd.Val())
	case *goredis.SliceCmd:
		return sizeOf(cmd.Val())
	case *goredis.StringCmd:
		return len(cmd.Val())
	case *goredis.ScanCmd:
		keys, _ := cmd.Val()
		return len(strings.Join(keys, ""))
	}
	return 0
}

func sizeOf(value any) (bytes int) {
	switch value := value.(type) {
	case string:
		return len(value)
	case []any:
		for _, part := range value {
			bytes += sizeOf(part)
		}
	}
	return bytes
}

// TestRedisIsNotHeldUp saves a large room, a large collection, a large index and large documents. How long Redis is busy with a call
// follows from how much it answers, which does not depend on how busy the machine is: no more than the largest document, or
// what may still change of a room with 20,000 players. An idle machine does that in some milliseconds.
func TestRedisIsNotHeldUp(t *testing.T) {
	t.Parallel()
	const players, most = 20_000, 6 << 20
	from := shared(t, redistest.Start(t, redistest.Options{Fsync: "off"}))
	client, _ := from.Redis.(*goredis.Client)
	tr := from.open(t)
	_, err := tr.ledger.Create(t.Context(), running, "111111", ledger.Batch{
		ID: "a", Events: [][]byte{make([]byte, 100_000)}, Open: []ledger.Opening{{Slot: "seats/1"}, {Slot: "answers/0"}, {Slot: "answers/1"}},
	})
	check(t, err)
	for _, slot := range []ledger.Slot{"seats/1", "answers/0", "answers/1"} {
		var entries []ledger.Entry
		for i := range players {
			entries = append(entries, ledger.Entry{Slot: slot, Key: fmt.Sprint(i), Data: fmt.Appendf(nil, "%d%s", i, strings.Repeat("x", 80))})
			if len(entries) == 1000 {
				_, _, err := tr.ledger.Put(t.Context(), running, entries)
				check(t, err)
				entries = nil
			}
		}
	}
	_, err = tr.ledger.Append(t.Context(), running, ledger.Pos{N: 1, Head: "a"}, ledger.Batch{ID: "b", Events: [][]byte{{1}}, Seal: []ledger.Slot{"answers/0"}})
	check(t, err)
	for i := range 3000 {
		size := 2_000
		if i%300 == 0 {
			size = 4 << 20
		}
		id := fmt.Sprint(i)
		_, err := tr.store.Put(t.Context(), "archive.parts", store.Document{ID: id, Data: make([]byte, size)})
		check(t, err)
		check(t, tr.store.Enter(t.Context(), "board", store.Member{ID: id, Order: id, Data: []byte(id)}))
	}
	var answers largest
	client.AddHook(&answers)
	saved(t, from)
	t.Logf("the largest answer has %d bytes: %s", answers.bytes.Load(), answers.of.Load())
	if n := answers.bytes.Load(); n > most || n < 4<<20 {
		t.Errorf("the largest answer has %d bytes", n)
	}
}

// TestTheRightsOfTheGuide: the user of deploy/docs/redis.md may save, and is told what is missing to restore.
func TestTheRightsOfTheGuide(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	from := shared(t, redistest.Start(t, redistest.Options{}))
	fill(t, from.open(t))
	admin := server.Client()
	rights := []any{"ACL", "SETUSER", "trivium", "on", ">secret", "~trivium:*", "&trivium:*", "+@all", "-@admin", "-@dangerous", "+info", "+config|get"}
	check(t, admin.Do(t.Context(), rights...).Err())
	client := goredis.NewClient(&goredis.Options{Addr: server.Addr(), Username: "trivium", Password: "secret", MaxRetries: -1, ContextTimeoutEnabled: true})
	t.Cleanup(func() { _ = client.Close() })
	file, _ := saved(t, from)
	to := place(t.TempDir(), client)
	if _, _, err := backup.Restore(t.Context(), file, to, false); err == nil || !strings.Contains(err.Error(), "allow +restore") {
		t.Errorf("without the right: %v", err)
	}
	check(t, admin.Do(t.Context(), "ACL", "SETUSER", "trivium", "+restore").Err())
	_, _, err := backup.Restore(t.Context(), file, to, false)
	check(t, err)
	_, err = backup.Save(t.Context(), new(strings.Builder), to)
	check(t, err)
	check(t, admin.Do(t.Context(), "ACL", "SETUSER", "trivium", "-info").Err())
	if _, err = backup.Save(t.Context(), new(strings.Builder), to); err != nil || errors.Is(err, backup.ErrUsed) {
		t.Errorf("without +info: %v", err)
	}
}
