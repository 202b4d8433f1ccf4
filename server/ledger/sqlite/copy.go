package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// Copy writes what is in the file at path now, in one moment, to a new file. It may be called by another process than the one
// that uses the file, while games go on: SQLite's readers do not hold up a writer, and what is committed meanwhile is simply not
// in the copy. The copy has no remains of what was deleted.
func Copy(ctx context.Context, path, to string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no database at %s: name the server's data folder", path)
	}
	db, err := open(path, "&mode=rw", 1)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // nothing was written through it
	var id int
	if err := db.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return fmt.Errorf("copy %s: %w", path, err)
	}
	if id != applicationID {
		return fmt.Errorf("copy %s: it is no database of Trivium", path)
	}
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, to); err != nil {
		return fmt.Errorf("copy %s: %w", path, err)
	}
	return nil
}

// Inspect opens a file that nobody uses, looks it through for damage, and shows it to look.
func Inspect(ctx context.Context, path string, look func(db *sql.DB) error) error {
	db, err := sql.Open("sqlite", "file:"+address(path)+"?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	var id int
	var found string
	if err := db.QueryRowContext(ctx, `PRAGMA application_id`).Scan(&id); err != nil {
		return fmt.Errorf("look into %s: %w", path, err)
	}
	if id != applicationID {
		return fmt.Errorf("look into %s: it is no database of Trivium", path)
	}
	if err := db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&found); err != nil {
		return fmt.Errorf("look into %s: %w", path, err)
	}
	if found != "ok" {
		return fmt.Errorf("look into %s: the database is damaged: %s", path, found)
	}
	return look(db)
}
