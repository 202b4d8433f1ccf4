package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trivium/server/ledger"
)

// forgetPiece is how many rows one commit deletes: live games wait for it, and must not notice.
const forgetPiece = 2_000

// errForgotten says that a room's id can not be used for now.
var errForgotten = fmt.Errorf("%w: the room was forgotten", ledger.ErrMoved)

// Ended implements ledger.Ledger.
func (l *Ledger) Ended(ctx context.Context) ([]ledger.RoomID, error) {
	rooms, err := l.rooms(ctx, `SELECT room FROM rooms WHERE released IS NOT NULL AND forgotten IS NULL ORDER BY id`)
	if err != nil {
		return nil, fmt.Errorf("ended: %w", err)
	}
	return rooms, nil
}

// rooms reads names of rooms.
func (l *Ledger) rooms(ctx context.Context, query string) ([]ledger.RoomID, error) {
	var rooms []ledger.RoomID
	err := l.read(ctx, func(tx *sql.Tx) error {
		return each(ctx, tx, query, nil, func(rows *sql.Rows) error {
			var id ledger.RoomID
			err := rows.Scan(&id)
			rooms = append(rooms, id)
			return err
		})
	})
	return rooms, err
}

// Forget implements ledger.Ledger. The room is gone with the first commit; what it held is deleted in pieces behind it, so
// that no live game waits for long. A process that dies in between leaves the rest to the next Forget of any room.
func (l *Ledger) Forget(ctx context.Context, id ledger.RoomID, at ledger.Pos) error {
	if err := l.usable(ctx); err != nil {
		return fmt.Errorf("forget %s: %w", id, err)
	}
	err := l.file.do(ctx, &request{whole: true, run: func(tx *sql.Tx) error { return l.truth.forget(tx, id, at) }})
	if err != nil {
		return fmt.Errorf("forget %s: %w", id, err)
	}
	l.mu.Lock()
	delete(l.seen, id)
	l.mu.Unlock()
	for more := true; more; {
		err := l.file.do(ctx, &request{whole: true, run: func(tx *sql.Tx) (err error) {
			more, err = l.truth.purge(tx)
			return err
		}})
		if err != nil {
			return fmt.Errorf("forget %s: %w", id, err)
		}
	}
	return nil
}

// forget marks a room as gone.
func (t *truth) forget(tx *sql.Tx, id ledger.RoomID, at ledger.Pos) error {
	r, err := t.room(tx, id)
	if errors.Is(err, ledger.ErrNoRoom) {
		return nil
	}
	if err != nil {
		return err
	}
	now := t.clock.now()
	var rested bool
	err = tx.QueryRowContext(context.Background(), `SELECT coalesce(released <= ?, 0) FROM rooms WHERE id = ?`,
		int64(now)-ledger.PINRest.Milliseconds(), r.id).Scan(&rested)
	switch {
	case err != nil:
		return err
	case !rested:
		delete(t.rooms, id)
		return refusal{fmt.Errorf("%w: its PIN is in use or rests", ledger.ErrInvalid)}
	case r.head != at:
		return refusal{ledger.ErrMoved}
	}
	delete(t.rooms, id)
	t.note(change{room: id, freed: true})
	_, err = tx.ExecContext(context.Background(), `UPDATE rooms SET forgotten = ? WHERE id = ?`, int64(now), r.id)
	return err
}

// purge deletes a piece of what forgotten rooms held, and says whether there may be more. What is left of a room is its row,
// which keeps its id from use for a while.
func (t *truth) purge(tx *sql.Tx) (more bool, err error) {
	ctx := context.Background()
	for _, statement := range []string{
		`DELETE FROM entries WHERE (slot, idx) IN (SELECT e.slot, e.idx FROM rooms r JOIN slots s ON s.room = r.id
			JOIN entries e ON e.slot = s.id WHERE r.forgotten IS NOT NULL LIMIT ?)`,
		`DELETE FROM slots WHERE id IN (SELECT s.id FROM rooms r JOIN slots s ON s.room = r.id
			WHERE r.forgotten IS NOT NULL LIMIT ?)`,
		`DELETE FROM events WHERE (room, n) IN (SELECT e.room, e.n FROM rooms r JOIN events e ON e.room = r.id
			WHERE r.forgotten IS NOT NULL LIMIT ?)`,
		`DELETE FROM batches WHERE (room, batch) IN (SELECT b.room, b.batch FROM rooms r JOIN batches b ON b.room = r.id
			WHERE r.forgotten IS NOT NULL LIMIT ?)`,
	} {
		result, err := tx.ExecContext(ctx, statement, forgetPiece)
		if err != nil {
			return false, err
		}
		deleted, err := result.RowsAffected()
		if err != nil || deleted > 0 { // whatever is behind it waits for the next commit
			return true, err
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM rooms WHERE forgotten < ?`,
		int64(t.clock.now())-ledger.ForgottenFor.Milliseconds())
	return false, err
}

// forgotten says whether a room was forgotten a short while ago. One that was forgotten long ago makes way.
func (t *truth) forgotten(tx *sql.Tx, id ledger.RoomID) (bool, error) {
	ctx := context.Background()
	var at ledger.Time
	err := tx.QueryRowContext(ctx, `SELECT forgotten FROM rooms WHERE room = ? AND forgotten IS NOT NULL`, string(id)).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil || t.clock.now()-at < ledger.Time(ledger.ForgottenFor.Milliseconds()) {
		return true, err
	}
	for more := true; more; {
		if more, err = t.purge(tx); err != nil {
			return false, err
		}
	}
	return false, nil
}
