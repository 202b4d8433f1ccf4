package sqlite_test

import (
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"trivium/server/ledger"
	"trivium/server/ledger/ledgertest"
	"trivium/server/ledger/sqlite"
)

func TestMain(m *testing.M) {
	if play() {
		return
	}
	goleak.VerifyTestMain(m)
}

// opened opens a ledger in a file of its own and closes it with the test.
func opened(t testing.TB, path string, options sqlite.Options) *sqlite.Ledger {
	t.Helper()
	l, err := sqlite.Open(path, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return l
}

func TestConformance(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) ledgertest.Body {
		var later atomic.Int64
		l := opened(t, filepath.Join(t.TempDir(), "trivium.db"), sqlite.Options{
			Clock: func() time.Time { return time.Now().Add(time.Duration(later.Load())) },
		})
		return ledgertest.Body{
			Open:    func(string) ledger.Ledger { return l },
			Advance: func(by time.Duration) { later.Add(int64(by)) },
			Alone:   true,
		}
	})
}
