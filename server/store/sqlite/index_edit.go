package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"

	"trivium/server/store"
	"trivium/server/store/internal/place"
)

// editor changes members of one index within a write.
type editor struct{ *statements }

// edit changes members of an index that has a number.
func edit(tx *sql.Tx, number int64, change func(e editor) error) error {
	e := editor{newStatements(tx, number)}
	defer e.close()
	return change(e)
}

// enter puts a member where it belongs.
func (e editor) enter(ctx context.Context, m *store.Member) error {
	at, data := []byte(place.Of(m.Order, m.ID)), m.Data
	if data == nil {
		data = []byte{} // nil would be NULL
	}
	var old []byte
	there, err := e.one(ctx, into{&old}, `SELECT place FROM places WHERE number = ? AND id = ?`, m.ID)
	if err != nil {
		return err
	}
	if there && bytes.Equal(old, at) {
		return e.exec(ctx, `UPDATE members SET data = ?3 WHERE number = ?1 AND place = ?2`, at, data)
	}
	if there {
		if err := e.remove(ctx, old); err != nil {
			return err
		}
	}
	err = e.exec(ctx, `INSERT INTO places (number, id, place) VALUES (?1, ?2, ?3)
		ON CONFLICT (number, id) DO UPDATE SET place = excluded.place`, m.ID, at)
	if err != nil {
		return err
	}
	if err := e.exec(ctx, `INSERT INTO members (number, place, data) VALUES (?, ?, ?)`, at, data); err != nil {
		return err
	}
	return e.count(ctx, at, 1)
}

// leave takes a member out.
func (e editor) leave(ctx context.Context, id string) error {
	var old []byte
	there, err := e.one(ctx, into{&old}, `DELETE FROM places WHERE number = ? AND id = ? RETURNING place`, id)
	if err != nil || !there {
		return err
	}
	return e.remove(ctx, old)
}

func (e editor) remove(ctx context.Context, at []byte) error {
	if err := e.exec(ctx, `DELETE FROM members WHERE number = ? AND place = ?`, at); err != nil {
		return err
	}
	return e.count(ctx, at, -1)
}

// count adds to the block of a place, cuts one that is too large and removes one that is empty.
func (e editor) count(ctx context.Context, at []byte, add int) error {
	var least []byte
	var members int
	there, err := e.one(ctx, into{&least, &members},
		`SELECT least, members FROM blocks WHERE number = ?1 AND least <= ?2 ORDER BY least DESC LIMIT 1`, at)
	if err != nil {
		return err
	}
	if !there {
		return errors.New("an index has no first block")
	}
	members += add
	switch {
	case members > blockMax:
		return e.cut(ctx, least, members)
	case members == 0 && string(least) != firstLeast:
		return e.exec(ctx, `DELETE FROM blocks WHERE number = ? AND least = ?`, least)
	default:
		return e.exec(ctx, `UPDATE blocks SET members = ?3 WHERE number = ?1 AND least = ?2`, least, members)
	}
}

// cut makes two blocks of one, in the middle.
func (e editor) cut(ctx context.Context, least []byte, members int) error {
	lower := members / 2
	var middle []byte
	_, err := e.one(ctx, into{&middle},
		`SELECT place FROM members WHERE number = ? AND place >= ? ORDER BY place LIMIT 1 OFFSET ?`, least, lower)
	if err != nil {
		return err
	}
	if err := e.exec(ctx, `UPDATE blocks SET members = ?3 WHERE number = ?1 AND least = ?2`, least, lower); err != nil {
		return err
	}
	return e.exec(ctx, `INSERT INTO blocks (number, least, members) VALUES (?, ?, ?)`, middle, members-lower)
}
