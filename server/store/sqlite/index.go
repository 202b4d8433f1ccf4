package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"trivium/server/store"
)

// indexSchema is the tables of the indexes. An index is a number, so that its name is not in every row.
//
// A rank is how many places lie above one. Counting them one by one would be slow, so blocks count them: each counts the
// members from its least place up to the least of the next block, and the first block of an index begins below all places (firstLeast).
// A rank is then a sum over blocks and a count within one. A block that grows beyond blockMax is cut in the middle, an empty
// one goes, unless it is the first. With N members that is about N/blockMax sums and blockMax counts.
const indexSchema = `
	CREATE TABLE indexes (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
	CREATE TABLE members (
		number INTEGER NOT NULL, place BLOB NOT NULL, data BLOB NOT NULL, PRIMARY KEY (number, place)
	) WITHOUT ROWID;
	CREATE TABLE places (number INTEGER NOT NULL, id TEXT NOT NULL, place BLOB NOT NULL, PRIMARY KEY (number, id)) WITHOUT ROWID;
	CREATE TABLE blocks (
		number INTEGER NOT NULL, least BLOB NOT NULL, members INTEGER NOT NULL, PRIMARY KEY (number, least)
	) WITHOUT ROWID;
	CREATE TABLE cleared (number INTEGER PRIMARY KEY);`

const (
	// blockMax is how many members a block counts at most.
	blockMax = 512
	// writeMax is how many members change in one write, so that others do not wait long for the writer.
	writeMax = 100
	// firstLeast is where the first block of an index begins: each place is longer.
	firstLeast = "\x00"
)

// Enter implements store.Indexes.
func (s *Store) Enter(ctx context.Context, index string, members ...store.Member) error {
	for chunk := range slices.Chunk(members, writeMax) {
		err := s.file.Write(ctx, func(tx *sql.Tx) error {
			whole := context.WithoutCancel(ctx) // an interrupt in mid-statement would undo what others wrote in the same commit
			number, err := numbered(whole, tx, index)
			if err != nil {
				return err
			}
			return edit(tx, number, func(e editor) error {
				for i := range chunk {
					if err := e.enter(whole, &chunk[i]); err != nil {
						return err
					}
				}
				return nil
			})
		})
		if err != nil {
			return unavailable(err)
		}
	}
	return nil
}

// Leave implements store.Indexes.
func (s *Store) Leave(ctx context.Context, index string, ids ...string) error {
	for chunk := range slices.Chunk(ids, writeMax) {
		err := s.file.Write(ctx, func(tx *sql.Tx) error {
			whole := context.WithoutCancel(ctx) // as above
			number, err := numberOf(whole, tx, index)
			if err != nil || number == 0 {
				return err
			}
			return edit(tx, number, func(e editor) error {
				for _, id := range chunk {
					if err := e.leave(whole, id); err != nil {
						return err
					}
				}
				return nil
			})
		})
		if err != nil {
			return unavailable(err)
		}
	}
	return nil
}

// Clear implements store.Indexes. The name loses its number at one moment; what lies under the number is swept away bit by bit
// afterwards. What a crash left lying is swept by the next Clear.
func (s *Store) Clear(ctx context.Context, index string) error {
	err := s.file.Write(ctx, func(tx *sql.Tx) error {
		whole := context.WithoutCancel(ctx) // as above
		_, err := tx.ExecContext(whole, `INSERT INTO cleared SELECT number FROM indexes WHERE name = ?`, index)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(whole, `DELETE FROM indexes WHERE name = ?`, index)
		return err
	})
	for more := err == nil; more && err == nil; {
		err = s.file.Write(ctx, func(tx *sql.Tx) (err error) {
			more, err = sweep(context.WithoutCancel(ctx), tx)
			return err
		})
	}
	return unavailable(err)
}

// sweep removes some of what lies under cleared numbers, and tells whether there may be more.
func sweep(ctx context.Context, tx *sql.Tx) (bool, error) {
	var number int64
	err := tx.QueryRowContext(ctx, `SELECT number FROM cleared LIMIT 1`).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	removed := int64(0)
	for _, statement := range []string{
		`DELETE FROM members WHERE number = ?1 AND place IN (SELECT place FROM members WHERE number = ?1 LIMIT ?2)`,
		`DELETE FROM places WHERE number = ?1 AND id IN (SELECT id FROM places WHERE number = ?1 LIMIT ?2)`,
		`DELETE FROM blocks WHERE number = ?1 AND least IN (SELECT least FROM blocks WHERE number = ?1 LIMIT ?2)`,
	} {
		result, err := tx.ExecContext(ctx, statement, number, 10*writeMax)
		if err != nil {
			return false, err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return false, err
		}
		removed += n
	}
	if removed == 0 {
		_, err = tx.ExecContext(ctx, `DELETE FROM cleared WHERE number = ?`, number)
	}
	return true, err
}

// numberOf gives the number of an index, 0 for one that has none.
func numberOf(ctx context.Context, tx *sql.Tx, index string) (int64, error) {
	var number int64
	err := tx.QueryRowContext(ctx, `SELECT number FROM indexes WHERE name = ?`, index).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return number, err
}

// numbered gives the number of an index, a new one if it has none. A number that is still being swept is not given again.
func numbered(ctx context.Context, tx *sql.Tx, index string) (int64, error) {
	number, err := numberOf(ctx, tx, index)
	if err != nil || number != 0 {
		return number, err
	}
	err = tx.QueryRowContext(ctx, `
		INSERT INTO indexes (number, name) SELECT 1 + max(
			coalesce((SELECT max(number) FROM indexes), 0), coalesce((SELECT max(number) FROM cleared), 0)), ?
		RETURNING number`, index).Scan(&number)
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO blocks (number, least, members) VALUES (?, ?, 0)`, number, []byte(firstLeast))
	return number, err
}
