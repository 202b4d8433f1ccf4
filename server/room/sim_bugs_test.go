package room

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trivium/server/ledger"
)

// bug is a fault planted in the harness, never in the product: it proves that the checks would notice.
type bug string

// The planted bugs.
const (
	noBug          bug = ""
	writeAfterSeal bug = "write after seal"
	resetE         bug = "a reconnect resets E"
	earlyAck       bug = "ack before commit"
	noPosition     bug = "position not checked"
	lostEntry      bug = "lost entry"
)

// bugged is an instance's ledger with the world's bug in it.
type bugged struct {
	ledger.Ledger
	w *world
}

// Append notes what the batch was decided on.
func (l bugged) Append(ctx context.Context, id ledger.RoomID, after ledger.Pos, b ledger.Batch) (ledger.Pos, error) {
	if known, repeated := l.w.truth.decided[b.ID]; repeated && known != after {
		l.w.fail("I4: batch %s was decided twice", b.ID)
	}
	l.w.truth.decided[b.ID] = after
	l.w.comeBetween(l.Instance())
	if l.w.bug == noPosition {
		events, err := l.w.truth.instance.Events(ctx, id, ledger.Pos{})
		l.w.shared.Expire(oracleName)
		stored := slices.ContainsFunc(events, func(e ledger.Event) bool { return e.Pos.Head == b.ID })
		if err == nil && len(events) > 0 && !stored {
			after = events[len(events)-1].Pos
		}
	}
	pos, err := l.Ledger.Append(ctx, id, after, b)
	if errors.Is(err, ledger.ErrMoved) {
		l.w.moved++
	}
	return pos, err
}

// Put loses entries, or takes them after the seal.
func (l bugged) Put(ctx context.Context, id ledger.RoomID, entries []ledger.Entry) ([]ledger.Stored, ledger.Pos, error) {
	answer := strings.HasPrefix(string(entries[0].Slot), "answers/")
	if l.w.bug == lostEntry && answer && l.w.chance(10) {
		stored := make([]ledger.Stored, len(entries))
		for i, e := range entries {
			stored[i] = ledger.Stored{Outcome: ledger.Accepted, Entry: e, Fresh: true}
		}
		return stored, ledger.Pos{}, nil
	}
	stored, pos, err := l.Ledger.Put(ctx, id, entries)
	if l.w.bug == writeAfterSeal && err == nil {
		for i := range stored {
			if stored[i].Outcome == ledger.Sealed && strings.HasPrefix(string(entries[i].Slot), "answers/") {
				stored[i] = ledger.Stored{Outcome: ledger.Accepted, Entry: entries[i], Fresh: true}
				l.w.extra = append(l.w.extra, entries[i])
			}
		}
	}
	return stored, pos, err
}

// Entries shows also what was written after the seal.
func (l bugged) Entries(ctx context.Context, id ledger.RoomID, slot ledger.Slot, after int) ([]ledger.Entry, error) {
	entries, err := l.Ledger.Entries(ctx, id, slot, after)
	for _, e := range l.w.extra {
		if e.Slot == slot {
			entries = append(entries, e)
		}
	}
	return entries, err
}
