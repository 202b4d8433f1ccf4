package room

import (
	"testing"
	"time"

	"trivium/game"
)

func TestTheGameGoesOnElsewhere(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer two.Close()
		r := b.create(one, nil)
		other := b.open(two)
		b.join(r, "Ada")
		b.do(r, game.DoNext)
		due := b.untilPhase(other, game.Ready).Deadline
		b.pass(time.Duration(due.Sub(r.Time())-50) * time.Millisecond)
		b.kill(one)
		b.untilPhase(other, game.Open)
		if late := other.Time().Sub(due); late > 2_000 {
			t.Errorf("the next phase came %d ms late", late)
		}
		if len(b.gaps()) > 0 {
			t.Errorf("an instance lived, and there are gaps: %v", b.gaps())
		}
	})
}

// TestOrphansAreAdopted kills the only instance that had the room open; of two others one takes it.
func TestOrphansAreAdopted(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two, three := b.start("one"), b.start("two"), b.start("three")
		defer two.Close()
		defer three.Close()
		r := b.create(one, nil)
		b.join(r, "Ada")
		b.do(r, game.DoNext)
		due := b.untilPhase(r, game.Ready).Deadline
		b.pass(time.Duration(due.Sub(r.Time())-50) * time.Millisecond)
		b.kill(one)
		var kept []*Room
		for range 8 {
			for _, p := range []process{two, three} {
				if err := p.Adopt(t.Context()); err != nil {
					t.Fatal(err)
				}
				kept = append(kept, p.All()...)
			}
			if len(kept) > 0 {
				break
			}
			b.pass(time.Duration(AdoptEvery) * time.Millisecond)
		}
		if len(kept) != 1 {
			t.Fatalf("%d instances keep the room", len(kept))
		}
		b.untilPhase(kept[0], game.Open)
		if late := kept[0].Time().Sub(due); late > 2_000 {
			t.Errorf("the next phase came %d ms late", late)
		}
	})
}

// TestAnOrphanThatNobodyTakesIsTaken has the instance whose share the room is not look for it.
func TestAnOrphanThatNobodyTakesIsTaken(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two, three := b.start("one"), b.start("two"), b.start("three")
		defer two.Close()
		defer three.Close()
		b.create(one, nil)
		b.kill(one)
		b.pass(2 * time.Second)
		for _, p := range []process{two, three} {
			for range 2 {
				if err := p.Adopt(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			if len(p.All()) != 1 {
				t.Errorf("%s has not taken the room", p.instance.Instance())
			}
		}
	})
}

// wantMoved waits for one gap, by which the end of the question has moved at least so far, and not much farther.
func (b *bench) wantMoved(r *Room, deadline game.Time, least game.Millis) {
	b.t.Helper()
	s := b.until(r, func(s *game.State) bool { return len(s.Showings[0].Stops) == 1 })
	if moved := s.Deadline.Sub(deadline); moved < least || moved > least+400 {
		b.t.Errorf("after %d ms without anybody the end moved by %d ms", least, moved)
	}
}

func TestAGapWhenNobodyWasAlive(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one := b.start("one")
		r := b.create(one, nil)
		b.join(r, "Ada", "Ben")
		deadline := b.question(r).Deadline
		b.pass(time.Second)
		b.kill(one)
		b.pass(5 * time.Second)
		again := b.start("one")
		defer again.Close()
		back := b.open(again)
		b.wantMoved(back, deadline, 5_000)
	})
}

// TestAGapWhenAllStartedAgain: of two that came back at once neither lived in the silence, short as it was.
func TestAGapWhenAllStartedAgain(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		r := b.create(one, nil)
		b.open(two)
		b.join(r, "Ada", "Ben")
		deadline := b.question(r).Deadline
		b.pass(time.Second)
		b.kill(one)
		b.kill(two)
		b.pass(2 * time.Second)
		again, other := b.start("one"), b.start("two")
		defer again.Close()
		defer other.Close()
		back := b.open(again)
		b.open(other)
		b.wantMoved(back, deadline, 2_000)
	})
}

// TestNoGapWhereOneLived: the one that lived all the time may have held answers of the silence, so one that starts makes none of it.
func TestNoGapWhereOneLived(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer two.Close()
		r := b.create(one, nil)
		b.join(r, "Ada", "Ben")
		b.question(r)
		b.pass(time.Second)
		b.kill(one)
		b.pass(2 * time.Second)
		if _, err := two.instance.Alive(t.Context()); err != nil { // its heart beats
			t.Fatal(err)
		}
		three := b.start("three")
		defer three.Close()
		back := b.open(three)
		b.pass(500 * time.Millisecond)
		if s, _ := back.Now(); len(s.Showings[0].Stops) != 0 {
			t.Errorf("one lived and may have held answers, and there are gaps: %v", b.gaps())
		}
	})
}

// TestAGapWhenTheMachineSlept steps by itself: between two steps the process stood still.
func TestAGapWhenTheMachineSlept(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		maker := b.start("maker")
		b.create(maker, nil)
		b.kill(maker)
		b.pass(2 * time.Second)
		r, err := Open(t.Context(), "room", Options{Ledger: b.shared.Instance("one")})
		if err != nil {
			t.Fatal(err)
		}
		step := func() {
			if _, err := r.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		step()
		gaps := len(b.gaps())
		b.pass(time.Second)
		step()
		if len(b.gaps()) != gaps {
			t.Errorf("a second is no gap: %v", b.gaps())
		}
		b.pass(10 * time.Minute)
		step()
		if len(b.gaps()) != gaps+1 {
			t.Errorf("ten minutes of sleep are one gap, not %v", b.gaps())
		}
	})
}

func TestWhoIsOnTheWayBackIsWaitedFor(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one := b.start("one")
		r := b.create(one, nil)
		b.join(r, "Ada", "Ben", "Cleo")
		b.question(r)
		b.answer(r, 1)
		b.kill(one)
		b.pass(2 * time.Second)
		again := b.start("one")
		defer again.Close()
		back := b.open(again)
		back.Connect(1, true)
		back.Connect(2, true)
		b.answer(back, 2)
		b.pass(3 * time.Second)
		if s, _ := back.Now(); s.Phase != game.Open {
			t.Errorf("all who are back have answered, and the one on the way finds %s", s.Phase)
		}
		b.pass(8 * time.Second)
		if s, _ := back.Now(); s.Phase == game.Open {
			t.Error("who does not come back is waited for too long")
		}
	})
}

func TestThePlayersOfADeadInstanceAreWaitedFor(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer one.Close()
		r := b.create(one, nil)
		other := b.open(two)
		b.join(r, "Ada")
		b.join(other, "Ben")
		b.pass(12 * time.Second)
		b.question(r)
		b.kill(two)
		b.pass(2 * time.Second)
		b.answer(r, 1)
		b.pass(3 * time.Second)
		if s, _ := r.Now(); s.Phase != game.Open {
			t.Errorf("Ben is on the way here and finds %s", s.Phase)
		}
		b.pass(8 * time.Second)
		if s, _ := r.Now(); s.Phase == game.Open {
			t.Error("Ben is waited for too long")
		}
	})
}
