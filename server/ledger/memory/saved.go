package memory

import (
	"maps"
	"slices"

	"trivium/server/ledger"
)

// Saved is the truth as it was at one moment.
type Saved struct {
	rooms map[ledger.RoomID]*room
	order []ledger.RoomID
	pins  map[string]ledger.RoomID

	forgotten map[ledger.RoomID]ledger.Time
}

// Save remembers the truth as it is now, as a store does that writes to its disk only now and then.
func (s *Shared) Save() Saved {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Saved{rooms: s.rooms, order: s.order, pins: s.pins, forgotten: s.forgotten}.copied()
}

// Restore brings the truth back to what was saved, as such a store does when it crashes: a Restart with a loss of data.
// Instances live on, and may know more than the truth.
func (s *Shared) Restore(saved Saved) {
	back := saved.copied() // so that one Saved can be restored again
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rooms, s.order, s.pins, s.forgotten = back.rooms, back.order, back.pins, back.forgotten
	s.restart()
}

// copied copies all that can change.
func (s Saved) copied() Saved {
	rooms := make(map[ledger.RoomID]*room, len(s.rooms))
	for id, r := range s.rooms {
		own := *r
		own.events = slices.Clone(r.events)
		own.batches = maps.Clone(r.batches)
		own.slots = make(map[ledger.Slot]*slot, len(r.slots))
		for name, old := range r.slots {
			copied := *old
			copied.entries = maps.Clone(old.entries)
			copied.arrivals = slices.Clone(old.arrivals)
			own.slots[name] = &copied
		}
		rooms[id] = &own
	}
	return Saved{
		rooms: rooms, order: slices.Clone(s.order), pins: maps.Clone(s.pins), forgotten: maps.Clone(s.forgotten),
	}
}
