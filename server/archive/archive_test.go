package archive

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"trivium/game"
	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	ledgersqlite "trivium/server/ledger/sqlite"
	"trivium/server/redistest"
	"trivium/server/store"
	storeredis "trivium/server/store/redis"
	storesqlite "trivium/server/store/sqlite"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newStore opens a real store in a file of its own.
func newStore(t testing.TB) store.Store {
	t.Helper()
	file, err := ledgersqlite.OpenFile(filepath.Join(t.TempDir(), "trivium.db"), ledgersqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := storesqlite.New(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// desk is an archive over a world.
func (w *world) desk(l ledger.Ledger, s store.Store, change ...func(*Options)) *Archive {
	o := Options{Ledger: l, Store: s, Clock: w.clock}
	for _, c := range change {
		c(&o)
	}
	return New(o)
}

func (w *world) sweep(t tester, a *Archive) {
	t.Helper()
	if err := a.Sweep(background()); err != nil {
		t.Fatal(err)
	}
}

// parts counts the parts in the store.
func parts(t tester, s store.Store) int {
	t.Helper()
	all, err := s.List(background(), partsCollection, "", 1_000)
	if err != nil {
		t.Fatal(err)
	}
	return len(all)
}

func (p *table) inLedger() bool {
	_, err := p.l.Events(background(), p.id, ledger.Pos{})
	return !errors.Is(err, ledger.ErrNoRoom)
}

// TestAGameMovesIntoTheArchive follows one from its end until the ledger has forgotten it, corrections on each side.
func TestAGameMovesIntoTheArchive(t *testing.T) {
	t.Parallel()
	moveIntoTheArchive(t, newWorld(), newStore(t))
}

// TestItMovesOnRedis does the same on a real one.
func TestItMovesOnRedis(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	w := &world{start: func() int64 { return time.Now().UnixMilli() }}
	w.ledger = func() ledger.Ledger {
		l, err := ledgerredis.New(context.Background(), ledgerredis.Options{
			Client: client, Shift: func() time.Duration { return time.Duration(w.passed.Load()) * time.Millisecond },
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		})
		return l
	}
	moveIntoTheArchive(t, w, storeredis.New(client))
}

func moveIntoTheArchive(t *testing.T, w *world, s store.Store) {
	t.Helper()
	p := w.played(t, 1)
	a := w.desk(w.ledger(), s)
	ctx, id := t.Context(), string(p.id)
	state := func() *game.State {
		t.Helper()
		got, err := a.State(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if err := same(p.s, state()); err != nil {
		t.Fatalf("from the ledger: %v", err)
	}
	w.sweep(t, a)
	if !p.inLedger() || parts(t, s) != 2 {
		t.Fatalf("right after the end: in the ledger %v, %d parts", p.inLedger(), parts(t, s))
	}
	adjust := func(counter uint64, delta int) error {
		return a.Do(ctx, id, game.Command{
			Verb: game.DoAdjust, Seat: 4, Delta: delta, Reason: "real reason", By: game.By{Sender: "host", Counter: counter},
		})
	}
	before := game.OwnOf(state(), 4).Score
	if err := adjust(1, 100); err != nil {
		t.Fatal(err)
	}
	if err := adjust(1, 100); !errors.Is(err, game.ErrPast) {
		t.Fatalf("the same correction again: %v", err)
	}
	w.pass(3 * time.Hour)
	w.sweep(t, a)
	if p.inLedger() || parts(t, s) != 2 {
		t.Fatalf("when it was quiet: in the ledger %v, %d parts", p.inLedger(), parts(t, s))
	}
	if err := adjust(1, 100); !errors.Is(err, game.ErrPast) {
		t.Fatalf("the same correction again, in the archive: %v", err)
	}
	if err := adjust(2, 1_000); err != nil {
		t.Fatal(err)
	}
	if err := a.Do(ctx, id, game.Command{Verb: game.DoRename, Seat: 4, Name: "Real Dan", Key: "real dan"}); err != nil {
		t.Fatal(err)
	}
	own := game.OwnOf(state(), 4)
	if own.Score != before+1_100 || own.Name != "Real Dan" {
		t.Errorf("after corrections on both sides: %d points for %s, want %d", own.Score, own.Name, before+1_100)
	}
	g, err := a.Game(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(g.Changes); n != 3 || g.Changes[0].Reason != "real reason" || !g.Changes[2].AfterEnd || len(g.Changes[1].Moves) == 0 {
		t.Errorf("the history: %+v", g.Changes)
	}
	if n := parts(t, s); n != 2 {
		t.Errorf("%d parts are left, want facts and names", n)
	}
	for range 2 { // nothing more to do
		w.sweep(t, a)
	}
}

// TestACorrectionIsSeenAtOnce corrects a game whose room lives here and has not heard of it yet.
func TestACorrectionIsSeenAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld()
	p := w.played(t, 1)
	behind := p.s
	a := w.desk(w.ledger(), newStore(t), func(o *Options) {
		o.Live = func(string) (*game.State, bool) { return behind, true }
	})
	ctx, id := t.Context(), string(p.id)
	w.sweep(t, a)
	for round := range 2 { // what was looked at before is remembered
		before, err := a.Game(ctx, id)
		if err != nil || len(before.Changes) != round {
			t.Fatalf("before: %+v, %v", before, err)
		}
		if err := a.Do(ctx, id, game.Command{Verb: game.DoAdjust, Seat: 4, Delta: 100, Reason: "so"}); err != nil {
			t.Fatal(err)
		}
		after, err := a.Game(ctx, id)
		state, failed := a.State(ctx, id)
		want := game.OwnOf(p.s, 4).Score + 100*(round+1)
		if err != nil || failed != nil || len(after.Changes) != round+1 || game.OwnOf(state, 4).Score != want {
			t.Errorf("after: %+v, %v, %v; want %d points", after.Changes, err, failed, want)
		}
		behind = after.State // now it has heard
	}
}

// TestReScoring accepts an answer, leaves a question out, adjusts a team and undoes, in the archive.
func TestReScoring(t *testing.T) {
	t.Parallel()
	w, s := newWorld(), newStore(t)
	p := w.played(t, 1)
	a := w.desk(w.ledger(), s)
	ctx, id := t.Context(), string(p.id)
	w.pass(3 * time.Hour)
	w.sweep(t, a)
	do := func(c game.Command) *game.State {
		t.Helper()
		if err := a.Do(ctx, id, c); err != nil {
			t.Fatal(err)
		}
		got, err := a.State(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	three := game.OwnOf(p.s, 3).Score
	if got := game.OwnOf(do(game.Command{Verb: game.DoJudge, Showing: 3, Text: "vostok", Right: true}), 3).Score; got <= three {
		t.Errorf("an accepted answer: %d points, had %d", got, three)
	}
	do(game.Command{Verb: game.DoJudge, Showing: 3, Text: "vostok"})
	voided := do(game.Command{Verb: game.DoVoid, Showing: 0, On: true})
	if !voided.Showings[0].Voided {
		t.Error("the question counts")
	}
	back := do(game.Command{Verb: game.DoVoid, Showing: 0})
	if err := same(p.s, back); err != nil {
		t.Errorf("all was undone, and %v", err)
	}
	teams := do(game.Command{Verb: game.DoAdjust, Key: "real team key Solo", Delta: 50_000, Reason: "sang"})
	if row := teams.Rows(1)[0]; row.Name != "Real Team Solo" {
		t.Errorf("the best team is %s", row.Name)
	}
	for _, c := range []game.Command{{Verb: game.DoNext}, {Verb: game.DoJudge, Showing: 3, Text: "nobody said this"}} {
		if err := a.Do(ctx, id, c); !errors.Is(err, game.ErrBad) && !errors.Is(err, game.ErrUnknown) {
			t.Errorf("%s: %v", c.Verb, err)
		}
	}
}

// TestNamesGo removes the names at each stage of a game's way, and sees that no number changes.
func TestNamesGo(t *testing.T) {
	t.Parallel()
	for _, stage := range []string{"in the ledger", "copied", "in the archive"} {
		t.Run(stage, func(t *testing.T) {
			t.Parallel()
			w, s := newWorld(), newStore(t)
			p := w.played(t, 1)
			a := w.desk(w.ledger(), s)
			ctx, id := t.Context(), string(p.id)
			if stage != "in the ledger" {
				w.sweep(t, a)
			}
			if stage == "in the archive" {
				w.pass(3 * time.Hour)
				w.sweep(t, a)
			}
			if err := a.RemoveNames(ctx, id); err != nil {
				t.Fatal(err)
			}
			for range 2 {
				g, err := a.Game(ctx, id)
				if err != nil {
					t.Fatal(err)
				}
				if err := same(p.s, g.State); err != nil || !g.Nameless {
					t.Errorf("nameless %v: %v", g.Nameless, err)
				}
				if text := string(jsonOf(t, g)); strings.Contains(text, "Real") || strings.Contains(text, "real key") {
					t.Error("names are still told")
				}
				w.pass(3 * time.Hour)
				w.sweep(t, a)
			}
			if n := parts(t, s); n != 1 || p.inLedger() {
				t.Errorf("%d parts are left, in the ledger %v", n, p.inLedger())
			}
			if err := a.Do(ctx, id, game.Command{Verb: game.DoRename, Seat: 1, Name: "X", Key: "x"}); !errors.Is(err, ErrNoNames) {
				t.Errorf("a rename without names: %v", err)
			}
			if err := a.Do(ctx, id, game.Command{Verb: game.DoVoid, Showing: 0, On: true}); err != nil {
				t.Errorf("a correction without names: %v", err)
			}
		})
	}
}

// TestRetention lets the time pass that the server's rule, a game's own, or both say.
func TestRetention(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for _, c := range []struct {
		name             string
		server, own, set Rule
		after            time.Duration // nothing has gone a moment before
		whole            bool
	}{
		{name: "the server's", server: Rule{After: 30 * day}, after: 30 * day},
		{name: "a shorter one of the game", server: Rule{After: 30 * day}, own: Rule{After: 7 * day}, after: 7 * day},
		{name: "a longer one does not count", server: Rule{After: 30 * day}, own: Rule{After: 90 * day}, after: 30 * day},
		{name: "set later", server: Rule{After: 30 * day}, set: Rule{After: 2 * day, Whole: true}, after: 2 * day, whole: true},
		{name: "the whole game", server: Rule{After: 30 * day, Whole: true}, after: 30 * day, whole: true},
		{name: "only the game has one", own: Rule{After: 3 * day}, after: 3 * day},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w, s := newWorld(), newStore(t)
			p := w.played(t, 1)
			over := w.now()
			var gone []bool
			a := w.desk(w.ledger(), s, func(o *Options) {
				o.Rule = c.server
				o.RuleOf = func(context.Context, string) (Rule, error) { return c.own, nil }
				o.Gone = func(_ context.Context, _ string, whole bool) error { gone = append(gone, whole); return nil }
			})
			w.pass(3 * time.Hour)
			w.sweep(t, a)
			if c.set != (Rule{}) {
				if err := a.SetRule(t.Context(), string(p.id), c.set); err != nil {
					t.Fatal(err)
				}
			}
			w.pass(time.Duration(over.Add(game.MillisOf(c.after)).Sub(w.now()))*time.Millisecond - time.Minute)
			w.sweep(t, a)
			if len(gone) > 0 || parts(t, s) != 2 {
				t.Fatalf("a minute before: gone %v, %d parts", gone, parts(t, s))
			}
			w.pass(2 * time.Minute)
			w.sweep(t, a)
			if len(gone) != 1 || gone[0] != c.whole {
				t.Fatalf("a minute after: gone %v", gone)
			}
			_, err := a.State(t.Context(), string(p.id))
			if c.whole != errors.Is(err, ErrNoGame) || parts(t, s) != map[bool]int{true: 0, false: 1}[c.whole] {
				t.Errorf("afterwards: %v, %d parts", err, parts(t, s))
			}
			w.sweep(t, a)
			if len(gone) != 1 {
				t.Errorf("told %d times", len(gone))
			}
		})
	}
}

// TestAnotherRuleIsFollowed restarts the server with a shorter time.
func TestAnotherRuleIsFollowed(t *testing.T) {
	t.Parallel()
	w, s := newWorld(), newStore(t)
	for i := range 3 {
		w.played(t, i)
	}
	w.pass(3 * time.Hour)
	w.sweep(t, w.desk(w.ledger(), s))
	w.pass(24 * time.Hour)
	w.sweep(t, w.desk(w.ledger(), s, func(o *Options) { o.Rule.After = time.Hour }))
	if n := parts(t, s); n != 3 {
		t.Errorf("%d parts are left, want the facts of three games", n)
	}
}

// TestDeleted forgets a whole game while the ledger still has it, and it does not come back.
func TestDeleted(t *testing.T) {
	t.Parallel()
	w, s := newWorld(), newStore(t)
	p := w.played(t, 1)
	a := w.desk(w.ledger(), s)
	w.sweep(t, a)
	if err := a.Delete(t.Context(), string(p.id)); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := a.State(t.Context(), string(p.id)); !errors.Is(err, ErrNoGame) {
			t.Fatalf("it is still told: %v", err)
		}
		w.pass(2 * time.Hour)
		w.sweep(t, a)
	}
	heads, err := s.List(t.Context(), collection, "", 10)
	if err != nil || len(heads) != 0 || p.inLedger() || parts(t, s) != 0 {
		t.Errorf("%d heads, %d parts, in the ledger %v, %v", len(heads), parts(t, s), p.inLedger(), err)
	}
}
