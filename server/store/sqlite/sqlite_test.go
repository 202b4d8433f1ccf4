package sqlite_test

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/store"
	"trivium/server/store/sqlite"
	"trivium/server/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestConformance(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) store.Store { t.Helper(); return open(t) })
}

// BenchmarkBoard is what a leaderboard asks of the store.
func BenchmarkBoard(b *testing.B) { storetest.BenchBoard(b, open(b)) }

// open makes an empty store in a file.
func open(t testing.TB) store.Store {
	t.Helper()
	file, err := ledgersqlite.OpenFile(filepath.Join(t.TempDir(), "trivium.db"), ledgersqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := sqlite.New(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
