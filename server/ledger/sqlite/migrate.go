package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Migrate makes the tables of one owner ("ledger", "store"), or brings older ones up to date: steps[i] leads from version i to
// i+1. It refuses a file that a newer program has migrated further. Each owner counts apart, for they share one file. All of them
// together are the first schema; what a release changes after that is a step of package schema, and these steps stay.
func (f *File) Migrate(ctx context.Context, owner string, steps []string) error {
	err := f.Write(ctx, func(tx *sql.Tx) error { return migrate(context.WithoutCancel(ctx), tx, owner, steps) })
	if err != nil {
		return fmt.Errorf("migrate the tables of %s: %w", owner, err)
	}
	return nil
}

// migrate runs the steps that are missing.
func migrate(ctx context.Context, tx *sql.Tx, owner string, steps []string) error {
	_, err := tx.ExecContext(ctx,
		`CREATE TABLE IF NOT EXISTS versions (owner TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID`)
	if err != nil {
		return err
	}
	var version int
	err = tx.QueryRowContext(ctx, `SELECT version FROM versions WHERE owner = ?`, owner).Scan(&version)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if version > len(steps) {
		return fmt.Errorf("the file has version %d and this program knows only %d: use a newer Trivium", version, len(steps))
	}
	for i, step := range steps[version:] {
		if _, err := tx.ExecContext(ctx, step); err != nil {
			return fmt.Errorf("to version %d: %w", version+i+1, err)
		}
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO versions VALUES (?, ?) ON CONFLICT (owner) DO UPDATE SET version = excluded.version`, owner, len(steps))
	return err
}
