package feed_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/boards"
	"trivium/server/feed"
	"trivium/server/games"
	"trivium/server/store/storetest"
)

// mended starts another process after a crash, and does what a server does every few minutes.
func (w *world) mended(t *testing.T) *process {
	t.Helper()
	p := w.start()
	w.pass(10 * time.Minute) // leases of the dead have ended
	if err := p.archive.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := p.feed.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestACrashAtACorrection crashes at each call to the store while a kept game is corrected and fed.
func TestACrashAtACorrection(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, w *world) {
		g := w.open(t)
		g.join(game.SeatEntry{Name: "Ada", Public: true})
		g.play([]game.Seat{1}, toEnd)
		w.goHome()
		w.mended(t)
		counter := uint64(0)
		for _, done := range []bool{false, true} {
			first, step := storetest.Calls(done)
			for at := first; ; at += step {
				counter++
				correct := game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 1, By: game.By{Sender: "host", Counter: counter}}
				w.store.FailAt(at, done)
				p := w.start()
				err := p.archive.Do(t.Context(), g.id, correct)
				_ = p.feed.Sweep(t.Context()) // a crash is no news
				failed := w.store.Mend()
				if err != nil {
					if err := w.start().archive.Do(t.Context(), g.id, correct); err != nil && !errors.Is(err, game.ErrPast) {
						t.Fatal(err)
					}
				}
				p = w.mended(t)
				got, _ := w.shelf.of(g.id)
				if ada := standing(t, got.Players, "Ada"); ada.Score != 2000+int(counter) {
					t.Fatalf("a crash at call %d (done: %v): %d points were fed, want %d", at, done, ada.Score, 2000+counter)
				}
				if names := p.on(t); len(names) != 1 || names[0] != fmt.Sprintf("Ada %d", 2000+counter) {
					t.Fatalf("a crash at call %d (done: %v): on the board are %v", at, done, names)
				}
				if !failed {
					if at < 10 {
						t.Errorf("only %d calls were seen", at)
					}
					break
				}
			}
		}
	})
}

// TestACrashAtTheEnd crashes at each call to the store while a game that has ended is kept and fed for the first time.
func TestACrashAtTheEnd(t *testing.T) {
	t.Parallel()
	for _, done := range []bool{false, true} {
		t.Run(fmt.Sprint("done ", done), func(t *testing.T) {
			t.Parallel()
			w := inFile(t)
			w.home.Store(true) // the ledger may forget what is kept, so that each sweep has little to look at
			first, step := storetest.Calls(done)
			for at := first; ; at += step {
				g := w.open(t, func(r *games.Request) { r.Count = 1 })
				g.join(game.SeatEntry{Name: fmt.Sprint("Ada ", at), Public: true})
				g.do(game.Command{Verb: game.DoEnd})
				g.play(nil, toEnd)
				p := w.start()
				w.store.FailAt(at, done)
				_ = p.archive.Keep(t.Context(), g.id) // a crash is no news
				_ = p.feed.Sweep(t.Context())
				failed := w.store.Mend()
				p = w.mended(t)
				got, _ := w.shelf.of(g.id)
				if len(got.Players) != 1 {
					t.Fatalf("a crash at call %d: fed was %+v", at, got)
				}
				page, err := p.boards.Search(t.Context(), boards.Board{Span: boards.AllTime}, fmt.Sprint("Ada ", at), "", 10)
				if err != nil || len(page.Rows) == 0 {
					t.Fatalf("a crash at call %d: not on the board (%v)", at, err)
				}
				w.pass(3 * time.Hour)
				w.rooms.Sweep()
				if !failed {
					if at < 10 {
						t.Errorf("only %d calls were seen", at)
					}
					return
				}
			}
		})
	}
}

// TestOneThatFailsIsTriedAgain keeps nothing from the other taker, and waits longer each time; one that refuses is left alone.
func TestOneThatFailsIsTriedAgain(t *testing.T) {
	t.Parallel()
	w := inFile(t)
	p := w.start()
	g := w.open(t)
	g.join(game.SeatEntry{Name: "Ada", Public: true})
	g.play([]game.Seat{1}, toEnd)
	fail := func(err error) { w.shelf.mu.Lock(); w.shelf.refuse = err; w.shelf.mu.Unlock() }
	sweep := func() {
		t.Helper()
		if err := p.feed.Sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	fail(errors.New("not today"))
	if err := p.feed.Again(t.Context(), g.id); err != nil {
		t.Fatal(err)
	}
	sweep()
	if names := p.on(t); len(names) != 1 {
		t.Errorf("on the board are %v", names)
	}
	fail(nil)
	sweep()
	if _, taken := w.shelf.of(g.id); taken != 0 {
		t.Error("it was tried again at once")
	}
	w.pass(3 * time.Second)
	sweep()
	w.pass(time.Hour)
	sweep()
	if _, taken := w.shelf.of(g.id); taken != 1 {
		t.Errorf("it was taken %d times", taken)
	}
	fail(fmt.Errorf("%w: nonsense", feed.ErrRefused))
	if err := p.feed.Again(t.Context(), g.id); err != nil {
		t.Fatal(err)
	}
	sweep()
	fail(nil)
	w.pass(time.Hour)
	sweep()
	if _, taken := w.shelf.of(g.id); taken != 1 {
		t.Errorf("what was refused was taken, %d times", taken)
	}
}

// TestSeveralInstances feed a game once between them, and its latest state wins.
func TestSeveralInstances(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, w *world) {
		g := w.open(t)
		g.join(game.SeatEntry{Name: "Ada", Public: true})
		g.play([]game.Seat{1}, toEnd)
		processes := []*process{w.start(), w.start(), w.start()}
		for round := range 5 {
			g.do(game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 1, Reason: "again"})
			g.await("the correction", func(s *game.State) bool { return len(s.Adjustments) == round+1 })
			errs := make(chan error, len(processes))
			for _, p := range processes {
				go func() { errs <- errors.Join(p.feed.Again(t.Context(), g.id), p.feed.Sweep(t.Context())) }()
			}
			for range processes {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			got, _ := w.shelf.of(g.id)
			if ada := standing(t, got.Players, "Ada"); ada.Score != 2001+round {
				t.Errorf("after %d corrections: %+v", round+1, ada)
			}
		}
		if names := processes[0].on(t); len(names) != 1 || names[0] != "Ada 2005" {
			t.Errorf("on the board are %v", names)
		}
	})
}

var _ feed.Taker = (*shelf)(nil)
