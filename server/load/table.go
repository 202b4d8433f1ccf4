package load

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"trivium/game"
	"trivium/questions"
)

// table is the people of one room.
type table struct {
	notes   *notes
	host    *Host
	screen  *Screen
	players []*Player     // in the lobby
	late    []*Player     // who come when the first question runs
	begun   chan struct{} // closed then
	entered chan struct{} // has one for each of the late who is in
}

// add makes a player. The first one of a room is never late, lest nobody begins.
func (t *table) add(o PlayerOptions, does drawn, first bool, counting func(PlayerOptions) PlayerOptions) {
	switch {
	case does.slow:
		o.Slow = SlowPause
	default:
		o.OnOpen, o.OnAck = t.notes.open, t.notes.acked
	}
	if does.late && !first {
		o.Silent = func(showing int) bool { return showing == 0 } // who comes late plays from the next question on
		o.OnWelcome = func(time.Time) { t.entered <- struct{}{} }
		t.late = append(t.late, NewPlayer(counting(o)))
		return
	}
	if !does.slow {
		o.OnWelcome = t.notes.welcomed
	}
	t.players = append(t.players, NewPlayer(counting(o)))
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
	for _, p := range t.late {
		people.Go(func() error {
			select {
			case <-t.begun:
				return p.Run(playing)
			case <-playing.Done():
				return context.Cause(playing)
			}
		})
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
	late := t.late
	for err == nil && view.Phase != game.Over {
		if len(late) > 0 && view.Phase == game.Open {
			close(t.begun)
			late = nil
			if err = t.awaitLate(ctx); err != nil {
				break
			}
		}
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

// awaitLate waits until those who come late are in, so that there is a question left for them.
func (t *table) awaitLate(ctx context.Context) error {
	for range t.late {
		select {
		case <-t.entered:
		case <-ctx.Done():
			return fmt.Errorf("wait for those who come late: %w", context.Cause(ctx))
		}
	}
	return nil
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

// gaps finds players who missed a question or its result though their line never broke: what the server tells, it tells everybody. Those
// who came late play from the second question on.
func (t *table) gaps() (errs []error) {
	last := -1
	for _, p := range t.players {
		last = max(last, p.lastShowing())
	}
	find := func(players []*Player, from int) {
		for _, p := range players {
			if p.Connections() != 1 || p.o.Slow > 0 {
				continue
			}
			if showing, missed := p.gap(from, last); missed {
				errs = append(errs, fmt.Errorf("%w: seat %d missed question %d or its result on a line that never broke", ErrWrong, p.Seat(), showing))
			}
		}
	}
	find(t.players, 0)
	find(t.late, 1)
	return errs
}

// compare holds the players' own scores against the host's roster.
func (t *table) compare(ctx context.Context) error {
	rows, err := t.host.Roster(ctx)
	if err != nil {
		return err
	}
	errs := t.gaps()
	for _, p := range slices.Concat(t.players, t.late) {
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
	if len(errs) == 0 {
		return nil
	}
	return several(errs)
}
