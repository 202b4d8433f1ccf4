package memory

import (
	"fmt"
	"slices"

	"trivium/server/ledger"
)

// room is the truth of one room. The Shared's lock guards it.
type room struct {
	id         ledger.RoomID
	pin        string
	released   bool
	releasedAt ledger.Time
	events     []ledger.Event
	batches    map[string]placed
	slots      map[ledger.Slot]*slot

	holder   string      // instance with the lease, or empty
	lastSeen ledger.Time // last sign of life of a holder
}

// placed says where in the log a batch stands.
type placed struct{ before, behind ledger.Pos }

// slot is one place for entries.
type slot struct {
	ledger.Opening
	open, sealed bool
	entries      map[string]ledger.Entry
	arrivals     []string // the key at Index-1; a key that was revised stands at several places, of which the last counts
}

// head is the position of the room.
func (r *room) head() ledger.Pos {
	if len(r.events) == 0 {
		return ledger.Pos{}
	}
	return r.events[len(r.events)-1].Pos
}

// append adds a checked batch, whose bytes become the room's.
func (r *room) append(after ledger.Pos, batch ledger.Batch, now ledger.Time) (ledger.Pos, error) {
	place, repeated := r.batches[batch.ID]
	if repeated && place.before == after {
		return place.behind, nil
	}
	before := r.head()
	if before != after {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", r.id, ledger.ErrMoved)
	}
	if repeated {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w: batch id %s is in use", r.id, ledger.ErrInvalid, batch.ID)
	}
	if batch.At > 0 { // it is put back
		now = min(now, batch.At)
	}
	if len(r.events) > 0 {
		now = max(now, r.events[len(r.events)-1].At)
	}
	for _, data := range batch.Events {
		pos := ledger.Pos{N: uint64(len(r.events)) + 1, Head: batch.ID}
		r.events = append(r.events, ledger.Event{Pos: pos, At: now, Data: data})
	}
	for _, opening := range batch.Open {
		r.slot(opening.Slot).reopen(opening)
	}
	r.events[len(r.events)-1].Sealed = r.seal(batch.Seal)
	if batch.Release && !r.released {
		r.released, r.releasedAt = true, now
	}
	r.batches[batch.ID] = placed{before: before, behind: r.head()}
	return r.head(), nil
}

// seal shuts slots and counts what is in them.
func (r *room) seal(names []ledger.Slot) map[ledger.Slot]int {
	if len(names) == 0 {
		return nil
	}
	counts := make(map[ledger.Slot]int, len(names))
	for _, name := range names {
		slot := r.slot(name)
		slot.sealed = true
		counts[name] = len(slot.entries)
	}
	return counts
}

// slot finds a slot or makes one that is not open.
func (r *room) slot(name ledger.Slot) *slot {
	if r.slots[name] == nil {
		r.slots[name] = &slot{entries: map[string]ledger.Entry{}}
	}
	return r.slots[name]
}

// eventsAfter gives the log behind a position that must be in it.
func (r *room) eventsAfter(after ledger.Pos) ([]ledger.Event, error) {
	known := after == ledger.Pos{} ||
		after.N > 0 && after.N <= uint64(len(r.events)) && r.events[after.N-1].Pos == after
	if !known {
		return nil, fmt.Errorf("events of %s: %w", r.id, ledger.ErrMoved)
	}
	return slices.Clone(r.events[after.N:]), nil
}

// reopen opens a slot or changes an open one.
func (s *slot) reopen(opening ledger.Opening) { s.Opening, s.open = opening, true }

// put stores one checked entry, whose bytes become the slot's, or says why not.
func (s *slot) put(entry ledger.Entry) ledger.Stored {
	standing, there := s.entries[entry.Key]
	shut := !s.open || s.sealed
	switch {
	case there && entry.Rev == standing.Rev:
		return ledger.Stored{Outcome: ledger.Accepted, Entry: standing}
	case there && (!s.Revisable || entry.Rev != standing.Rev+1):
		return ledger.Stored{Outcome: ledger.Conflict, Entry: standing}
	case shut:
		return ledger.Stored{Outcome: ledger.Sealed, Entry: standing}
	case !there && entry.Rev != 0:
		return ledger.Stored{Outcome: ledger.Conflict}
	case !there && s.Cap > 0 && len(s.entries) >= s.Cap:
		return ledger.Stored{Outcome: ledger.Full}
	}
	s.arrivals = append(s.arrivals, entry.Key)
	entry.Index = len(s.arrivals)
	s.entries[entry.Key] = entry
	return ledger.Stored{Outcome: ledger.Accepted, Entry: entry, Fresh: true}
}

// after gives the standing entries with a greater index, in order.
func (s *slot) after(index int) []ledger.Entry {
	var entries []ledger.Entry
	for i := max(index, 0); i < len(s.arrivals); i++ {
		if entry := s.entries[s.arrivals[i]]; entry.Index == i+1 {
			entries = append(entries, entry)
		}
	}
	return entries
}
