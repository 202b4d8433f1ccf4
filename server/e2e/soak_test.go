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
type held struct{ goroutines, files, memory float64 }

// TestASoakLeavesNothingBehind plays round after round: files are closed, and each ended room leaves no more than its three
// goroutines. Memory holds what is kept of ended games for an hour; by how much it grew for each room is logged, and bounded.
func TestASoakLeavesNothingBehind(t *testing.T) {
	how := howLong()
	ctx := within(t, how.lasts+5*time.Minute)
	server, a := serve(t, quick)
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
		t.Logf("round %d, %.0f s: %.0f goroutines, %.0f files, %.1f MiB; ack p99 %v", round, time.Since(began).Seconds(), last.goroutines,
			last.files, last.memory/(1<<20), report.Ack.P99)
	}
	t.Logf("after %v: goroutines %.0f -> %.0f, files %.0f -> %.0f, memory %.1f -> %.1f MiB", time.Since(began).Round(time.Second),
		first.goroutines, last.goroutines, first.files, last.files, first.memory/(1<<20), last.memory/(1<<20))
	if rooms := float64(how.rooms * (rounds - 1)); (last.memory-first.memory)/rooms > roomMost {
		t.Errorf("each ended room holds %.0f KiB", (last.memory-first.memory)/rooms/1024)
	}
	if most := first.goroutines + float64(3*how.rooms*(rounds-1)) + 20; last.goroutines > most {
		t.Errorf("goroutines stay: %.0f, want no more than %.0f", last.goroutines, most)
	}
	if last.files > first.files+4 {
		t.Errorf("files stay open: %.0f after the first round, %.0f at the end", first.files, last.files)
	}
}

// roomMost is the most that an ended room of ten players may hold, in bytes.
const roomMost = 256 << 10

// quiet gives what a server holds once nothing of it changes any more.
func quiet(ctx context.Context, t *testing.T, a load.API, metrics string) held {
	t.Helper()
	const looks = 5 // in a row
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(time.Minute)
	for last, same := holds(ctx, t, a, metrics), 0; ; {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("it does not come to rest: %.0f goroutines, %.0f files", last.goroutines, last.files)
		}
		now := holds(ctx, t, a, metrics)
		if same++; now.goroutines != last.goroutines || now.files != last.files {
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
	gauge := func(name string) float64 { return families[name].GetMetric()[0].GetGauge().GetValue() }
	return held{goroutines: gauge("go_goroutines"), files: gauge("process_open_fds"), memory: gauge("go_memstats_heap_alloc_bytes")}
}
