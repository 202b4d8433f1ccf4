package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"trivium/game"
	"trivium/server/archive"
	"trivium/server/boards"
	"trivium/server/feed"
	"trivium/server/finished"
	"trivium/server/games"
	"trivium/server/hosts"
	"trivium/server/room"
)

// openFeed makes the boards, and what brings finished games to them.
func (a *app) openFeed() {
	a.boards = boards.New(boards.Options{Store: a.store})
	a.feed = feed.New(feed.Options{
		Store: a.store, Logger: a.log, Registerer: a.registry,
		State: func(ctx context.Context, id string) (*game.State, error) {
			s, err := a.archive.State(ctx, id)
			if errors.Is(err, archive.ErrNoGame) {
				err = fmt.Errorf("%w: %w", feed.ErrNoGame, err)
			}
			return s, err
		},
		About: a.about, Room: a.roomOf,
		Takers: map[string]feed.Taker{"boards": boardsTaker{a.boards}, "leagues": leaguesTaker{a.leagues}},
	})
}

// about gives what a game was opened with.
func (a *app) about(ctx context.Context, id string) (feed.About, error) {
	record, err := a.games.Find(ctx, id)
	if errors.Is(err, games.ErrNoGame) {
		return feed.About{}, nil
	}
	if err != nil {
		return feed.About{}, err
	}
	r := &record.Request
	return feed.About{
		Host: cmp.Or(record.Host, hosts.FirstID), Packs: r.From(), All: r.Count == 0 && len(r.Questions) == 0, Leagues: r.Leagues, Venue: r.Venue, Division: r.Division, Public: r.Public,
	}, nil
}

// roomOf gives the running room of a PIN.
func (a *app) roomOf(ctx context.Context, pin string) (string, *game.State, error) {
	r, err := a.rooms.Open(ctx, pin)
	if errors.Is(err, room.ErrNoRoom) {
		return "", nil, feed.ErrNoGame
	}
	if err != nil {
		return "", nil, err
	}
	state, _ := r.Now()
	return string(r.ID()), state, nil
}

// boardsTaker shows the feed the boards in the shape that it asks for.
type boardsTaker struct{ boards *boards.Service }

var _ feed.Taker = boardsTaker{}

// Take implements feed.Taker.
func (t boardsTaker) Take(ctx context.Context, g finished.Game) error {
	err := t.boards.Take(ctx, g)
	if errors.Is(err, boards.ErrBad) {
		return fmt.Errorf("%w: %w", feed.ErrRefused, err)
	}
	return err
}

// Gone implements feed.Taker. Boards are names, so without names nothing is left.
func (t boardsTaker) Gone(ctx context.Context, id string, _ bool) error {
	return t.boards.Removed(ctx, id)
}

// ended tells everybody who lives on games that one has ended, was corrected, or that a player in it was forgotten.
func (a *app) ended(ctx context.Context, id string, s *game.State, at game.Time) error {
	if err := a.games.Finished(ctx, id, s, at); err != nil {
		return err
	}
	return a.feed.Again(ctx, id)
}

// gone tells everybody who lives on games that the names of one go, or the whole of it.
func (a *app) gone(ctx context.Context, id string, whole bool) error {
	if err := a.feed.Gone(ctx, id, whole); err != nil {
		return err
	}
	return a.games.Forget(ctx, id, whole)
}

// feedGames feeds boards and leagues until the stop.
func (a *app) feedGames() {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		a.feed.Run(ctx)
	}()
	a.onStop("feed of boards and leagues", func(context.Context) error { cancel(); <-done; return nil })
}

// clearBoards clears boards whose time is over.
func (a *app) clearBoards(ctx context.Context) {
	if err := a.boards.Sweep(ctx); err != nil && ctx.Err() == nil {
		a.log.Warn("boards whose time is over were not all cleared", "error", err)
	}
}
