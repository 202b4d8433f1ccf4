package redis_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// rung waits for a bell.
func rung(t testing.TB, bell <-chan struct{}, limit time.Duration) {
	t.Helper()
	select {
	case <-bell:
	case <-time.After(limit):
		t.Fatalf("the bell did not ring within %s", limit)
	}
}

// quiet empties a bell.
func quiet(bell <-chan struct{}) {
	select {
	case <-bell:
	default:
	}
}

// TestSilentDoorbell black-holes an instance's lines: within two seconds after they could work again all bells have rung, and
// they ring for what is new.
func TestSilentDoorbell(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	writer := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, writer, "r")
	metrics := prometheus.NewRegistry()
	l := opened(t, redis.Options{Client: p.client(), Registerer: metrics})
	bell, end := l.Watch("r")
	defer end()
	quiet(bell)
	p.hush(true)
	if _, err := writer.Append(t.Context(), "r", pos, one("b")); err != nil {
		t.Fatal(err)
	}
	until(t, 2*time.Second, "the silence is noticed", func() bool {
		return metric(t, metrics, "trivium_ledger_doorbell_rebuilds_total") > 0
	})
	p.hush(false)
	rung(t, bell, 2*time.Second)
	events := persistent(t, func() ([]ledger.Event, error) { return l.Events(t.Context(), "r", pos) })
	if len(events) != 1 {
		t.Fatalf("there are %d new events", len(events))
	}
	quiet(bell)
	if _, err := writer.Append(t.Context(), "r", events[0].Pos, one("c")); err != nil {
		t.Fatal(err)
	}
	rung(t, bell, 2*time.Second)
}

// TestDoorbellAlone silences only what is there already, the doorbell's line among it, while new lines work: the bells ring
// within two seconds.
func TestDoorbellAlone(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	writer := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, writer, "r")
	l := opened(t, redis.Options{Client: p.client()})
	bell, end := l.Watch("r")
	defer end()
	quiet(bell)
	p.freeze()
	start := time.Now()
	if _, err := writer.Append(t.Context(), "r", pos, one("b")); err != nil {
		t.Fatal(err)
	}
	rung(t, bell, 2500*time.Millisecond)
	t.Logf("the bell rang after %s", time.Since(start))
}

// TestDoorbellBreaks cuts the lines again and again.
func TestDoorbellBreaks(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	writer := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, writer, "r")
	l := opened(t, redis.Options{Client: p.client()})
	bell, end := l.Watch("r")
	defer end()
	for i := range 5 {
		quiet(bell)
		p.cut()
		behind, err := writer.Append(t.Context(), "r", pos, ledger.Batch{ID: fmt.Sprint(i), Events: [][]byte{{1}}})
		if err != nil {
			t.Fatal(err)
		}
		pos = behind
		rung(t, bell, 2*time.Second)
	}
}

// TestOneSubscription has many watchers of one room, who come and go, over one subscription.
func TestOneSubscription(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	l := opened(t, redis.Options{Client: client})
	pos := made(t, l, "r")
	subscribed := func() int64 {
		counts, err := client.PubSubNumSub(t.Context(), "trivium:{r}:bell").Result()
		if err != nil {
			t.Fatal(err)
		}
		return counts["trivium:{r}:bell"]
	}
	for range 20 {
		var ends []func()
		var bells []<-chan struct{}
		for range 5 {
			bell, end := l.Watch("r")
			bells, ends = append(bells, bell), append(ends, end)
		}
		if n := subscribed(); n != 1 {
			t.Fatalf("%d subscriptions", n)
		}
		if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf(fmt.Sprint(time.Now().UnixNano()))}); err != nil {
			t.Fatal(err)
		}
		for _, bell := range bells {
			rung(t, bell, 2*time.Second)
		}
		for _, end := range ends {
			end()
		}
	}
	until(t, 2*time.Second, "the channel is given up", func() bool { return subscribed() == 0 })
	_, err := l.Append(t.Context(), "r", pos, one("b"))
	if err != nil {
		t.Fatal(err)
	}
}

// metric reads a metric, the sum of all its labels.
func metric(t testing.TB, registry *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for _, family := range families {
		if !strings.HasPrefix(family.GetName(), "trivium_ledger_") {
			t.Errorf("metric %s", family.GetName())
		}
		if family.GetName() == name {
			for _, m := range family.GetMetric() {
				sum += m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
			}
		}
	}
	return sum
}
