package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"trivium/server/ledger"
)

// row is a new entry on its way into the file. Its data is the caller's, who waits.
type row struct {
	slot  int64
	index int
	key   string
	rev   int
	data  []byte
}

// fill is an answer whose data has to be read.
type fill struct {
	slot int64
	into *ledger.Entry
}

// Put implements ledger.Ledger.
func (l *Ledger) Put(
	ctx context.Context, id ledger.RoomID, entries []ledger.Entry,
) ([]ledger.Stored, ledger.Pos, error) {
	if err := ledger.CheckEntries(entries); err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	if err := l.usable(ctx); err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	start := time.Now()
	stored := make([]ledger.Stored, len(entries))
	var pos ledger.Pos
	err := l.file.do(ctx, &request{whole: true, run: func(tx *sql.Tx) (err error) {
		pos, err = l.truth.put(tx, id, entries, stored)
		return err
	}})
	l.metrics.putSeconds.Observe(time.Since(start).Seconds())
	if err != nil {
		return nil, ledger.Pos{}, fmt.Errorf("put to %s: %w", id, err)
	}
	return stored, pos, nil
}

// put judges entries and gathers those that are new.
func (t *truth) put(tx *sql.Tx, id ledger.RoomID, entries []ledger.Entry, stored []ledger.Stored) (ledger.Pos, error) {
	r, err := t.room(tx, id)
	if err != nil {
		return ledger.Pos{}, err
	}
	for i, entry := range entries {
		s, err := t.slot(tx, r, entry.Slot)
		if err != nil {
			return ledger.Pos{}, err
		}
		if s == nil {
			stored[i] = ledger.Stored{Outcome: ledger.Sealed}
			continue
		}
		if err := t.enter(tx, s, entry, &stored[i]); err != nil {
			return ledger.Pos{}, err
		}
		if stored[i].Fresh {
			t.note(change{room: id, head: r.head, freed: r.over, entry: stored[i].Entry, before: stored[i].Entry.Index - 1})
			t.changed(id)
			t.fresh++
		}
	}
	return r.head, nil
}

// enter judges one entry of a slot.
func (t *truth) enter(tx *sql.Tx, s *slot, entry ledger.Entry, stored *ledger.Stored) error {
	known, there, err := t.standing(tx, s, entry.Key)
	if err != nil {
		return err
	}
	shut := !s.open || s.sealed
	switch {
	case there && entry.Rev == known.rev:
		stored.Outcome = ledger.Accepted
	case there && (!s.revisable || entry.Rev != known.rev+1):
		stored.Outcome = ledger.Conflict
	case shut:
		stored.Outcome = ledger.Sealed
	case there:
		return t.revise(tx, s, entry, stored)
	case entry.Rev != 0:
		stored.Outcome = ledger.Conflict
	case s.cap > 0 && len(s.keys) >= s.cap:
		stored.Outcome = ledger.Full
	default:
		s.last++
		s.keys[entry.Key] = standing{index: s.last}
		t.rows = append(t.rows, row{s.id, s.last, entry.Key, 0, blob(entry.Data)})
		entry.Index, entry.Data = s.last, bytes.Clone(entry.Data)
		*stored = ledger.Stored{Outcome: ledger.Accepted, Entry: entry, Fresh: true}
	}
	if there {
		stored.Entry = ledger.Entry{Slot: entry.Slot, Key: entry.Key, Rev: known.rev, Index: known.index}
		t.fills = append(t.fills, fill{s.id, &stored.Entry})
	}
	return nil
}

// revise replaces an entry; it goes to the end.
func (t *truth) revise(tx *sql.Tx, s *slot, entry ledger.Entry, stored *ledger.Stored) error {
	if err := t.flush(tx); err != nil { // answers that wait must see what stood when they were given
		return err
	}
	s.last++
	_, err := tx.ExecContext(context.Background(), `UPDATE entries SET idx = ?, rev = ?, data = ? WHERE slot = ? AND key = ?`,
		s.last, entry.Rev, blob(entry.Data), s.id, entry.Key)
	s.keys[entry.Key] = standing{rev: entry.Rev, index: s.last}
	entry.Index, entry.Data = s.last, bytes.Clone(entry.Data)
	*stored = ledger.Stored{Outcome: ledger.Accepted, Entry: entry, Fresh: true}
	return err
}

// standing says what stands for a key. The keys of a slot that takes entries are all read once; of others just the one.
func (t *truth) standing(tx *sql.Tx, s *slot, key string) (known standing, there bool, err error) {
	if s.keys == nil && s.open && !s.sealed {
		if err := t.load(tx, s); err != nil {
			return standing{}, false, err
		}
	}
	if s.keys != nil {
		known, there = s.keys[key]
		return known, there, nil
	}
	err = tx.QueryRowContext(context.Background(), `SELECT rev, idx FROM entries WHERE slot = ? AND key = ?`, s.id, key).
		Scan(&known.rev, &known.index)
	if errors.Is(err, sql.ErrNoRows) {
		return standing{}, false, nil
	}
	return known, err == nil, err
}

// load reads the keys of a slot, those included that are only gathered so far.
func (t *truth) load(tx *sql.Tx, s *slot) error {
	if err := t.flush(tx); err != nil {
		return err
	}
	rows, err := tx.QueryContext(context.Background(), `SELECT key, rev, idx FROM entries WHERE slot = ?`, s.id)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err has the reason
	keys, last := map[string]standing{}, 0
	for rows.Next() {
		var key string
		var known standing
		if err := rows.Scan(&key, &known.rev, &known.index); err != nil {
			return err
		}
		keys[key] = known
		last = max(last, known.index)
	}
	s.keys, s.last = keys, last
	return rows.Err()
}

// insert writes the gathered entries, many with one statement.
func (t *truth) insert(tx *sql.Tx) error {
	const width = 5 // values of a row
	rest := t.rows
	args := make([]any, 0, width*min(len(rest), most))
	for len(rest) > 0 {
		size := 1
		for size < most && size*2 <= len(rest) {
			size *= 2
		}
		args = args[:0]
		for _, r := range rest[:size] {
			args = append(args, r.slot, r.index, r.key, r.rev, r.data)
		}
		insert := tx.StmtContext(context.Background(), t.statements.insert[size])
		if _, err := insert.ExecContext(context.Background(), args...); err != nil {
			return err
		}
		rest = rest[size:]
	}
	clear(t.rows)
	t.rows = t.rows[:0]
	return nil
}

// fetch reads the data that an answer waits for.
func (f fill) fetch(tx *sql.Tx) error {
	return tx.QueryRowContext(context.Background(),
		`SELECT data FROM entries WHERE slot = ? AND key = ?`, f.slot, f.into.Key).Scan(&f.into.Data)
}
