// Package sqlite keeps the store's documents and indexes in the SQLite file that the ledger has too, through the same writer.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trivium/server/store"
)

// File is what the store needs of a SQLite file with one writer.
type File interface {
	Migrate(ctx context.Context, owner string, steps []string) error
	Read(ctx context.Context, read func(tx *sql.Tx) error) error
	Write(ctx context.Context, write func(tx *sql.Tx) error) error
}

// Store is the store in a file.
type Store struct{ file File }

var _ store.Store = (*Store)(nil)

// New makes the store's tables where they are missing, and gives the store.
func New(ctx context.Context, file File) (*Store, error) {
	if err := Tables(ctx, file); err != nil {
		return nil, err
	}
	return &Store{file: file}, nil
}

// Tables makes the store's tables as the first schema has them, where they are missing. What changes later is in package schema.
func Tables(ctx context.Context, file File) error {
	err := file.Migrate(ctx, "store", []string{`
		CREATE TABLE documents (
			collection TEXT NOT NULL, id TEXT NOT NULL, rank TEXT NOT NULL, version INTEGER NOT NULL, data BLOB NOT NULL,
			PRIMARY KEY (collection, id)
		) WITHOUT ROWID;
		CREATE INDEX documents_by_rank ON documents (collection, rank DESC);`, indexSchema})
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, collection, id string) (store.Document, error) {
	d := store.Document{ID: id}
	err := s.file.Read(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT rank, version, data FROM documents WHERE collection = ? AND id = ?`,
			collection, id).Scan(&d.Order, &d.Version, &d.Data)
	})
	if errors.Is(err, sql.ErrNoRows) {
		return store.Document{}, fmt.Errorf("%w: %s", store.ErrNotFound, collection)
	}
	return d, unavailable(err)
}

// Put implements store.Store.
func (s *Store) Put(ctx context.Context, collection string, d store.Document) (int, error) {
	ctx = context.WithoutCancel(ctx) // an interrupt in mid-statement would undo what others wrote in the same commit
	statement := `UPDATE documents SET rank = ?3, version = version + 1, data = ?5 WHERE collection = ?1 AND id = ?2 AND version = ?4`
	if d.Version == 0 {
		statement = `INSERT INTO documents (collection, id, rank, version, data) VALUES (?1, ?2, ?3, ?4 + 1, ?5) ON CONFLICT DO NOTHING`
	}
	if d.Data == nil {
		d.Data = []byte{} // nil would be NULL
	}
	conflict := false
	err := s.file.Write(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, statement, collection, d.ID, d.Order, d.Version, d.Data)
		if err != nil {
			return err
		}
		changed, err := result.RowsAffected()
		conflict = changed == 0
		return err
	})
	if err == nil && conflict {
		return 0, fmt.Errorf("%w: %s", store.ErrConflict, collection)
	}
	return d.Version + 1, unavailable(err)
}

// Delete implements store.Store.
func (s *Store) Delete(ctx context.Context, collection, id string) error {
	ctx = context.WithoutCancel(ctx) // an interrupt in mid-statement would undo what others wrote in the same commit
	return unavailable(s.file.Write(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM documents WHERE collection = ? AND id = ?`, collection, id)
		return err
	}))
}

// List implements store.Store.
func (s *Store) List(ctx context.Context, collection, below string, limit int) ([]store.Document, error) {
	var list []store.Document
	err := s.file.Read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `
			SELECT id, rank, version, data FROM documents WHERE collection = ?1 AND (?2 = '' OR rank < ?2)
			ORDER BY rank DESC, id LIMIT ?3`, collection, below, limit)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var d store.Document
			if err := rows.Scan(&d.ID, &d.Order, &d.Version, &d.Data); err != nil {
				return err
			}
			list = append(list, d)
		}
		return rows.Err()
	})
	return list, unavailable(err)
}

// unavailable marks whatever the file could not do.
func unavailable(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
}
