package room

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// rests tells whether a room runs no more.
func rests(r *Room) bool {
	select {
	case <-r.Closed():
		return true
	default:
		return false
	}
}

// TestAnEndedRoomLiesDownAndWakes has somebody look at the podium for ten minutes, and somebody come back later.
func TestAnEndedRoomLiesDownAndWakes(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		if !r.Hold() {
			t.Fatal("a room that runs lets nobody hold it")
		}
		b.do(r, game.DoEnd)
		ended := b.until(r, (*game.State).Ended)
		b.pass(10 * time.Minute)
		if rests(r) || b.open(p) != r {
			t.Fatal("the room rests though somebody looks at it")
		}
		r.Release()
		b.pass(restAfter - time.Second)
		if rests(r) {
			t.Fatal("the room rests at once")
		}
		b.pass(2 * time.Second)
		if !rests(r) || len(p.All()) != 0 || r.Hold() {
			t.Fatal("the room does not rest")
		}
		woken := b.open(p)
		if s, _ := woken.Now(); woken == r || sumOf(s) != sumOf(ended) {
			t.Fatal("the room that woke is another")
		}
		if err := woken.Do(t.Context(), game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 5}); err != nil {
			t.Fatalf("a correction in a room that woke: %v", err)
		}
		b.pass(2 * restAfter)
		if !rests(woken) {
			t.Fatal("it does not rest a second time")
		}
		if s, _ := b.open(p).Now(); s.N != ended.N+1 {
			t.Errorf("the correction is lost: the room is at %d, it ended at %d", s.N, ended.N)
		}
	})
}

// TestARunningRoomStaysAwake leaves a lobby alone until the rules end it.
func TestARunningRoomStaysAwake(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.pass(5 * time.Hour)
		p.Sweep()
		if rests(r) || len(p.All()) != 1 {
			t.Error("a game that runs rests")
		}
		b.pass(70 * time.Minute)
		if !rests(r) {
			t.Error("a game that nobody came to and that is over does not rest")
		}
	})
}

// TestAnEndedRoomIsFoundForAnHour comes back before and after the hour in which a PIN is not given out again.
func TestAnEndedRoomIsFoundForAnHour(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.do(r, game.DoEnd)
		b.pass(50 * time.Minute)
		p.Sweep()
		if again := b.open(p); again == r {
			t.Fatal("the room did not rest")
		}
		b.pass(11 * time.Minute)
		p.Sweep()
		if _, err := p.Open(t.Context(), r.PIN()); !errors.Is(err, ErrNoRoom) {
			t.Errorf("after an hour: %v", err)
		}
		if n := len(p.rested); n != 0 {
			t.Errorf("%d PINs are remembered for ever", n)
		}
	})
}

// TestTheNewRoomOfAPINIsFound opens a game on another instance under the PIN of a room that rests.
func TestTheNewRoomOfAPINIsFound(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		one, two := b.start("one"), b.start("two")
		defer one.Close()
		defer two.Close()
		r := b.create(one, nil)
		b.do(r, game.DoEnd)
		b.pass(ledger.PINRest + time.Minute) // and nobody sweeps
		state, _ := r.Now()
		if _, err := two.Create(t.Context(), "another", game.Opened{Rules: game.Rules, PIN: r.PIN(), Settings: state.Settings}); err != nil {
			t.Fatal(err)
		}
		if found := b.open(one); found.ID() != "another" {
			t.Errorf("the PIN leads to room %s", found.ID())
		}
	})
}

// TestARoomStaysUntilItsEndIsSafe takes the store away in the moment in which the game ends: it may come back without the end.
func TestARoomStaysUntilItsEndIsSafe(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		b.remember = true
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.join(r, "Ada")
		saved := b.shared.Save()
		b.do(r, game.DoEnd)
		b.setAway(true)
		b.pass(10 * time.Minute)
		if rests(r) {
			t.Fatal("it rests though nobody knows whether its end is stored")
		}
		b.shared.Restore(saved)
		b.setAway(false)
		b.pass(2 * restAfter)
		if !rests(r) {
			t.Fatal("it does not rest")
		}
		if s, _ := b.open(p).Now(); !s.Ended() {
			t.Error("the end is lost")
		}
	})
}

// TestManyWakeARoomAtOnce has a hundred come to a room that rests: it is read once.
func TestManyWakeARoomAtOnce(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bench) {
		p := b.start("one")
		defer p.Close()
		r := b.create(p, nil)
		b.do(r, game.DoEnd)
		b.pass(2 * restAfter)
		var wait sync.WaitGroup
		found := make([]*Room, 100)
		for i := range found {
			wait.Go(func() { found[i] = b.open(p) })
		}
		wait.Wait()
		for _, f := range found {
			if f == r || f != found[0] {
				t.Fatal("they are not all in the same room")
			}
		}
	})
}

// TestNobodyIsLeftInARoomThatRests has people come, correct and go while the room lies down between them as often as it can: whoever
// holds it is heard, and nothing of it is lost.
func TestNobodyIsLeftInARoomThatRests(t *testing.T) {
	t.Parallel()
	const people, visits = 6, 30
	shared := memory.New(memory.Options{Clock: func() ledger.Time { return ledger.Time(time.Now().UnixMilli()) }})
	p := NewRegistry(Options{Ledger: shared.Instance("one"), RestAfter: time.Millisecond})
	defer p.Close()
	opened := game.Opened{Rules: game.Rules, PIN: "1234", Seed: []byte("seed"), Settings: game.DefaultSettings(), Seats: []game.SeatEntry{entryOf("Ada")}}
	r, err := p.Create(t.Context(), "room", opened)
	if err == nil {
		err = r.Do(t.Context(), game.Command{Verb: game.DoEnd})
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var wait sync.WaitGroup
	for who := range people {
		wait.Go(func() {
			for visit := 1; visit <= visits; {
				r, err := p.Open(ctx, opened.PIN)
				if err != nil {
					t.Errorf("open: %v", err)
					return
				}
				if !r.Hold() {
					continue
				}
				by := game.By{Sender: fmt.Sprint("host ", who), Counter: uint64(visit)}
				if err := r.Do(ctx, game.Command{By: by, Verb: game.DoAdjust, Seat: 1, Delta: 1}); err != nil {
					t.Errorf("a correction by somebody who holds the room: %v", err)
				}
				r.Release()
				if visit++; visit%people == who {
					<-r.Closed() // so that it does rest
				}
			}
		})
	}
	wait.Wait()
	if r, err = p.Open(ctx, opened.PIN); err != nil {
		t.Fatal(err)
	}
	const before = 2 // opened, ended
	if s, _ := r.Now(); s.N != before+people*visits {
		t.Errorf("of %d corrections %d are there", people*visits, s.N-before)
	}
}
