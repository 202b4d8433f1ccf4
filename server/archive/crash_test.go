package archive

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/store"
)

// errCrash is what a call gives when the process is killed at it.
var errCrash = errors.New("killed")

// fuse kills a process at its nth write: before it is done, or when it is done and nobody hears of it.
type fuse struct {
	left  int
	after bool
	blown bool
}

func (f *fuse) write(do func() error) error {
	if f.blown {
		return errCrash
	}
	f.left--
	if f.left > 0 {
		return do()
	}
	f.blown = true
	if f.after {
		_ = do()
	}
	return errCrash
}

type fusedStore struct {
	store.Store
	fuse *fuse
}

func (s fusedStore) Put(ctx context.Context, c string, d store.Document) (version int, err error) {
	err = s.fuse.write(func() (err error) { version, err = s.Store.Put(ctx, c, d); return err })
	return version, err
}

func (s fusedStore) Delete(ctx context.Context, c, id string) error {
	return s.fuse.write(func() error { return s.Store.Delete(ctx, c, id) })
}

type fusedLedger struct {
	ledger.Ledger
	fuse *fuse
}

func (l fusedLedger) Forget(ctx context.Context, id ledger.RoomID, at ledger.Pos) error {
	return l.fuse.write(func() error { return l.Ledger.Forget(ctx, id, at) })
}

func (l fusedLedger) Append(ctx context.Context, id ledger.RoomID, at ledger.Pos, b ledger.Batch) (pos ledger.Pos, err error) {
	err = l.fuse.write(func() (err error) { pos, err = l.Ledger.Append(ctx, id, at, b); return err })
	return pos, err
}

// TestACrashAnywhere kills the process at each of its writes, in turn and each time with another game, while it keeps a game, corrects it, forgets a player and
// then all names; the next process goes on. Nothing is lost, nothing is doubled, nothing is left lying about.
func TestACrashAnywhere(t *testing.T) {
	t.Parallel()
	for _, after := range []bool{false, true} {
		t.Run(fmt.Sprintf("done %v", after), func(t *testing.T) {
			t.Parallel()
			w, s := newWorld(), newStore(t)
			for at := 1; ; at++ {
				if !crashAt(t, w, s, at, after) {
					t.Logf("%d writes", at-1)
					if at < 25 {
						t.Errorf("only %d writes were seen", at-1)
					}
					return
				}
			}
		})
	}
}

// crashAt plays one game's way through the archive with a crash at one write; false if there are fewer writes.
func crashAt(t *testing.T, w *world, s store.Store, at int, after bool) bool {
	t.Helper()
	p := w.played(t, at)
	id, f := string(p.id), &fuse{left: at, after: after}
	a := w.desk(fusedLedger{w.ledger(), f}, fusedStore{s, f})
	// again does something until it is done, with a new process after the crash.
	again := func(what string, do func() error) {
		t.Helper()
		for try := 0; ; try++ {
			err := do()
			if err == nil {
				return
			}
			if try > 1 || !f.blown {
				t.Fatalf("crash at %d (%v): %s: %v", at, after, what, err)
			}
			a = w.desk(w.ledger(), s)
		}
	}
	correct := func(counter uint64, c game.Command) {
		c.By = game.By{Sender: "host", Counter: counter}
		again("correct", func() error {
			if err := a.Do(t.Context(), id, c); !errors.Is(err, game.ErrPast) {
				return err
			}
			return nil
		})
	}
	correct(1, game.Command{Verb: game.DoAdjust, Seat: 4, Delta: 10, Reason: "first"})
	for range 3 { // a dead sweeper's lease has to end
		again("sweep", func() error { return a.Sweep(t.Context()) })
		w.pass(3 * time.Hour)
	}
	if f.blown && p.inLedger() {
		again("sweep", func() error { return a.Sweep(t.Context()) })
	}
	correct(2, game.Command{Verb: game.DoAdjust, Seat: 4, Delta: 100, Reason: "second"})
	correct(3, game.Command{Verb: game.DoVoid, Showing: 0, On: true})
	again("forget a player", func() error { return a.RemovePlayer(t.Context(), id, 2) })
	again("forget all names", func() error { return a.RemoveNames(t.Context(), id) })
	w.pass(3 * time.Hour)
	again("sweep", func() error { return a.Sweep(t.Context()) })
	w.pass(3 * time.Hour)
	again("sweep", func() error { return a.Sweep(t.Context()) })

	g, err := a.Game(t.Context(), id)
	if err != nil {
		t.Fatalf("crash at %d (%v): %v", at, after, err)
	}
	p.imagine(game.Command{Verb: game.DoVoid, Showing: 0, On: true})
	p.imagine(game.Command{Verb: game.DoAdjust, Seat: 4, Delta: 110})
	if err := same(p.s, g.State); err != nil {
		t.Errorf("crash at %d (%v): %v", at, after, err)
	}
	if len(g.Changes) != 3 || !g.Nameless {
		t.Errorf("crash at %d (%v): %d corrections", at, after, len(g.Changes))
	}
	if n := parts(t, s); n != at || p.inLedger() {
		t.Errorf("crash at %d (%v): %d parts are left of all games, in the ledger %v", at, after, n, p.inLedger())
	}
	return f.blown
}

// imagine folds a command that nobody stores: what should have come of it.
func (p *table) imagine(c game.Command) {
	p.t.Helper()
	events, err := game.Decide(p.s, c, p.w.now())
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range events {
		p.s = game.Apply(p.s, game.Fact{N: p.s.N + 1, At: p.w.now(), Event: e})
	}
}
