package redistest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// MasterName is what a Sentinel calls its master.
const MasterName = "trivium"

// Sentinel is a running Sentinel that watches one master and turns to a replica when it fails. It ends with the test.
type Sentinel struct {
	t    testing.TB
	port int
}

// StartReplica starts a server that copies another.
func StartReplica(t testing.TB, master *Server, options Options) *Server {
	t.Helper()
	if err := master.Client().ConfigSet(t.Context(), "repl-diskless-sync-delay", "0").Err(); err != nil { // else it waits for more
		t.Fatal(err)
	}
	options.Args = append(options.Args, "--replicaof", "127.0.0.1", strconv.Itoa(master.port))
	replica := Start(t, options)
	await(t, "the replica is in step", func(ctx context.Context) (bool, error) {
		info, err := replica.Client().Info(ctx, "replication").Result()
		return strings.Contains(info, "master_link_status:up"), err
	})
	return replica
}

// StartSentinel starts a Sentinel that counts a master as gone when it has not answered for so long. It returns when it knows
// so many replicas.
func StartSentinel(t testing.TB, master *Server, down time.Duration, replicas int) *Sentinel {
	t.Helper()
	s := &Sentinel{t: t, port: sparePort(t)}
	folder := t.TempDir()
	file := filepath.Join(folder, "sentinel.conf")
	settings := fmt.Sprintf("port %d\nbind 127.0.0.1\ndir %s\nprotected-mode no\nlogfile %s\nsentinel monitor %s 127.0.0.1 %d 1\n"+
		"sentinel down-after-milliseconds %s %d\nsentinel failover-timeout %s 5000\n",
		s.port, folder, filepath.Join(folder, "sentinel.log"), MasterName, master.port, MasterName, down.Milliseconds(), MasterName)
	if err := os.WriteFile(file, []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("redis-server", file, "--sentinel") //nolint:noctx // it is ended by the clean-up
	if err := cmd.Start(); err != nil {
		t.Fatalf("start the Sentinel: %v", err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	client := redis.NewSentinelClient(&redis.Options{Addr: s.Addr(), MaxRetries: -1, DialerRetries: 1})
	t.Cleanup(func() { _ = client.Close() })
	await(t, "the Sentinel knows the replicas", func(ctx context.Context) (bool, error) {
		known, err := client.Replicas(ctx, MasterName).Result()
		return len(known) >= replicas, err
	})
	return s
}

// Addr is host:port.
func (s *Sentinel) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.port)) }

// URL is what --redis-url takes.
func (s *Sentinel) URL() string {
	return "redis://" + s.Addr() + "/0?master_name=" + url.QueryEscape(MasterName)
}

// await polls until something is so.
func await(t testing.TB, what string, is func(context.Context) (bool, error)) {
	t.Helper()
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	limit := time.After(startLimit)
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		so, err := is(ctx)
		cancel()
		if so && err == nil {
			return
		}
		select {
		case <-limit:
			t.Fatalf("not in time: %s (%v)", what, err)
		case <-ticker.C:
		}
	}
}

// SparePort is a port of 127.0.0.1 that nobody listens on now.
func SparePort(t testing.TB) int {
	t.Helper()
	return sparePort(t)
}
