package schema_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"trivium/server/backup"
	ledgerredis "trivium/server/ledger/redis"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redistest"
	"trivium/server/schema"
	"trivium/server/store"
	storeredis "trivium/server/store/redis"
	storesqlite "trivium/server/store/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// later gives a plan whose first step is planted: it puts a mark on every document. fail, if there is one, ends it in mid-way.
func later(fail func() error) schema.Plan {
	if fail == nil {
		fail = func() error { return nil }
	}
	return schema.Plan{
		{
			Words: "mark all documents",
			SQLite: func(ctx context.Context, tx *sql.Tx) error {
				if _, err := tx.ExecContext(ctx, `ALTER TABLE documents ADD COLUMN mark TEXT`); err != nil {
					return err
				}
				if _, err := tx.ExecContext(ctx, `UPDATE documents SET mark = 'marked', data = data || '+'`); err != nil {
					return err
				}
				return fail()
			},
			Redis: func(ctx context.Context, client goredis.UniversalClient) error {
				if err := client.HSet(ctx, "trivium:store:{games}:documents", "d:one", "was one, is marked").Err(); err != nil {
					return err
				}
				if err := fail(); err != nil {
					return err
				}
				return client.HSet(ctx, "trivium:store:{games}:documents", "d:two", "was two, is marked").Err()
			},
		},
		{Words: "nothing in particular"},
	}
}

// file opens a database and brings it to the schema of a plan, with backups into a folder.
func file(t *testing.T, data string, plan schema.Plan, log *slog.Logger) (*ledgersqlite.File, error) {
	t.Helper()
	f, err := ledgersqlite.OpenFile(filepath.Join(data, "trivium.db"), ledgersqlite.FileOptions{})
	check(t, err)
	tables := func(ctx context.Context) error {
		return errors.Join(ledgersqlite.Tables(ctx, f), storesqlite.Tables(ctx, f))
	}
	err = plan.SQLite(t.Context(), f, tables, schema.Options{Logger: log, Backup: func(ctx context.Context, from int) error {
		place := backup.Place{Data: data, Schema: plan.Current(), Clock: time.Now}
		_, _, err := backup.SaveTo(ctx, filepath.Join(data, fmt.Sprintf("before-%d.tar.gz", from+1)), place)
		return err
	}})
	if err != nil {
		check(t, f.Close())
	}
	return f, err
}

// made makes a database of schema 1 with a document.
func made(t *testing.T) (data string) {
	t.Helper()
	data = t.TempDir()
	f, err := file(t, data, schema.Plan{}, nil)
	check(t, err)
	s, err := storesqlite.New(t.Context(), f)
	check(t, err)
	_, err = s.Put(t.Context(), "games", store.Document{ID: "one", Data: []byte("one")})
	check(t, err)
	check(t, f.Close())
	return data
}

// holds gives the schema of a database, what its document is, and whether there is a backup from before.
func holds(t *testing.T, data string) string {
	t.Helper()
	var number int
	var document string
	check(t, ledgersqlite.Inspect(t.Context(), filepath.Join(data, "trivium.db"), func(db *sql.DB) error {
		return errors.Join(db.QueryRowContext(t.Context(), `PRAGMA user_version`).Scan(&number),
			db.QueryRowContext(t.Context(), `SELECT data FROM documents`).Scan(&document))
	}))
	_, err := os.Stat(filepath.Join(data, "before-2.tar.gz"))
	return fmt.Sprintf("schema %d, %s, backup %t", number, document, err == nil)
}

func TestADatabaseIsBroughtForward(t *testing.T) {
	t.Parallel()
	data := made(t)
	if got := holds(t, data); got != "schema 1, one, backup false" {
		t.Fatal(got)
	}
	var log bytes.Buffer
	for range 2 {
		f, err := file(t, data, later(nil), slog.New(slog.NewTextHandler(&log, nil)))
		check(t, err)
		check(t, f.Close())
	}
	if got := holds(t, data); got != "schema 3, one+, backup true" {
		t.Error(got)
	}
	if text := log.String(); strings.Count(text, "brought to the next schema") != 2 || !strings.Contains(text, "mark all documents") {
		t.Errorf("the log: %s", text)
	}
	to := backup.Place{Data: t.TempDir(), Schema: 1, Clock: time.Now} // and back to the version before
	_, _, err := backup.Restore(t.Context(), filepath.Join(data, "before-2.tar.gz"), to, false)
	check(t, err)
	if got := holds(t, to.Data); got != "schema 1, one, backup false" {
		t.Error(got)
	}
}

// TestNewDataHaveTheLastSchema, and no backup is made of nothing.
func TestNewDataHaveTheLastSchema(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	f, err := file(t, data, later(nil), nil)
	check(t, err)
	check(t, f.Close())
	if left, err := filepath.Glob(filepath.Join(data, "*.tar.gz")); err != nil || len(left) > 0 {
		t.Errorf("a backup of nothing: %v, %v", left, err)
	}
	if _, err := file(t, data, schema.Plan{}, nil); !errors.Is(err, schema.ErrNewer) || !strings.Contains(err.Error(), "schema 3") {
		t.Errorf("an older version opens it: %v", err)
	}
}

// TestAStepFails: by an error, a panic, and a crash of the process (which is no commit). All is as it was, with a backup beside it,
// and the next start does it.
func TestAStepFails(t *testing.T) {
	t.Parallel()
	data := made(t)
	broken := errors.New("broken")
	_, err := file(t, data, later(func() error { return broken }), nil)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "mark all documents") {
		t.Errorf("it failed with %v", err)
	}
	if got := holds(t, data); got != "schema 1, one, backup true" {
		t.Errorf("after a failure: %s", got)
	}
	check(t, os.Remove(filepath.Join(data, "before-2.tar.gz")))
	crashed := t.TempDir()
	_, err = file(t, data, later(func() error { // what would be on the disk if the process ended here
		for _, name := range []string{"trivium.db", "trivium.db-wal"} {
			content, err := os.ReadFile(filepath.Join(data, name))
			if err == nil {
				err = os.WriteFile(filepath.Join(crashed, name), content, 0o600)
			}
			check(t, err)
		}
		return broken
	}), nil)
	if !errors.Is(err, broken) {
		t.Errorf("it failed with %v", err)
	}
	f, err := file(t, crashed, schema.Plan{}, nil)
	check(t, err)
	check(t, f.Close())
	if got := holds(t, crashed); got != "schema 1, one, backup false" {
		t.Errorf("after a crash: %s", got)
	}
	f, err = file(t, crashed, later(nil), nil)
	check(t, err)
	check(t, f.Close())
	if got := holds(t, crashed); got != "schema 3, one+, backup true" {
		t.Errorf("after the next start: %s", got)
	}
	// Without a backup nothing begins.
	data = made(t)
	check(t, os.WriteFile(filepath.Join(data, "before-2.tar.gz"), nil, 0o600))
	if _, err := file(t, data, later(nil), nil); err == nil || !strings.Contains(err.Error(), "nothing was changed") {
		t.Errorf("it went on without a backup: %v", err)
	}
	if got := holds(t, data); got != "schema 1, one, backup true" {
		t.Errorf("after a backup that failed: %s", got)
	}
}

// TestANewerDatabaseIsNotTouched, to the byte.
func TestANewerDatabaseIsNotTouched(t *testing.T) {
	t.Parallel()
	data := made(t)
	f, err := file(t, data, later(nil), nil)
	check(t, err)
	check(t, f.Close())
	before, err := os.ReadFile(filepath.Join(data, "trivium.db"))
	check(t, err)
	_, err = file(t, data, schema.Plan{}, nil)
	if !errors.Is(err, schema.ErrNewer) || !strings.Contains(err.Error(), "schema 3, and this program knows up to 1") {
		t.Errorf("it was opened: %v", err)
	}
	after, err := os.ReadFile(filepath.Join(data, "trivium.db"))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed, %v", err)
	}
}

// served is a Redis with data of before there was a number.
func served(t *testing.T) (client *goredis.Client, s *storeredis.Store) {
	t.Helper()
	client = redistest.Start(t, redistest.Options{}).Client()
	s = storeredis.New(client)
	for collection, id := range map[string]string{"server": "host-key", "games": "one"} {
		_, err := s.Put(t.Context(), collection, store.Document{ID: id, Data: []byte(id)})
		check(t, err)
	}
	return client, s
}

func living(client *goredis.Client) schema.Living {
	return func(ctx context.Context) ([]string, error) { return ledgerredis.Living(ctx, client) }
}

// told is a schema, and what has become of a document.
func told(t *testing.T, client *goredis.Client, s *storeredis.Store) string {
	t.Helper()
	d, err := s.Get(t.Context(), "games", "one")
	check(t, err)
	two := client.HGet(t.Context(), "trivium:store:{games}:documents", "d:two").Val()
	return fmt.Sprintf("schema %s, %s, %s", client.Get(t.Context(), schema.Key).Val(), d.Data, two)
}

// TestOneOfManyBringsRedisForward: several start at once, one does it, the others wait.
func TestOneOfManyBringsRedisForward(t *testing.T) {
	t.Parallel()
	client, s := served(t)
	var mu sync.Mutex
	backups := 0
	var group sync.WaitGroup
	for range 5 {
		group.Go(func() {
			plan := later(nil)
			err := plan.Redis(t.Context(), client, living(client), schema.Options{Backup: func(context.Context, int) error {
				mu.Lock()
				defer mu.Unlock()
				backups++
				return nil
			}})
			if err == nil {
				err = plan.Confirm(t.Context(), client)
			}
			if err != nil {
				t.Error(err)
			}
			if got := told(t, client, s); got != "schema 3, was one, is marked, was two, is marked" {
				t.Errorf("one starts on %s", got)
			}
		})
	}
	group.Wait()
	if backups != 1 {
		t.Errorf("%d backups were made", backups)
	}
	if err := (schema.Plan{}).Redis(t.Context(), client, living(client), schema.Options{}); !errors.Is(err, schema.ErrNewer) {
		t.Errorf("an older version starts: %v", err)
	}
	if err := (schema.Plan{}).Confirm(t.Context(), client); err == nil {
		t.Error("an older version that had begun to start goes on")
	}
	if got := told(t, client, s); got != "schema 3, was one, is marked, was two, is marked" {
		t.Error(got)
	}
}

// TestAStepOnRedisFails in mid-way: the number is the old one, and the next start does the step again.
func TestAStepOnRedisFails(t *testing.T) {
	t.Parallel()
	client, s := served(t)
	broken := errors.New("broken")
	err := later(func() error { return broken }).Redis(t.Context(), client, living(client), schema.Options{})
	if got := told(t, client, s); !errors.Is(err, broken) || got != "schema 1, was one, is marked, " {
		t.Errorf("%v: %s", err, got)
	}
	check(t, later(nil).Redis(t.Context(), client, living(client), schema.Options{}))
	if got := told(t, client, s); got != "schema 3, was one, is marked, was two, is marked" {
		t.Error(got)
	}
}

// TestNothingMovesUnderAnInstance: an older one runs, so the newer one does not start; somebody restores, so it waits.
func TestNothingMovesUnderAnInstance(t *testing.T) {
	t.Parallel()
	client, s := served(t)
	check(t, (schema.Plan{}).Redis(t.Context(), client, living(client), schema.Options{}))
	older, err := ledgerredis.New(t.Context(), ledgerredis.Options{Client: client})
	check(t, err)
	check(t, (schema.Plan{}).Confirm(t.Context(), client))
	err = later(nil).Redis(t.Context(), client, living(client), schema.Options{})
	if got := told(t, client, s); err == nil || !strings.Contains(err.Error(), "1 of them; stop all") || got != "schema 1, one, " {
		t.Errorf("%v: %s", err, got)
	}
	check(t, older.Close())
	held, release, err := schema.Hold(t.Context(), client, "a backup is restored")
	check(t, err)
	if _, _, err := schema.Hold(t.Context(), client, "another"); !errors.Is(err, schema.ErrHeld) {
		t.Errorf("two hold: %v", err)
	}
	short, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	if err := later(nil).Redis(short, client, living(client), schema.Options{}); !errors.Is(err, schema.ErrHeld) || !strings.Contains(err.Error(), "restored") {
		t.Errorf("it started: %v", err)
	}
	if err := (schema.Plan{}).Confirm(t.Context(), client); !errors.Is(err, schema.ErrHeld) {
		t.Errorf("it went on: %v", err)
	}
	check(t, held.Err())
	release()
	release()
	check(t, later(nil).Redis(t.Context(), client, living(client), schema.Options{}))
}

// TestANewRedisHasTheLastSchema.
func TestANewRedisHasTheLastSchema(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	check(t, later(nil).Redis(t.Context(), client, living(client), schema.Options{Backup: func(context.Context, int) error {
		t.Error("a backup was made of nothing")
		return nil
	}}))
	if got := client.Get(t.Context(), schema.Key).Val(); got != "3" {
		t.Errorf("schema %q", got)
	}
}
