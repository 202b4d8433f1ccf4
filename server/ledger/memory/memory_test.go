package memory_test

import (
	"errors"
	"testing"

	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// batch is a batch of one event.
func batch(id string) ledger.Batch { return ledger.Batch{ID: id, Events: [][]byte{[]byte(id)}} }

func TestLostReplyWasStored(t *testing.T) {
	fault := memory.None
	shared := memory.New(memory.Options{Fault: func(memory.Call) memory.Fault { return fault }})
	one := shared.Instance("one")
	start, err := one.Create(t.Context(), "r", "1234", batch("a"))
	if err != nil {
		t.Fatal(err)
	}
	fault = memory.ReplyLost
	if _, err := one.Append(t.Context(), "r", start, batch("b")); !errors.Is(err, ledger.ErrUnavailable) {
		t.Fatalf("got %v, want ErrUnavailable", err)
	}
	fault = memory.None
	pos, err := one.Append(t.Context(), "r", start, batch("b"))
	if err != nil || pos != (ledger.Pos{N: 2, Head: "b"}) {
		t.Fatalf("the repetition gave %v, %v", pos, err)
	}
}

func TestDelayedArrivesLater(t *testing.T) {
	fault := memory.None
	shared := memory.New(memory.Options{Fault: func(memory.Call) memory.Fault { return fault }})
	one, two := shared.Instance("one"), shared.Instance("two")
	start, err := one.Create(t.Context(), "r", "1234", batch("a"))
	if err != nil {
		t.Fatal(err)
	}
	fault = memory.Delayed
	if _, err := one.Append(t.Context(), "r", start, batch("late")); !errors.Is(err, ledger.ErrUnavailable) {
		t.Fatalf("got %v, want ErrUnavailable", err)
	}
	fault = memory.None
	shared.Kill("one")
	if events, err := two.Events(t.Context(), "r", start); err != nil || len(events) != 0 {
		t.Fatalf("before delivery: %v, %v", events, err)
	}
	if n := shared.Deliver(); n != 1 {
		t.Fatalf("delivered %d", n)
	}
	if events, err := two.Events(t.Context(), "r", start); err != nil || len(events) != 1 {
		t.Fatalf("after delivery: %v, %v", events, err)
	}
}

func TestLeasesEnd(t *testing.T) {
	now := ledger.Time(1000)
	shared := memory.New(memory.Options{Clock: func() ledger.Time { return now }})
	one, two := shared.Instance("one"), shared.Instance("two")
	if _, err := one.Create(t.Context(), "r", "1234", batch("a")); err != nil {
		t.Fatal(err)
	}
	lead := func(l ledger.Ledger, want bool, wantSeen ledger.Time) {
		t.Helper()
		leads, seen, err := l.Lead(t.Context(), "r")
		if err != nil || leads != want || seen != wantSeen {
			t.Fatalf("Lead gave %v, %v, %v, want %v, %v", leads, seen, err, want, wantSeen)
		}
	}
	lead(one, true, 0)
	now = 1500
	lead(two, false, 1000)
	shared.Kill("one")
	now = 2200
	lead(two, true, 1000)
	if alive, err := two.Alive(t.Context()); err != nil || len(alive) != 1 || !alive.Has("two") {
		t.Fatalf("alive: %v, %v", alive, err)
	}
	three := shared.Instance("one")
	if three.Instance() == "one" {
		t.Fatal("a second start has the first one's name")
	}
	shared.Expire("two")
	lead(three, true, 2200)
}

func TestDroppedDoorbell(t *testing.T) {
	shared := memory.New(memory.Options{Ring: func(name string, _ ledger.RoomID) bool { return name == "one" }})
	one, two := shared.Instance("one"), shared.Instance("two")
	heard, end := one.Watch("r")
	defer end()
	unheard, end2 := two.Watch("r")
	defer end2()
	if _, err := one.Create(t.Context(), "r", "1234", batch("a")); err != nil {
		t.Fatal(err)
	}
	if len(heard) != 1 || len(unheard) != 0 {
		t.Fatalf("rings: %d and %d, want 1 and 0", len(heard), len(unheard))
	}
}

func TestTruthGoesBackInTime(t *testing.T) {
	shared := memory.New(memory.Options{})
	one := shared.Instance("one")
	first := batch("a")
	first.Open = []ledger.Opening{{Slot: "s"}}
	start, err := one.Create(t.Context(), "r", "1", first)
	if err != nil {
		t.Fatal(err)
	}
	saved := shared.Save()
	for range 2 {
		sealing := batch("b")
		sealing.Seal = []ledger.Slot{"s"}
		stored, _, err := one.Put(t.Context(), "r", []ledger.Entry{{Slot: "s", Key: "k"}})
		if err != nil || !stored[0].Fresh || stored[0].Entry.Index != 1 {
			t.Fatalf("Put gave %v, %v", stored, err)
		}
		pos, err := one.Append(t.Context(), "r", start, sealing)
		if err != nil {
			t.Fatal(err)
		}
		before := one.Epoch()
		shared.Restore(saved)
		if _, err := one.Events(t.Context(), "r", pos); !errors.Is(err, ledger.ErrUnavailable) || one.Epoch() == before {
			t.Fatalf("the first call after the truth went back gave %v, epoch %d after %d", err, one.Epoch(), before)
		}
		if _, err := one.Events(t.Context(), "r", pos); !errors.Is(err, ledger.ErrMoved) {
			t.Fatalf("Events behind a lost position gave %v", err)
		}
	}
}

func TestRepeatedIsOnce(t *testing.T) {
	shared := memory.New(memory.Options{Fault: func(memory.Call) memory.Fault { return memory.Repeated }})
	one := shared.Instance("one")
	first := batch("a")
	first.Open = []ledger.Opening{{Slot: "s"}}
	pos, err := one.Create(t.Context(), "r", "1", first)
	if err != nil {
		t.Fatal(err)
	}
	if pos, err = one.Append(t.Context(), "r", pos, batch("b")); err != nil || pos.N != 2 {
		t.Fatalf("Append gave %v, %v", pos, err)
	}
	stored, _, err := one.Put(t.Context(), "r", []ledger.Entry{{Slot: "s", Key: "k"}})
	if err != nil || stored[0].Outcome != ledger.Accepted || stored[0].Fresh || stored[0].Entry.Index != 1 {
		t.Fatalf("Put gave %v, %v", stored, err)
	}
}

func TestRestartLosesLeasesAndNoData(t *testing.T) {
	fault := memory.None
	shared := memory.New(memory.Options{Fault: func(memory.Call) memory.Fault { return fault }})
	one, two := shared.Instance("one"), shared.Instance("two")
	start, err := one.Create(t.Context(), "r", "1", batch("a"))
	if err != nil {
		t.Fatal(err)
	}
	if leads, _, err := one.Lead(t.Context(), "r"); err != nil || !leads {
		t.Fatalf("Lead gave %v, %v", leads, err)
	}
	fault = memory.Delayed
	_, _ = one.Append(t.Context(), "r", start, batch("under way"))
	before := two.Epoch()
	shared.Restart()
	fault = memory.Repeated
	if _, _, err := two.Lead(t.Context(), "r"); !errors.Is(err, ledger.ErrUnavailable) || two.Epoch() == before {
		t.Fatalf("the first call after a restart gave %v, epoch %d after %d", err, two.Epoch(), before)
	}
	fault = memory.None
	if n := shared.Deliver(); n != 0 {
		t.Fatalf("%d calls outlived the connection that they were made on", n)
	}
	if leads, _, err := two.Lead(t.Context(), "r"); err != nil || !leads {
		t.Fatalf("Lead gave %v, %v", leads, err)
	}
	if events, err := two.Events(t.Context(), "r", ledger.Pos{}); err != nil || len(events) != 1 {
		t.Fatalf("events: %v, %v", events, err)
	}
}

func TestWatchersAreCounted(t *testing.T) {
	shared := memory.New(memory.Options{})
	_, end := shared.Instance("one").Watch("r")
	if n := shared.Watchers(); n != 1 {
		t.Fatalf("%d watchers, want 1", n)
	}
	end()
	end()
	if n := shared.Watchers(); n != 0 {
		t.Fatalf("%d watchers are left", n)
	}
}

// TestTheNewEpochIsHeardOf has the call that notices a restart ring, and one that was made before it fail too.
func TestTheNewEpochIsHeardOf(t *testing.T) {
	var one *memory.Instance
	between := false
	shared := memory.New(memory.Options{Fault: func(c memory.Call) memory.Fault {
		if c.Method == "Put" && !between {
			between = true
			_, _ = one.Alive(t.Context()) // notices first
		}
		return memory.None
	}})
	one = shared.Instance("one")
	first := batch("a")
	first.Open = []ledger.Opening{{Slot: "s"}}
	if _, err := one.Create(t.Context(), "r", "1", first); err != nil {
		t.Fatal(err)
	}
	bell, end := one.Watch("r")
	defer end()
	shared.Restart()
	if _, _, err := one.Put(t.Context(), "r", []ledger.Entry{{Slot: "s", Key: "k"}}); !errors.Is(err, ledger.ErrUnavailable) {
		t.Errorf("a put that was made before the restart was noticed gave %v", err)
	}
	if len(bell) != 1 {
		t.Error("nobody rang")
	}
}
