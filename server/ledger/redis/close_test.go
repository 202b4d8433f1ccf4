package redis_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// TestCloseInTheMiddle closes while calls are under way: each is stored or refused, none is lost without a word.
func TestCloseInTheMiddle(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	l, reader := opened(t, redis.Options{Client: client}), opened(t, redis.Options{Client: client})
	made(t, l, "r")
	lead(t, l, true)
	_, end := l.Watch("r")
	defer end()
	var mu sync.Mutex
	var stored []string
	started := make(chan struct{}, 8)
	var group sync.WaitGroup
	for w := range 8 {
		group.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprint(w, "-", i)
				if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf(key)}); err != nil {
					wantUnavailable(t, "Put", err)
					return
				}
				mu.Lock()
				stored = append(stored, key)
				mu.Unlock()
				if i == 10 {
					started <- struct{}{}
				}
			}
		})
	}
	for range 8 {
		<-started
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	group.Wait()
	if _, end := l.Watch("r"); end != nil {
		end()
	}
	lead(t, reader, true) // given back
	wantKeys(t, reader, "r", "s", stored)
}

// TestCloseWithoutRedis closes when there is nobody to tell.
func TestCloseWithoutRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	l := opened(t, redis.Options{Client: server.Client()})
	made(t, l, "r")
	lead(t, l, true)
	server.Kill()
	start := time.Now()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if took := time.Since(start); took > 4*time.Second {
		t.Fatalf("Close took %s", took)
	}
}

// TestOptions names what is wrong with options.
func TestOptions(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	for _, options := range []redis.Options{
		{}, {Client: client, Replicas: -1}, {Client: client, Retention: time.Minute},
	} {
		if l, err := redis.New(t.Context(), options); err == nil {
			t.Errorf("New took %+v", options)
			_ = l.Close()
		}
	}
	server.Kill()
	if l, err := redis.New(t.Context(), redis.Options{Client: client}); err == nil {
		t.Error("New did without a server")
		_ = l.Close()
	}
}

// TestMetrics reads the metrics of an instance that did a little.
func TestMetrics(t *testing.T) {
	t.Parallel()
	metrics := prometheus.NewRegistry()
	l := opened(t, redis.Options{Client: redistest.Start(t, redistest.Options{}).Client(), Registerer: metrics})
	bell, end := l.Watch("r")
	defer end()
	pos := made(t, l, "r")
	rung(t, bell, 2*time.Second)
	lead(t, l, true)
	_, err := l.Append(t.Context(), "r", ledger.Pos{}, one("stale"))
	wantMoved(t, "a stale append", err)
	if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k"), {Slot: "shut", Key: "k"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Events(t.Context(), "r", pos); err != nil {
		t.Fatal(err)
	}
	rung(t, bell, 2*time.Second)
	for name, least := range map[string]float64{
		"trivium_ledger_append_seconds":       1,
		"trivium_ledger_put_seconds":          1,
		"trivium_ledger_call_seconds":         2,
		"trivium_ledger_commit_entries":       1,
		"trivium_ledger_commit_requests":      2,
		"trivium_ledger_moved_total":          1,
		"trivium_ledger_sealed_total":         1,
		"trivium_ledger_doorbell_lag_seconds": 1,
		"trivium_ledger_instances_alive":      1,
		"trivium_ledger_leases":               1,
	} {
		if got := metric(t, metrics, name); got < least {
			t.Errorf("%s is %v, want at least %v", name, got, least)
		}
	}
	for _, name := range []string{
		"trivium_ledger_errors_total", "trivium_ledger_epochs_total", "trivium_ledger_doorbell_gaps_total",
		"trivium_ledger_doorbell_rebuilds_total", "trivium_ledger_lapses_total", "trivium_ledger_heartbeat_failures_total",
	} {
		if got := metric(t, metrics, name); got != 0 {
			t.Errorf("%s is %v", name, got)
		}
	}
}
