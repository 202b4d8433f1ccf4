package redislink_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"

	"trivium/server/redislink"
	"trivium/server/redistest"
)

// gathered gives each metric with its labels and its value, or the number of its observations.
func gathered(t *testing.T, registry *prometheus.Registry) map[string]float64 {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]float64{}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			name := strings.TrimPrefix(family.GetName(), "trivium_redis_")
			for _, label := range metric.GetLabel() {
				name += " " + label.GetValue()
			}
			found[name] = metric.GetGauge().GetValue() + metric.GetCounter().GetValue() + float64(metric.GetHistogram().GetSampleCount())
		}
	}
	return found
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{Fsync: "off"})
	registry := prometheus.NewRegistry()
	client := open(t, server.URL(), redislink.Options{Registerer: registry})
	ctx := t.Context()
	script := goredis.NewScript(`return redis.call("INCR", KEYS[1])`)
	if err := script.Run(ctx, client, []string{"trivium:n"}).Err(); err != nil { // EVALSHA, NOSCRIPT, EVAL
		t.Fatal(err)
	}
	client.Get(ctx, "trivium:is-not") // nothing found is no error
	client.HGetAll(ctx, "trivium:n")  // the wrong kind is one
	client.Publish(ctx, "trivium:bell", "rings")
	_, _ = client.Pipelined(ctx, func(p goredis.Pipeliner) error {
		p.Incr(ctx, "trivium:n")
		return p.Incr(ctx, "trivium:n").Err()
	})
	server.Pause()
	short, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	client.Set(short, "trivium:x", "y", 0)
	cancel()
	server.Resume()
	got := gathered(t, registry)
	for name, want := range map[string]float64{
		"call_seconds script": 2, "call_seconds read": 2, "call_seconds pubsub": 1, "call_seconds write": 1,
		"errors_total read refused": 1, "errors_total write timeout": 1,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	for _, name := range []string{"connections idle", "connections_opened_total", "call_seconds connect", "call_seconds pipeline"} {
		if got[name] < 1 {
			t.Errorf("%s is %v", name, got[name])
		}
	}
	for name := range got {
		if strings.HasPrefix(name, "errors_total script") || strings.HasPrefix(name, "errors_total pipeline") {
			t.Errorf("what is no failure counts as one: %s", name)
		}
	}
}

func TestPulse(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{Fsync: "off"})
	client := open(t, server.URL(), redislink.Options{})
	registry := prometheus.NewRegistry()
	var log record
	pulse := redislink.NewPulse(client, redislink.Options{Logger: log.logger(), Registerer: registry})
	defer pulse.Close()
	if err := pulse.Err(); err != nil {
		t.Errorf("at the start: %v", err)
	}
	for range 2 {
		server.Pause()
		eventually(t, "a Redis that stands still is noticed", func(context.Context) bool { return pulse.Err() != nil })
		if gathered(t, registry)["up"] != 0 {
			t.Error("it counts as up")
		}
		server.Resume()
		back := eventually(t, "a Redis that answers again is noticed", func(context.Context) bool { return pulse.Err() == nil })
		if back > 2*time.Second {
			t.Errorf("it took %v", back)
		}
	}
	server.Kill()
	eventually(t, "a Redis that is gone is noticed", func(context.Context) bool { return pulse.Err() != nil })
	server.Start()
	eventually(t, "one that is back is noticed", func(context.Context) bool { return pulse.Err() == nil })
	contains(t, log.String(), "does not answer", "answers again")
}
