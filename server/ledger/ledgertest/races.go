package ledgertest

import (
	"fmt"
	"maps"
	"sync"
	"testing"

	"trivium/server/ledger"
)

// acks gathers what puts were told.
type acks struct {
	mu    sync.Mutex
	data  map[string]string // by key: what was said to stand
	fresh int
}

// note remembers one answer and fails if another one was given before.
func (a *acks) note(t *testing.T, got ledger.Stored) {
	a.mu.Lock()
	defer a.mu.Unlock()
	key, data := got.Entry.Key, string(got.Entry.Data)
	if before, known := a.data[key]; known && before != data {
		t.Errorf("for %s stood %q and now %q", key, before, data)
	}
	a.data[key] = data
	if got.Fresh {
		a.fresh++
	}
}

// testPutsRace shows that many writers of the same keys are all told the same (I2), and that it is what lies there (I1).
func testPutsRace(t *testing.T, body Body) {
	const writers, keys = 16, 50
	l := body.Open("one")
	room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	told := acks{data: map[string]string{}}
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for k := range keys {
				key := fmt.Sprint("k", (k+w*3)%keys)
				stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{entry("s", key, fmt.Sprint("of ", w))})
				if err != nil || stored[0].Outcome != ledger.Accepted || stored[0].Entry.Key != key {
					t.Errorf("Put %s gave %v, %v", key, stored, err)
					return
				}
				told.note(t, stored[0])
			}
		})
	}
	group.Wait()
	if told.fresh != keys {
		t.Fatalf("%d puts were fresh, want %d", told.fresh, keys)
	}
	check(t, entries(t, l, "r", "s"), told.data)
}

// testSealRacesPuts seals a slot in mid-storm: what was acknowledged is in it (I1), nothing comes in afterwards (I5), and
// the count is right.
func testSealRacesPuts(t *testing.T, body Body) {
	const writers = 16
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	told := acks{data: map[string]string{}}
	storm := make(chan struct{}, writers)
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprint(w, "-", i)
				stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{entry("s", key, key)})
				if err != nil {
					t.Errorf("Put: %v", err)
				}
				if i == 5 || err != nil {
					storm <- struct{}{}
				}
				if err != nil || stored[0].Outcome == ledger.Sealed {
					return
				}
				told.note(t, stored[0])
			}
		})
	}
	for range writers {
		<-storm
	}
	sealing := batch("b", 1)
	sealing.Seal = []ledger.Slot{"s"}
	must(t, l, "r", pos, sealing)
	atSeal := entries(t, l, "r", "s")
	group.Wait()
	sealed := events(t, l, "r")[1].Sealed["s"]
	if after := entries(t, l, "r", "s"); len(after) != len(atSeal) || sealed != len(atSeal) {
		t.Fatalf("%d entries at the seal, %d later, %d counted", len(atSeal), len(after), sealed)
	}
	check(t, atSeal, told.data)
}

// check compares what lies in a slot with what was said, and looks for gaps.
func check(t *testing.T, read []ledger.Entry, told map[string]string) {
	t.Helper()
	lying := map[string]string{}
	for i, got := range read {
		if got.Index != i+1 {
			t.Fatalf("entry %d has index %d", i, got.Index)
		}
		lying[got.Key] = string(got.Data)
	}
	if len(lying) != len(read) || !maps.Equal(lying, told) {
		t.Fatalf("told %d entries, %d keys lie there in %d entries: they differ", len(told), len(lying), len(read))
	}
}
