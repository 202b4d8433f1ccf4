package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
)

// file opens a file of its own and closes it with the test.
func file(t testing.TB) *sqlite.File {
	t.Helper()
	f, err := sqlite.OpenFile(filepath.Join(t.TempDir(), "a b%20?.db"), sqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return f
}

// life reads the last sign of life.
func life(t testing.TB, f *sqlite.File) (at int64) {
	t.Helper()
	err := f.Read(t.Context(), func(tx *sql.Tx) error {
		return tx.QueryRowContext(t.Context(), `SELECT at FROM life`).Scan(&at)
	})
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// execute writes one statement.
func execute(t testing.TB, f *sqlite.File, statement string) error {
	t.Helper()
	return f.Write(t.Context(), func(tx *sql.Tx) error {
		_, err := tx.ExecContext(context.WithoutCancel(t.Context()), statement)
		return err
	})
}

// count counts the rows of a table.
func count(t testing.TB, f *sqlite.File, table string) (n int) {
	t.Helper()
	err := f.Read(t.Context(), func(tx *sql.Tx) error {
		return tx.QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&n)
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRefusedWriteLeavesOthersAlone(t *testing.T) {
	f := file(t)
	if err := execute(t, f, `CREATE TABLE t (n INTEGER PRIMARY KEY)`); err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	// While the writer is held up, all others gather, so that they share one commit.
	held, release := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		if err := f.Write(t.Context(), func(*sql.Tx) error { close(held); <-release; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-held
	for n := range 20 {
		group.Go(func() {
			err := f.Write(t.Context(), func(tx *sql.Tx) error {
				if _, err := tx.ExecContext(context.WithoutCancel(t.Context()), `INSERT INTO t VALUES (?)`, n); err != nil {
					return err
				}
				if n%2 == 1 {
					return no
				}
				return nil
			})
			if n%2 == 1 && !errors.Is(err, no) || n%2 == 0 && err != nil {
				t.Errorf("write %d gave %v", n, err)
			}
		})
	}
	close(release)
	group.Wait()
	if n := count(t, f, "t"); n != 10 {
		t.Fatalf("%d rows, want 10", n)
	}
	if n := count(t, f, "t WHERE n % 2 = 1"); n != 0 {
		t.Fatalf("%d rows of refused writes", n)
	}
}

func TestWritePanicsWhereItWasCalled(t *testing.T) {
	f := file(t)
	if err := execute(t, f, `CREATE TABLE t (n)`); err != nil {
		t.Fatal(err)
	}
	func() {
		defer func() {
			if got := recover(); got != "oh" {
				t.Errorf("recovered %v", got)
			}
		}()
		_ = f.Write(t.Context(), func(tx *sql.Tx) error {
			if _, err := tx.ExecContext(context.WithoutCancel(t.Context()), `INSERT INTO t VALUES (1)`); err != nil {
				return err
			}
			panic("oh")
		})
	}()
	if n := count(t, f, "t"); n != 0 {
		t.Fatalf("%d rows of a write that panicked", n)
	}
	if err := execute(t, f, `INSERT INTO t VALUES (2)`); err != nil {
		t.Fatal(err)
	}
}

func TestWriteLeavesAQueueThatIsTooLong(t *testing.T) {
	f := file(t)
	held, release := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		if err := f.Write(t.Context(), func(*sql.Tx) error { close(held); <-release; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-held
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := f.Write(ctx, func(*sql.Tx) error { t.Error("a write that was given up was done"); return nil })
	if !errors.Is(err, ledger.ErrUnavailable) || !errors.Is(err, context.Canceled) {
		t.Errorf("Write gave %v", err)
	}
	close(release)
	group.Wait()
}

func TestFileIsLocked(t *testing.T) {
	f := file(t)
	if other, err := sqlite.OpenFile(f.Path(), sqlite.FileOptions{}); err == nil {
		t.Fatalf("opened twice: %v", other.Close())
	} else if !strings.Contains(err.Error(), "another process") {
		t.Fatalf("OpenFile gave %v", err)
	}
	if info, err := os.Stat(f.Path()); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Fatalf("the file's mode is %v, %v", info.Mode(), err)
	}
}

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "other.db")
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.ExecContext(t.Context(), `CREATE TABLE theirs (n)`); err != nil {
		t.Fatal(err)
	}
	if err := other.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err := sqlite.OpenFile(path, sqlite.FileOptions{}); err == nil {
		t.Fatalf("opened another program's file: %v", f.Close())
	}
	text := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := sqlite.OpenFile(text, sqlite.FileOptions{}); err == nil {
		t.Fatalf("opened a text: %v", f.Close())
	}
	if f, err := sqlite.OpenFile(filepath.Join(t.TempDir(), "none", "x.db"), sqlite.FileOptions{}); err == nil {
		t.Fatalf("opened a file in no folder: %v", f.Close())
	}
}

func TestMigrate(t *testing.T) {
	f := file(t)
	steps := []string{`CREATE TABLE t (n); INSERT INTO t VALUES (1)`, `INSERT INTO t VALUES (2)`}
	for range 2 {
		if err := f.Migrate(t.Context(), "mine", steps[:1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Migrate(t.Context(), "mine", append(steps, `INSERT INTO nowhere VALUES (1)`)); err == nil {
		t.Fatal("a step that fails passed")
	}
	if n := count(t, f, "t"); n != 1 {
		t.Fatalf("a migration that failed left %d rows, want 1", n)
	}
	if err := f.Migrate(t.Context(), "mine", steps); err != nil {
		t.Fatal(err)
	}
	if n := count(t, f, "t"); n != 2 {
		t.Fatalf("%d rows, want 2", n)
	}
	if err := f.Migrate(t.Context(), "mine", steps[:1]); err == nil {
		t.Fatal("an older program migrated a newer file")
	}
}

// TestDiskFull shows that a full disk refuses with ErrUnavailable, keeps what was there, and that all goes on once there is
// room again.
func TestDiskFull(t *testing.T) {
	f := file(t)
	registry := prometheus.NewRegistry()
	l, err := sqlite.New(f, sqlite.Options{Registerer: registry})
	if err != nil {
		t.Fatal(err)
	}
	first := one("a")
	first.Open = []ledger.Opening{{Slot: "s"}}
	pos, err := l.Create(t.Context(), "r", "1", first)
	if err != nil {
		t.Fatal(err)
	}
	put := func(key string, size int) (ledger.Stored, error) {
		stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{{Slot: "s", Key: key, Data: make([]byte, size)}})
		if err != nil {
			return ledger.Stored{}, err
		}
		return stored[0], nil
	}
	if _, err := put("small", 10); err != nil {
		t.Fatal(err)
	}
	if err := execute(t, f, `PRAGMA max_page_count = 40`); err != nil {
		t.Fatal(err)
	}
	if _, err := put("big", 1<<20); !errors.Is(err, ledger.ErrUnavailable) {
		t.Fatalf("a put to a full disk gave %v", err)
	}
	big := one("big")
	big.Events = [][]byte{make([]byte, 1<<20)}
	if _, err := l.Append(t.Context(), "r", pos, big); !errors.Is(err, ledger.ErrUnavailable) {
		t.Fatalf("an append to a full disk gave %v", err)
	}
	if read, err := l.Entries(t.Context(), "r", "s", 0); err != nil || len(read) != 1 {
		t.Fatalf("the slot has %d entries, %v", len(read), err)
	}
	if err := execute(t, f, fmt.Sprintf(`PRAGMA max_page_count = %d`, 1<<30)); err != nil {
		t.Fatal(err)
	}
	if got, err := put("big", 1<<20); err != nil || !got.Fresh || got.Entry.Index != 2 {
		t.Fatalf("with room again the put gave %v, index %d, fresh %v", err, got.Entry.Index, got.Fresh)
	}
	if _, err := l.Append(t.Context(), "r", pos, big); err != nil {
		t.Fatalf("with room again the append gave %v", err)
	}
	if n, err := testutil.GatherAndCount(registry, "trivium_ledger_put_seconds", "trivium_ledger_commit_entries"); n != 2 || err != nil {
		t.Fatalf("%d metrics, %v", n, err)
	}
}

func TestFileHasOneLedger(t *testing.T) {
	f := file(t)
	l, err := sqlite.New(f, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sqlite.New(f, sqlite.Options{}); err == nil {
		t.Fatal("one file has two ledgers")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := execute(t, f, `CREATE TABLE t (n)`); err != nil {
		t.Fatalf("the file without its ledger: %v", err)
	}
}

// TestReleaseAmongPuts has puts before and after the end of a room share its commit: what the writer forgets with the end
// it must not miss.
func TestReleaseAmongPuts(t *testing.T) {
	f := file(t)
	l, err := sqlite.New(f, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	first := one("a")
	first.Open = []ledger.Opening{{Slot: "s"}}
	pos, err := l.Create(t.Context(), "r", "1", first)
	if err != nil {
		t.Fatal(err)
	}
	held, release := make(chan struct{}), make(chan struct{})
	var group sync.WaitGroup
	group.Go(func() {
		if err := f.Write(t.Context(), func(*sql.Tx) error { close(held); <-release; return nil }); err != nil {
			t.Error(err)
		}
	})
	<-held
	group.Go(func() {
		end := one("b")
		end.Release = true
		if _, err := l.Append(t.Context(), "r", pos, end); err != nil {
			t.Error(err)
		}
	})
	for range 40 {
		group.Go(func() {
			stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{{Slot: "s", Key: "k"}, {Slot: "s", Key: "l"}})
			if err != nil || stored[0].Outcome != ledger.Accepted {
				t.Errorf("Put gave %v, %v", stored, err)
			}
		})
	}
	close(release)
	group.Wait()
	if n := count(t, f, "entries"); n != 2 {
		t.Fatalf("%d entries, want 2", n)
	}
}
