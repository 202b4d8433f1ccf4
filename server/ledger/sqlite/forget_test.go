package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
)

// TestForgottenIsNotInTheFile forgets a room with more entries than one piece and looks for them in the bytes on disk.
func TestForgottenIsNotInTheFile(t *testing.T) {
	t.Parallel()
	var later atomic.Int64
	path := filepath.Join(t.TempDir(), "trivium.db")
	l, err := sqlite.Open(path, sqlite.Options{
		Clock: func() time.Time { return time.Now().Add(time.Duration(later.Load())) },
	})
	if err != nil {
		t.Fatal(err)
	}
	pos, err := l.Create(t.Context(), "r", "1234", ledger.Batch{
		ID: "a", Events: [][]byte{[]byte("opened by Wilhelmina")}, Open: []ledger.Opening{{Slot: "seats/1"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	var joins []ledger.Entry
	for i := range 5_000 {
		joins = append(joins, ledger.Entry{Slot: "seats/1", Key: strconv.Itoa(i), Data: []byte("Wilhelmina the " + strconv.Itoa(i))})
	}
	if _, _, err := l.Put(t.Context(), "r", joins); err != nil {
		t.Fatal(err)
	}
	pos, err = l.Append(t.Context(), "r", pos, ledger.Batch{ID: "end", Events: [][]byte{[]byte("end")}, Release: true})
	if err != nil {
		t.Fatal(err)
	}
	later.Store(int64(ledger.PINRest))
	if err := l.Forget(t.Context(), "r", pos); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(data, []byte("Wilhelmina")); n > 0 {
			t.Errorf("%s still holds %d names", filepath.Base(name), n)
		}
	}
}
