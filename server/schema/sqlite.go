package schema

import (
	"context"
	"database/sql"
	"fmt"
)

// File is what is needed of a database.
type File interface {
	Path() string
	Read(ctx context.Context, read func(tx *sql.Tx) error) error
	Write(ctx context.Context, write func(tx *sql.Tx) error) error
}

// SQLite brings a database forward. tables makes the tables of schema 1 where they are missing.
func (p Plan) SQLite(ctx context.Context, file File, tables func(ctx context.Context) error, o Options) error {
	at, fresh, err := look(ctx, file)
	if err != nil {
		return fmt.Errorf("read the schema of %s: %w", file.Path(), err)
	}
	if at > p.Current() {
		return p.newer("the database "+file.Path()+" has", at)
	}
	if err := tables(ctx); err != nil {
		return err
	}
	if fresh {
		o.Backup = nil
	}
	return p.forward(ctx, at, o, func(ctx context.Context, number int, step *Step) error {
		return file.Write(ctx, func(tx *sql.Tx) error {
			whole := context.WithoutCancel(ctx) // a step is done or not
			if step != nil && step.SQLite != nil {
				if err := step.SQLite(whole, tx); err != nil {
					return err
				}
			}
			_, err := tx.ExecContext(whole, fmt.Sprintf(`PRAGMA user_version = %d`, number))
			return err
		})
	})
}

// look reads the number of a database; 0 is one that has none. fresh is one without tables.
func look(ctx context.Context, file File) (schema int, fresh bool, err error) {
	var tables int
	err = file.Read(ctx, func(tx *sql.Tx) error {
		if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&schema); err != nil {
			return err
		}
		return tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables)
	})
	return schema, tables == 0, err
}

// forward runs the steps that are missing. number does a step, or nil, and moves the number on, at one moment.
func (p Plan) forward(ctx context.Context, at int, o Options, number func(ctx context.Context, to int, step *Step) error) error {
	if at == 0 {
		if err := number(ctx, 1, nil); err != nil {
			return fmt.Errorf("number the schema: %w", err)
		}
		at = 1
	}
	if at < p.Current() && o.Backup != nil {
		if err := o.Backup(ctx, at); err != nil {
			return fmt.Errorf("the data are of schema %d, and the backup before they are brought to %d failed, so nothing was changed: %w", at, p.Current(), err)
		}
	}
	for ; at < p.Current(); at++ {
		step := &p[at-1]
		if err := number(ctx, at+1, step); err != nil {
			return fmt.Errorf("bring the data from schema %d to %d (%s): %w", at, at+1, step.Words, err)
		}
		if o.Logger != nil {
			o.Logger.InfoContext(ctx, "the data were brought to the next schema", "schema", at+1, "step", step.Words)
		}
	}
	return nil
}
