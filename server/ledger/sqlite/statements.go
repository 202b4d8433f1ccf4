package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// most is how many entries one statement stores at most; a power of 2. More gained nothing.
const most = 128

// statements are those that nearly every commit needs, parsed once.
type statements struct {
	insert map[int]*sql.Stmt // by number of entries: 1, 2, 4, ... most
	life   *sql.Stmt
}

// prepare parses the statements on the writer's connection. The tables must be there.
func prepare(db *sql.DB) (*statements, error) {
	s := &statements{insert: map[int]*sql.Stmt{}}
	var err error
	if s.life, err = db.PrepareContext(context.Background(), `UPDATE life SET at = ?`); err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	for size := 1; size <= most; size *= 2 {
		text := `INSERT INTO entries (slot, idx, key, rev, data) VALUES (?,?,?,?,?)` +
			strings.Repeat(",(?,?,?,?,?)", size-1)
		if s.insert[size], err = db.PrepareContext(context.Background(), text); err != nil {
			return nil, errors.Join(fmt.Errorf("prepare: %w", err), s.close())
		}
	}
	return s, nil
}

// close gives them back.
func (s *statements) close() error {
	err := s.life.Close()
	for _, insert := range s.insert {
		if insert != nil {
			err = errors.Join(err, insert.Close())
		}
	}
	return err
}
