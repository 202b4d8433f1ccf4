package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/schema"
)

// Restore puts a backup into a place that nobody uses. Where data are already it is ErrThere, unless force is set: then what is
// there is saved first, and Restore gives the file of that. Nothing is replaced before the whole backup was read and held
// against its sums; what happens when it is interrupted is told at Finish, and for Redis at swap.
func Restore(ctx context.Context, file string, p Place, force bool) (m Manifest, before string, err error) {
	backup, err := os.Open(file)
	if err != nil {
		return m, "", fmt.Errorf("open the backup: %w", err)
	}
	defer func() { _ = backup.Close() }()
	p.say("Checking %s ...", file)
	if m, err = Check(backup, p.Schema); err != nil {
		return m, "", err
	}
	if err := p.fits(&m); err != nil {
		return m, "", err
	}
	unlock, err := p.lock()
	if err != nil {
		return m, "", err
	}
	defer unlock()
	if p.Redis != nil {
		held, release, err := p.hold(ctx)
		if err != nil {
			return m, "", err
		}
		defer release()
		ctx = held
	}
	if err := finish(p.Data); err != nil { // one that was interrupted
		return m, "", err
	}
	if before, err = p.makeRoom(ctx, force); err != nil {
		return m, before, err
	}
	return m, before, p.replace(ctx, backup, &m)
}

// fits refuses a backup of the other body.
func (p *Place) fits(m *Manifest) error {
	switch {
	case m.Body == p.body():
		return nil
	case m.Body == Redis:
		return errors.New("this is a backup of instances that share a Redis: name the Redis to restore into with --redis-url")
	}
	return errors.New("this is a backup of a server that is alone, with its database in the data folder: leave --redis-url out")
}

// lock takes the data folder, which is made if it is not there.
func (p *Place) lock() (unlock func(), err error) {
	if err := os.MkdirAll(p.Data, 0o750); err != nil {
		return nil, fmt.Errorf("the data folder %s can not be made; name another with --data: %w", p.Data, err)
	}
	return lockFolder(p.Data)
}

// lockFolder takes both locks that a server may have on a folder.
func lockFolder(data string) (unlock func(), err error) {
	var locks []*flock.Flock
	unlock = func() {
		for _, lock := range locks {
			_ = lock.Unlock() // the process ends it at the latest
		}
	}
	for _, name := range []string{"trivium.db.lock", "instance.lock"} {
		lock := flock.New(filepath.Join(data, name))
		locked, err := lock.TryLock()
		if err != nil {
			unlock()
			return nil, fmt.Errorf("lock the data folder %s: %w", data, err)
		}
		if !locked {
			unlock()
			return nil, fmt.Errorf("%w with the data folder %s: stop it first", ErrUsed, data)
		}
		locks = append(locks, lock)
	}
	return unlock, nil
}

// hold keeps instances from starting, and refuses if some run.
func (p *Place) hold(ctx context.Context) (held context.Context, release func(), err error) {
	held, release, err = schema.Hold(ctx, p.Redis, "a backup is restored")
	if err != nil {
		return nil, nil, err
	}
	living, err := ledgerredis.Living(held, p.Redis)
	if err == nil && len(living) > 0 {
		err = fmt.Errorf("%w: %s on this Redis; stop all of them first", ErrUsed, counted(len(living), "instance"))
	}
	if err != nil {
		release()
		return nil, nil, err
	}
	return held, release, nil
}

// makeRoom looks whether there are data, and saves them if they may be replaced.
func (p *Place) makeRoom(ctx context.Context, force bool) (before string, err error) {
	there, err := p.there(ctx)
	if err != nil || there == "" {
		return "", err
	}
	if !force {
		return "", fmt.Errorf("%w: %s; with --force they are saved beside it first, and then replaced", ErrThere, there)
	}
	folder := filepath.Join(p.Data, Folder)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	before = filepath.Join(folder, Name("before-restore", p.Clock()))
	p.say("Saving what is there to %s ...", before)
	quiet := *p
	quiet.Say = nil
	if _, err := os.Stat(filepath.Join(p.Data, databaseFile)); p.Redis == nil && errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s has files, but no database that could be saved first: empty the folder, or name another with --data", p.Data)
	}
	if _, _, err := SaveTo(ctx, before, quiet); err != nil {
		return "", fmt.Errorf("save what is there, which was not touched: %w", err)
	}
	return before, nil
}

// there says what would be replaced; empty if nothing would.
func (p *Place) there(ctx context.Context) (what string, err error) {
	entries, err := os.ReadDir(p.Data)
	if err != nil {
		return "", err
	}
	for _, entry := range entries {
		if name := entry.Name(); !kept(name) && !passing(name) && !emptyFolder(filepath.Join(p.Data, name)) {
			return fmt.Sprintf("%s has %s", p.Data, name), nil
		}
	}
	if p.Redis == nil {
		return "", nil
	}
	keys, err := Keys(ctx, p.Redis)
	if err != nil {
		return "", err
	}
	for _, key := range keys {
		if !ours(key) && !ledgerredis.IsLife(key) {
			return "the Redis has data of Trivium", nil
		}
	}
	return "", nil
}

func emptyFolder(name string) bool {
	entries, err := os.ReadDir(name)
	return err == nil && len(entries) == 0
}

// replace writes all to one side and changes places.
func (p *Place) replace(ctx context.Context, backup io.ReadSeeker, m *Manifest) error {
	if _, err := backup.Seek(0, io.SeekStart); err != nil {
		return err
	}
	s, err := newStage(p.Data)
	if err != nil {
		return err
	}
	defer func() { _ = s.close() }()
	var r *redisStage
	if p.Redis != nil {
		if r, err = newRedisStage(ctx, p.Redis, m.Taken); err != nil {
			return err
		}
	}
	p.say("Restoring ...")
	i := 0
	err = each(backup, func(name string, _ int64, content io.Reader) error {
		if name == manifestName {
			return nil
		}
		if i >= len(m.Parts) || m.Parts[i].Name != name {
			return fmt.Errorf("%w: it changed while it was read", ErrBroken)
		}
		content = m.summed(i, content)
		i++
		if strings.HasPrefix(name, redisParts) {
			return r.take(ctx, content)
		}
		return s.write(strings.TrimPrefix(name, folderParts), content)
	})
	if err == nil && i != len(m.Parts) {
		err = fmt.Errorf("%w: it changed while it was read", ErrBroken)
	}
	if err != nil {
		return err
	}
	if m.Body == SQLite {
		var again Manifest
		again.Counts.Collections = map[string]int{}
		if err := p.inspect(ctx, filepath.Join(s.folder, "new", databaseFile), &again); err != nil {
			return fmt.Errorf("nothing was replaced: %w", err)
		}
	}
	if r != nil {
		if err := r.swap(ctx, m.Schema); err != nil {
			return err
		}
	}
	if err := s.ready(); err != nil {
		return err
	}
	return finish(p.Data)
}
