package archive

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/game"
)

// TestAPlayersData finds a player by name and by token, exports, forgets.
func TestAPlayersData(t *testing.T) {
	t.Parallel()
	for _, kept := range []bool{false, true} {
		w, s := newWorld(), newStore(t)
		one, two := w.played(t, 1), w.played(t, 2)
		running := w.open(t, 3, game.Opened{Settings: game.DefaultSettings(), Questions: allKinds()})
		running.join("")
		running.admit()
		a := w.desk(w.ledger(), s)
		ctx := t.Context()
		if err := a.Do(ctx, string(one.id), game.Command{Verb: game.DoAdjust, Seat: 2, Delta: 5, Reason: "real reason"}); err != nil {
			t.Fatal(err)
		}
		if kept {
			w.pass(3 * time.Hour)
			w.sweep(t, a)
		}
		who := Who{Key: person(2, "").Key}
		places, err := a.Find(ctx, nil, who)
		if err != nil || len(places) != 2 || places[0].Seat != 2 || places[0].Name != "Real Name 2#" {
			t.Fatalf("found %+v, %v", places, err)
		}
		if places, err := a.Find(ctx, []string{string(two.id)}, Who{Token: person(2, "").Token}); err != nil || len(places) != 1 {
			t.Fatalf("by token in one game: %+v, %v", places, err)
		}
		player, err := a.Export(ctx, string(one.id), 2)
		if err != nil {
			t.Fatal(err)
		}
		text := string(jsonOf(t, player))
		for _, want := range []string{"Real Name 2#", "real token 2#", "real text of the second", "real reason", "Real Team A", "real claim 2#", `"public":true`} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in the export", want)
			}
		}
		if strings.Contains(text, "Real Name 1#") || len(player.Answers) != 8 {
			t.Errorf("the export has %d answers, or others' names: %s", len(player.Answers), text)
		}
		if err := a.RemovePlayer(ctx, string(running.id), 1); !errors.Is(err, ErrRunning) {
			t.Errorf("in a running game: %v", err)
		}
		numbers, err := a.State(ctx, string(one.id))
		if err != nil {
			t.Fatal(err)
		}
		for range 2 { // once more does nothing
			if err := a.RemovePlayer(ctx, string(one.id), 2); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 { // before and after it is kept
			g, err := a.Game(ctx, string(one.id))
			if err != nil {
				t.Fatal(err)
			}
			if err := same(numbers, g.State); err != nil {
				t.Error(err)
			}
			left := string(jsonOf(t, g))
			for _, gone := range []string{"Real Name 2#", "real token 2#", "real text of the second", "real reason"} {
				if strings.Contains(left, gone) {
					t.Errorf("kept %v: %q is still told", kept, gone)
				}
			}
			if !strings.Contains(left, "Real Name 1#") {
				t.Error("others have lost their names")
			}
			w.pass(3 * time.Hour)
			w.sweep(t, a)
		}
		if places, err := a.Find(ctx, nil, who); err != nil || len(places) != 1 || places[0].Game != string(two.id) {
			t.Errorf("found afterwards: %+v, %v", places, err)
		}
		if _, err := a.Export(ctx, string(one.id), 2); !errors.Is(err, ErrNoNames) {
			t.Errorf("the export afterwards: %v", err)
		}
		if n := parts(t, s); n != 4 {
			t.Errorf("%d parts are left, want 4", n)
		}
	}
}

// TestSeveralAtOnce has four instances sweep and correct the same games at the same time.
func TestSeveralAtOnce(t *testing.T) {
	t.Parallel()
	w, s := newWorld(), newStore(t)
	var games []*table
	for i := range 3 {
		games = append(games, w.played(t, i))
	}
	w.pass(3 * time.Hour)
	var group sync.WaitGroup
	const each = 5
	for i := range 4 {
		a := w.desk(w.ledger(), s)
		group.Go(func() {
			for _, p := range games {
				if err := a.Keep(t.Context(), string(p.id)); err != nil && !errors.Is(err, errLater) && !errors.Is(err, ErrNoGame) {
					t.Errorf("keep: %v", err)
				}
			}
		})
		group.Go(func() {
			for n := range each {
				for _, p := range games {
					c := game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 1, By: game.By{Sender: string(rune('a' + i)), Counter: uint64(n + 1)}}
					if err := a.Do(t.Context(), string(p.id), c); err != nil {
						t.Errorf("correct: %v", err)
					}
				}
			}
		})
	}
	group.Wait()
	a := w.desk(w.ledger(), s)
	w.pass(3 * time.Hour)
	w.sweep(t, a)
	for _, p := range games {
		got, err := a.State(t.Context(), string(p.id))
		if err != nil {
			t.Fatal(err)
		}
		if score, want := game.OwnOf(got, 1).Score, game.OwnOf(p.s, 1).Score+4*each; score != want || p.inLedger() {
			t.Errorf("%d points, want %d; in the ledger %v", score, want, p.inLedger())
		}
	}
	w.pass(2 * time.Hour)
	w.sweep(t, a)
	if n := parts(t, s); n != 6 {
		t.Errorf("%d parts are left, want 6", n)
	}
}
