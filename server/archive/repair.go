package archive

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"trivium/game"
	"trivium/server/ledger"
)

// tailMax is how many corrections a game takes after the ledger has forgotten it.
const tailMax = 2_000

// Do corrects an ended game: it accepts a typed answer or no longer does (game.DoJudge), leaves a question out of the scoring
// or counts it again (DoVoid), adjusts a player's or team's score with a reason (DoAdjust), or renames a player (DoRename,
// whose Key is the name's look-alike skeleton). It is decided on the folded state and appended to the room while the ledger
// has it, to what is kept afterwards. A command with a sender and a counter is done once, however often it is given
// (game.ErrPast). Errors are those of game.Decide, ErrNoGame, ErrRunning, ErrNoNames, ErrBusy, and that the store is away.
func (a *Archive) Do(ctx context.Context, id string, c game.Command) error {
	switch c.Verb { //nolint:exhaustive // these four are corrections, and no others
	case game.DoJudge, game.DoVoid, game.DoAdjust, game.DoRename:
	default:
		return fmt.Errorf("%w: this is no correction", game.ErrBad)
	}
	const tries = 32
	batch := rand.Text()
	for range tries {
		h, version, err := a.find(ctx, id)
		if err != nil {
			return err
		}
		f, err := a.facts(ctx, h)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(f.events, func(e event) bool { return e.Head == batch }) {
			a.ahead.wrote(h.Room, f.pos().N)
			a.tellSoon(ctx, id) // an earlier try whose answer was lost
			return nil
		}
		s, err := f.fold()
		if err != nil {
			return err
		}
		events, err := a.decide(h, s, c)
		if err != nil {
			return err
		}
		err = a.append(ctx, h, version, f, batch, events)
		if err == nil {
			a.tellSoon(ctx, id)
		}
		if !errors.Is(err, errAgain) {
			return err
		}
	}
	return ErrBusy
}

// errAgain says that the facts have moved on since they were read, or may have.
var errAgain = errors.New("decide again")

// decide judges a correction.
func (a *Archive) decide(h *head, s *game.State, c game.Command) ([]game.Event, error) {
	if !s.Ended() {
		return nil, ErrRunning
	}
	if c.Verb == game.DoRename && (h.Nameless > 0 || slices.Contains(h.Removed, c.Seat)) {
		return nil, ErrNoNames
	}
	return game.Decide(s, c, max(s.LastAt, a.now()))
}

// append stores events behind the facts that they were decided on.
func (a *Archive) append(ctx context.Context, h *head, version int, f *facts, batch string, events []game.Event) error {
	if h.Left || len(h.Tail) > 0 {
		return a.appendHere(ctx, h, version, f, batch, events)
	}
	b := ledger.Batch{ID: batch}
	for _, e := range events {
		data, err := game.EncodeEvent(e)
		if err != nil {
			return err
		}
		b.Events = append(b.Events, data)
	}
	_, err := a.Ledger.Append(ctx, ledger.RoomID(h.Room), f.pos(), b)
	if errors.Is(err, ledger.ErrUnavailable) { // the batch's id makes it safe
		_, err = a.Ledger.Append(ctx, ledger.RoomID(h.Room), f.pos(), b)
	}
	switch {
	case err == nil:
		a.ahead.wrote(h.Room, f.pos().N+uint64(len(events)))
	case errors.Is(err, ledger.ErrMoved):
		return errAgain
	case errors.Is(err, ledger.ErrNoRoom): // whoever had it forgotten has not noted it yet, or died before he could
		return a.noteLeft(ctx, h.Room)
	}
	return err
}

// noteLeft notes that the ledger has forgotten a kept room.
func (a *Archive) noteLeft(ctx context.Context, id string) error {
	_, err := a.change(ctx, id, func(h *head) error {
		if h.Facts == nil {
			return ErrNoGame
		}
		h.Left = true
		return nil
	})
	if err != nil {
		return err
	}
	return errAgain
}

// appendHere stores events behind what is kept, names apart.
func (a *Archive) appendHere(
	ctx context.Context, h *head, version int, f *facts, batch string, events []game.Event,
) error {
	if len(h.Tail)+len(events) > tailMax {
		return fmt.Errorf("%w: %d corrections are the most that a game takes", game.ErrNotNow, tailMax)
	}
	n, err := a.names(ctx, h)
	if err != nil {
		return err
	}
	nameless := n == nil
	if nameless {
		n = &names{}
	}
	next, known := f.pos().N+1, len(n.Events)
	var tail []event
	for i, e := range events {
		data, err := game.EncodeEvent(e)
		if err != nil {
			return err
		}
		entry := event{N: next + uint64(i), At: max(a.now(), f.events[len(f.events)-1].At), Head: batch, Data: data}
		if !nameless {
			if entry, err = n.takeEvent(entry, nil); err != nil {
				return err
			}
		}
		tail = append(tail, entry)
	}
	if nameless || len(n.Events) == known {
		return a.push(ctx, h, version, tail, nil)
	}
	data, err := zipped(n)
	if err != nil {
		return err
	}
	blobs, err := a.stage(ctx, h.Room, data)
	if err != nil {
		return err
	}
	staged, version, err := a.load(ctx, h.Room)
	if err != nil {
		return err
	}
	if !sameRoot(h, staged) {
		return errAgain // the staged part is cleared away later
	}
	return a.push(ctx, staged, version, tail, &blobs[0])
}

// sameRoot tells whether nothing but parts on their way has changed between two readings of a head.
func sameRoot(a, b *head) bool {
	equal := func(a, b *blob) bool { return a == b || a != nil && b != nil && *a == *b }
	return equal(a.Facts, b.Facts) && equal(a.Names, b.Names) && len(a.Tail) == len(b.Tail) && a.Deleted == b.Deleted &&
		a.Nameless == b.Nameless && len(a.Removed) == len(b.Removed)
}

// push adds events to the head that was read, with new names if there are any.
func (a *Archive) push(ctx context.Context, h *head, version int, tail []event, with *blob) error {
	h.Tail = slices.Concat(h.Tail, tail)
	if with != nil {
		if !h.settle(*with) {
			return errAgain
		}
		h.replace(&h.Names, with)
	}
	if _, err := a.save(ctx, h, version); err != nil {
		if isConflict(err) || isAway(err) && ctx.Err() == nil {
			return errAgain
		}
		return err
	}
	if with != nil {
		return a.tidy(ctx, h.Room)
	}
	return nil
}
