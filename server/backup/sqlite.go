package backup

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	ledgersqlite "trivium/server/ledger/sqlite"
)

// Names in a data folder.
const (
	databaseFile = "trivium.db"
	// Folder is where backups lie that the server makes by itself.
	Folder = "backups"
	// workPrefix begins the names of folders in it that are in use.
	workPrefix = "part-"
)

// saveFile saves the database of a server that is alone.
func (p *Place) saveFile(ctx context.Context, w *writer, m *Manifest) error {
	work, done, err := workFolder(p.Data)
	if err != nil {
		return err
	}
	defer done()
	p.say("Copying the database while games go on ...")
	copied := filepath.Join(work, databaseFile)
	if err := ledgersqlite.Copy(ctx, filepath.Join(p.Data, databaseFile), copied); err != nil {
		return err
	}
	if err := p.inspect(ctx, copied, m); err != nil {
		return err
	}
	file, err := os.Open(copied)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	return w.add(databasePart, info.Size(), file)
}

// inspect counts what is in a database, and refuses one of a newer schema.
func (p *Place) inspect(ctx context.Context, file string, m *Manifest) error {
	err := ledgersqlite.Inspect(ctx, file, func(db *sql.DB) error {
		if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&m.Schema); err != nil {
			return err
		}
		m.Schema = max(m.Schema, 1) // files from before there was a number are of the first schema
		err := db.QueryRowContext(ctx, `SELECT count(*), count(*) - count(released) FROM rooms WHERE forgotten IS NULL`).
			Scan(&m.Counts.Rooms, &m.Counts.Running)
		if err != nil {
			return err
		}
		rows, err := db.QueryContext(ctx, `SELECT collection, count(*) FROM documents GROUP BY collection`)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			var name string
			var n int
			if err := rows.Scan(&name, &n); err != nil {
				return err
			}
			m.Counts.Collections[name] = n
		}
		return rows.Err()
	})
	if err != nil {
		return fmt.Errorf("look through the copy: %w", err)
	}
	if m.Schema > p.Schema {
		return fmt.Errorf("%w: the database has schema %d, and this program knows up to %d", ErrNewer, m.Schema, p.Schema)
	}
	return nil
}

// workFolder makes a folder on the data's disk that is gone when it is done with.
func workFolder(data string) (folder string, done func(), err error) {
	if _, err := os.Stat(data); err != nil {
		return "", nil, fmt.Errorf("there is no data folder %s; name it with --data: %w", data, err)
	}
	backups := filepath.Join(data, Folder)
	if err := os.MkdirAll(backups, 0o700); err != nil {
		return "", nil, fmt.Errorf("make the folder for backups: %w", err)
	}
	if folder, err = os.MkdirTemp(backups, workPrefix); err != nil {
		return "", nil, fmt.Errorf("make a folder to copy into: %w", err)
	}
	return folder, func() {
		_ = os.RemoveAll(folder)
		_ = os.Remove(backups) // if there is nothing else in it
	}, nil
}
