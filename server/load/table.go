package load

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"trivium/game"
	"trivium/questions"
)

// table is the people of one room.
type table struct {
	notes   *notes
	host    *Host
	screen  *Screen
	players []*Player
}

// errOver ends the host's connection once there is nothing left to ask.
var errOver = errors.New("the game is over")

// play brings all into the room and plays to the end.
func (t *table) play(ctx context.Context) error {
	stay, leave := context.WithCancelCause(ctx)
	hosting := make(chan error, 1)
	go func() { hosting <- t.host.Run(stay) }()
	people, playing := errgroup.WithContext(ctx)
	people.Go(func() error { return t.screen.Run(playing) })
	for _, p := range t.players {
		people.Go(func() error { return p.Run(playing) })
	}
	people.Go(func() error { return t.lead(playing) })
	err := people.Wait()
	if err == nil {
		err = t.compare(ctx)
	}
	leave(errOver)
	if left := <-hosting; err == nil && !errors.Is(left, errOver) {
		err = left
	}
	return err
}

// lead is the host's part: everybody in, then the big button whenever a person has to press it.
func (t *table) lead(ctx context.Context) error {
	view, err := t.host.Await(ctx, fmt.Sprintf("%d players in the lobby", len(t.players)), func(v game.View) bool {
		return v.Lobby != nil && v.Lobby.Players >= len(t.players)
	})
	for err == nil && view.Phase != game.Over {
		if waitsForHost(view) {
			if err = t.host.Next(ctx, view); err != nil {
				break
			}
		}
		turn := view.Turn
		view, err = t.host.Await(ctx, "the next phase", func(v game.View) bool { return v.Turn > turn || v.Phase == game.Over })
	}
	return err
}

// waitsForHost tells whether pressing the button is what brings the game on: while answers are taken, everybody answers and
// the server goes on by itself.
func waitsForHost(v game.View) bool {
	switch v.Phase {
	case game.Open:
		return v.Question != nil && v.Question.Kind == questions.Slide
	case game.Close, game.Over:
		return false
	case game.Lobby, game.RoundCard, game.Ready, game.Reveal, game.Table, game.Break, game.Podium:
	}
	return true
}

// compare holds the players' own scores against the host's roster.
func (t *table) compare(ctx context.Context) error {
	rows, err := t.host.Roster(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, p := range t.players {
		own, _ := p.Own()
		at := slices.IndexFunc(rows, func(row game.RosterRow) bool { return row.Seat == p.Seat() })
		switch {
		case at < 0:
			errs = append(errs, fmt.Errorf("%w: seat %d is not in the roster", ErrWrong, p.Seat()))
		case rows[at].Score != own.Score || rows[at].Rank != own.Rank:
			errs = append(errs, fmt.Errorf("%w: seat %d: own score %d and rank %d, in the roster %d and %d", ErrWrong, p.Seat(),
				own.Score, own.Rank, rows[at].Score, rows[at].Rank))
		}
	}
	return errors.Join(errs...)
}
