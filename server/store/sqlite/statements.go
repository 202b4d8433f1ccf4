package sqlite

import (
	"context"
	"database/sql"
	"errors"
)

// statements are those of one transaction about one index. Each is prepared once, for preparing costs more than running.
type statements struct {
	tx       *sql.Tx
	number   int64 // of the index; the first parameter of every statement
	prepared map[string]*sql.Stmt
}

func newStatements(tx *sql.Tx, number int64) *statements {
	return &statements{tx: tx, number: number, prepared: map[string]*sql.Stmt{}}
}

// close lets the statements go.
func (s *statements) close() {
	for _, statement := range s.prepared {
		_ = statement.Close() // they end with the transaction anyway
	}
}

func (s *statements) of(ctx context.Context, text string) (*sql.Stmt, error) {
	if known, ok := s.prepared[text]; ok {
		return known, nil
	}
	statement, err := s.tx.PrepareContext(ctx, text)
	if err == nil {
		s.prepared[text] = statement
	}
	return statement, err
}

func (s *statements) with(values []any) []any { return append([]any{s.number}, values...) }

func (s *statements) exec(ctx context.Context, text string, values ...any) error {
	statement, err := s.of(ctx, text)
	if err != nil {
		return err
	}
	_, err = statement.ExecContext(ctx, s.with(values)...)
	return err
}

// into is where the columns of a row go.
type into []any

// one reads one row and tells whether there was one.
func (s *statements) one(ctx context.Context, row into, text string, values ...any) (bool, error) {
	statement, err := s.of(ctx, text)
	if err != nil {
		return false, err
	}
	err = statement.QueryRowContext(ctx, s.with(values)...).Scan(row...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// each reads rows until there are no more or do says that it is enough.
func (s *statements) each(ctx context.Context, do func(rows *sql.Rows) (more bool, err error), text string, values ...any) error {
	statement, err := s.of(ctx, text)
	if err != nil {
		return err
	}
	rows, err := statement.QueryContext(ctx, s.with(values)...)
	if err != nil {
		return err
	}
	for more := true; more && rows.Next(); {
		if more, err = do(rows); err != nil {
			return errors.Join(err, rows.Close())
		}
	}
	return errors.Join(rows.Err(), rows.Close())
}
