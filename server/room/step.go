package room

import (
	"context"
	"errors"
	"fmt"

	"trivium/game"
	"trivium/server/ledger"
)

// maxDue bounds how many due things one step does, so that a rule that is always due can not hang the room.
const maxDue = 16

// Step catches up with the ledger, reads the counts and, if this instance leads and something is due, appends it. It says
// when it wants to be called again at the latest, in room time.
func (r *Room) Step(ctx context.Context) (wake game.Time, err error) {
	now := r.time()
	wake = now.Add(pollInterval)
	r.watchSleep(now)
	r.rest.drowsy = false
	err = r.step(ctx, now, &wake)
	r.setSaving(errors.Is(err, ledger.ErrUnavailable))
	if r.saving {
		wake = now.Add(100)
	}
	if r.changed {
		r.publish()
	}
	return wake, err
}

func (r *Room) step(ctx context.Context, now game.Time, wake *game.Time) error {
	if err := r.mend(ctx); err != nil {
		return err
	}
	if r.quiet(now) {
		*wake = min(*wake, r.liveAt.Add(pollInterval))
	} else {
		if err := r.catchUp(ctx); err != nil {
			return err
		}
		if r.state.Ended() {
			r.setLeads(false, 0) // there is no time left to keep
			*wake = r.watchRest(now)
			return nil
		}
		if err := r.refreshLive(ctx, now, wake); err != nil {
			return err
		}
	}
	if err := r.lead(ctx, now, wake); err != nil || !r.leads {
		return err
	}
	if r.unsettled(now) {
		*wake = min(*wake, game.Time(r.settled.Load()))
		return nil
	}
	for range maxDue {
		at, command, ok := game.Due(r.state, r.live)
		if !ok {
			return nil
		}
		if at > r.time() {
			*wake = min(*wake, at)
			return nil
		}
		err := r.perform(ctx, command)
		if errors.Is(err, ledger.ErrUnavailable) {
			return err
		}
		if err != nil { // somebody else was quicker, or the counts were stale
			*wake = min(*wake, now.Add(liveInterval))
			return nil //nolint:nilerror // a refused due command is no fault: the next step sees why
		}
		if err := r.readLive(ctx, r.time()); err != nil {
			return err
		}
	}
	return nil
}

// quiet tells that there is nothing to read: the doorbell has not rung since the last reading, nobody came or went here, and
// the slow poll is not due. Most rooms are quiet most of the time, and an instance has many.
func (r *Room) quiet(now game.Time) bool {
	return r.runs && !r.rang && !r.saving && r.state != nil && !r.state.Ended() && r.state.Phase != game.Close &&
		now >= r.liveAt && now < r.liveAt.Add(pollInterval) && !r.presence.hasMoved()
}

func (r *Room) setSaving(on bool) {
	if r.saving != on {
		r.saving, r.changed = on, true
	}
}

// Perform decides a command on the newest state and appends what follows; if the log has moved, again.
func (r *Room) Perform(ctx context.Context, c game.Command) error {
	err := r.perform(ctx, c)
	if err == nil && r.state.Phase == game.Open {
		// So that nobody is told "0 of 0" when a question opens; if it fails, the next step reads them.
		_ = r.readLive(ctx, r.time())
	}
	if r.changed {
		r.publish()
	}
	if errors.Is(err, ledger.ErrUnavailable) || errors.Is(err, ledger.ErrMoved) {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return err
}

func (r *Room) perform(ctx context.Context, c game.Command) error {
	const tries = 8
	var err error
	for range tries {
		if err = r.mend(ctx); err != nil {
			return err
		}
		if err = r.catchUp(ctx); err != nil {
			return err
		}
		if r.unsettled(r.time()) {
			return fmt.Errorf("%w: others may put back what the store lost", ledger.ErrUnavailable)
		}
		events, refused := game.Decide(r.state, c, r.time())
		if refused != nil {
			return refused
		}
		batch, encodeErr := encodeBatch(r.options.NewID(), r.state, events)
		if encodeErr != nil {
			return encodeErr
		}
		if err = r.append(ctx, batch); !errors.Is(err, ledger.ErrMoved) {
			break
		}
	}
	if err != nil {
		return err
	}
	return r.catchUp(ctx)
}

// append stores a batch behind what this instance has read. A lost reply is repeated as it was: the batch's id makes it safe.
// Not so if it was the store that went away: the entries that the batch names or seals may be lost, and come first.
func (r *Room) append(ctx context.Context, batch ledger.Batch) error {
	_, err := r.options.Ledger.Append(ctx, r.id, r.head, batch)
	if errors.Is(err, ledger.ErrUnavailable) && r.mended() {
		_, err = r.options.Ledger.Append(ctx, r.id, r.head, batch)
	}
	return err
}

// encodeBatch makes the batch of events that were decided on s.
func encodeBatch(id string, s *game.State, events []game.Event) (ledger.Batch, error) {
	batch := ledger.Batch{ID: id}
	for _, e := range events {
		data, err := game.EncodeEvent(e)
		if err != nil {
			return batch, err
		}
		batch.Events = append(batch.Events, data)
	}
	open, seal, release := game.Slots(s, events)
	batch.Open, batch.Seal, batch.Release = openings(open), slotNames(seal), release
	return batch, nil
}

func openings(open []game.SlotOpening) []ledger.Opening {
	made := make([]ledger.Opening, len(open))
	for i, o := range open {
		made[i] = ledger.Opening{Slot: ledger.Slot(o.Slot), Cap: o.Cap, Revisable: o.Revisable}
	}
	return made
}

func slotNames(names []string) []ledger.Slot {
	made := make([]ledger.Slot, len(names))
	for i, name := range names {
		made[i] = ledger.Slot(name)
	}
	return made
}
