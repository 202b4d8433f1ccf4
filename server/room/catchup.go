package room

import (
	"context"
	"errors"
	"fmt"

	"trivium/game"
	"trivium/server/ledger"
)

// catchUp folds what is new in the log.
func (r *Room) catchUp(ctx context.Context) error {
	events, err := r.options.Ledger.Events(ctx, r.id, r.head)
	if errors.Is(err, ledger.ErrMoved) || errors.Is(err, ledger.ErrNoRoom) && r.state != nil {
		events, err = r.catchUpRewound(ctx)
	}
	if err != nil {
		return fmt.Errorf("read events: %w", err)
	}
	for i := range events {
		if err := r.fold(ctx, &events[i], sealedWith(events, i)); err != nil {
			return err
		}
	}
	return nil
}

// catchUpRewound reads the log of a store that has not got what this instance had read in it: what is remembered is put back
// first; if that can not be, the store's log is the truth all the same.
func (r *Room) catchUpRewound(ctx context.Context) ([]ledger.Event, error) {
	r.rewound.Store(true)
	if err := r.mend(ctx); err != nil {
		return nil, err
	}
	events, err := r.options.Ledger.Events(ctx, r.id, r.head)
	if !errors.Is(err, ledger.ErrMoved) {
		return events, err
	}
	if events, err = r.options.Ledger.Events(ctx, r.id, ledger.Pos{}); err == nil {
		r.startOver()
	}
	return events, err
}

// sealedWith gives the counts of the slots that were sealed by the batch of event i: they stand on the batch's last event.
func sealedWith(events []ledger.Event, i int) map[ledger.Slot]int {
	last := i
	for last+1 < len(events) && events[last+1].Pos.Head == events[i].Pos.Head {
		last++
	}
	return events[last].Sealed
}

// fold applies one event with the entries that it names.
func (r *Room) fold(ctx context.Context, stored *ledger.Event, sealed map[ledger.Slot]int) error {
	event, err := game.DecodeEvent(stored.Data)
	if err != nil {
		return err
	}
	if opened, ok := event.(game.Opened); ok && opened.Rules != game.Rules {
		return fmt.Errorf("%w: it has %d, this version plays %d", ErrRules, opened.Rules, game.Rules)
	}
	fact := game.Fact{N: stored.Pos.N, At: game.Time(stored.At), Event: event}
	slot, after := game.Needs(r.state, event)
	if slot != "" {
		if fact.Entries, err = r.entries(ctx, slot, after, sealed, event); err != nil {
			return err
		}
	}
	r.recall.event(r.state, r.head, stored, event)
	r.recall.counted(slot, sealed)
	before := r.state
	r.state = game.Apply(r.state, fact)
	r.head = stored.Pos
	r.changed = true
	r.outdate(before)
	return nil
}

// outdate drops the counts that an event made untrue: those of a phase or a slot of seats that is over would let the next
// one end before it began.
func (r *Room) outdate(before *game.State) {
	if before == nil {
		return
	}
	if r.state.SeatSlot() != before.SeatSlot() {
		r.seats, r.live.Seated = 0, 0
	}
	if r.state.Turn != before.Turn {
		r.live.Flushed = false
		if r.state.Phase != game.Close { // the answers of an open question are those of its closing
			r.answers, r.live.Answered, r.live.Waiting = reading{}, 0, 0
		}
	}
}

// entries reads what an event names, and notices if the store gave less than it had promised.
func (r *Room) entries(
	ctx context.Context, slot string, after int, sealed map[ledger.Slot]int, event game.Event,
) ([]game.Entry, error) {
	read, err := r.options.Ledger.Entries(ctx, r.id, ledger.Slot(slot), after)
	if err != nil {
		return nil, fmt.Errorf("read entries of %s: %w", slot, err)
	}
	want := sealed[ledger.Slot(slot)] - after
	if seated, ok := event.(game.Seated); ok {
		want = seated.Through - after
	}
	if len(read) < want {
		return nil, fmt.Errorf("read entries of %s: %w: %d of %d came", slot, ledger.ErrUnavailable, len(read), want)
	}
	r.recall.entries(read...)
	entries := make([]game.Entry, len(read))
	for i, e := range read {
		entries[i] = game.Entry{Key: e.Key, Index: e.Index, Data: e.Data}
	}
	return entries, nil
}
