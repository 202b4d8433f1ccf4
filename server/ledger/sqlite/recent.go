package sqlite

import (
	"cmp"
	"slices"
	"sync"

	"trivium/server/ledger"
)

// How much of a room stays in memory: its last events, and its entries for so many appends behind them. The event that names
// entries comes within these.
const (
	keptEvents  = 16
	keptAppends = 3
)

// recent is what the last commits made durable. Whoever follows a room finds in it what is new, or that nothing is, and need
// not read the file, which nobody but this process writes. What is not in it is in the file.
type recent struct {
	mu    sync.Mutex // guards all below, trails included
	rooms map[ledger.RoomID]*trail
}

// trail is the end of a room's log and of its slots.
type trail struct {
	whole  bool           // the room was made by this process: a slot that is not here has taken nothing
	base   ledger.Pos     // the position that the events stand behind
	events []ledger.Event // up to the end of the log
	slots  map[ledger.Slot]*ending
}

// ending is the end of a slot.
type ending struct {
	base, last int            // all entries with an index above base are here; the greatest index
	entries    []ledger.Entry // shared with whoever asked: replaced or appended to, never changed
	marks      [keptAppends]int
}

// change is a part of a commit: an entry, or the events of a batch.
type change struct {
	room   ledger.RoomID
	head   ledger.Pos // of the room before it
	made   bool       // the batch made the room
	freed  bool       // the batch ended the room, or it had ended before, or it was forgotten
	events []ledger.Event
	entry  ledger.Entry
	before int // the greatest index in the slot before the entry
}

// take adds what a commit made durable.
func (m *recent) take(changes []change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range changes {
		c := &changes[i]
		if c.freed {
			delete(m.rooms, c.room)
			continue
		}
		t := m.rooms[c.room]
		if t == nil {
			t = &trail{whole: c.made, base: c.head, slots: map[ledger.Slot]*ending{}}
			m.rooms[c.room] = t
		}
		if len(c.events) > 0 {
			t.append(c)
		} else {
			t.put(c)
		}
	}
}

// clear drops everything, as after a commit of which nobody knows whether it was kept.
func (m *recent) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	clear(m.rooms)
}

// append adds the events of a batch, and drops what has been there for long.
func (t *trail) append(c *change) {
	if c.made { // the questions come with it, and are read once
		t.base = c.events[len(c.events)-1].Pos
		return
	}
	t.events = append(t.events, c.events...)
	if over := len(t.events) - keptEvents; over > 0 {
		t.base = t.events[over-1].Pos
		t.events = slices.Clone(t.events[over:])
	}
	for _, s := range t.slots {
		if old := s.marks[keptAppends-1]; old > s.base {
			s.base, s.entries = old, slices.Clone(s.behind(old))
		}
		copy(s.marks[1:], s.marks[:])
		s.marks[0] = s.last
	}
}

// put adds an entry. A revision takes the entry's place at the end.
func (t *trail) put(c *change) {
	s := t.slots[c.entry.Slot]
	if s == nil {
		s = &ending{base: c.before, last: c.before}
		t.slots[c.entry.Slot] = s
	}
	if c.entry.Rev > 0 {
		s.entries = slices.DeleteFunc(slices.Clone(s.entries), func(e ledger.Entry) bool { return e.Key == c.entry.Key })
	}
	s.entries, s.last = append(s.entries, c.entry), c.entry.Index
}

// behind are the entries with a greater index.
func (s *ending) behind(index int) []ledger.Entry {
	at, _ := slices.BinarySearchFunc(s.entries, index+1, func(e ledger.Entry, index int) int { return cmp.Compare(e.Index, index) })
	return slices.Clip(s.entries[at:])
}

// eventsBehind gives the events behind a position, if they are here.
func (m *recent) eventsBehind(id ledger.RoomID, after ledger.Pos) (events []ledger.Event, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.rooms[id]
	if t == nil {
		return nil, false
	}
	if after == t.base {
		return slices.Clip(t.events), true
	}
	at := slices.IndexFunc(t.events, func(e ledger.Event) bool { return e.Pos == after })
	return slices.Clip(t.events[at+1:]), at >= 0
}

// entriesBehind gives the entries of a slot behind an index, if they are here.
func (m *recent) entriesBehind(id ledger.RoomID, slot ledger.Slot, after int) (entries []ledger.Entry, known bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.rooms[id]
	if t == nil {
		return nil, false
	}
	s := t.slots[slot]
	if s == nil {
		return nil, t.whole
	}
	return s.behind(after), after >= s.base
}
