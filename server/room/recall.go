package room

import (
	"slices"
	"sync"

	"trivium/game"
	"trivium/server/ledger"
)

// rememberedFor is how long a room remembers what it has read and written, in milliseconds of room time. Redis with
// "appendfsync everysec" may lose two seconds, and a replica that takes over is behind by less.
const rememberedFor game.Millis = 60_000

// recall is what this instance could give back to a store that has lost it: the raw facts of the last minute. It is kept
// only where the store may go back in time (Options.Remember).
type recall struct {
	on bool

	// What follows belongs to the goroutine that calls Step.
	batches []remembered // one behind the other, without a hole; the last ends at the head
	before  *game.State  // that the last batch was decided on
	// reordered says that entries that were put back have other places in the order of arrival than they had, or that there
	// are others beside them.
	reordered bool

	mu    sync.Mutex
	slots map[ledger.Slot]map[int]ledger.Entry // by Index; guarded by mu, since answers are stored by another goroutine
}

// remembered is a batch of the log with the position that it stands behind.
type remembered struct {
	after  ledger.Pos
	batch  ledger.Batch
	sealed map[ledger.Slot]int // how many entries the seal of a slot counted, if the fold has read them
}

// event remembers an event that is about to be folded into s, behind a position.
func (r *recall) event(s *game.State, after ledger.Pos, stored *ledger.Event, event game.Event) {
	if !r.on {
		return
	}
	if stored.Pos.Head != after.Head || len(r.batches) == 0 {
		r.before = s
		r.batches = append(r.batches, remembered{after: after, batch: ledger.Batch{ID: stored.Pos.Head, At: stored.At}})
	}
	last := &r.batches[len(r.batches)-1].batch
	last.Events = append(last.Events, stored.Data)
	open, seal, release := game.Slots(r.before, []game.Event{event})
	last.Open, last.Seal = append(last.Open, openings(open)...), append(last.Seal, slotNames(seal)...)
	last.Release = last.Release || release
	r.forget(stored.At)
}

// counted remembers how many entries of a slot the event that was remembered last has sealed.
func (r *recall) counted(slot string, sealed map[ledger.Slot]int) {
	count, ok := sealed[ledger.Slot(slot)]
	if !r.on || !ok {
		return
	}
	last := &r.batches[len(r.batches)-1]
	if last.sealed == nil {
		last.sealed = map[ledger.Slot]int{}
	}
	last.sealed[ledger.Slot(slot)] = count
}

// forget drops the batches that are older than a minute, and the entries of slots that were sealed before.
func (r *recall) forget(now ledger.Time) {
	old := 0
	for old < len(r.batches)-1 && game.Time(now).Sub(game.Time(r.batches[old].batch.At)) > rememberedFor {
		old++
	}
	if old == 0 {
		return
	}
	r.mu.Lock()
	for _, gone := range r.batches[:old] {
		for _, slot := range gone.batch.Seal {
			delete(r.slots, slot)
		}
	}
	r.mu.Unlock()
	r.batches = slices.Clone(r.batches[old:])
}

// entries remembers entries that stand in their slots.
func (r *recall) entries(entries ...ledger.Entry) {
	if !r.on {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, e := range entries {
		if e.Slot == game.PresenceSlot { // told again by whoever lives
			continue
		}
		if r.slots[e.Slot] == nil {
			r.slots[e.Slot] = map[int]ledger.Entry{}
		}
		r.slots[e.Slot][e.Index] = e
	}
}

// of gives the remembered entries of a slot in order of arrival.
func (r *recall) of(slot ledger.Slot) []ledger.Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	entries := make([]ledger.Entry, 0, len(r.slots[slot]))
	for _, e := range r.slots[slot] {
		entries = append(entries, e)
	}
	slices.SortFunc(entries, func(a, b ledger.Entry) int { return a.Index - b.Index })
	return entries
}

// names gives the slots of which entries are remembered, in alphabetical order.
func (r *recall) names() []ledger.Slot {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := make([]ledger.Slot, 0, len(r.slots))
	for name := range r.slots {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// clear forgets all.
func (r *recall) clear() {
	r.mu.Lock()
	r.slots = map[ledger.Slot]map[int]ledger.Entry{}
	r.mu.Unlock()
	r.batches, r.before, r.reordered = nil, nil, false
}
