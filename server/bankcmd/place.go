package bankcmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"trivium/server/bank"
)

// Place is a bank that packs are taken into and out of.
type Place interface {
	// List gives the packs.
	List(ctx context.Context) ([]Listed, error)
	// Import takes a file into the bank. ErrFound if it is not taken; the findings say why.
	Import(ctx context.Context, f Import) (Listed, []bank.Finding, error)
	// Export gives a pack as a file. ErrUnreadable if there is no such pack or format.
	Export(ctx context.Context, pack, format string) (Export, error)
	// Close lets go of it.
	Close() error
}

// Listed is a pack as a list tells of it.
type Listed struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Language  string `json:"language"`
	License   string `json:"license"`
	Source    string `json:"source"` // shipped, yours or others
	Questions int    `json:"questions"`
}

// Import is a file to be taken.
type Import struct {
	Name    string
	Data    []byte
	Replace bool
}

// Export is a pack as a file.
type Export struct {
	Name     string
	Data     []byte
	Findings []bank.Finding // what the format cannot hold
}

// Where says which bank is meant.
type Where struct {
	Data  string // a data folder
	URL   string // a server; empty is the one that runs with the data folder, if one does
	Token string // of a host, for URL; empty is the key in the data folder
	// Running gives the address of the server that runs with a data folder.
	Running func(data string) (string, error)
}

// Open opens the bank that is meant: that of the server, if one is named or runs with the data folder, so that rights, limits and
// other instances are as its API has them; and else the packs of the folder, which is locked meanwhile. ErrUnreadable.
func Open(w Where) (Place, error) {
	if w.URL != "" {
		return w.remote(w.URL)
	}
	if info, err := os.Stat(w.Data); err != nil || !info.IsDir() {
		return nil, unreadable("there is no data folder %s; name it with --data, or a server with --url", w.Data)
	}
	locks, free, err := lockFolder(w.Data)
	if err != nil {
		return nil, unreadable("%w", err)
	}
	if free {
		return openFolder(w.Data, locks)
	}
	url, err := w.Running(w.Data)
	if err != nil {
		return nil, unreadable("a program uses the data folder %s: %w", w.Data, err)
	}
	return w.remote(url)
}

// remote gives the bank of a server.
func (w Where) remote(url string) (Place, error) {
	if w.Token != "" {
		return newRemote(url, w.Token), nil
	}
	key, err := os.ReadFile(filepath.Join(w.Data, "host.key"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, unreadable("nobody says who you are: give a host's token in TRIVIUM_TOKEN, or the server's data folder with --data")
	}
	if err != nil {
		return nil, unreadable("read the host's key: %w", err)
	}
	return newRemote(url, string(key)), nil
}

// lockFolder locks a data folder as a server does. It is not free if one uses it.
func lockFolder(data string) (locks []*flock.Flock, free bool, err error) {
	for _, name := range []string{"trivium.db.lock", "instance.lock"} {
		lock := flock.New(filepath.Join(data, name))
		locked, err := lock.TryLock()
		if err != nil || !locked {
			if err != nil {
				err = fmt.Errorf("lock the data folder %s: %w", data, err)
			}
			return nil, false, errors.Join(err, unlock(locks))
		}
		locks = append(locks, lock)
	}
	return locks, true, nil
}

func unlock(locks []*flock.Flock) error {
	var err error
	for _, lock := range locks {
		err = errors.Join(err, lock.Unlock())
	}
	return err
}
