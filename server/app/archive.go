package app

import (
	"context"
	"errors"
	"time"

	"trivium/game"
	"trivium/server/archive"
	"trivium/server/games"
)

// openArchive wires what keeps finished games to those who know of them.
func (a *app) openArchive() {
	a.archive = archive.New(archive.Options{
		Ledger: a.ledger, Store: a.store, Clock: time.Now, Logger: a.log, Registerer: a.registry,
		Rule:   archive.Rule{After: a.options.Retention, Whole: a.options.ForgetGames},
		RuleOf: a.ruleOf,
		Live:   a.live,
		Ended:  a.ended,
		Gone:   a.gone,
	})
}

// ruleOf gives the retention that a host chose for a game.
func (a *app) ruleOf(ctx context.Context, id string) (archive.Rule, error) {
	record, err := a.games.Find(ctx, id)
	if errors.Is(err, games.ErrNoGame) {
		return archive.Rule{}, nil
	}
	if err != nil {
		return archive.Rule{}, err
	}
	wish := record.Request.Retention
	return archive.Rule{After: time.Duration(wish.Days) * 24 * time.Hour, Whole: wish.Whole}, nil
}

// live gives the state of a room that lives on this instance.
func (a *app) live(id string) (*game.State, bool) {
	for _, r := range a.rooms.All() {
		if string(r.ID()) == id {
			state, _ := r.Now()
			return state, true
		}
	}
	return nil, false
}
