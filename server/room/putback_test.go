package room

import (
	"errors"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger"
)

// TestWhatTheStoreLostIsPutBack loses an acknowledged join, an acknowledged answer and the phases between.
func TestWhatTheStoreLostIsPutBack(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		one, two := b.start("one"), b.start("two")
		defer one.Close()
		defer two.Close()
		r := b.create(one, nil)
		other := b.open(two)
		b.join(r, "Ada")
		saved := b.shared.Save()
		b.join(other, "Ben")
		b.question(r)
		if a := b.answer(r, 1); a.Outcome != Stored {
			t.Fatalf("an answer: %+v", a)
		}
		b.untilPhase(other, game.Open)
		before, _ := r.Now()
		sum := sumOf(before)
		b.shared.Restore(saved)
		b.pass(2 * time.Second)
		for _, each := range []*Room{r, other} {
			if s, _ := each.Now(); s.N < before.N {
				t.Errorf("after the store went back: at %d, it was %d", s.N, before.N)
			}
		}
		fresh, err := Open(t.Context(), "room", Options{Ledger: b.shared.Instance("reader")})
		if err != nil {
			t.Fatal(err)
		}
		if s, _ := fresh.Now(); s.N == before.N && sumOf(s) != sum {
			t.Error("what was put back folds to another state")
		}
		s := b.untilPhase(other, game.Reveal)
		if records := s.Showings[0].Records; len(records) != 1 || records[0].Seat != 1 {
			t.Errorf("the acknowledged answer is not there: %+v", records)
		}
		if s.PlayersCount() != 2 {
			t.Errorf("%d players; one of two was lost", s.PlayersCount())
		}
	})
}

func TestAWholeRoomIsPutBack(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		saved := b.shared.Save() // nothing at all
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		b.shared.Restore(saved)
		b.pass(time.Second)
		if id, err := p.instance.Find(t.Context(), r.PIN()); err != nil || id != r.ID() {
			t.Fatalf("the room is not there: %q, %v", id, err)
		}
		b.question(r)
		if a := b.answer(r, 1); a.Outcome != Stored {
			t.Errorf("an answer afterwards: %+v", a)
		}
	})
}

// TestNothingNewBeforeWhatWasLost asks for an answer to be stored in the moment in which the store has gone back.
func TestNothingNewBeforeWhatWasLost(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		saved := b.shared.Save()
		b.join(r, "Ada")
		b.shared.Restore(saved)
		b.join(r, "Ben")
		s, _ := r.Now()
		if first, _ := s.Seat(1); first.Name != "Ada" {
			t.Errorf("seat 1 is %s's", first.Name)
		}
	})
}

// TestAnotherTailWins has the log go on elsewhere while this instance does not run.
func TestAnotherTailWins(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		saved := b.shared.Save()
		b.question(r)
		b.shared.Restore(saved)
		stranger := b.shared.Instance("stranger")
		_, _ = stranger.Find(t.Context(), r.PIN()) // hears that the store went back
		events, err := stranger.Events(t.Context(), r.ID(), ledger.Pos{})
		if err != nil {
			t.Fatal(err)
		}
		data, err := game.EncodeEvent(game.Paused{})
		if err != nil {
			t.Fatal(err)
		}
		last := events[len(events)-1].Pos
		if _, err := stranger.Append(t.Context(), r.ID(), last, ledger.Batch{ID: "theirs", Events: [][]byte{data}}); err != nil {
			t.Fatal(err)
		}
		s := b.until(r, func(s *game.State) bool { return s.Paused() && s.Phase == game.Lobby })
		if _, running := s.Running(); running {
			t.Error("a question runs that the log does not know")
		}
		b.pass(time.Second)
		b.do(r, game.DoResume)
	})
}

func TestCommandsWaitUntilOthersHavePutBack(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		b.shared.Restore(b.shared.Save())
		if err := r.Do(t.Context(), game.Command{Verb: game.DoLock}); !errors.Is(err, ErrUnavailable) {
			t.Fatalf("right after the store came back a command gave %v", err)
		}
		b.pass(time.Second)
		b.do(r, game.DoLock)
	})
}

func TestNothingNewWhileOthersPutBack(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		b.question(r)
		b.shared.Restore(b.shared.Save())
		before := r.Time()
		if a := b.answer(r, 1); a.Outcome != Stored {
			t.Fatalf("the answer: %+v", a)
		}
		if waited := r.Time().Sub(before); waited < putBackTime {
			t.Errorf("an answer was stored %d ms after the store came back", waited)
		}
	})
}

// TestAnEntryCameBeforeTheSealThatIsPutBack has somebody who does not know that a question was closed store an answer to it.
func TestAnEntryCameBeforeTheSealThatIsPutBack(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		b.question(r)
		saved := b.shared.Save()
		b.do(r, game.DoSkip)
		b.shared.Restore(saved)
		stranger := b.shared.Instance("stranger")
		data := game.EncodeEntry(game.AnswerEntry{Answer: game.Answer{Pick: []int{0}}, At: r.Time(), E: 1_000, M: -1})
		if _, _, err := stranger.Put(t.Context(), r.ID(), []ledger.Entry{{Slot: "answers/0", Key: "1", Data: data}}); err != nil {
			t.Fatal(err)
		}
		b.pass(time.Second)
		s, _ := r.Now()
		again, err := Open(t.Context(), r.ID(), Options{Ledger: stranger})
		if err != nil {
			t.Fatal(err)
		}
		fresh, _ := again.Now()
		if !s.Showings[0].Closed || len(s.Showings[0].Records) != len(fresh.Showings[0].Records) {
			t.Errorf("one who was there has %+v, one who came later %+v", s.Showings[0].Records, fresh.Showings[0].Records)
		}
	})
}
