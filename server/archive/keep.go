package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trivium/game"
	"trivium/server/ledger"
)

// errLater says that a game can not be kept yet; the next sweep looks at it again.
var errLater = errors.New("not yet")

// Keep copies an ended game out of the ledger and, if nobody looks at it any more, has the ledger forget it. It may be called
// at any time, by several instances at once, and again after it failed. ErrNoGame if the ledger has no such room.
func (a *Archive) Keep(ctx context.Context, id string) error {
	f, err := read(ctx, a.Ledger, id)
	if err != nil {
		return err
	}
	s, err := f.fold()
	if err != nil {
		return err
	}
	if !s.Ended() {
		return ErrRunning
	}
	h, _, err := a.load(ctx, id)
	if err != nil {
		return err
	}
	// With a tail the archive is ahead: the ledger had forgotten the room, and a store that went back has it again.
	ahead := h.Deleted > 0 || len(h.Tail) > 0
	if !ahead && (h.Facts == nil || h.At != f.pos()) {
		if err := a.copy(ctx, h, f, s); err != nil {
			return err
		}
		if h, _, err = a.load(ctx, id); err != nil {
			return err
		}
	}
	if !ahead && !h.Proved {
		if err := a.prove(ctx, h, s); err != nil {
			return err
		}
	}
	if err := a.leave(ctx, id, f.pos(), s); err != nil {
		return err
	}
	if h.Deleted == 0 {
		a.metrics.games.WithLabelValues(didKeep).Inc()
	}
	return a.tidy(ctx, id)
}

// copy writes the parts of a game and makes them count.
func (a *Archive) copy(ctx context.Context, h *head, f *facts, s *game.State) error {
	rule, err := a.RuleOf(ctx, h.Room)
	if err != nil {
		return fmt.Errorf("the game's own rule: %w", err)
	}
	if err := a.Ended(ctx, h.Room, s, endedAt(f)); err != nil {
		return fmt.Errorf("note the end: %w", err)
	}
	removed, nameless := h.Removed, h.Nameless > 0
	data, err := a.apart(f, removed, nameless)
	if err != nil {
		return err
	}
	blobs, err := a.stage(ctx, h.Room, data...)
	if err != nil {
		return err
	}
	at := f.pos()
	_, err = a.change(ctx, h.Room, func(h *head) error {
		there := h.settle(blobs...)
		newer := h.Facts != nil && h.At.N >= at.N || len(h.Tail) > 0 || h.Left
		asWas := slices.Equal(h.Removed, removed) && (h.Nameless > 0) == nameless && h.Deleted == 0
		if !there || newer || !asWas { // somebody else was quicker, or somebody is to be forgotten that is in this copy
			h.Drop = append(h.Drop, blobs...)
			return nil
		}
		h.replace(&h.Facts, &blobs[0])
		h.Proved, h.Removing = false, nil
		h.replace(&h.Names, nil)
		if !nameless {
			h.replace(&h.Names, &blobs[1])
		}
		h.At, h.Title, h.Ended, h.Players = at, s.Settings.Title, endedAt(f), s.PlayersCount()
		h.Rule = h.Rule.and(rule)
		h.Told = h.stands()
		return nil
	})
	return err
}

// apart gives the bytes of facts without names, and of the names unless they are gone.
func (a *Archive) apart(f *facts, removed []game.Seat, nameless bool) ([][]byte, error) {
	neutral, n, err := split(f)
	if err != nil {
		return nil, err
	}
	for _, seat := range removed {
		if err := errors.Join(neutral.removeTexts(seat), n.remove(seat)); err != nil {
			return nil, err
		}
	}
	kept, err := encode(neutral)
	if err != nil || nameless {
		return [][]byte{kept}, err
	}
	apart, err := zipped(n)
	return [][]byte{kept, apart}, err
}

// endedAt is when the game ended.
func endedAt(f *facts) game.Time {
	for i := range f.events {
		if decoded, err := game.DecodeEvent(f.events[i].Data); err == nil {
			if _, over := decoded.(game.Ended); over {
				return f.events[i].At
			}
		}
	}
	return 0
}

// prove reads the copy back, folds it and holds it against the state that the ledger's facts make. The ledger forgets nothing
// that was not proved to be kept.
func (a *Archive) prove(ctx context.Context, h *head, s *game.State) error {
	if h.Facts == nil || h.At.N != s.N {
		return fmt.Errorf("%w: another copy is made", errLater)
	}
	f, err := a.kept(ctx, h)
	if err != nil {
		return err
	}
	again, err := f.fold()
	if err != nil {
		return err
	}
	if err := same(s, again); err != nil {
		return fmt.Errorf("the copy is not the game: %w", err)
	}
	proved := *h.Facts
	_, err = a.change(ctx, h.Room, func(h *head) error {
		if h.Facts == nil || *h.Facts != proved {
			return fmt.Errorf("%w: another copy was made", errLater)
		}
		h.Proved = true
		return nil
	})
	return err
}

// same tells what differs between two states of one game but for names; nil if nothing does.
func same(a, b *game.State) error {
	switch {
	case len(a.Seats) != len(b.Seats) || len(a.Teams) != len(b.Teams) || len(a.Showings) != len(b.Showings):
		return errors.New("the numbers of players, teams or questions differ")
	case !slices.Equal(a.Order, b.Order) || !slices.Equal(a.TeamOrder, b.TeamOrder):
		return errors.New("the table has another order")
	}
	for i := range a.Seats {
		one, two := &a.Seats[i], &b.Seats[i]
		if one.Score != two.Score || one.Rank != two.Rank || one.EffTotal != two.EffTotal || one.Kicked != two.Kicked {
			return fmt.Errorf("player %d has %d points, and had %d", i+1, two.Score, one.Score)
		}
	}
	for i := range a.Teams {
		one, two := &a.Teams[i], &b.Teams[i]
		if one.Score != two.Score || one.Rank != two.Rank || one.EffTotal != two.EffTotal || one.Size != two.Size {
			return fmt.Errorf("team %d has %d points, and had %d", i+1, two.Score, one.Score)
		}
	}
	for i := range a.Showings {
		one, two := a.Showings[i], b.Showings[i]
		if one.Voided != two.Voided || one.Revealed != two.Revealed || len(one.Records) != len(two.Records) {
			return fmt.Errorf("question %d differs", i+1)
		}
		for r := range one.Records {
			if one.Records[r].Result != two.Records[r].Result || one.Records[r].Eff != two.Records[r].Eff {
				return fmt.Errorf("answer %d to question %d differs", r+1, i+1)
			}
		}
	}
	return nil
}

// leave has the ledger forget a room that is kept, once it is quiet.
func (a *Archive) leave(ctx context.Context, id string, at ledger.Pos, s *game.State) error {
	if _, live := a.Live(id); live || a.ledgerNow().Sub(s.LastAt) < game.MillisOf(a.Quiet) {
		return fmt.Errorf("%w: people may still look at the room", errLater)
	}
	err := a.Ledger.Forget(ctx, ledger.RoomID(id), at)
	if errors.Is(err, ledger.ErrMoved) || errors.Is(err, ledger.ErrInvalid) {
		return fmt.Errorf("%w: %w", errLater, err)
	}
	if err != nil {
		return err
	}
	_, err = a.change(ctx, id, func(h *head) error {
		if h.Left {
			return errSame
		}
		h.Left = true
		return nil
	})
	return err
}

func (a *Archive) ledgerNow() game.Time {
	now, _ := a.Ledger.Now()
	return game.Time(now)
}
