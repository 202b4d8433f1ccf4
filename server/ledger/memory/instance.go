package memory

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"trivium/server/ledger"
)

// Instance is one process's view of the shared truth.
type Instance struct {
	shared *Shared
	name   string
	since  ledger.Time // when it started

	// The Shared's lock guards these.
	closed bool
	alive  bool        // holds a lease of life, if seen is recent
	seen   ledger.Time // last sign of life
	skew   ledger.Time
	epoch  uint64 // of the truth, as far as this instance has noticed
	yields bool   // takes no leases on rooms any more
}

var _ ledger.Ledger = (*Instance)(nil)

// Create implements ledger.Ledger.
func (i *Instance) Create(ctx context.Context, id ledger.RoomID, pin string, first ledger.Batch) (ledger.Pos, error) {
	if id == "" || pin == "" {
		return ledger.Pos{}, fmt.Errorf("create: %w: a room needs an id and a PIN", ledger.ErrInvalid)
	}
	if err := first.Check(); err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	first.Events = cloned(first.Events)
	return call(ctx, i, "Create", id, true, func(now ledger.Time) (ledger.Pos, error) {
		return i.shared.create(id, pin, first, now)
	})
}

// Find implements ledger.Ledger.
func (i *Instance) Find(ctx context.Context, pin string) (ledger.RoomID, error) {
	return call(ctx, i, "Find", "", false, func(ledger.Time) (ledger.RoomID, error) {
		room := i.shared.rooms[i.shared.pins[pin]]
		if room == nil || room.released {
			return "", fmt.Errorf("find: %w", ledger.ErrNoRoom)
		}
		return room.id, nil
	})
}

// Rooms implements ledger.Ledger.
func (i *Instance) Rooms(ctx context.Context) ([]ledger.RoomID, error) {
	return call(ctx, i, "Rooms", "", false, func(ledger.Time) ([]ledger.RoomID, error) {
		live := slices.Clone(i.shared.order)
		return slices.DeleteFunc(live, func(id ledger.RoomID) bool { return i.shared.rooms[id].released }), nil
	})
}

// Append implements ledger.Ledger.
func (i *Instance) Append(
	ctx context.Context, id ledger.RoomID, after ledger.Pos, batch ledger.Batch,
) (ledger.Pos, error) {
	if err := batch.Check(); err != nil {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", id, err)
	}
	batch.Events = cloned(batch.Events)
	return call(ctx, i, "Append", id, true, func(now ledger.Time) (ledger.Pos, error) {
		room, err := i.shared.room(id)
		if err != nil {
			return ledger.Pos{}, err
		}
		return room.append(after, batch, now)
	})
}

// cloned copies what a batch brings, for it may be stored later than the caller hears of it.
func cloned(events [][]byte) [][]byte {
	own := make([][]byte, len(events))
	for n, data := range events {
		own[n] = bytes.Clone(data)
	}
	return own
}

// put is the answer of Put as one value.
type put struct {
	stored []ledger.Stored
	pos    ledger.Pos
}

// Put implements ledger.Ledger.
func (i *Instance) Put(
	ctx context.Context, id ledger.RoomID, entries []ledger.Entry,
) ([]ledger.Stored, ledger.Pos, error) {
	if err := ledger.CheckEntries(entries); err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	entries = slices.Clone(entries)
	for n := range entries {
		entries[n].Data = bytes.Clone(entries[n].Data)
	}
	answer, err := call(ctx, i, "Put", id, true, func(ledger.Time) (put, error) {
		room, err := i.shared.room(id)
		if err != nil {
			return put{}, err
		}
		stored := make([]ledger.Stored, len(entries))
		for n, entry := range entries {
			stored[n] = room.slot(entry.Slot).put(entry)
		}
		return put{stored, room.head()}, nil
	})
	return answer.stored, answer.pos, err
}

// Events implements ledger.Ledger.
func (i *Instance) Events(ctx context.Context, id ledger.RoomID, after ledger.Pos) ([]ledger.Event, error) {
	return call(ctx, i, "Events", id, false, func(ledger.Time) ([]ledger.Event, error) {
		room, err := i.shared.room(id)
		if err != nil {
			return nil, err
		}
		return room.eventsAfter(after)
	})
}

// Entries implements ledger.Ledger.
func (i *Instance) Entries(
	ctx context.Context, id ledger.RoomID, name ledger.Slot, after int,
) ([]ledger.Entry, error) {
	return call(ctx, i, "Entries", id, false, func(ledger.Time) ([]ledger.Entry, error) {
		room, err := i.shared.room(id)
		if err != nil {
			return nil, err
		}
		return room.slot(name).after(after), nil
	})
}

// Lead implements ledger.Ledger.
func (i *Instance) Lead(ctx context.Context, id ledger.RoomID) (leads bool, lastSeen ledger.Time, err error) {
	type answer struct {
		leads    bool
		lastSeen ledger.Time
	}
	got, err := call(ctx, i, "Lead", id, false, func(now ledger.Time) (answer, error) {
		room, err := i.shared.room(id)
		if err != nil {
			return answer{}, err
		}
		if i.yields {
			return answer{false, room.lastSeen}, nil
		}
		leads, lastSeen := room.lead(i.name, now)
		return answer{leads, lastSeen}, nil
	})
	return got.leads, got.lastSeen, err
}

// Orphans implements ledger.Ledger.
func (i *Instance) Orphans(ctx context.Context) ([]ledger.RoomID, error) {
	return call(ctx, i, "Orphans", "", false, func(now ledger.Time) ([]ledger.RoomID, error) {
		var orphans []ledger.RoomID
		for _, id := range i.shared.order {
			room := i.shared.rooms[id]
			if !room.released && (room.holder == "" || !recent(room.lastSeen, now)) {
				orphans = append(orphans, id)
			}
		}
		return orphans, nil
	})
}

// Ended implements ledger.Ledger.
func (i *Instance) Ended(ctx context.Context) ([]ledger.RoomID, error) {
	return call(ctx, i, "Ended", "", false, func(ledger.Time) ([]ledger.RoomID, error) {
		ended := slices.Clone(i.shared.order)
		return slices.DeleteFunc(ended, func(id ledger.RoomID) bool { return !i.shared.rooms[id].released }), nil
	})
}

// Forget implements ledger.Ledger.
func (i *Instance) Forget(ctx context.Context, id ledger.RoomID, at ledger.Pos) error {
	_, err := call(ctx, i, "Forget", id, true, func(now ledger.Time) (struct{}, error) {
		return struct{}{}, i.shared.forget(id, at, now)
	})
	return err
}

// Release implements ledger.Ledger.
func (i *Instance) Release(ctx context.Context) error {
	_, err := call(ctx, i, "Release", "", false, func(ledger.Time) (struct{}, error) {
		i.yields = true
		i.shared.unhand(i.name)
		return struct{}{}, nil
	})
	return err
}

// Epoch implements ledger.Ledger.
func (i *Instance) Epoch() uint64 {
	i.shared.mu.Lock()
	defer i.shared.mu.Unlock()
	return i.epoch
}

// Alive implements ledger.Ledger.
func (i *Instance) Alive(ctx context.Context) (ledger.Living, error) {
	return call(ctx, i, "Alive", "", false, func(now ledger.Time) (ledger.Living, error) {
		var living ledger.Living
		for _, name := range i.shared.names {
			if other := i.shared.instances[name]; other.alive && recent(other.seen, now) {
				living = append(living, ledger.Life{Instance: name, Since: other.since})
			}
		}
		slices.SortFunc(living, ledger.ByInstance)
		return living, nil
	})
}

// Instance implements ledger.Ledger.
func (i *Instance) Instance() string { return i.name }

// Now implements ledger.Ledger. It gives the truth's clock, off by what Shared.Skew said; like a clock that is set, it may
// fall.
func (i *Instance) Now() (ledger.Time, time.Duration) {
	now := i.shared.options.Clock()
	i.shared.mu.Lock()
	defer i.shared.mu.Unlock()
	off := time.Duration(max(i.skew, -i.skew)) * time.Millisecond
	return now + i.skew, max(i.shared.options.MaxError, off)
}

// Close implements ledger.Ledger.
func (i *Instance) Close() error {
	i.shared.mu.Lock()
	defer i.shared.mu.Unlock()
	if !i.closed {
		i.closed = true
		i.shared.expire(i.name)
	}
	return nil
}
