package redislink_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"trivium/server/redislink"
)

func TestMain(m *testing.M) {
	redislink.LogTo(slog.New(slog.DiscardHandler))
	goleak.VerifyTestMain(m)
}

// record is a log that a test can read.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer // guarded by mu
}

func (r *record) Write(line []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(line)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

func (r *record) logger() *slog.Logger { return slog.New(slog.NewTextHandler(r, nil)) }

// open opens a client that is closed with the test.
func open(t *testing.T, url string, options redislink.Options) goredis.UniversalClient {
	t.Helper()
	client, err := redislink.Open(t.Context(), url, options)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func(ctx context.Context) bool) time.Duration {
	t.Helper()
	start := time.Now()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for limit := time.After(20 * time.Second); ; {
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		so := is(ctx)
		cancel()
		if so {
			return time.Since(start)
		}
		select {
		case <-ticker.C:
		case <-limit:
			t.Fatalf("not in time: %s", what)
		}
	}
}

func contains(t *testing.T, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in:\n%s", want, text)
		}
	}
}
