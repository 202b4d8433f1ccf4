package site

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/leagues"
)

// OpenGame is a game of a league whose room is open now.
type OpenGame struct {
	PIN      string
	Title    string
	Venue    string
	Division string
	Lobby    bool // it has not begun
	Over     bool // it has ended a moment ago, and may not be in the table yet
	Players  int
	// Game is where it stands. Shown is false while people in the room are not to see that either, and in the lobby.
	Game  finished.Game
	Shown bool
	// Revision moves on with all that is told of the game.
	Revision string
}

// season is what of a league somebody wants to see.
type season struct {
	League leagues.League
	Season leagues.Season
	Filter league.Filter
	Zone   *time.Location
	Now    bool // the season that runs, at the league's own address
}

// Path is the address of the league.
func (s *season) Path() string { return leaguePath(s.League.Slug) }

// key names what is seen, for those who watch it.
func (s *season) key() string {
	return strings.Join([]string{"league", s.League.ID, s.Season.ID, s.Filter.Division, s.Filter.Venue, fmt.Sprint(s.Now)}, "|")
}

// askedLeague reads which league a visit is for, which season and for whom.
func (s *Site) askedLeague(v *visit, slug, id string) (*season, error) {
	l, err := s.options.Leagues.BySlug(v.Context(), slug)
	if err != nil {
		return nil, err
	}
	if l.Slug != slug {
		return nil, &moved{from: leaguePath(slug), to: leaguePath(l.Slug)}
	}
	asked := &season{
		League: l, Zone: l.Place(), Filter: league.Filter{Division: v.asked("division"), Venue: v.asked("venue")}, Now: id == "",
	}
	var ok bool
	if asked.Season, ok = l.Season(id, s.now()); !ok && id != "" {
		return nil, &refusal{status: http.StatusNotFound, key: "error_no_season"}
	}
	return asked, nil
}

// state is all that a league's page shows, at one moment.
type state struct {
	*season
	Table   *leagues.Table
	Open    []OpenGame
	Next    leagues.Planned // without an id there is none
	Changes []league.Change // those that are public, the latest first
	Roster  *league.Roster
}

// provisional tells whether games that still run are in the table.
func (st *state) provisional() bool { return len(st.Table.Live) > 0 }

// open gives the games of a league that are open, those in the lobby first.
func (s *Site) open(ctx context.Context, l *leagues.League) ([]OpenGame, error) {
	if s.options.Open == nil {
		return nil, nil
	}
	games, err := s.options.Open(ctx, *l)
	slices.SortStableFunc(games, func(a, b OpenGame) int {
		order := func(g OpenGame) int {
			if g.Lobby {
				return 0
			}
			return 1
		}
		return cmp.Or(order(a)-order(b), cmp.Compare(a.Venue, b.Venue), cmp.Compare(a.PIN, b.PIN))
	})
	return games, err
}

// look gathers what a league's page shows. Open games matter only where the running season is shown.
func (s *Site) look(ctx context.Context, asked *season, games []OpenGame) (*state, error) {
	st := &state{season: asked, Open: games, Table: &leagues.Table{}, Roster: league.Fold(nil)}
	st.Next, _ = asked.League.Next(s.now())
	var live []finished.Game
	for i := range games {
		if games[i].Shown {
			live = append(live, games[i].Game)
		}
	}
	if asked.Season.ID == "" {
		return st, nil
	}
	var err error
	if st.Table, err = s.options.Leagues.Table(ctx, asked.League.ID, asked.Season.ID, asked.Filter, live...); err != nil {
		return nil, err
	}
	// A game that has ended is open until the table has it, so that it is always in one of them.
	st.Open = slices.DeleteFunc(slices.Clone(games), func(g OpenGame) bool { return g.Over && !slices.Contains(st.Table.Live, g.Game.ID) })
	history, err := s.options.Leagues.History(ctx, asked.League.ID)
	if err != nil {
		return nil, err
	}
	st.Changes, st.Roster = public(history, asked.Season.ID)
	return st, nil
}

// read gathers all of it anew.
func (s *Site) readLeague(ctx context.Context, asked *season) (*state, error) {
	var games []OpenGame
	if asked.Now {
		var err error
		if games, err = s.open(ctx, &asked.League); err != nil {
			return nil, err
		}
	}
	return s.look(ctx, asked, games)
}

// leaguePage serves a league at its lasting address, or as JSON if that ends so.
func (s *Site) leaguePage(w http.ResponseWriter, v *visit) error {
	slug, asJSON := strings.CutSuffix(v.PathValue("slug"), ".json")
	return s.seasonAt(w, v, slug, v.PathValue("season"), asJSON)
}

func (s *Site) seasonAt(w http.ResponseWriter, v *visit, slug, id string, asJSON bool) error {
	id, also := strings.CutSuffix(id, ".json")
	asked, err := s.askedLeague(v, slug, id)
	if err != nil {
		return err
	}
	st, err := s.readLeague(v.Context(), asked)
	if err != nil {
		return err
	}
	if asJSON || also {
		return s.json(w, v, s.leagueData(v, st))
	}
	return s.showLeague(w, v, st)
}

// leagueStream keeps the part of a league's page fresh that changes.
func (s *Site) leagueStream(w http.ResponseWriter, v *visit) error {
	asked, err := s.askedLeague(v, v.PathValue("slug"), v.asked("season"))
	if err != nil {
		return err
	}
	shape := shapeOf(v)
	base := s.options.Base(v.Request)
	return s.stream(w, v, asked.key()+fmt.Sprint(shape, base), func(ctx context.Context) (string, func(context.Context) (update, error), error) {
		return s.lookAtLeague(ctx, *asked, shape, base)
	})
}

// lookAtLeague is the look of those who watch a league: what the league is, what its table follows from, and the rooms.
func (s *Site) lookAtLeague(
	ctx context.Context, asked season, shape shape, base string,
) (string, func(context.Context) (update, error), error) {
	l, err := s.options.Leagues.BySlug(ctx, asked.League.Slug)
	if err != nil {
		return "", nil, err
	}
	revision, err := s.options.Leagues.Revision(ctx, l.ID)
	if err != nil {
		return "", nil, err
	}
	asked.League = l
	if asked.Now {
		asked.Season, _ = l.Season("", s.now())
	}
	var games []OpenGame
	if asked.Now {
		if games, err = s.open(ctx, &l); err != nil {
			return "", nil, err
		}
	}
	night, _ := l.Next(s.now())
	seen := []string{fmt.Sprint(l.Version), fmt.Sprint(revision), asked.Season.ID, night.ID}
	for i := range games {
		seen = append(seen, games[i].PIN, games[i].Revision)
	}
	return strings.Join(seen, "|"), func(ctx context.Context) (update, error) {
		st, err := s.look(ctx, &asked, games)
		if err != nil {
			return update{}, err
		}
		return s.leagueUpdate(shape, base, st)
	}, nil
}
