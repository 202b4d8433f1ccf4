package sqlite

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"trivium/server/ledger"
)

// Create implements ledger.Ledger.
func (l *Ledger) Create(ctx context.Context, id ledger.RoomID, pin string, first ledger.Batch) (ledger.Pos, error) {
	if id == "" || pin == "" {
		return ledger.Pos{}, fmt.Errorf("create: %w: a room needs an id and a PIN", ledger.ErrInvalid)
	}
	if err := first.Check(); err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	var pos ledger.Pos
	err := l.timed(ctx, func(tx *sql.Tx) (err error) {
		pos, err = l.truth.create(tx, id, pin, first)
		return err
	})
	if err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	return pos, nil
}

// Append implements ledger.Ledger.
func (l *Ledger) Append(
	ctx context.Context, id ledger.RoomID, after ledger.Pos, batch ledger.Batch,
) (ledger.Pos, error) {
	if err := batch.Check(); err != nil {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", id, err)
	}
	var pos ledger.Pos
	err := l.timed(ctx, func(tx *sql.Tx) (err error) {
		pos, err = l.truth.append(tx, id, after, batch)
		return err
	})
	if err != nil {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", id, err)
	}
	return pos, nil
}

// timed writes and notes how long it took.
func (l *Ledger) timed(ctx context.Context, run func(tx *sql.Tx) error) error {
	if err := l.usable(ctx); err != nil {
		return err
	}
	start := time.Now()
	err := l.file.do(ctx, &request{run: run, whole: true})
	l.metrics.appendSeconds.Observe(time.Since(start).Seconds())
	return err
}

// create makes a room with its first batch.
func (t *truth) create(tx *sql.Tx, id ledger.RoomID, pin string, first ledger.Batch) (ledger.Pos, error) {
	existing, err := t.room(tx, id)
	if err == nil {
		return t.recreate(tx, existing, pin, first)
	}
	if !errors.Is(err, ledger.ErrNoRoom) {
		return ledger.Pos{}, err
	}
	if gone, err := t.forgotten(tx, id); err != nil || gone {
		return ledger.Pos{}, cmp.Or[error](err, refusal{errForgotten})
	}
	now := t.clock.now()
	ctx := context.Background()
	var taken bool
	err = tx.QueryRowContext(ctx,
		`SELECT EXISTS (SELECT 1 FROM rooms WHERE pin = ? AND (released IS NULL OR released > ?))`,
		pin, int64(now)-ledger.PINRest.Milliseconds(),
	).Scan(&taken)
	if err != nil {
		return ledger.Pos{}, err
	}
	if taken {
		return ledger.Pos{}, refusal{ledger.ErrPINTaken}
	}
	result, err := tx.ExecContext(ctx,
		`INSERT INTO rooms (room, pin, n, head, last_at) VALUES (?, ?, 0, '', ?)`, string(id), pin, int64(now))
	if err != nil {
		return ledger.Pos{}, err
	}
	r := &room{name: id, pin: pin, lastAt: now, slots: map[ledger.Slot]*slot{}}
	if r.id, err = result.LastInsertId(); err != nil {
		return ledger.Pos{}, err
	}
	t.rooms[id] = r
	return t.add(tx, r, first)
}

// recreate answers a creation of what exists.
func (t *truth) recreate(tx *sql.Tx, r *room, pin string, first ledger.Batch) (ledger.Pos, error) {
	place, err := t.placed(tx, r, first.ID)
	if err != nil {
		return ledger.Pos{}, err
	}
	if place == nil || place.before != (ledger.Pos{}) || r.pin != pin {
		return ledger.Pos{}, refusal{fmt.Errorf("%w: the room exists", ledger.ErrMoved)}
	}
	return place.behind, nil
}

// append adds a batch behind the position that it was decided on.
func (t *truth) append(tx *sql.Tx, id ledger.RoomID, after ledger.Pos, batch ledger.Batch) (ledger.Pos, error) {
	r, err := t.room(tx, id)
	if err != nil {
		return ledger.Pos{}, err
	}
	place, err := t.placed(tx, r, batch.ID)
	if err != nil {
		return ledger.Pos{}, err
	}
	switch {
	case place != nil && place.before == after:
		return place.behind, nil
	case r.head != after:
		return ledger.Pos{}, refusal{ledger.ErrMoved}
	case place != nil:
		return ledger.Pos{}, refusal{fmt.Errorf("%w: batch id %s is in use", ledger.ErrInvalid, batch.ID)}
	}
	return t.add(tx, r, batch)
}

// place says where in the log a batch stands.
type place struct{ before, behind ledger.Pos }

// placed finds a batch; nil if there is none with that id.
func (t *truth) placed(tx *sql.Tx, r *room, batch string) (*place, error) {
	p := place{behind: ledger.Pos{Head: batch}}
	err := tx.QueryRowContext(context.Background(),
		`SELECT before_n, before_head, n FROM batches WHERE room = ? AND batch = ?`, r.id, batch,
	).Scan(&p.before.N, &p.before.Head, &p.behind.N)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &p, nil
}

// add writes a batch that nothing speaks against. Any error from here on is the file's.
func (t *truth) add(tx *sql.Tx, r *room, batch ledger.Batch) (ledger.Pos, error) {
	ctx := context.Background()
	at := t.clock.now()
	if batch.At > 0 { // it is put back
		at = min(at, batch.At)
	}
	at = max(at, r.lastAt)
	for _, opening := range batch.Open {
		if err := t.open(tx, r, opening); err != nil {
			return ledger.Pos{}, err
		}
	}
	counts, err := t.seal(tx, r, batch.Seal)
	if err != nil {
		return ledger.Pos{}, err
	}
	behind := ledger.Pos{N: r.head.N + uint64(len(batch.Events)), Head: batch.ID}
	events := make([]ledger.Event, len(batch.Events))
	for i, data := range batch.Events {
		event := ledger.Event{Pos: ledger.Pos{N: r.head.N + uint64(i) + 1, Head: batch.ID}, At: at, Data: bytes.Clone(blob(data))}
		if event.Pos == behind {
			event.Sealed = counts
		}
		if err := t.write(tx, r, &event); err != nil {
			return ledger.Pos{}, err
		}
		events[i] = event
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO batches (room, batch, before_n, before_head, n) VALUES (?, ?, ?, ?, ?)`,
		r.id, batch.ID, r.head.N, r.head.Head, behind.N)
	if err != nil {
		return ledger.Pos{}, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE rooms SET n = ?, head = ?, last_at = ?,
		released = CASE WHEN ? THEN coalesce(released, ?) ELSE released END WHERE id = ?`,
		behind.N, behind.Head, int64(at), batch.Release, int64(at), r.id)
	if err != nil {
		return ledger.Pos{}, err
	}
	t.note(change{room: r.name, head: r.head, made: r.head == (ledger.Pos{}), freed: batch.Release || r.over, events: events})
	r.head, r.lastAt = behind, at
	if batch.Release {
		delete(t.rooms, r.name) // it has ended; whatever still comes can read it again
	}
	t.changed(r.name)
	return behind, nil
}

// write writes one event.
func (t *truth) write(tx *sql.Tx, r *room, e *ledger.Event) error {
	var sealed any
	if e.Sealed != nil {
		text, err := json.Marshal(e.Sealed)
		if err != nil {
			return err
		}
		sealed = string(text)
	}
	_, err := tx.ExecContext(context.Background(), `INSERT INTO events (room, n, at, batch, data, sealed) VALUES (?, ?, ?, ?, ?, ?)`,
		r.id, e.Pos.N, int64(e.At), e.Pos.Head, e.Data, sealed)
	return err
}

// open opens a slot or changes one.
func (t *truth) open(tx *sql.Tx, r *room, opening ledger.Opening) error {
	_, err := tx.ExecContext(context.Background(), `INSERT INTO slots (room, slot, cap, revisable, open, sealed)
		VALUES (?, ?, ?, ?, 1, 0)
		ON CONFLICT (room, slot) DO UPDATE SET cap = excluded.cap, revisable = excluded.revisable, open = 1`,
		r.id, string(opening.Slot), opening.Cap, opening.Revisable)
	if err != nil {
		return err
	}
	if known := r.slots[opening.Slot]; known != nil {
		known.open, known.cap, known.revisable = true, opening.Cap, opening.Revisable
	}
	return nil
}

// seal shuts slots and gives how many keys each of them has; nil if there are none to seal.
func (t *truth) seal(tx *sql.Tx, r *room, names []ledger.Slot) (map[ledger.Slot]int, error) {
	if len(names) == 0 {
		return nil, nil
	}
	if err := t.flush(tx); err != nil {
		return nil, err
	}
	counts := make(map[ledger.Slot]int, len(names))
	for _, name := range names {
		count, err := t.shut(tx, r, name)
		if err != nil {
			return nil, err
		}
		counts[name] = count
	}
	return counts, nil
}

// shut seals one slot and counts its keys.
func (t *truth) shut(tx *sql.Tx, r *room, name ledger.Slot) (count int, err error) {
	ctx := context.Background()
	_, err = tx.ExecContext(ctx, `INSERT INTO slots (room, slot, cap, revisable, open, sealed) VALUES (?, ?, 0, 0, 0, 1)
		ON CONFLICT (room, slot) DO UPDATE SET sealed = 1`, r.id, string(name))
	if err != nil {
		return 0, err
	}
	// What is known of a sealed slot's keys is not needed often enough to keep.
	delete(r.slots, name)
	err = tx.QueryRowContext(ctx, `SELECT count(*) FROM entries WHERE slot = (SELECT id FROM slots WHERE room = ? AND slot = ?)`,
		r.id, string(name)).Scan(&count)
	return count, err
}

// blob gives data that is stored as bytes even if there are none.
func blob(data []byte) []byte {
	if data == nil {
		return []byte{}
	}
	return data
}
