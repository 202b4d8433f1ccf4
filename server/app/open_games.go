package app

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"trivium/game"
	"trivium/server/feed"
	"trivium/server/finished"
	"trivium/server/games"
	"trivium/server/leagues"
	"trivium/server/site"
)

// How open games are looked for.
const (
	openLatest = 200            // of the latest games
	openSince  = 24 * time.Hour // a game that was opened longer ago is nobody's night
	overFor    = 30 * time.Second
	openFresh  = 900 * time.Millisecond // how old what is known may be; watchers look once a second
)

// openGames knows which games are open, for the pages of leagues. However many leagues are looked at, games are looked for once a
// second, and a table is computed once for each event of its game.
type openGames struct {
	app *app
	now func() time.Time

	mu     sync.Mutex
	at     time.Time           // when asked was found; guarded by mu
	asked  []openGame          // guarded by mu
	tables map[string]standing // by PIN; guarded by mu
}

// openGame is a game that is open, with what decides which leagues take it.
type openGame struct {
	record games.Record
	ask    leagues.Ask
}

// standing is where a game stands at an event.
type standing struct {
	event int
	game  finished.Game
	shown bool
}

// of gives the games of a league that are open.
func (o *openGames) of(ctx context.Context, l leagues.League) ([]site.OpenGame, error) {
	all, err := o.all(ctx)
	if err != nil {
		return nil, err
	}
	var open []site.OpenGame
	for i := range all {
		if !l.Gathers(all[i].ask) {
			continue
		}
		g, ok, err := o.look(ctx, &all[i].record)
		if err != nil {
			return nil, err
		}
		if ok {
			open = append(open, g)
		}
	}
	return open, nil
}

// all gives all games that are open, or have ended a moment ago. Who comes while they are looked for waits for the same answer.
func (o *openGames) all(ctx context.Context) ([]openGame, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	now := o.now()
	if now.Sub(o.at) < openFresh {
		return o.asked, nil
	}
	records, err := o.app.games.List(ctx, openLatest)
	if err != nil {
		return nil, err
	}
	var open []openGame
	tables := map[string]standing{}
	for _, r := range records {
		if now.Sub(r.Opened) > openSince || !r.Ended.IsZero() && now.Sub(r.Ended) > overFor {
			continue
		}
		about, err := o.app.about(ctx, r.Room)
		if err != nil {
			return nil, err
		}
		open = append(open, openGame{r, leagues.Ask{Host: about.Host, Packs: about.Packs, Named: about.Leagues, Public: about.Public}})
		if known, ok := o.tables[r.PIN]; ok {
			tables[r.PIN] = known
		}
	}
	o.at, o.asked, o.tables = now, open, tables
	return open, nil
}

// look looks at a game. There is none if its room is gone.
func (o *openGames) look(ctx context.Context, r *games.Record) (site.OpenGame, bool, error) {
	live, err := o.app.games.Live(ctx, r.PIN)
	if errors.Is(err, games.ErrNoGame) {
		return site.OpenGame{}, false, nil
	}
	if err != nil {
		return site.OpenGame{}, false, err
	}
	if string(live.ID()) != r.Room { // another has the PIN now
		return site.OpenGame{}, false, nil
	}
	state, _ := live.Now()
	g := site.OpenGame{
		PIN: r.PIN, Title: state.Settings.Title, Venue: r.Request.Venue, Division: r.Request.Division, Lobby: state.Phase == game.Lobby,
		Over: state.Ended(), Players: state.PlayersCount(),
	}
	g.Revision = fmt.Sprint(state.N, "/", g.Players, "/", g.Lobby)
	if g.Lobby {
		return g, true, nil
	}
	s, err := o.standing(ctx, r.PIN, state)
	g.Game, g.Shown = s.game, s.shown
	return g, err == nil, err
}

func (o *openGames) standing(ctx context.Context, pin string, state *game.State) (standing, error) {
	o.mu.Lock()
	known, ok := o.tables[pin]
	o.mu.Unlock()
	if ok && known.event == int(state.N) { //nolint:gosec // no log has so many events
		return known, nil
	}
	made := standing{event: int(state.N)} //nolint:gosec // as above
	live, err := o.app.feed.Live(ctx, pin)
	switch {
	case err == nil:
		made.game, made.shown = live, true
	case errors.Is(err, feed.ErrHidden), errors.Is(err, feed.ErrNoGame):
	default:
		return standing{}, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.tables != nil {
		o.tables[pin] = made
	}
	return made, nil
}
