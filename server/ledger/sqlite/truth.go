package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trivium/server/ledger"
)

// truth is what the writer knows of the rooms, and what it gathers for the commit at hand. Only the writer's goroutine
// touches it.
type truth struct {
	clock      *clock
	statements *statements
	rooms      map[ledger.RoomID]*room // what is in the file, or will be with this commit
	rows       []row                   // new entries that are not in the file yet
	fills      []fill                  // answers that wait for data from the file
	rings      map[ledger.RoomID]struct{}
	fresh      int // entries that are new with this commit
	changes    []change
	recent     *recent
	// done hears of each commit: when it was, which rooms it changed, how many new entries it made durable.
	done func(at ledger.Time, rooms map[ledger.RoomID]struct{}, entries int)
	at   ledger.Time
}

// room is a room as the writer knows it.
type room struct {
	id     int64
	name   ledger.RoomID
	pin    string
	head   ledger.Pos
	lastAt ledger.Time
	over   bool // it has ended: what still comes is rare, and nothing of it is kept in memory
	slots  map[ledger.Slot]*slot
}

// slot is a slot that was opened or sealed once, as the writer knows it.
type slot struct {
	id           int64
	open, sealed bool
	cap          int
	revisable    bool
	last         int                 // greatest index; -1: not read yet
	keys         map[string]standing // of a slot that takes entries; nil: not read yet
}

// standing is what the writer knows of an entry.
type standing struct{ rev, index int }

// room finds a room.
func (t *truth) room(tx *sql.Tx, name ledger.RoomID) (*room, error) {
	if known := t.rooms[name]; known != nil {
		return known, nil
	}
	r := &room{name: name, slots: map[ledger.Slot]*slot{}}
	err := tx.QueryRowContext(context.Background(),
		`SELECT id, pin, n, head, last_at, released IS NOT NULL FROM rooms WHERE room = ? AND forgotten IS NULL`, string(name),
	).Scan(&r.id, &r.pin, &r.head.N, &r.head.Head, &r.lastAt, &r.over)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, refusal{fmt.Errorf("room %s: %w", name, ledger.ErrNoRoom)}
	}
	if err != nil {
		return nil, err
	}
	if !r.over {
		t.rooms[name] = r
	}
	return r, nil
}

// slot finds a slot of a room; nil if it was never opened nor sealed.
func (t *truth) slot(tx *sql.Tx, r *room, name ledger.Slot) (*slot, error) {
	if known := r.slots[name]; known != nil {
		return known, nil
	}
	s := &slot{last: -1}
	err := tx.QueryRowContext(context.Background(),
		`SELECT id, cap, revisable, open, sealed FROM slots WHERE room = ? AND slot = ?`, r.id, string(name),
	).Scan(&s.id, &s.cap, &s.revisable, &s.open, &s.sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r.slots[name] = s
	return s, nil
}

// settle implements guest: it writes what was gathered, and a sign of life.
func (t *truth) settle(tx *sql.Tx) error {
	if err := t.flush(tx); err != nil {
		return err
	}
	t.at = t.clock.now()
	_, err := tx.StmtContext(context.Background(), t.statements.life).ExecContext(context.Background(), int64(t.at))
	return err
}

// flush writes the entries that were gathered and fetches the data that answers wait for.
func (t *truth) flush(tx *sql.Tx) error {
	if err := t.insert(tx); err != nil {
		return err
	}
	for _, f := range t.fills {
		if err := f.fetch(tx); err != nil {
			return err
		}
	}
	t.fills = t.fills[:0]
	return nil
}

// settled implements guest. After a failure nothing that was known is sure any more.
func (t *truth) settled(err error) {
	if err == nil {
		t.recent.take(t.changes)
		t.done(t.at, t.rings, t.fresh)
	} else {
		clear(t.rooms)
		t.recent.clear()
	}
	clear(t.changes)
	t.changes = t.changes[:0]
	t.rings, t.fresh = nil, 0
	clear(t.rows) // so that the callers' data can go
	t.rows, t.fills = t.rows[:0], t.fills[:0]
}

// note notes what is new with this commit, for those who follow a room.
func (t *truth) note(c change) { t.changes = append(t.changes, c) }

// changed notes that a room's doorbell is to be rung.
func (t *truth) changed(name ledger.RoomID) {
	if t.rings == nil {
		t.rings = map[ledger.RoomID]struct{}{}
	}
	t.rings[name] = struct{}{}
}
