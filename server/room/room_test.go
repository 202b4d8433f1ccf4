package room

import (
	"errors"
	"sync"
	"testing"
	"time"

	"trivium/game"
)

func TestARoomPlaysToItsEnd(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, func(set *game.Settings) { set.Auto = true })
		b.join(r, "Ada", "Ben")
		b.do(r, game.DoNext)
		for range 3 {
			b.untilPhase(r, game.Open)
			if a := b.answer(r, 1); a.Outcome != Stored || !a.Fresh {
				t.Fatalf("the answer: %+v", a)
			}
			if a := b.answer(r, 1); a.Outcome != Stored || a.Fresh {
				t.Fatalf("the repeat: %+v", a)
			}
			if err := r.Refresh(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, ok := r.Answered(1); !ok || r.Live().Answered != 1 || r.Live().Waiting != 1 {
				t.Fatalf("after one answer: %+v", r.Live())
			}
			before := time.Now()
			b.answer(r, 2)
			b.untilPhase(r, game.Reveal)
			if took := time.Since(before); took > 2*time.Second {
				t.Errorf("all had answered, and the reveal came after %v", took)
			}
		}
		b.untilPhase(r, game.Podium)
		b.untilPhase(r, game.Over)
		if a := b.answer(r, 1); a.Outcome != Stored {
			t.Errorf("a repeat behind the seal: %+v", a)
		}
		if err := r.Do(t.Context(), game.Command{Verb: game.DoNext}); !errors.Is(err, game.ErrEnded) {
			t.Errorf("after the end: %v", err)
		}
		if _, err := p.Open(t.Context(), "9999"); !errors.Is(err, ErrNoRoom) {
			t.Errorf("a PIN that nobody has: %v", err)
		}
	})
}

func TestAQuestionDoesNotEndBeforeItBegan(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		b.question(r)
		b.answer(r, 1)
		b.untilPhase(r, game.Reveal)
		b.pass(300 * time.Millisecond) // the counts are read here
		b.question(r)                  // and are still those of the question before
		b.pass(time.Second)
		if s, _ := r.Now(); s.Phase != game.Open {
			t.Errorf("the question is in %s", s.Phase)
		}
	})
}

func TestAnUnlockAdmitsNobodyTwice(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada", "Ben")
		b.pass(300 * time.Millisecond)
		b.do(r, game.DoLock)
		b.do(r, game.DoUnlock)
		b.pass(2 * time.Second)
		b.join(r, "Cleo")
		if s, _ := r.Now(); len(s.Seats) != 3 || s.Seats[2].Name != "Cleo" {
			t.Errorf("%d seats", len(s.Seats))
		}
	})
}

func TestOneNameOnTwoInstances(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer one.Close()
		defer two.Close()
		rooms := []*Room{b.create(one, nil), b.open(two)}
		errs := make([]error, 2)
		var wait sync.WaitGroup
		for i, r := range rooms {
			wait.Go(func() {
				e := entryOf("Ada")
				e.Token += r.options.Ledger.Instance()
				_, _, errs[i] = r.Join(t.Context(), e)
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), game.ErrTaken) {
			t.Errorf("two joined under one name: %v", errs)
		}
		for _, r := range rooms {
			b.until(r, func(s *game.State) bool { return len(s.Seats) == 1 })
		}
	})
}

func TestFullLockedAndTheSameAgain(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, func(set *game.Settings) { set.SeatMax = 1 })
		b.join(r, "Ada")
		if seat, _, err := r.Join(t.Context(), entryOf("Ada")); seat != 1 || err != nil {
			t.Errorf("the same join again: seat %d, %v", seat, err)
		}
		if _, _, err := r.Join(t.Context(), entryOf("Ben")); !errors.Is(err, ErrFull) {
			t.Errorf("a full room: %v", err)
		}
		b.do(r, game.DoLock)
		if _, _, err := r.Join(t.Context(), entryOf("Ben")); !errors.Is(err, ErrLocked) {
			t.Errorf("a locked room: %v", err)
		}
		if _, _, err := r.Join(t.Context(), game.SeatEntry{}); !errors.Is(err, game.ErrBad) {
			t.Errorf("no name: %v", err)
		}
	})
}

func TestAnswersWaitWhileTheLedgerIsAway(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada", "Ben")
		deadline := b.question(r).Deadline
		b.setAway(true)
		got := make(chan Answered, 1)
		r.Answer(0, 1, game.AnswerEntry{Answer: game.Answer{Pick: []int{1}}, E: 5}, func(a Answered) { got <- a })
		b.pass(5 * time.Second)
		if !r.Saving() || len(got) > 0 {
			t.Errorf("the ledger is away: saving is %v, %d answers are acknowledged", r.Saving(), len(got))
		}
		if err := r.Do(t.Context(), game.Command{Verb: game.DoPause}); !errors.Is(err, ErrUnavailable) {
			t.Errorf("a command meanwhile: %v", err)
		}
		b.setAway(false)
		b.pass(time.Second)
		if a := <-got; r.Saving() || a.Outcome != Stored || a.Entry.E != 5 {
			t.Errorf("afterwards: saving is %v, %+v", r.Saving(), a)
		}
		if s, _ := r.Now(); len(b.gaps()) > 0 || s.Deadline != deadline {
			t.Errorf("an instance lived: gaps %v, the end moved by %d", b.gaps(), s.Deadline.Sub(deadline))
		}
	})
}

func TestNothingIsLostWithoutAWord(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		r := b.create(p, nil)
		b.join(r, "Ada")
		b.question(r)
		b.setAway(true)
		got := make(chan Answered, 1)
		r.Answer(0, 1, game.AnswerEntry{}, func(a Answered) { got <- a })
		p.Close()
		if a := <-got; a.Outcome != Unavailable {
			t.Errorf("what could not be stored: %+v", a)
		}
		if a := b.answer(r, 1); a.Outcome != Unavailable {
			t.Errorf("after the end of the room here: %+v", a)
		}
		if err := r.Do(t.Context(), game.Command{Verb: game.DoPause}); !errors.Is(err, ErrClosed) {
			t.Errorf("a command after it: %v", err)
		}
		if _, err := p.Open(t.Context(), "4321"); err == nil {
			t.Error("a room opens on a closed instance")
		}
	})
}

func TestALogThatWentBackIsReadAgain(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		saved := b.shared.Save()
		b.question(r)
		b.shared.Restore(saved)
		b.untilPhase(r, game.Lobby)
		b.question(r)
		if a := b.answer(r, 1); a.Outcome != Stored {
			t.Errorf("an answer afterwards: %+v", a)
		}
	})
}
