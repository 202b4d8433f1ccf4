package backup

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// stageFolder is where a restore writes before it changes places. In it are "new", what is restored; "old", what was there; and
// two marks: "ready" when all of the new is on the disk, "moved" when all of the old is out of the way.
const stageFolder = ".restore"

// stage is a restore's side of a data folder.
type stage struct {
	folder string
	root   *os.Root // of "new": no name leads out of it
}

// newStage begins anew: what an interrupted restore left is gone, unless it was ready (finish).
func newStage(data string) (*stage, error) {
	folder := filepath.Join(data, stageFolder)
	if err := os.RemoveAll(folder); err != nil {
		return nil, err
	}
	for _, name := range []string{"new", "old"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o700); err != nil {
			return nil, fmt.Errorf("make a folder to restore into: %w", err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(folder, "new"))
	if err != nil {
		return nil, err
	}
	return &stage{folder: folder, root: root}, nil
}

// close takes away what is not ready.
func (s *stage) close() error {
	err := s.root.Close()
	if _, missing := os.Stat(filepath.Join(s.folder, "ready")); errors.Is(missing, fs.ErrNotExist) {
		err = errors.Join(err, os.RemoveAll(s.folder))
	}
	return err
}

// write writes one file.
func (s *stage) write(name string, content io.Reader) error {
	if err := s.root.MkdirAll(path.Dir(name), 0o750); err != nil {
		return fmt.Errorf("restore %s: %w", name, err)
	}
	file, err := s.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("restore %s: %w", name, err)
	}
	_, err = io.Copy(file, content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("restore %s: %w", name, err)
	}
	return nil
}

// ready says that all is there. From here on a restore goes forward, whatever happens.
func (s *stage) ready() error {
	err := filepath.WalkDir(filepath.Join(s.folder, "new"), func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		return syncFolder(name)
	})
	if err != nil {
		return err
	}
	return mark(s.folder, "ready")
}

// mark makes an empty file that lasts.
func mark(folder, name string) error {
	file, err := os.Create(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	if err := errors.Join(file.Sync(), file.Close()); err != nil {
		return err
	}
	return syncFolder(folder)
}

// Finish ends a restore that was interrupted, so that a data folder is either as it was or wholly restored: before all was on the
// disk it is as it was, afterwards the rest is done here. A start calls it before it opens anything. If somebody uses the folder
// it does nothing.
func Finish(data string) error {
	if _, err := os.Lstat(filepath.Join(data, stageFolder)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	unlock, err := lockFolder(data)
	if errors.Is(err, ErrUsed) {
		return nil // whoever opens the folder is told
	}
	if err != nil {
		return err
	}
	defer unlock()
	return finish(data)
}

// finish does what is left of a restore that is ready, and takes away one that is not. It may be ended at any point and done
// again: the old goes before any of the new comes, and a mark says when that is so.
func finish(data string) error {
	folder := filepath.Join(data, stageFolder)
	there := func(name string) bool { _, err := os.Lstat(filepath.Join(folder, name)); return err == nil }
	if !there("ready") {
		return os.RemoveAll(folder)
	}
	if !there("moved") {
		if err := moveAll(data, filepath.Join(folder, "old"), kept); err != nil {
			return err
		}
		if err := mark(folder, "moved"); err != nil {
			return err
		}
	}
	if err := moveAll(filepath.Join(folder, "new"), data, func(string) bool { return false }); err != nil {
		return err
	}
	// Without this mark the rest is rubbish.
	if err := os.Remove(filepath.Join(folder, "ready")); err != nil {
		return err
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	return os.RemoveAll(folder)
}

// moveAll moves what is in one folder to another.
func moveAll(from, to string, but func(name string) bool) error {
	entries, err := os.ReadDir(from)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if but(entry.Name()) {
			continue
		}
		if err := os.Rename(filepath.Join(from, entry.Name()), filepath.Join(to, entry.Name())); err != nil {
			return fmt.Errorf("the restore is not done yet; start the server or restore again to end it: %w", err)
		}
	}
	return errors.Join(syncFolder(from), syncFolder(to))
}
