package e2e

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"trivium/server/load"
)

// soaking is how a soak is run: rounds of games one after another, at least so many and at least so long.
type soaking struct {
	players, rooms, rounds int
	lasts                  time.Duration
}

// howLong is a short soak, and in a long run (TRIVIUM_LONG) 2,000 players in 200 rooms for twenty minutes.
func howLong() soaking {
	if os.Getenv("TRIVIUM_LONG") != "" {
		return soaking{players: 2000, rooms: 200, rounds: 6, lasts: 20 * time.Minute}
	}
	return soaking{players: 60, rooms: 6, rounds: 3}
}

// held is what a server holds when nobody is connected.
type held struct{ awake, resting, goroutines, files, memory float64 }

// What may stay of an ended room, in bytes of the heap: its PIN, by which it is found again for an hour, and its share of maps that
// grow. What else moves is noise of the runtime, once for the process.
const (
	roomMost  = 1 << 10
	noiseMost = 4 << 20
)

// TestASoakLeavesNothingBehind plays round after round. When all rooms of a round have lain down, files and goroutines are as many as
// after the first round, and memory is what it was but for what is named above.
func TestASoakLeavesNothingBehind(t *testing.T) {
	how := howLong()
	ctx := within(t, how.lasts+5*time.Minute)
	server, a := serve(t, quick, "--rest-after", "1s")
	began := time.Now()
	var first, last held
	rounds := 0
	for round := 0; round < how.rounds || time.Since(began) < how.lasts; round++ {
		rounds++
		report, err := load.Run(ctx, load.Options{
			URL: a.URL, Key: a.Key, Players: how.players, Rooms: how.rooms, Packs: []string{"kills"}, Questions: 2, Seed: uint64(round),
			Limit: 5 * time.Minute, Trouble: load.Trouble{Reconnects: 0.05, Late: 0.05},
		})
		if err != nil {
			t.Fatalf("round %d: %v\n%s", round, err, report.String())
		}
		last = quiet(ctx, t, a, server.MetricsAddr)
		if round == 0 {
			first = last
		}
		t.Logf("round %d, %.0f s: %.0f rooms rest, %.0f goroutines, %.0f files, %.1f MiB; ack p99 %v", round, time.Since(began).Seconds(),
			last.resting, last.goroutines, last.files, last.memory/(1<<20), report.Ack.P99)
	}
	t.Logf("after %v and %.0f rooms: goroutines %.0f -> %.0f, files %.0f -> %.0f, memory %.1f -> %.1f MiB", time.Since(began).Round(time.Second),
		last.resting, first.goroutines, last.goroutines, first.files, last.files, first.memory/(1<<20), last.memory/(1<<20))
	if want := float64(how.rooms * rounds); last.resting < want {
		t.Errorf("%.0f rooms rest, of %.0f that were played", last.resting, want)
	}
	if most := first.memory + noiseMost + roomMost*(last.resting-first.resting); last.memory > most {
		t.Errorf("memory stays: %.1f MiB, want no more than %.1f", last.memory/(1<<20), most/(1<<20))
	}
	if last.goroutines > first.goroutines+idleMost {
		t.Errorf("goroutines stay: %.0f after the first round, %.0f at the end", first.goroutines, last.goroutines)
	}
	if last.files > first.files+idleMost {
		t.Errorf("files stay open: %.0f after the first round, %.0f at the end", first.files, last.files)
	}
}

// idleMost is how many goroutines and files may come and go by themselves: connections of the HTTP interface, of the database and of the
// metrics that are kept for the next request.
const idleMost = 8

// quiet gives what a server holds once all rooms lie down and nothing of it changes any more.
func quiet(ctx context.Context, t *testing.T, a load.API, metrics string) held {
	t.Helper()
	const looks = 5 // in a row
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(2 * time.Minute)
	for last, same := holds(ctx, t, a, metrics), 0; ; {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("it does not come to rest: %.0f rooms are awake, %.0f goroutines, %.0f files", last.awake, last.goroutines, last.files)
		}
		now := holds(ctx, t, a, metrics)
		if same++; now.awake > 0 || now.goroutines != last.goroutines || now.files != last.files {
			same = 0
		}
		if last = now; same == looks {
			return now
		}
	}
}

func holds(ctx context.Context, t *testing.T, a load.API, metrics string) held {
	t.Helper()
	fetch(ctx, t, a, "http://"+metrics+"/debug/pprof/heap?gc=1") // what is not held any more is gone
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(fetch(ctx, t, a, "http://"+metrics+"/metrics")))
	if err != nil {
		t.Fatal(err)
	}
	gauge := func(name string) (sum float64) {
		for _, m := range families[name].GetMetric() {
			sum += m.GetGauge().GetValue()
		}
		return sum
	}
	return held{awake: gauge("trivium_rooms"), resting: gauge("trivium_rooms_resting"), goroutines: gauge("go_goroutines"), files: gauge("process_open_fds"), memory: gauge("go_memstats_heap_alloc_bytes")}
}
