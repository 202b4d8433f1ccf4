package leagues_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/leagues"
	"trivium/server/store"
)

// friday is when the tests play.
var friday = time.Date(2026, 11, 27, 22, 0, 0, 0, time.UTC)

func service(s store.Store) *leagues.Service {
	return leagues.New(leagues.Options{Store: s, Clock: func() time.Time { return friday }})
}

// open makes a league that gathers the games of the host "h", with one season of the year 2026 that counts by score.
func open(t *testing.T, s *leagues.Service, change func(d *leagues.Draft)) leagues.League {
	t.Helper()
	d := leagues.Draft{
		Slug: "tuesday-quiz", Name: "Tuesday Quiz", Gather: leagues.Gather{Hosts: []string{"h"}}, Divisions: []string{"A", "B"},
		Seasons: []leagues.Season{{
			ID: "2026", Name: "2026", From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Rules: league.Rules{Scoring: league.ByScore},
		}},
	}
	if change != nil {
		change(&d)
	}
	l, err := s.Create(t.Context(), "h", d)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// gameOf makes a game of teams from "Ada 900, Ben 800=LEAGUE:key", in the order of their places.
func gameOf(id string, revision int64, table string) finished.Game {
	g := finished.Game{ID: id, Title: "Game " + id, Revision: revision, Ended: friday, Host: "h", Packs: []string{"p"}, Rule: "speed"}
	for one := range strings.SplitSeq(table, ", ") {
		one, proof, _ := strings.Cut(one, "=")
		name, score, _ := strings.Cut(one, " ")
		s := finished.Standing{Key: strings.ToLower(name), Name: name, Place: len(g.Teams) + 1}
		if in, key, ok := strings.Cut(proof, ":"); ok {
			s.Claims = map[string]string{in: key}
		}
		_, _ = fmt.Sscan(score, &s.Score)
		g.Teams = append(g.Teams, s)
	}
	return g
}

func take(t *testing.T, s *leagues.Service, g finished.Game) {
	t.Helper()
	if err := s.Take(t.Context(), g); err != nil {
		t.Fatalf("take: %v", err)
	}
}

func change(t *testing.T, s *leagues.Service, id string, c league.Change) {
	t.Helper()
	c.Who = "h"
	if c.Why == "" {
		c.Why = "so"
	}
	if err := s.Change(t.Context(), id, c); err != nil {
		t.Fatalf("%s: %v", c.Kind, err)
	}
}

// shown writes a table as "rank name points"; without a rank it is -.
func shown(table *leagues.Table, err error) string {
	if err != nil {
		return err.Error()
	}
	lines := make([]string, len(table.Lines))
	for i := range table.Lines {
		l := &table.Lines[i]
		lines[i] = fmt.Sprintf("%d %s %d", l.Rank, l.Name, l.Points)
		if leagues.Unproven(l.Key) {
			lines[i] += " unproven"
		}
	}
	return strings.Join(lines, ", ")
}

func want(t *testing.T, what, wanted string) func(*leagues.Table, error) {
	return func(table *leagues.Table, err error) {
		t.Helper()
		if got := shown(table, err); got != wanted {
			t.Errorf("%s: got %s, want %s", what, got, wanted)
		}
	}
}

func wantErr(t *testing.T, what string, err, wanted error) {
	t.Helper()
	if !errors.Is(err, wanted) {
		t.Errorf("%s: got %v, want %v", what, err, wanted)
	}
}
