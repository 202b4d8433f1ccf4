package site_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/leagues"
	"trivium/server/site"
	"trivium/server/store"
)

// club is a league with the games that are open.
type club struct {
	*leagues.Service

	t      testing.TB
	league leagues.League
	mu     sync.Mutex
	now    time.Time       // guarded by mu
	open   []site.OpenGame // guarded by mu
}

// clock is the time of the club. It goes on by a second whenever something is changed.
func (c *club) clock() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *club) opened(context.Context, leagues.League) ([]site.OpenGame, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.open), nil
}

// opens says which games are open now.
func (c *club) opens(games ...site.OpenGame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.open = games
}

// take lets a game count.
func (c *club) take(g finished.Game) {
	c.t.Helper()
	if err := c.Take(c.t.Context(), g); err != nil {
		c.t.Fatal(err)
	}
}

// change writes a line into the history.
func (c *club) change(line league.Change) {
	c.t.Helper()
	c.mu.Lock()
	c.now = c.now.Add(time.Second)
	c.mu.Unlock()
	line.Who = "host-1"
	if err := c.Change(c.t.Context(), c.league.ID, line); err != nil {
		c.t.Fatal(err)
	}
}

// teams are those who play in the anchor league.
var teams = []string{
	"Quizzly Bears", "The Table at the Very Back That Never Stops Talking", "Les Quizérables", "عُمر وأصدقاؤه", "Universally Challenged", "Agatha Quiztie",
	"Owls", "Risky Quizness", "Ravens", "Let’s Get Quizzical", "Trivia Newton-John", "Hidden Harry’s", "Søren & Co.", "Menace to Sobriety",
}

// night makes a game of the league's teams, in an order that depends on n.
func night(n int, ended time.Time) finished.Game {
	g := finished.Game{
		ID: fmt.Sprintf("%032x", 0xa0+n), Title: fmt.Sprintf("Night %d", n+1), Revision: 1, Ended: ended, Host: "host-1", Venue: []string{"Golden Anchor", "Cellar"}[n%2],
		Rule: "speed", Public: true, Packs: []string{"general"},
	}
	for i := range len(teams) - n%3 {
		who := (i*5 + n*3) % len(teams)
		g.Teams = append(g.Teams, finished.Standing{
			Key: fmt.Sprint("team-", who), Name: teams[who], Place: i + 1, Score: 9000 - 430*i - 13*n, Right: 40 - 2*i, Time: int64(90_000 + 1000*i),
			Division: []string{"North", "South"}[who%2],
		})
	}
	return g
}

// anchor is a league in the middle of its second season: six nights, changes, somebody hidden.
func anchor(t testing.TB, st store.Store) *club {
	season := func(id, name string, from, to time.Time) leagues.Season {
		rules := league.DefaultRules()
		rules.Drop, rules.Minimum = 2, 2
		return leagues.Season{ID: id, Name: name, From: from, To: to, Rules: rules}
	}
	autumn := time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)
	c := &club{t: t, now: friday}
	c.Service = leagues.New(leagues.Options{Store: st, Clock: c.clock})
	made, err := c.Create(t.Context(), "host-1", leagues.Draft{
		Slug: "anchor", Name: "Thursday League at the Golden Anchor", Listed: true,
		About: "Eight questions a round, seven rounds, one drink for the winners.", TimeZone: "Europe/Berlin", Language: "en", Of: leagues.Teams,
		Gather: leagues.Gather{Hosts: []string{"host-1"}}, Divisions: []string{"North", "South"}, Venues: []string{"Golden Anchor", "Cellar"},
		Seasons: []leagues.Season{
			season("2026-spring", "Spring 2026", autumn.AddDate(0, -8, 0), autumn), season("2026-autumn", "Autumn 2026", autumn, autumn.AddDate(0, 4, 0)),
		},
		Nights: []leagues.Planned{{ID: "p1", At: time.Date(2026, 12, 3, 18, 30, 0, 0, time.UTC), Title: "Night 7", Venue: "Golden Anchor"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	c.league = made
	for n := range 6 {
		c.take(night(n, time.Date(2026, 10, 15+7*n, 19, 45, 0, 0, time.UTC)))
	}
	c.change(league.Change{Kind: league.Hide, Key: "team-11", Why: "asked Harry not to be shown"})
	c.change(league.Change{Kind: league.Adjust, Key: "team-11", Points: -3, Why: "a secret of Harry"})
	c.change(league.Change{Kind: league.Adjust, Key: "team-0", Points: -2, Why: "a phone on the table"})
	c.change(league.Change{Kind: league.Rename, Key: "team-6", Name: "Night Owls", Why: "as they wished"})
	c.change(league.Change{Kind: league.Void, Game: night(1, friday).ID, Why: "the projector failed"})
	return c
}

// lobby and running are games that are open.
func lobby() site.OpenGame {
	return site.OpenGame{PIN: "424242", Title: "Night 7", Venue: "Golden Anchor", Lobby: true, Players: 23, Revision: "1"}
}

func playing() site.OpenGame {
	g := night(6, friday)
	return site.OpenGame{PIN: "424242", Title: "Night 7", Venue: "Golden Anchor", Players: 61, Game: g, Shown: true, Revision: "2"}
}

// withClub gives the pages a league.
func withClub(c *club) func(*site.Options) {
	return func(o *site.Options) { o.Leagues, o.Open, o.Clock = c, c.opened, c.clock }
}
