package room

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// seeds gives the seeds to run: TRIVIUM_SIM_SEED for one, TRIVIUM_SIM_SEEDS for how many.
func seeds(t *testing.T) []uint64 {
	t.Helper()
	count := 60
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
	all := seeds(t)
	todo := make(chan uint64, len(all))
	for _, seed := range all {
		todo <- seed
	}
	close(todo)
	var (
		wait    sync.WaitGroup
		mu      sync.Mutex
		counted = map[string]int{}
		failed  int
	)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for seed := range todo {
				w := newWorld(t.Context(), seed, noBug)
				err := w.run()
				counts := w.tally()
				mu.Lock()
				for what, n := range counts {
					counted[what] += n
				}
				if err != nil {
					failed++
					t.Errorf("%s", w.report(seed))
				}
				enough := failed >= 5
				mu.Unlock()
				if enough {
					return
				}
			}
		})
	}
	wait.Wait()
	if failed >= 5 {
		t.Fatal("and perhaps more")
	}
	t.Logf("%d games: %s", len(all), words(counted))
	if len(all) > 1 {
		checkHappened(t, len(all), counted)
	}
}

// report says what went wrong, and how to see it again.
func (w *world) report(seed uint64) string {
	s := w.truth.state()
	return fmt.Sprintf("seed %d, after %d events in %s: %v\nreplay: TRIVIUM_SIM_SEED=%d go test -count=1 -run 'TestSim$' ./server/room",
		seed, s.N, s.Phase, w.failure, seed)
}

// TestSimReplays plays the same seeds twice: all that happens is the same.
func TestSimReplays(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		var sums []uint64
		for range 2 {
			w := newWorld(t.Context(), seed+1, noBug)
			_ = w.run()
			sums = append(sums, w.hash.Sum64())
		}
		if sums[0] != sums[1] {
			t.Errorf("seed %d ran in two ways", seed+1)
		}
	}
}

// TestSimCatchesPlantedBugs proves that the checks can fail.
func TestSimCatchesPlantedBugs(t *testing.T) {
	t.Parallel()
	for planted, invariants := range map[bug][]string{
		writeAfterSeal: {"I1", "I2", "I5"},
		resetE:         {"I9"},
		earlyAck:       {"I1"},
		noPosition:     {"I3", "I4"},
		lostEntry:      {"I1"},
		deafToClock:    {"I10"},
		staleSlot:      {"I6"},
		keyShown:       {"I8"},
		leadsOn:        {"I10"},
		notPutBack:     {"I1"},
		noEnd:          {"I12"},
		flood:          {"I11"},
		restsHeld:      {"I13"},
	} {
		t.Run(string(planted), func(t *testing.T) {
			t.Parallel()
			began := time.Now()
			for seed := range uint64(60) {
				w := newWorld(t.Context(), seed+1, planted)
				err := w.run()
				if err == nil {
					continue
				}
				invariant, _, _ := strings.Cut(err.Error(), ":")
				if !slices.Contains(invariants, invariant) {
					t.Fatalf("caught by another check: %s", w.report(seed+1))
				}
				t.Logf("caught by seed %d after %s: %.200v", seed+1, time.Since(began).Round(time.Millisecond), err)
				return
			}
			t.Fatal("not caught")
		})
	}
}
