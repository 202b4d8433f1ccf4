package room

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"trivium/server/ledger"
)

// seeds gives the seeds to run: TRIVIUM_SIM_SEED for one, TRIVIUM_SIM_SEEDS for how many.
func seeds(t *testing.T) []uint64 {
	t.Helper()
	count := 200
	if text := os.Getenv("TRIVIUM_SIM_SEEDS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			t.Fatalf("TRIVIUM_SIM_SEEDS is %q; a number from 1 is wanted", text)
		}
		count = n
	}
	if text := os.Getenv("TRIVIUM_SIM_SEED"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatalf("TRIVIUM_SIM_SEED is %q; a seed is wanted", text)
		}
		return []uint64{n}
	}
	all := make([]uint64, count)
	for i := range all {
		all[i] = uint64(i) + 1
	}
	return all
}

// TestSim plays games with faults and checks the invariants of the truth after every step.
func TestSim(t *testing.T) {
	t.Parallel()
	failed, tally := 0, map[string]int{}
	all := seeds(t)
	for _, seed := range all {
		w := newWorld(t.Context(), seed, noBug)
		err := w.run()
		w.tally(tally)
		if err != nil {
			s := w.truth.state()
			t.Errorf("seed %d, after %d events in %s: %v\nreplay: TRIVIUM_SIM_SEED=%d go test -run TestSim$ ./server/room",
				seed, s.N, s.Phase, err, seed)
			if failed++; failed == 5 {
				t.Fatal("and perhaps more")
			}
		}
	}
	t.Logf("%d games: %v", len(all), tally)
	for _, what := range []string{"acknowledged", "takeovers", "moved", "gap", "paused", "kicked", "locked", "judged", "inserted", "table", "podium"} {
		if len(all) >= 50 && tally[what] == 0 {
			t.Errorf("in %d games there was nothing of this: %s", len(all), what)
		}
	}
}

// tally counts what happened, so that a simulation in which nothing happens does not pass for a good one.
func (w *world) tally(into map[string]int) {
	for _, answers := range w.truth.answers {
		into["acknowledged"] += len(answers)
	}
	into["takeovers"] += w.takeovers
	into["moved"] += w.moved
	events, err := w.truth.instance.Events(w.ctx, w.room, ledger.Pos{})
	if err != nil {
		w.fail("read the log: %w", err)
	}
	for _, e := range events {
		var stored struct {
			Kind string `json:"kind"`
		}
		if json.Unmarshal(e.Data, &stored) == nil {
			into[stored.Kind]++
		}
	}
}

// TestSimCatchesPlantedBugs proves that the checks can fail.
func TestSimCatchesPlantedBugs(t *testing.T) {
	t.Parallel()
	for planted, invariants := range map[bug][]string{
		writeAfterSeal: {"I1", "I5"},
		resetE:         {"I9"},
		earlyAck:       {"I1"},
		noPosition:     {"I3", "I4"},
		lostEntry:      {"I1"},
	} {
		t.Run(string(planted), func(t *testing.T) {
			t.Parallel()
			for seed := range uint64(60) {
				err := newWorld(t.Context(), seed+1, planted).run()
				if err == nil {
					continue
				}
				for _, invariant := range invariants {
					if len(err.Error()) > 2 && err.Error()[:2] == invariant {
						t.Logf("caught by seed %d: %v", seed+1, err)
						return
					}
				}
				t.Fatalf("seed %d: caught by another check: %v", seed+1, err)
			}
			t.Fatal("not caught")
		})
	}
}
