package room

import (
	"context"
	"errors"
	"slices"
	"strings"

	"trivium/game"
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
	deafToClock    bug = "a lost doorbell ignored"
	staleSlot      bug = "slot read before its seal"
	keyShown       bug = "the key is shown"
	leadsOn        bug = "a released instance leads on"
	notPutBack     bug = "what the store lost is not put back"
	noEnd          bug = "the end is not told"
	flood          bug = "answers without bound"
	restsHeld      bug = "a room rests though somebody is in it"
)

// bugged is an instance's ledger, watched, with the world's bug in it.
type bugged struct {
	ledger.Ledger
	w    *world
	n    *node                          // nil for the oracle
	read map[ledger.Slot][]ledger.Entry // what was read first of a slot, for that bug
}

// Append notes what the batch was decided on.
func (l bugged) Append(ctx context.Context, id ledger.RoomID, after ledger.Pos, b ledger.Batch) (ledger.Pos, error) {
	w := l.w
	if known, repeated := w.truth.decided[b.ID]; repeated && known != after {
		w.fail("I4: batch %s was decided twice", b.ID)
	}
	w.truth.decided[b.ID] = after
	w.comeBetween(l.Instance(), 3)
	if w.bug == noPosition {
		events, err := w.truth.instance.Events(ctx, id, ledger.Pos{})
		w.shared.Expire(oracleName)
		stored := slices.ContainsFunc(events, func(e ledger.Event) bool { return e.Pos.Head == b.ID })
		if err == nil && len(events) > 0 && !stored {
			after = events[len(events)-1].Pos
		}
	}
	pos, err := l.Ledger.Append(ctx, id, after, b)
	if errors.Is(err, ledger.ErrMoved) {
		w.happened("moved")
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

// Entries shows also what was written after the seal, or only what was there when it was first asked.
func (l bugged) Entries(ctx context.Context, id ledger.RoomID, slot ledger.Slot, after int) ([]ledger.Entry, error) {
	entries, err := l.Ledger.Entries(ctx, id, slot, after)
	for _, e := range l.w.extra {
		if e.Slot == slot {
			entries = append(entries, e)
		}
	}
	if l.w.bug == staleSlot && l.n != nil && after == 0 && strings.HasPrefix(string(slot), "answers/") {
		if old, known := l.read[slot]; known {
			return old, err
		}
		if len(entries) > 0 {
			l.read[slot] = entries
		}
	}
	return entries, err
}

// Events shows an instance with other rules that the room has others than its own.
func (l bugged) Events(ctx context.Context, id ledger.RoomID, after ledger.Pos) ([]ledger.Event, error) {
	events, err := l.Ledger.Events(ctx, id, after)
	if l.n == nil {
		return events, err
	}
	for i := range events {
		if l.w.bug == staleSlot {
			events[i].Sealed = nil
		}
		if l.n.strange && events[i].Pos.N == 1 {
			events[i].Data = otherRules(l.w, events[i].Data)
		}
	}
	return events, err
}

// otherRules gives the first event as a later version would have written it.
func otherRules(w *world, data []byte) []byte {
	event, err := game.DecodeEvent(data)
	opened, ok := event.(game.Opened)
	if err != nil || !ok {
		w.fail("the first event is %T, %w", event, err)
		return data
	}
	opened.Rules++
	data, err = game.EncodeEvent(opened)
	if err != nil {
		w.fail("encode the first event: %w", err)
	}
	return data
}

// Lead sees that nobody leads who may not.
func (l bugged) Lead(ctx context.Context, id ledger.RoomID) (bool, ledger.Time, error) {
	if l.n != nil && l.n.strange {
		l.w.fail("I6: %s keeps the time of a room whose rules it does not know", l.Instance())
	}
	return l.Ledger.Lead(ctx, id)
}

// Release gives the leases back, or says so.
func (l bugged) Release(ctx context.Context) error {
	if l.w.bug == leadsOn {
		return nil
	}
	return l.Ledger.Release(ctx)
}

var _ ledger.Ledger = bugged{}
