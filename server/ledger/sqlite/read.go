package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"trivium/server/ledger"
)

// Find implements ledger.Ledger.
func (l *Ledger) Find(ctx context.Context, pin string) (ledger.RoomID, error) {
	var id ledger.RoomID
	err := l.read(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT room FROM rooms WHERE pin = ? AND released IS NULL`, pin).Scan(&id)
		if errors.Is(err, sql.ErrNoRows) {
			return refusal{ledger.ErrNoRoom}
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("find: %w", err)
	}
	return id, nil
}

// Rooms implements ledger.Ledger.
func (l *Ledger) Rooms(ctx context.Context) ([]ledger.RoomID, error) {
	rooms, err := l.rooms(ctx, `SELECT room FROM rooms WHERE released IS NULL ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("rooms: %w", err)
	}
	return rooms, nil
}

// Events implements ledger.Ledger.
func (l *Ledger) Events(ctx context.Context, id ledger.RoomID, after ledger.Pos) ([]ledger.Event, error) {
	if err := l.usable(ctx); err != nil {
		return nil, fmt.Errorf("events of %s: %w", id, err)
	}
	if events, known := l.recent.eventsBehind(id, after); known {
		return events, nil
	}
	var events []ledger.Event
	err := l.read(ctx, func(tx *sql.Tx) (err error) {
		events, err = eventsFrom(ctx, tx, id, after.N)
		if err != nil {
			return err
		}
		if len(events) == 0 {
			if err := exists(ctx, tx, id); err != nil {
				return err
			}
		}
		if after == (ledger.Pos{}) {
			return nil
		}
		if len(events) == 0 || events[0].Pos != after {
			return refusal{ledger.ErrMoved}
		}
		events = events[1:]
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("events of %s: %w", id, err)
	}
	return events, nil
}

// eventsFrom reads events from a number on.
func eventsFrom(ctx context.Context, tx *sql.Tx, id ledger.RoomID, n uint64) ([]ledger.Event, error) {
	var events []ledger.Event
	err := each(ctx, tx, `SELECT n, at, batch, data, sealed FROM events
		WHERE room = (SELECT id FROM rooms WHERE room = ? AND forgotten IS NULL) AND n >= ? ORDER BY n`, []any{string(id), n},
		func(rows *sql.Rows) error {
			var event ledger.Event
			var sealed sql.NullString
			err := rows.Scan(&event.Pos.N, &event.At, &event.Pos.Head, &event.Data, &sealed)
			if err != nil {
				return err
			}
			if sealed.Valid {
				if err := json.Unmarshal([]byte(sealed.String), &event.Sealed); err != nil {
					return err
				}
			}
			events = append(events, event)
			return nil
		})
	return events, err
}

// Entries implements ledger.Ledger.
func (l *Ledger) Entries(
	ctx context.Context, id ledger.RoomID, name ledger.Slot, after int,
) ([]ledger.Entry, error) {
	if err := l.usable(ctx); err != nil {
		return nil, fmt.Errorf("entries of %s: %w", id, err)
	}
	if entries, known := l.recent.entriesBehind(id, name, after); known {
		return entries, nil
	}
	var entries []ledger.Entry
	err := l.read(ctx, func(tx *sql.Tx) error {
		err := each(ctx, tx, `SELECT idx, key, rev, data FROM entries WHERE slot =
			(SELECT id FROM slots WHERE slot = ? AND room = (SELECT id FROM rooms WHERE room = ? AND forgotten IS NULL)) AND idx > ? ORDER BY idx`,
			[]any{string(name), string(id), after}, func(rows *sql.Rows) error {
				entry := ledger.Entry{Slot: name}
				err := rows.Scan(&entry.Index, &entry.Key, &entry.Rev, &entry.Data)
				entries = append(entries, entry)
				return err
			})
		if err != nil || len(entries) > 0 {
			return err
		}
		return exists(ctx, tx, id)
	})
	if err != nil {
		return nil, fmt.Errorf("entries of %s: %w", id, err)
	}
	return entries, nil
}

// exists refuses if there is no such room.
func exists(ctx context.Context, tx *sql.Tx, id ledger.RoomID) error {
	var there bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM rooms WHERE room = ? AND forgotten IS NULL)`, string(id)).Scan(&there)
	if err == nil && !there {
		return refusal{ledger.ErrNoRoom}
	}
	return err
}

// each runs a query and hands over its rows.
func each(ctx context.Context, tx *sql.Tx, query string, args []any, row func(*sql.Rows) error) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }() // rows.Err has the reason
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// read reads from the file. What is no refusal is the file's failure.
func (l *Ledger) read(ctx context.Context, read func(tx *sql.Tx) error) error {
	if err := l.usable(ctx); err != nil {
		return err
	}
	err := l.file.Read(ctx, read)
	if err == nil || errors.Is(err, ledger.ErrUnavailable) {
		return err
	}
	if no, refused := errors.AsType[refusal](err); refused {
		return no.error
	}
	return fmt.Errorf("%w: %w", ledger.ErrUnavailable, err)
}

// usable says whether a call makes sense at all.
func (l *Ledger) usable(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", ledger.ErrUnavailable, context.Cause(ctx))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return fmt.Errorf("%w: closed", ledger.ErrUnavailable)
	}
	return nil
}
