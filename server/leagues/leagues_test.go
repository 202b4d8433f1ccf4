package leagues_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/leagues"
	"trivium/server/store"
	"trivium/server/store/storetest"
)

// TestThreeGames: a season over three games, one of which is scored anew.
func TestThreeGames(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, nil)
		take(t, s, gameOf("g1", 5, "Ada 900, Ben 800"))
		for range 2 { // again it changes nothing
			take(t, s, gameOf("g2", 3, "Ben 700, Cleo 100"))
		}
		want(t, "two games", "1 Ben 1500, 2 Ada 900, 3 Cleo 100")(s.Table(ctx, l.ID, "", league.Filter{}))
		before, err := s.Revision(ctx, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		take(t, s, gameOf("g3", 1, "Cleo 1000, Ada 50"))
		take(t, s, gameOf("g1", 6, "Ada 1900, Ben 100"))
		take(t, s, gameOf("g1", 4, "Ben 1"))
		want(t, "scored anew", "1 Ada 1950, 2 Cleo 1100, 3 Ben 800")(s.Table(ctx, l.ID, "2026", league.Filter{}))
		if after, err := s.Revision(ctx, l.ID); err != nil || after <= before {
			t.Errorf("the revision went from %d to %d, %v", before, after, err)
		}
		_, err = s.Table(ctx, l.ID, "2025", league.Filter{})
		wantErr(t, "no season", err, leagues.ErrNotFound)
		live := gameOf("g4", 1, "Ben 2000, Dora 10")
		table, err := s.Table(ctx, l.ID, "", league.Filter{}, live)
		want(t, "a game that runs", "1 Ben 2800, 2 Ada 1950, 3 Cleo 1100, 4 Dora 10")(table, err)
		if len(table.Live) != 1 || table.Live[0] != "g4" {
			t.Errorf("live: %v", table.Live)
		}
		want(t, "it is not stored", "1 Ada 1950, 2 Cleo 1100, 3 Ben 800")(s.Table(ctx, l.ID, "", league.Filter{}))
	})
}

func TestClaims(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, nil)
		take(t, s, gameOf("g1", 1, "Ada 900, Ben 800"))
		secret, err := s.NewClaim(ctx, l.ID, "ada", "h")
		if err != nil {
			t.Fatal(err)
		}
		claim, err := s.Claimed(ctx, secret)
		if err != nil || claim != (leagues.Claim{League: l.ID, Slug: l.Slug, LeagueName: l.Name, Key: "ada", Name: "Ada"}) {
			t.Errorf("the claim is %+v, %v", claim, err)
		}
		proof := "=" + l.ID + ":ada"
		take(t, s, gameOf("g2", 1, "Queens 100"+proof+", Ada 50"))
		want(t, "a claim under another name, and the name without it", "1 Ada 1000, 2 Ben 800, 3 Ada 50 unproven")(
			s.Table(ctx, l.ID, "", league.Filter{}))
		take(t, s, gameOf("g2", 2, "Ada 70"+proof+", Queens 60"))
		want(t, "scored anew", "1 Ada 970, 2 Ben 800, 3 Queens 60")(s.Table(ctx, l.ID, "", league.Filter{}))
		take(t, s, gameOf("g3", 1, "Ada 5"))
		change(t, s, l.ID, league.Change{Kind: league.Assign, Game: "g3", Key: "unproven ada", Into: "ada"})
		take(t, s, gameOf("g3", 2, "Ada 6"))
		want(t, "the host knew them", "1 Ada 976, 2 Ben 800, 3 Queens 60")(s.Table(ctx, l.ID, "", league.Filter{}))

		again, err := s.NewClaim(ctx, l.ID, "ada", "h")
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Claimed(ctx, secret)
		wantErr(t, "the earlier claim", err, leagues.ErrNotFound)
		if err := s.DropClaim(ctx, l.ID, "ada", "h"); err != nil {
			t.Fatal(err)
		}
		_, err = s.Claimed(ctx, again)
		wantErr(t, "a claim that was dropped", err, leagues.ErrNotFound)
		_, err = s.NewClaim(ctx, l.ID, "zoe", "h")
		wantErr(t, "a claim to nobody", err, leagues.ErrNotFound)
		_, err = s.NewClaim(ctx, l.ID, "unproven ada", "h")
		wantErr(t, "a claim to an unproven one", err, leagues.ErrBad)
		for _, nonsense := range []string{"", "x", strings.Repeat("0", 32)} {
			_, err = s.Claimed(ctx, nonsense)
			wantErr(t, "nonsense", err, leagues.ErrNotFound)
		}
	})
}

func TestGathering(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		ctx := t.Context()
		games := map[string]finished.Game{}
		s := leagues.New(leagues.Options{
			Store: st, Clock: func() time.Time { return friday },
			Game: func(_ context.Context, id string) (finished.Game, error) { return games[id], nil },
		})
		byPack := open(t, s, func(d *leagues.Draft) { d.Gather = leagues.Gather{Packs: []string{"p", "q"}} })
		named := open(t, s, func(d *leagues.Draft) { d.Slug, d.Gather = "named", leagues.Gather{} })
		count := func(l leagues.League) int {
			table, err := s.Table(ctx, l.ID, "", league.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			return len(table.Nights)
		}
		for i, one := range []struct {
			host         string
			packs        []string
			public       bool
			named        bool
			pack, byName int // nights afterwards
		}{
			{"h", []string{"p"}, false, false, 1, 0},
			{"other", []string{"p"}, false, false, 1, 0}, // not public
			{"other", []string{"q"}, true, true, 2, 0},   // not theirs to name
			{"h", []string{"p", "r"}, true, false, 2, 0}, // another pack was in it
			{"h", nil, true, true, 2, 1},
		} {
			g := gameOf(fmt.Sprintf("g%d", i), 1, "Ada 1")
			g.Host, g.Packs, g.Public = one.host, one.packs, one.public
			if one.named {
				g.Leagues = []string{named.ID}
			}
			games[g.ID] = g
			take(t, s, g)
			if pack, byName := count(byPack), count(named); pack != one.pack || byName != one.byName {
				t.Errorf("game %d: %d and %d nights, want %d and %d", i, pack, byName, one.pack, one.byName)
			}
		}
		wantErr(t, "not public", s.AddGame(ctx, named.ID, "g1", "h"), leagues.ErrBad)
		for range 2 {
			if err := s.AddGame(ctx, named.ID, "g2", "h"); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.RemoveGame(ctx, byPack.ID, "g0", "h"); err != nil {
			t.Fatal(err)
		}
		take(t, s, games["g0"])
		if pack, byName := count(byPack), count(named); pack != 1 || byName != 2 {
			t.Errorf("by hand: %d and %d nights", pack, byName)
		}
		wantErr(t, "removed twice", s.RemoveGame(ctx, byPack.ID, "g0", "h"), leagues.ErrNotFound)
		if err := s.AddGame(ctx, byPack.ID, "g0", "h"); err != nil || count(byPack) != 2 {
			t.Errorf("brought back: %d nights, %v", count(byPack), err)
		}
		wantErr(t, "naming another's league", s.MayName(ctx, "other", []string{named.ID}), leagues.ErrBad)
		if err := s.MayName(ctx, "h", []string{named.ID}); err != nil {
			t.Error(err)
		}
	})
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, func(d *leagues.Draft) { d.Listed = true })
		_, err := s.Create(ctx, "other", l.Draft)
		wantErr(t, "a taken address", err, leagues.ErrTaken)
		d := l.Draft
		d.Slug = "monday-quiz"
		moved, err := s.Update(ctx, l.ID, l.Version, d)
		if err != nil {
			t.Fatal(err)
		}
		_, err = s.Update(ctx, l.ID, l.Version, d)
		wantErr(t, "an old version", err, leagues.ErrConflict)
		for _, slug := range []string{"tuesday-quiz", "monday-quiz"} {
			if got, err := s.BySlug(ctx, slug); err != nil || got.ID != l.ID || got.Slug != "monday-quiz" {
				t.Errorf("%s leads to %q, %v", slug, got.Slug, err)
			}
		}
		d.Slug, d.Listed = "third", false
		if _, err := s.Create(ctx, "other", d); err != nil {
			t.Fatal(err)
		}
		if page, _, err := s.List(ctx, "", "", 10); err != nil || len(page) != 1 {
			t.Errorf("listed: %d, %v", len(page), err)
		}
		if page, _, err := s.List(ctx, "other", "", 10); err != nil || len(page) != 1 || page[0].Slug != "third" {
			t.Errorf("of a host: %d, %v", len(page), err)
		}
		if err := errors.Join(s.Delete(ctx, l.ID), s.Delete(ctx, l.ID)); err != nil {
			t.Fatal(err)
		}
		_, err = s.BySlug(ctx, "monday-quiz")
		wantErr(t, "deleted", err, leagues.ErrNotFound)
		if _, err := s.Update(ctx, moved.ID, moved.Version, d); !errors.Is(err, leagues.ErrNotFound) {
			t.Errorf("updated though deleted: %v", err)
		}
	})
}

func TestWhatIsForgotten(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, nil)
		take(t, s, gameOf("g1", 1, "Ada 900, Ben 800"))
		take(t, s, gameOf("g2", 1, "Ada 10, Cleo 5"))
		if err := s.Gone(ctx, "g1", false); err != nil {
			t.Fatal(err)
		}
		bare := gameOf("g1", 9, "\x00player/1 1, \x00player/2 0")
		take(t, s, bare)
		want(t, "the names of a game went", "1 Ada 910, 2 Ben 800, 3 Cleo 5")(s.Table(ctx, l.ID, "", league.Filter{}))

		take(t, s, gameOf("g2", 1, "Ada 10, \x00player/2 5")) // Cleo was taken out of the game
		want(t, "a player was taken out", "1 Ada 910, 2 Ben 800")(s.Table(ctx, l.ID, "", league.Filter{}))

		for range 2 {
			if err := s.Gone(ctx, "g2", true); err != nil {
				t.Fatal(err)
			}
		}
		want(t, "a game is gone", "1 Ada 900, 2 Ben 800")(s.Table(ctx, l.ID, "", league.Filter{Hidden: true}))
		history, err := s.History(ctx, l.ID)
		if text := fmt.Sprint(history); err != nil || strings.Contains(text, "Cleo") {
			t.Errorf("the history knows who is gone: %v, %v", text, err)
		}

		if _, err := s.NewClaim(ctx, l.ID, "ada", "h"); err != nil {
			t.Fatal(err)
		}
		if err := s.Forget(ctx, l.ID, "ada", "h"); err != nil {
			t.Fatal(err)
		}
		want(t, "forgotten", "1 Ben 800")(s.Table(ctx, l.ID, "", league.Filter{}))
		want(t, "the points are there", "1 Ben 800, 0 — 900")(s.Table(ctx, l.ID, "", league.Filter{Hidden: true}))
		history, err = s.History(ctx, l.ID)
		if text := strings.ToLower(fmt.Sprint(history)); err != nil || strings.Contains(text, "ada") {
			t.Errorf("the history knows the name: %v, %v", text, err)
		}
		wantErr(t, "forgotten twice", s.Forget(ctx, l.ID, "ada", "h"), leagues.ErrNotFound)
	})
}

// TestForgottenAndScoredAnew: a later scoring of a game does not bring back a name that the league has forgotten.
func TestForgottenAndScoredAnew(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, nil)
		take(t, s, gameOf("g1", 1, "Ada 900, Ben 800, Cleo 700"))
		change(t, s, l.ID, league.Change{Kind: league.Merge, Key: "cleo", Into: "ada"})
		if err := s.Forget(ctx, l.ID, "ada", "h"); err != nil {
			t.Fatal(err)
		}
		take(t, s, gameOf("g1", 2, "Ben 950, Ada 901, Cleo 700"))
		want(t, "scored anew", "1 Ben 950, 0 — 901")(s.Table(ctx, l.ID, "", league.Filter{Hidden: true}))
	})
}

func TestChanges(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		s, ctx := service(st), t.Context()
		l := open(t, s, nil)
		change(t, s, l.ID, league.Change{Kind: league.Enter, Name: "The Owls", Division: "B"})
		take(t, s, gameOf("g1", 1, "Ada 900, TheOwls 800"))
		change(t, s, l.ID, league.Change{Kind: league.Rename, Key: "theowls", Name: "Night Owls"})
		take(t, s, gameOf("g2", 1, "NightOwls 50"))
		change(t, s, l.ID, league.Change{Kind: league.Adjust, Key: "ada", Points: -5, Why: "late"})
		want(t, "renamed", "1 Ada 895, 2 Night Owls 850")(s.Table(ctx, l.ID, "", league.Filter{}))
		want(t, "a division", "1 Night Owls 850")(s.Table(ctx, l.ID, "", league.Filter{Division: "B"}))
		change(t, s, l.ID, league.Change{Kind: league.Void, Game: "g1"})
		want(t, "void", "1 Night Owls 50, 0 Ada -5")(s.Table(ctx, l.ID, "", league.Filter{}))
		change(t, s, l.ID, league.Change{Kind: league.Hide, Key: "ada"})
		want(t, "hidden", "1 Night Owls 50")(s.Table(ctx, l.ID, "", league.Filter{}))
		for what, one := range map[string]struct {
			c   league.Change
			err error
		}{
			"nobody":      {league.Change{Kind: league.Adjust, Key: "zoe", Points: 1, Why: "x", Who: "h"}, leagues.ErrNotFound},
			"no reason":   {league.Change{Kind: league.Adjust, Key: "ada", Points: 1, Who: "h"}, leagues.ErrBad},
			"no who":      {league.Change{Kind: league.Adjust, Key: "ada", Points: 1, Why: "x"}, leagues.ErrBad},
			"no game":     {league.Change{Kind: league.Void, Game: "g9", Why: "x", Who: "h"}, leagues.ErrNotFound},
			"no division": {league.Change{Kind: league.Move, Key: "ada", Division: "C", Who: "h"}, leagues.ErrBad},
			"no kind":     {league.Change{Kind: "shout", Key: "ada", Why: "x", Who: "h"}, leagues.ErrBad},
			"not there":   {league.Change{Kind: league.Assign, Game: "g2", Key: "ada", Into: "theowls", Why: "x", Who: "h"}, leagues.ErrNotFound},
		} {
			wantErr(t, what, s.Change(ctx, l.ID, one.c), one.err)
		}
	})
}

// TestDraft: what a host may say wrongly of a league is told with its field.
func TestDraft(t *testing.T) {
	t.Parallel()
	s := service(inFile(t))
	for wanted, change := range map[string]func(d *leagues.Draft){
		"slug":                  func(d *leagues.Draft) { d.Slug = "Tuesday Quiz" },
		"name":                  func(d *leagues.Draft) { d.Name = " " },
		"time_zone":             func(d *leagues.Draft) { d.TimeZone = "Mars/Base" },
		"language":              func(d *leagues.Draft) { d.Language = "!" },
		"of":                    func(d *leagues.Draft) { d.Of = "dogs" },
		"divisions":             func(d *leagues.Draft) { d.Divisions = []string{"A", "A"} },
		`seasons: "2026": rule`: func(d *leagues.Draft) { d.Seasons[0].Rules.Best = -1 },
		"it begins before":      func(d *leagues.Draft) { d.Seasons = append(d.Seasons, d.Seasons[0]); d.Seasons[1].ID = "x" },
		"no venue":              func(d *leagues.Draft) { d.Nights = []leagues.Planned{{At: friday, Venue: "Moon"}} },
		"address needs":         func(d *leagues.Draft) { d.Seasons[0].ID = "live" },
	} {
		d := leagues.Draft{Slug: "quiz", Name: "Quiz", Seasons: []leagues.Season{{
			ID: "2026", Name: "2026", From: friday, Rules: league.DefaultRules(),
		}}}
		change(&d)
		if _, err := s.Create(t.Context(), "h", d); !errors.Is(err, leagues.ErrBad) || !strings.Contains(err.Error(), wanted) {
			t.Errorf("%s: %v", wanted, err)
		}
	}
	l := leagues.League{Draft: leagues.Draft{Nights: []leagues.Planned{
		{ID: "a", At: friday.Add(-4 * time.Hour)}, {ID: "b", At: friday.Add(-time.Hour)}, {ID: "c", At: friday.Add(time.Hour)},
	}}}
	if next, ok := l.Next(friday); !ok || next.ID != "b" {
		t.Errorf("the next night is %q, %v", next.ID, ok)
	}
}

// TestMany: games are taken and a league changed at once on several instances.
func TestMany(t *testing.T) {
	t.Parallel()
	eachBody(t, func(t *testing.T, st store.Store) {
		ctx := t.Context()
		l := open(t, service(st), nil)
		var wait sync.WaitGroup
		for i := range 4 {
			s := service(st)
			wait.Go(func() {
				for n := range 5 {
					for revision := range 3 {
						if err := s.Take(ctx, gameOf(fmt.Sprintf("g%d", n), int64(revision), fmt.Sprintf("Ada %d, Ben 10", 100+revision))); err != nil {
							t.Error(err)
						}
					}
				}
			})
			wait.Go(func() {
				name := fmt.Sprintf("Team%d", i)
				if err := s.Change(ctx, l.ID, league.Change{Kind: league.Enter, Name: name, Who: "h"}); err != nil {
					t.Error(err)
				}
				for range 3 {
					if _, err := s.NewClaim(ctx, l.ID, strings.ToLower(name), "h"); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wait.Wait()
		want(t, "all", "1 Ada 510, 2 Ben 50")(service(st).Table(ctx, l.ID, "", league.Filter{}))
	})
}

// TestCrash breaks the store at each call in turn, and does the same again afterwards.
func TestCrash(t *testing.T) {
	t.Parallel()
	faulty := &storetest.Faulty{Store: inFile(t)}
	s := service(faulty)
	for call := 0; ; call++ {
		broken := false
		for _, done := range []bool{false, true} {
			l := open(t, s, func(d *leagues.Draft) { d.Slug = fmt.Sprintf("l-%d-%v", call, done) })
			do := func() error {
				ctx, id := t.Context(), "g-"+l.Slug
				return errors.Join(
					s.Take(ctx, gameOf(id, 1, "Ada 900, Ben 800")), s.Take(ctx, gameOf(id+"b", 1, "Ada 1, Cleo 2")),
					s.Take(ctx, gameOf(id, 2, "Ben 850, Dora 700")), s.Gone(ctx, id+"b", true), s.Gone(ctx, id, false))
			}
			faulty.FailAt(call, done)
			err := do()
			failed := faulty.Mend()
			if failed != (err != nil) {
				t.Fatalf("call %d: failed %v, %v", call, failed, err)
			}
			broken = broken || failed
			if failed {
				if err := do(); err != nil {
					t.Fatal(err)
				}
			}
			table, err := s.Table(t.Context(), l.ID, "", league.Filter{Hidden: true})
			if err != nil || !strings.Contains(shown(table, err), "Ben") {
				t.Errorf("call %d: %s", call, shown(table, err))
			}
			if err := s.Delete(t.Context(), l.ID); err != nil { // it would gather the next games too
				t.Fatal(err)
			}
		}
		if !broken {
			if call < 15 {
				t.Errorf("only %d calls were broken", call)
			}
			return
		}
	}
}
