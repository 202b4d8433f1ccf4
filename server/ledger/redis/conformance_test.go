package redis_test

import (
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"trivium/server/ledger"
	"trivium/server/ledger/ledgertest"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// opened starts an instance and closes it with the test.
func opened(t testing.TB, options redis.Options) *redis.Ledger {
	t.Helper()
	l, err := redis.New(t.Context(), options)
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

// body is a truth whose instances share a clock that can be advanced.
func body(t *testing.T, client goredis.UniversalClient) ledgertest.Body {
	var later atomic.Int64
	return ledgertest.Body{
		Open: func(string) ledger.Ledger {
			return opened(t, redis.Options{
				Client: client, Shift: func() time.Duration { return time.Duration(later.Load()) },
			})
		},
		Advance: func(by time.Duration) { later.Add(int64(by)) },
	}
}

func TestConformance(t *testing.T) {
	t.Parallel()
	ledgertest.Run(t, func(t *testing.T) ledgertest.Body {
		return body(t, redistest.Start(t, redistest.Options{}).Client())
	})
}
