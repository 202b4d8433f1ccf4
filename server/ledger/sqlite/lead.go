package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"

	"trivium/server/ledger"
)

// heartbeat is how old the stored sign of life may get while rooms live, in milliseconds of room time.
const heartbeat = 1000

// Lead implements ledger.Ledger. Alone, it always leads. The first time after a restart it gives the last sign of life of
// the process before; a room that this process made was never led before. While it is called, a sign of life is stored at
// least about once a second.
func (l *Ledger) Lead(ctx context.Context, id ledger.RoomID) (leads bool, lastSeen ledger.Time, err error) {
	if err := l.usable(ctx); err != nil {
		return false, 0, fmt.Errorf("lead %s: %w", id, err)
	}
	l.mu.Lock()
	_, known := l.seen[id]
	l.mu.Unlock()
	var inherited ledger.Time
	if !known {
		if inherited, err = l.inherited(ctx, id); err != nil {
			return false, 0, fmt.Errorf("lead %s: %w", id, err)
		}
	}
	now := l.clock.now()
	l.mu.Lock()
	if lastSeen, known = l.seen[id]; !known {
		lastSeen = inherited
	}
	l.seen[id] = now
	due := now-l.beat >= heartbeat
	if due {
		l.beat = now
	}
	l.mu.Unlock()
	if due {
		// Every commit stores a sign of life, so an empty one will do; nobody waits for it.
		l.file.enqueue(&request{whole: true, run: func(*sql.Tx) error { return nil }, done: make(chan struct{})})
	}
	return true, lastSeen, nil
}

// Orphans implements ledger.Ledger: alone, they are the rooms that this process has not led yet.
func (l *Ledger) Orphans(ctx context.Context) ([]ledger.RoomID, error) {
	rooms, err := l.Rooms(ctx)
	if err != nil {
		return nil, fmt.Errorf("orphans: %w", err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.DeleteFunc(rooms, func(id ledger.RoomID) bool { _, led := l.seen[id]; return led }), nil
}

// Release implements ledger.Ledger. Alone, there is nobody to keep the time instead: it goes on until the end.
func (l *Ledger) Release(ctx context.Context) error { return l.usable(ctx) }

// Epoch implements ledger.Ledger: what is on the disk is not lost, and the file has one process.
func (l *Ledger) Epoch() uint64 { return 0 }

// inherited says when the process before this one was last seen, if the room is from its time; otherwise 0.
func (l *Ledger) inherited(ctx context.Context, id ledger.RoomID) (ledger.Time, error) {
	var created ledger.Time
	err := l.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx,
			`SELECT at FROM events WHERE n = 1 AND room = (SELECT id FROM rooms WHERE room = ?)`, string(id)).Scan(&created)
		if errors.Is(err, sql.ErrNoRows) {
			return refusal{ledger.ErrNoRoom}
		}
		return err
	})
	if err != nil || created > l.before {
		return 0, err
	}
	return l.before, nil
}

// Watch implements ledger.Ledger.
func (l *Ledger) Watch(id ledger.RoomID) (<-chan struct{}, func()) {
	bell := make(chan struct{}, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.watchers[id] = append(l.watchers[id], bell)
	return bell, sync.OnceFunc(func() { l.unwatch(id, bell) })
}

// unwatch ends a doorbell.
func (l *Ledger) unwatch(id ledger.RoomID, bell chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.watchers[id] = slices.DeleteFunc(l.watchers[id], func(other chan struct{}) bool { return other == bell })
	if len(l.watchers[id]) == 0 {
		delete(l.watchers, id)
	}
}

// committed hears of each commit from the writer.
func (l *Ledger) committed(at ledger.Time, rooms map[ledger.RoomID]struct{}, entries int) {
	if entries > 0 {
		l.metrics.entries.Observe(float64(entries))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.beat = max(l.beat, at)
	for id := range rooms {
		for _, bell := range l.watchers[id] {
			select {
			case bell <- struct{}{}:
			default:
			}
		}
	}
}
