package room

import (
	"context"
	"errors"
	"fmt"

	"trivium/game"
	"trivium/server/ledger"
)

// putBackTime is how long nothing new is decided or stored after the store may have lost something, so that every instance
// can put back what it remembers before the log grows another way. An instance notices within a heartbeat.
const putBackTime game.Millis = 400

// mended tells whether what this instance remembers was given to the store as it is now. Nothing new is written before.
func (r *Room) mended() bool { return r.options.Ledger.Epoch() == r.epoch.Load() && !r.rewound.Load() }

// unsettled tells whether other instances may still be putting back what the store lost. A clock that was set back meanwhile
// makes nobody wait for longer.
func (r *Room) unsettled(now game.Time) bool {
	left := game.Time(r.settled.Load()).Sub(now)
	return left > 0 && left <= putBackTime
}

// mend gives the store what it has lost: entries before the seal of their slot, batches as they were, one behind the other.
// If another tail is in the log, this instance drops its own and folds again.
func (r *Room) mend(ctx context.Context) error {
	if r.mended() {
		return nil
	}
	epoch := r.options.Ledger.Epoch()
	r.rewound.Store(false)
	if r.recall.on {
		r.settled.Store(int64(r.time().Add(putBackTime)))
		if err := r.putBack(ctx); err != nil {
			r.rewound.Store(true)
			return fmt.Errorf("put back what the store lost: %w", err)
		}
	}
	// Places in the order of arrival may be others now.
	r.answers, r.seats, r.liveAt = reading{}, 0, 0
	r.presence.told, r.rang = nil, true
	r.epoch.Store(epoch)
	return nil
}

// putBack compares the store's log with what is remembered and appends what is missing.
func (r *Room) putBack(ctx context.Context) error {
	const tries = 8 // others put back too
	var err error
	for range tries {
		var missing []remembered
		if missing, err = r.missing(ctx); err != nil {
			return err
		}
		if err = r.putBackBatches(ctx, missing); !errors.Is(err, ledger.ErrMoved) {
			break
		}
	}
	if err == nil {
		err = r.compareSeals(ctx)
	}
	if err == nil && r.recall.reordered { // somebody new came first: who sits where has changed, or who answered
		r.startOver()
		return r.catchUp(ctx)
	}
	return err
}

// compareSeals sees whether the slots that were sealed hold as many entries as this instance has folded. They may hold more
// if one that did not know of the seal stored something before the seal was put back.
func (r *Room) compareSeals(ctx context.Context) error {
	if len(r.recall.batches) == 0 {
		return nil
	}
	events, err := r.options.Ledger.Events(ctx, r.id, r.recall.batches[0].after)
	if errors.Is(err, ledger.ErrMoved) { // the log goes on in another way, which the next reading sees
		return nil
	}
	if err != nil {
		return err
	}
	sealed := map[string]map[ledger.Slot]int{} // by batch
	for _, e := range events {
		sealed[e.Pos.Head] = e.Sealed
	}
	for _, b := range r.recall.batches {
		now, there := sealed[b.batch.ID]
		for slot, count := range b.sealed {
			r.recall.reordered = r.recall.reordered || there && now[slot] != count
		}
	}
	return nil
}

// missing gives the remembered batches that the store's log lacks at its end; none if it lacks none, or goes on in another
// way than this instance knew.
func (r *Room) missing(ctx context.Context) ([]remembered, error) {
	events, err := r.options.Ledger.Events(ctx, r.id, ledger.Pos{})
	if err != nil && !errors.Is(err, ledger.ErrNoRoom) {
		return nil, err
	}
	var head ledger.Pos
	if len(events) > 0 {
		head = events[len(events)-1].Pos
	}
	for i, b := range r.recall.batches {
		if b.after == head {
			return r.recall.batches[i:], nil
		}
	}
	return nil, nil
}

func (r *Room) putBackBatches(ctx context.Context, missing []remembered) error {
	if len(missing) == 0 || missing[0].after != (ledger.Pos{}) {
		if err := r.putBackEntries(ctx, r.recall.names()); err != nil {
			return err
		}
	}
	for _, b := range missing {
		var err error
		if b.after == (ledger.Pos{}) {
			_, err = r.options.Ledger.Create(ctx, r.id, r.PIN(), b.batch)
		} else {
			_, err = r.options.Ledger.Append(ctx, r.id, b.after, b.batch)
		}
		if err != nil {
			return err
		}
		r.options.Metrics.putBack("events", len(b.batch.Events))
		opened := make([]ledger.Slot, len(b.batch.Open))
		for i, o := range b.batch.Open {
			opened[i] = o.Slot
		}
		if err := r.putBackEntries(ctx, opened); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		r.options.Logger.Warn("the store had lost what it promised; it was put back", "batches", len(missing))
	}
	return nil
}

// putBackEntries stores the remembered entries of these slots where they are missing. Those whose slot is not open (any
// more) are refused, which is well: they are there, or their seal did not count them.
func (r *Room) putBackEntries(ctx context.Context, slots []ledger.Slot) error {
	for _, slot := range slots {
		entries := r.recall.of(slot)
		for len(entries) > 0 {
			part := entries[:min(len(entries), batchMax)]
			stored, _, err := r.options.Ledger.Put(ctx, r.id, part)
			if err != nil {
				return err
			}
			fresh := 0
			for i, s := range stored {
				if s.Fresh {
					fresh++
				}
				if s.Outcome == ledger.Accepted && s.Entry.Index != part[i].Index {
					r.recall.reordered = true
				}
			}
			r.options.Metrics.putBack("entries", fresh)
			entries = entries[len(part):]
		}
	}
	return nil
}

// startOver drops what this instance had folded: the log has another tail. What it remembers of slots that are still open is
// in them by now.
func (r *Room) startOver() {
	r.options.Logger.Error("the log goes on another way than it did; it is read again", "position", r.head.N)
	r.options.Metrics.droppedTail()
	r.state, r.head, r.answers, r.seats, r.live = nil, ledger.Pos{}, reading{}, 0, game.Live{}
	r.recall.clear()
}
