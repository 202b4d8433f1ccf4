package redis_test

import (
	"context"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger/ledgertest"
	"trivium/server/redistest"
)

// TestConformanceOnCluster runs the suite on a server in cluster mode, which refuses every script whose keys do not lie in one
// slot, through a client that finds its server by them.
func TestConformanceOnCluster(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{Args: []string{"--cluster-enabled", "yes"}})
	single := server.Client()
	if err := single.ClusterAddSlotsRange(t.Context(), 0, 16383).Err(); err != nil {
		t.Fatal(err)
	}
	settled(t, single)
	client := goredis.NewClusterClient(&goredis.ClusterOptions{
		Addrs: []string{server.Addr()}, MaxRedirects: -1, MaxRetries: -1, ContextTimeoutEnabled: true,
	})
	t.Cleanup(func() { _ = client.Close() })
	ledgertest.Run(t, func(t *testing.T) ledgertest.Body {
		if err := single.FlushAll(t.Context()).Err(); err != nil { // a cluster takes seconds to start
			t.Fatal(err)
		}
		return body(t, client)
	})
}

// settled waits until a cluster serves.
func settled(t *testing.T, client *goredis.Client) {
	t.Helper()
	until(t, 10*time.Second, "the cluster serves", func() bool {
		info, err := client.ClusterInfo(t.Context()).Result()
		return err == nil && strings.Contains(info, "cluster_state:ok")
	})
}

// until waits for something to become true.
func until(t testing.TB, limit time.Duration, what string, true func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	ticker := time.NewTicker(5 * time.Millisecond)
	defer ticker.Stop()
	for !true() {
		select {
		case <-ctx.Done():
			t.Fatalf("not within %s: %s", limit, what)
		case <-ticker.C:
		}
	}
}
