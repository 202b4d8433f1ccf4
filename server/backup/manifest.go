package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"syscall"
	"time"
)

// The bodies that a backup is of.
const (
	SQLite = "sqlite"
	Redis  = "redis"
)

// Manifest says what is in a backup. It is its last part.
type Manifest struct {
	Format  int       `json:"format"`
	Schema  int       `json:"schema"`
	Trivium string    `json:"trivium"` // version
	Taken   time.Time `json:"taken"`   // when it began
	Body    string    `json:"body"`
	Redis   string    `json:"redis,omitempty"` // version
	Counts  Counts    `json:"counts"`
	Parts   []Part    `json:"parts"`
}

// Counts says how much there is.
type Counts struct {
	Rooms       int            `json:"rooms"`   // in the ledger
	Running     int            `json:"running"` // of those
	Collections map[string]int `json:"collections"`
	Packs       int            `json:"packs"` // of your own
	Files       int            `json:"files"` // of the data folder
}

// Part is a file in a backup.
type Part struct {
	Name string `json:"name"`
	Size int64  `json:"size"`
	Sum  string `json:"sha256"`
}

// manifestName is the name of the part with the manifest, and manifestMax how large it may be, in bytes.
const (
	manifestName = "manifest.json"
	manifestMax  = 256 << 20
)

// Words tells a person what is in the backup.
func (m *Manifest) Words() string {
	games := m.Counts.Collections["games"]
	words := []string{fmt.Sprintf("%s (%d running)", counted(games, "game"), m.Counts.Running)}
	for _, kind := range []string{"host", "league"} {
		words = append(words, counted(m.Counts.Collections[kind+"s"], kind))
	}
	words = append(words, counted(m.Counts.Packs, "pack")+" of your own", counted(m.Counts.Files, "file"))
	return strings.Join(words, ", ")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// decodeManifest reads a manifest, and refuses what is newer than this program.
func decodeManifest(data []byte, schema int) (Manifest, error) {
	var m Manifest
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%w: its manifest can not be read: %w", ErrBroken, err)
	}
	switch {
	case m.Format < 1 || m.Schema < 1 || (m.Body != SQLite && m.Body != Redis):
		return m, fmt.Errorf("%w: its manifest says nothing that makes sense", ErrBroken)
	case m.Format > Format:
		return m, fmt.Errorf("%w: the backup has format %d, made by Trivium %s, and this program reads up to %d", ErrNewer, m.Format, m.Trivium, Format)
	case m.Schema > schema:
		return m, fmt.Errorf("%w: the backup has schema %d, made by Trivium %s, and this program knows up to %d", ErrNewer, m.Schema, m.Trivium, schema)
	}
	return m, nil
}

// isInvalid says that a folder can not be synced on this system.
func isInvalid(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.EBADF)
}
