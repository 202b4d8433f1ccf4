package marks_test

import (
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redistest"
	"trivium/server/store"
	"trivium/server/store/redis"
	"trivium/server/store/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// eachBody runs a test on an empty store of each kind.
func eachBody(t *testing.T, test func(t *testing.T, s store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); test(t, inFile(t)) })
	t.Run("redis", func(t *testing.T) { t.Parallel(); test(t, inRedis(t)) })
}

func inFile(t testing.TB) store.Store {
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

func inRedis(t testing.TB) store.Store {
	t.Helper()
	return redis.New(redistest.Start(t, redistest.Options{Fsync: "everysec"}).Client())
}
