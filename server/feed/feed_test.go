package feed_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/feed"
	"trivium/server/finished"
	"trivium/server/games"
	"trivium/server/ledger"
)

// TestFromTheEndToTheBoards follows a game: its end, a correction in the living room, another in the kept game, a player forgotten,
// the names gone, the whole gone.
func TestFromTheEndToTheBoards(t *testing.T) {
	t.Parallel()
	eachBody(t, fromTheEnd)
}

func fromTheEnd(t *testing.T, w *world) {
	p := w.start()
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); p.feed.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })

	g := w.open(t)
	p.feed.Follow(g.id, g.room)
	g.join(
		game.SeatEntry{Name: "Ada", Public: true, Claims: map[string]string{"league": "foxes"}}, game.SeatEntry{Name: "Ben", Public: true},
		game.SeatEntry{Name: "Cleo"}, game.SeatEntry{Name: "Bot", Practice: true, Public: true}, game.SeatEntry{Name: "Eve", Public: true},
	)
	g.do(game.Command{Verb: game.DoKick, Seat: 5})
	g.play([]game.Seat{1, 3, 4}, toEnd)
	// taken waits until the latest of the game is taken.
	taken := func(what string, ok func(finished.Game) bool) finished.Game {
		t.Helper()
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		deadline := time.After(20 * time.Second)
		for {
			got, _ := w.shelf.of(g.id)
			if got.ID != "" && ok(got) {
				return got
			}
			select {
			case <-tick.C:
			case <-deadline:
				t.Fatalf("waited too long for %s: %+v", what, got)
			}
		}
	}
	at := func(s *game.State) func(finished.Game) bool {
		return func(g finished.Game) bool { return g.Revision == int64(s.N) }
	}
	end := g.await("the end", func(s *game.State) bool { return s.Ended() })
	first := taken("the end", at(end))
	want := finished.Game{
		ID: g.id, Title: "Two facts", Revision: int64(end.N), Ended: time.UnixMilli(int64(end.Began)).UTC(), Host: "host", Venue: "Hall",
		Packs: []string{"facts"}, Whole: true, Rule: "accuracy, no clock", Leagues: []string{"league"}, Public: true,
	}
	players := first.Players
	if first.Players = nil; fmt.Sprintf("%+v", first) != fmt.Sprintf("%+v", want) {
		t.Errorf("taken\n%+v, want\n%+v", first, want)
	}
	if len(players) != 3 || standing(t, players, "Ada").Claims["league"] != "foxes" || standing(t, players, "Cleo").Public {
		t.Errorf("the table: %+v", players)
	}
	if ada := standing(t, players, "Ada"); ada.Place != 1 || ada.Score != 2000 || ada.Right != 2 || !ada.Public || ada.Division != "A" {
		t.Errorf("Ada: %+v", ada)
	}
	p.boarded(t, "Ada 2000", "Ben 0")

	g.do(game.Command{Verb: game.DoAdjust, Seat: 2, Delta: 5000, Reason: "sang"})
	s := g.await("the correction", func(s *game.State) bool { return len(s.Adjustments) == 1 })
	if again := taken("the correction", at(s)); standing(t, again.Players, "Ben").Place != 1 || !again.Ended.Equal(first.Ended) {
		t.Errorf("corrected: %+v", again)
	}
	p.boarded(t, "Ben 5000", "Ada 2000")

	w.goHome()
	if err := p.archive.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ledger.Events(t.Context(), g.room.ID(), ledger.Pos{}); err == nil {
		t.Fatal("the ledger still has the game")
	}
	by := game.By{Sender: "host", Counter: 1}
	if err := p.archive.Do(t.Context(), g.id, game.Command{Verb: game.DoVoid, Showing: 0, On: true, By: by}); err != nil {
		t.Fatal(err)
	}
	kept := taken("the correction of the kept game", func(g finished.Game) bool { return g.Revision > int64(s.N) })
	if ada := standing(t, kept.Players, "Ada"); kept.Whole || ada.Score != 1000 || ada.Claims["league"] != "foxes" {
		t.Errorf("corrected when it was kept: %+v", kept)
	}
	p.boarded(t, "Ben 5000", "Ada 1000")

	if err := p.archive.RemovePlayer(t.Context(), g.id, 2); err != nil {
		t.Fatal(err)
	}
	p.boarded(t, "Ada 1000")
	if err := p.archive.RemoveNames(t.Context(), g.id); err != nil {
		t.Fatal(err)
	}
	p.boarded(t) // somebody may still have been entering a player when the names went, and notices in the end
	by.Counter++
	if err := p.archive.Do(t.Context(), g.id, game.Command{Verb: game.DoVoid, Showing: 0, By: by}); err != nil {
		t.Fatal(err)
	}
	nameless := taken("a correction without names", func(g finished.Game) bool { return g.Revision > kept.Revision })
	for _, s := range nameless.Players {
		if s.Public || s.Claims != nil || !strings.HasPrefix(s.Name, "Player ") {
			t.Errorf("without names: %+v", s)
		}
	}
	if err := p.archive.Delete(t.Context(), g.id); err != nil {
		t.Fatal(err)
	}
	if want := []string{g.id + "false", g.id + "true"}; !slices.Equal(slices.Compact(slices.Clone(w.shelf.gone)), want) {
		t.Errorf("gone: %v", w.shelf.gone)
	}
	if _, err := p.feed.Game(t.Context(), g.id); !errors.Is(err, feed.ErrNoGame) {
		t.Errorf("a game that was deleted: %v", err)
	}
}

// boarded waits until these are on the board, and no others.
func (p *process) boarded(t *testing.T, want ...string) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(20 * time.Second)
	for {
		got := p.on(t)
		if slices.Equal(got, want) {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("on the board are %v, want %v", got, want)
		}
	}
}

// TestLive has a table of a running game, unless the room does not see one.
func TestLive(t *testing.T) {
	t.Parallel()
	w := inFile(t)
	p := w.start()
	g := w.open(t)
	pin := g.room.PIN()
	g.join(game.SeatEntry{Name: "Ada", Public: true}, game.SeatEntry{Name: "Ben"})
	g.play([]game.Seat{2}, func(s *game.State) bool { return len(s.Showings) < 1 || !s.Showings[0].Revealed })
	live, err := p.feed.Live(t.Context(), pin)
	if err != nil || live.Validate() != nil || live.Whole {
		t.Fatalf("%+v, %v, %v", live, err, live.Validate())
	}
	if ben := standing(t, live.Players, "Ben"); ben.Place != 1 || ben.Score != 1000 || !live.Public {
		t.Errorf("live: %+v", live)
	}
	if _, err := p.feed.Game(t.Context(), g.id); !errors.Is(err, feed.ErrRunning) {
		t.Errorf("a running game: %v", err)
	}
	hide := true
	g.do(game.Command{Verb: game.DoSet, HideTable: &hide})
	g.await("that the table is hidden", func(s *game.State) bool { return s.HideTable })
	if _, err := p.feed.Live(t.Context(), pin); !errors.Is(err, feed.ErrHidden) {
		t.Errorf("a hidden table: %v", err)
	}
	g.play(nil, toEnd)
	if over, err := p.feed.Live(t.Context(), pin); err != nil || !over.Whole {
		t.Errorf("after the end: %+v, %v", over, err)
	}
	if _, err := p.feed.Live(t.Context(), "000000"); !errors.Is(err, feed.ErrNoGame) {
		t.Errorf("no game: %v", err)
	}
}

// TestTeams gives a team what its members proved, and leaves out whom nobody plays for.
func TestTeams(t *testing.T) {
	t.Parallel()
	w := inFile(t)
	p := w.start()
	g := w.open(t, func(r *games.Request) { r.Settings.Teams, r.Count = true, 1 })
	seat := func(name, team string, claims map[string]string) game.SeatEntry {
		return game.SeatEntry{Name: name, Team: team, TeamKey: "key of " + team, Claims: claims}
	}
	g.join(
		seat("Ada", "Foxes", map[string]string{"one": "foxes"}), seat("Ben", "Foxes", map[string]string{"one": "bears", "two": "reds"}),
		seat("Cleo", "Bears", nil), seat("Dan", "Ghosts", map[string]string{"one": "ghosts"}),
		func() game.SeatEntry { e := seat("Bot", "Robots", nil); e.Practice = true; return e }(),
	)
	g.do(game.Command{Verb: game.DoKick, Seat: 4})
	g.play([]game.Seat{1, 3}, toEnd)
	got, err := p.feed.Game(t.Context(), g.id)
	if err != nil || got.Validate() != nil || got.Whole {
		t.Fatalf("%+v, %v", got, err)
	}
	foxes, bears := standing(t, got.Teams, "Foxes"), standing(t, got.Teams, "Bears")
	if len(got.Teams) != 2 || foxes.Claims["one"] != "foxes" || foxes.Claims["two"] != "reds" || bears.Claims != nil {
		t.Errorf("teams: %+v", got.Teams)
	}
	if foxes.Score != 500 || foxes.Place != 2 || foxes.Right != 1 || bears.Score != 1000 || bears.Place != 1 || bears.Right != 1 {
		t.Errorf("their points: %+v", got.Teams)
	}
	if len(got.Players) != 3 {
		t.Errorf("players: %+v", got.Players)
	}
}

// TestWhatIsWhole tells games whose scores can be compared from others.
func TestWhatIsWhole(t *testing.T) {
	t.Parallel()
	w := inFile(t)
	p := w.start()
	for name, c := range map[string]struct {
		request func(*games.Request)
		during  game.Command
		early   bool
		want    bool
	}{
		"as it is":    {want: true},
		"cut":         {request: func(r *games.Request) { r.Count = 1 }},
		"voided":      {during: game.Command{Verb: game.DoVoid, Showing: 0, On: true}},
		"inserted":    {during: game.Command{Verb: game.DoInsert, Question: extra()}},
		"ended early": {early: true},
	} {
		t.Run(name, func(t *testing.T) {
			if c.request == nil {
				c.request = func(*games.Request) {}
			}
			g := w.open(t, c.request)
			g.join(game.SeatEntry{Name: "Ada"})
			g.play(nil, func(s *game.State) bool { return len(s.Showings) < 1 || !s.Showings[0].Revealed })
			if c.during.Verb != "" {
				g.do(c.during)
			}
			if c.early {
				g.do(game.Command{Verb: game.DoEnd})
			}
			g.play(nil, toEnd)
			got, err := p.feed.Game(t.Context(), g.id)
			if err != nil || got.Whole != c.want {
				t.Errorf("whole %v, want %v (%v)", got.Whole, c.want, err)
			}
		})
	}
}
