package leagues_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/game/league/leaguetest"
	"trivium/server/finished"
	"trivium/server/leagues"
	"trivium/server/store"
)

// TestSeason replays the season of 13 nights and 40 teams in package league's testdata through the service, as hosts would: the
// teams are entered, the nights come in one after the other, and what was decided is decided. The table is the one in testdata, and
// the one that SQL computes.
func TestSeason(t *testing.T) {
	t.Parallel()
	season := leaguetest.ReadSeason(t, "../../game/league/testdata/season/season.json")
	wanted, err := os.ReadFile("../../game/league/testdata/season/default.txt")
	if err != nil {
		t.Fatal(err)
	}
	eachBody(t, func(t *testing.T, st store.Store) {
		s := service(st)
		l := open(t, s, func(d *leagues.Draft) { d.Seasons[0].Rules = season.Rules })
		decide := func(kinds func(k league.Kind) bool) {
			for _, c := range season.Changes {
				if kinds(c.Kind) {
					change(t, s, l.ID, c)
				}
			}
		}
		early := func(k league.Kind) bool { return k == league.Enter || k == league.Rename }
		decide(early)
		for i := range season.Nights {
			take(t, s, played(&season.Nights[i]))
		}
		decide(func(k league.Kind) bool { return !early(k) })
		table, err := s.Table(t.Context(), l.ID, "", league.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for i := range table.Lines {
			l := &table.Lines[i]
			fmt.Fprintf(&out, "%3d %-24s %5d points, %2d of %2d nights, %2d wins, score %6d, %3d right, %7d ms\n", l.Rank, l.Name, l.Points,
				l.Counted, l.Played, l.Wins, l.Score, l.Right, l.Time)
		}
		if out.String() != string(wanted) {
			t.Errorf("the table is\n%swant\n%s", out.String(), wanted)
		}
		leaguetest.AgainstSQL(t, &season, &table.Table)
	})
}

// played makes the game that a night was.
func played(n *league.Night) finished.Game {
	g := finished.Game{ID: n.Game, Title: n.Title, Revision: 1, Ended: time.UnixMilli(n.At), Host: "h", Packs: []string{"p"}, Rule: "speed"}
	for _, s := range n.Standings {
		g.Players = append(g.Players, finished.Standing{Key: s.Key, Name: s.Name, Place: s.Place, Score: s.Score, Right: s.Right, Time: s.Time})
	}
	return g
}

// BenchmarkTable asks for the table of 40 teams over 13 nights: as it is kept, after a change, and with a game that runs laid over.
func BenchmarkTable(b *testing.B) {
	for name, in := range map[string]func(testing.TB) store.Store{"sqlite": inFile, "redis": inRedis} {
		b.Run(name, func(b *testing.B) {
			season := leaguetest.ReadSeason(b, "../../game/league/testdata/season/season.json")
			s := service(in(b))
			l, err := s.Create(b.Context(), "h", leagues.Draft{
				Slug: "quiz", Name: "Quiz", Gather: leagues.Gather{Hosts: []string{"h"}},
				Seasons: []leagues.Season{{ID: "1", Name: "1", From: friday.AddDate(-1, 0, 0), Rules: season.Rules}},
			})
			if err != nil {
				b.Fatal(err)
			}
			for i := range season.Nights {
				if err := s.Take(b.Context(), played(&season.Nights[i])); err != nil {
					b.Fatal(err)
				}
			}
			live := played(&season.Nights[0])
			live.ID = "live"
			ask := func(s *leagues.Service, live ...finished.Game) {
				table, err := s.Table(b.Context(), l.ID, "", league.Filter{}, live...)
				if err != nil || len(table.Lines) < 40 {
					b.Fatal(len(table.Lines), err)
				}
			}
			b.Run("kept", func(b *testing.B) {
				for b.Loop() {
					ask(s)
				}
			})
			b.Run("live", func(b *testing.B) {
				for b.Loop() {
					ask(s, live)
				}
			})
			b.Run("cold", func(b *testing.B) {
				for b.Loop() {
					ask(s.Fresh())
				}
			})
		})
	}
}
