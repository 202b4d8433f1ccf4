package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trivium/game"
	"trivium/server/ledger"
)

// RemoveNames takes the names out of an ended game, now and for good. No number changes. While people may still look at the
// room the ledger keeps what it has, and nobody is shown it; it goes with the room. ErrNoGame, ErrRunning.
func (a *Archive) RemoveNames(ctx context.Context, id string) error {
	if err := a.ended(ctx, id); err != nil {
		return err
	}
	if err := a.Gone(ctx, id, false); err != nil {
		return fmt.Errorf("remove the names elsewhere: %w", err)
	}
	fresh := false
	_, err := a.change(ctx, id, func(h *head) error {
		fresh = h.Nameless == 0
		if !fresh {
			return errSame
		}
		h.Nameless = a.now()
		h.replace(&h.Names, nil)
		return nil
	})
	if err != nil {
		return err
	}
	if fresh {
		a.metrics.games.WithLabelValues(didNames).Inc()
	}
	return a.tidy(ctx, id)
}

// Delete forgets a whole game, numbers included, now and for good. ErrNoGame, ErrRunning.
func (a *Archive) Delete(ctx context.Context, id string) error {
	if err := a.ended(ctx, id); err != nil {
		return err
	}
	if err := a.Gone(ctx, id, true); err != nil {
		return fmt.Errorf("delete the game elsewhere: %w", err)
	}
	_, err := a.change(ctx, id, func(h *head) error {
		if h.Deleted > 0 {
			return errSame
		}
		h.replace(&h.Facts, nil)
		h.replace(&h.Names, nil)
		*h = head{Room: h.Room, Deleted: a.now(), Left: h.Left, Pending: h.Pending, Drop: h.Drop}
		return nil
	})
	if err != nil {
		return err
	}
	a.metrics.games.WithLabelValues(didDelete).Inc()
	if err := a.tidy(ctx, id); err != nil {
		return err
	}
	return a.bury(ctx, id)
}

// bury deletes the head of a deleted game once nothing of it is left anywhere.
func (a *Archive) bury(ctx context.Context, id string) error {
	h, _, err := a.load(ctx, id)
	if err != nil || h.Deleted == 0 || len(h.Drop)+len(h.Pending) > 0 {
		return err
	}
	if _, err := a.Ledger.Events(ctx, ledger.RoomID(id), ledger.Pos{}); !errors.Is(err, ledger.ErrNoRoom) {
		return err // its head stays until the ledger has forgotten it, lest it is kept again
	}
	return a.Store.Delete(ctx, collection, id)
}

// ended gives nil if there is such a game and it has ended.
func (a *Archive) ended(ctx context.Context, id string) error {
	h, _, err := a.find(ctx, id)
	if err != nil {
		return err
	}
	if h.Ended > 0 {
		return nil
	}
	s, ok := a.Live(id)
	if !ok {
		f, err := a.facts(ctx, h)
		if err != nil {
			return err
		}
		if s, err = f.fold(); err != nil {
			return err
		}
	}
	if !s.Ended() {
		return ErrRunning
	}
	return nil
}

// SetRule gives a game a rule of its own: what is stricter, its rule or the server's, holds. ErrNoGame.
func (a *Archive) SetRule(ctx context.Context, id string, rule Rule) error {
	if rule.After < 0 {
		return fmt.Errorf("%w: a time after which names go is not below 0", game.ErrBad)
	}
	h, _, err := a.find(ctx, id)
	if err != nil {
		return err
	}
	if h.Facts == nil { // it may be running
		if _, err := a.State(ctx, id); err != nil {
			return err
		}
	}
	_, err = a.change(ctx, id, func(h *head) error {
		h.Rule = rule
		return nil
	})
	return err
}

// RuleFor gives the rule that holds for a game. ErrNoGame.
func (a *Archive) RuleFor(ctx context.Context, id string) (Rule, error) {
	h, _, err := a.find(ctx, id)
	if err != nil {
		return Rule{}, err
	}
	rule := a.Rule.and(h.Rule)
	if h.Ended > 0 {
		return rule, nil
	}
	own, err := a.RuleOf(ctx, id)
	return rule.and(own), err
}

// RemovePlayer takes all that says who a player was out of an ended game, now and for good: names, the key to come back with,
// the reasons of corrections, and what only this player typed. What the answers were worth stays, so no number changes.
// ErrNoGame, ErrRunning, game.ErrUnknown.
func (a *Archive) RemovePlayer(ctx context.Context, id string, seat game.Seat) error {
	if err := a.ended(ctx, id); err != nil {
		return err
	}
	s, err := a.State(ctx, id)
	if err != nil {
		return err
	}
	if _, ok := s.Seat(seat); !ok {
		return fmt.Errorf("%w: there is no such player", game.ErrUnknown)
	}
	const tries = 16
	for range tries {
		again, err := a.removePlayer(ctx, id, seat)
		if err != nil {
			return err
		}
		if !again {
			return errors.Join(a.tidy(ctx, id), a.tell(ctx, id))
		}
	}
	return ErrBusy
}

// removePlayer notes that a player is to be forgotten and, if the game is kept already, rewrites what is kept. It says
// whether somebody else was quicker, so that it has to be done again.
func (a *Archive) removePlayer(ctx context.Context, id string, seat game.Seat) (again bool, err error) {
	h, err := a.change(ctx, id, func(h *head) error {
		if !slices.Contains(h.Removed, seat) {
			h.Removed = append(h.Removed, seat)
			if h.Facts != nil {
				h.Removing = append(h.Removing, seat)
			}
			return nil
		}
		return errSame
	})
	if err != nil || !slices.Contains(h.Removing, seat) { // it is left out when the game is kept, or is gone already
		return false, err
	}
	f, n, err := a.parts(ctx, h)
	if err != nil {
		return false, err
	}
	tail := len(h.Tail)
	if err := f.removeTexts(seat); err != nil {
		return false, err
	}
	data := make([][]byte, 1, 2)
	if data[0], err = encode(f); err != nil {
		return false, err
	}
	if n != nil {
		if err := n.remove(seat); err != nil {
			return false, err
		}
		apart, err := zipped(n)
		if err != nil {
			return false, err
		}
		data = append(data, apart)
	}
	blobs, err := a.stage(ctx, id, data...)
	if err != nil {
		return false, err
	}
	_, err = a.change(ctx, id, func(now *head) error {
		there := now.settle(blobs...)
		if again = !there || !sameRoot(h, now); again {
			now.Drop = append(now.Drop, blobs...)
			return nil
		}
		now.replace(&now.Facts, &blobs[0])
		if n != nil {
			now.replace(&now.Names, &blobs[1])
		}
		now.Tail = slices.Clone(now.Tail[tail:]) // it is in the new facts
		now.Removing = slices.DeleteFunc(now.Removing, func(s game.Seat) bool { return s == seat })
		return nil
	})
	return again, err
}
