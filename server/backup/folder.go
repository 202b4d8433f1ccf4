package backup

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// kept says whether something at the top of a data folder is neither saved nor replaced: what belongs to a running process, to
// the disk, to backups themselves, or is hidden.
func kept(name string) bool {
	return strings.HasPrefix(name, ".") || slices.Contains([]string{Folder, "trivium.db.lock", "instance.lock", "server.json", "lost+found"}, name)
}

// passing says whether a file is on its way to another name, or of the system.
func passing(name string) bool {
	return strings.HasSuffix(name, ".part") || strings.HasPrefix(name, ".")
}

// database says whether a file belongs to the database, which is copied in its own way.
func database(name string) bool {
	return slices.Contains([]string{databaseFile, databaseFile + "-wal", databaseFile + "-shm", databaseFile + "-journal"}, name)
}

// saveFolder saves the files of the data folder: the hosts' key, packs, media, whatever else there is.
func (p *Place) saveFolder(w *writer, m *Manifest) error {
	folder := os.DirFS(p.Data)
	err := fs.WalkDir(folder, ".", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist): // it went meanwhile, or there is no folder
			return nil
		case err != nil:
			return err
		case file != "." && (passing(entry.Name()) || path.Dir(file) == "." && (kept(file) || database(file))):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			p.say("Left out, since it is a link or no file: %s", file)
			return nil
		}
		if err := checkName(folderParts + file); err != nil {
			p.say("Left out, because of its name: %q", file)
			return nil //nolint:nilerr // it was said
		}
		return p.saveOne(w, m, file)
	})
	if err != nil {
		return fmt.Errorf("save the files of %s: %w", p.Data, err)
	}
	return nil
}

func (p *Place) saveOne(w *writer, m *Manifest, name string) error {
	file, err := os.Open(filepath.Join(p.Data, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	m.Counts.Files++
	if path.Dir(name) == "packs" {
		m.Counts.Packs++
	}
	return w.add(folderParts+name, info.Size(), file)
}
