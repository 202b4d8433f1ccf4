// Package backup saves all that a server knows into one file while games go on, and restores it.
//
// A backup is a gzipped tar: the database of a server that is alone, or the keys of the Redis that several share, the files of
// the data folder, and at the end a manifest with the SHA-256 of every part. It is made of a moment: what was acknowledged
// before it began is in it. Of SQLite a read transaction of another process gives that moment (VACUUM INTO: SQLite's readers do
// not hold up the writer of a WAL). Of Redis it takes an order:
//
//  1. All collections and indexes are read as they are found, then caught up to one moment T (store/redis.Copy). What was
//     written as a whole before it was named, such as the parts of a kept game, is there if it is named.
//  2. Every room that there was is copied, each at one moment after T (ledger/redis.CopyRoom). So a game is never further in
//     the store than in its room: a game that ended after T is found ended, and kept, by whoever restores it, as after a crash.
//  3. If a room was forgotten meanwhile, the store is caught up again, for its copy is there then, and the rooms again after it.
//  4. PINs come after the rooms that have them, which keep them for as long as they live. The indexes of rooms are made anew
//     from the rooms, and who led a room counts as dead since its last sign of life.
//
// A snapshot by Redis itself (PSYNC, as redis-cli --rdb takes it) would be of one moment as well. But it forks the server, needs
// rights that hosted ones do not give, has what other programs keep there too, and is in a format of Redis' own that one cannot
// restore through a connection.
//
// A restore writes everything to one side, then changes places: in a folder by renaming, which the next start finishes if it is
// interrupted (Finish), in Redis by one transaction. It says no while somebody uses what it would replace.
package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/schema"
)

// Format is the form of the backups that this package writes, and the newest that it reads.
const Format = 1

// Errors of a backup and a restore.
var (
	// ErrBroken says that a file is no backup, or not a whole one.
	ErrBroken = errors.New("the file is not a whole backup")
	// ErrNewer says that a newer Trivium made it.
	ErrNewer = schema.ErrNewer
	// ErrThere says that a restore would write over something.
	ErrThere = errors.New("there are data already")
	// ErrUsed says that a server uses what is to be replaced.
	ErrUsed = errors.New("a server is running")
)

// Place is what is saved or restored: a data folder, and a Redis if several instances share one.
type Place struct {
	// Data is the data folder.
	Data string
	// Redis is what instances share; nil for a server that is alone.
	Redis goredis.UniversalClient
	// Schema is the newest schema that this program knows.
	Schema int
	// Version is Trivium's.
	Version string
	// Clock tells the time.
	Clock func() time.Time
	// Say takes words about the progress. Nil is silence.
	Say func(format string, args ...any)
}

func (p *Place) say(format string, args ...any) {
	if p.Say != nil {
		p.Say(format, args...)
	}
}

func (p *Place) body() string {
	if p.Redis != nil {
		return Redis
	}
	return SQLite
}

// Save writes a backup.
func Save(ctx context.Context, to io.Writer, p Place) (Manifest, error) {
	m := Manifest{
		Format: Format, Trivium: p.Version, Taken: p.Clock().UTC().Truncate(time.Second), Body: p.body(),
		Counts: Counts{Collections: map[string]int{}},
	}
	w := newWriter(to, m.Taken)
	save := p.saveFile
	if p.Redis != nil {
		save = p.saveRedis
	}
	if err := save(ctx, w, &m); err != nil {
		return m, err
	}
	// After the database: what a game there shows was in the folder before.
	if err := p.saveFolder(w, &m); err != nil {
		return m, err
	}
	return m, w.finish(&m)
}

// Name is what a backup is called that was not given a name.
func Name(before string, at time.Time) string {
	return before + "-" + at.UTC().Format("2006-01-02T150405Z") + ".tar.gz"
}

// SaveTo writes a backup to a file: under another name first, and when it is on the disk it gets its own. There must be no such
// file yet. Its owner alone may read it, for it has secrets. It gives the size in bytes.
func SaveTo(ctx context.Context, file string, p Place) (m Manifest, size int64, err error) {
	if _, err := os.Lstat(file); err == nil {
		return m, 0, fmt.Errorf("%s is there already; name another file", file)
	}
	part, err := os.CreateTemp(filepath.Dir(file), "."+filepath.Base(file)+".*.part") // for its owner alone
	if err != nil {
		return m, 0, fmt.Errorf("write the backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, part.Close(), os.Remove(part.Name()))
		}
	}()
	if m, err = Save(ctx, part, p); err != nil {
		return m, 0, err
	}
	info, err := part.Stat()
	if err != nil {
		return m, 0, err
	}
	if err = part.Sync(); err != nil {
		return m, 0, fmt.Errorf("write the backup: %w", err)
	}
	if err = os.Rename(part.Name(), file); err != nil {
		return m, 0, err
	}
	_ = part.Close() // it is on the disk
	return m, info.Size(), syncFolder(filepath.Dir(file))
}

// syncFolder makes names in a folder last.
func syncFolder(folder string) error {
	f, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !isInvalid(err) {
		return fmt.Errorf("sync the folder %s: %w", folder, err)
	}
	return nil
}
