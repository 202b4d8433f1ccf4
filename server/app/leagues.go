package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"trivium/server/api"
	"trivium/server/feed"
	"trivium/server/finished"
	"trivium/server/games"
	"trivium/server/gateway/names"
	"trivium/server/hosts"
	"trivium/server/leagues"
)

// openLeagues makes the leagues. What they need of games comes by the feed.
func (a *app) openLeagues() {
	a.leagues = leagues.New(leagues.Options{
		Store: a.store, Logger: a.log, Key: names.Key,
		Game: func(ctx context.Context, id string) (finished.Game, error) { return a.feed.Game(ctx, id) },
	})
}

// mayName says why a host may not name leagues, in the words of games.
func (a *app) mayName(ctx context.Context, host string, ids []string) error {
	err := a.leagues.MayName(ctx, cmp.Or(host, hosts.FirstID), ids)
	if errors.Is(err, leagues.ErrBad) {
		return fmt.Errorf("%w: %w", games.ErrBad, err)
	}
	return err
}

// leaguesTaker shows the feed the leagues in the shape that it asks for.
type leaguesTaker struct{ leagues *leagues.Service }

var _ feed.Taker = leaguesTaker{}

// Take implements feed.Taker.
func (t leaguesTaker) Take(ctx context.Context, g finished.Game) error {
	err := t.leagues.Take(ctx, g)
	if errors.Is(err, leagues.ErrBad) {
		return fmt.Errorf("%w: %w", feed.ErrRefused, err)
	}
	return err
}

// Gone implements feed.Taker.
func (t leaguesTaker) Gone(ctx context.Context, id string, whole bool) error {
	return t.leagues.Gone(ctx, id, whole)
}

// claims looks up the teams whose secrets a joining phone showed. Of two of one league the first counts.
func (a *app) claims(ctx context.Context, _ string, secrets []string) (map[string]string, error) {
	proved := map[string]string{}
	for _, secret := range secrets {
		c, err := a.leagues.Claimed(ctx, secret)
		if errors.Is(err, leagues.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if _, there := proved[c.League]; !there {
			proved[c.League] = c.Key
		}
	}
	return proved, nil
}

// forPlayers shows the API what players are told of leagues.
type forPlayers struct{ app *app }

var _ api.Leagues = forPlayers{}

// Fitting implements api.Leagues.
func (p forPlayers) Fitting(ctx context.Context, roomID string) ([]api.League, error) {
	about, err := p.app.about(ctx, roomID)
	if err != nil {
		return nil, err
	}
	list, err := p.app.leagues.For(ctx, leagues.Ask{Host: about.Host, Packs: about.Packs, Named: about.Leagues, Public: about.Public})
	if err != nil {
		return nil, err
	}
	fitting := make([]api.League, len(list))
	for i := range list {
		fitting[i] = api.League{ID: list[i].ID, Name: list[i].Name, Slug: list[i].Slug, Of: string(list[i].Of)}
	}
	return fitting, nil
}

// Claimed implements api.Leagues.
func (p forPlayers) Claimed(ctx context.Context, secret string) (api.Claim, error) {
	c, err := p.app.leagues.Claimed(ctx, secret)
	if errors.Is(err, leagues.ErrNotFound) {
		return api.Claim{}, api.ErrNoClaim
	}
	return api.Claim{League: c.League, LeagueName: c.LeagueName, Slug: c.Slug, Key: c.Key, Name: c.Name}, err
}
