package draft

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// The bounds of an archive.
const (
	MaxEntries  = 5000
	MaxUnpacked = 128 << 20 // bytes of all entries that are read together
)

// The errors of an archive.
var (
	ErrArchive  = errors.New("the archive cannot be opened")
	ErrTooLarge = errors.New("the contents are too large")
)

// Archive is a zip file whose reading is bounded: by the count of its entries, and by the bytes that are unpacked in all, counted
// as they come out and not as the archive states. Names that lead out of the archive are not among its entries.
type Archive struct {
	entries map[string]*zip.File
	names   []string
	left    int64
}

// Open opens a zip file. ErrArchive, ErrTooLarge.
func Open(data []byte) (*Archive, error) {
	reader, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) { // such names are left out below
		return nil, fmt.Errorf("%w: %w", ErrArchive, err)
	}
	if len(reader.File) > MaxEntries {
		return nil, fmt.Errorf("%w: the archive has %d files, the most is %d", ErrTooLarge, len(reader.File), MaxEntries)
	}
	a := &Archive{entries: map[string]*zip.File{}, left: MaxUnpacked}
	for _, entry := range reader.File {
		name := strings.ReplaceAll(entry.Name, "\\", "/")
		if entry.FileInfo().IsDir() || !fs.ValidPath(name) || a.entries[name] != nil {
			continue
		}
		a.entries[name] = entry
		a.names = append(a.names, name)
	}
	return a, nil
}

// IsArchive tells whether data begins as a zip file does.
func IsArchive(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// Names are the names of all files, in the order of the archive, with slashes.
func (a *Archive) Names() []string { return a.names }

// Has tells whether there is a file of that name.
func (a *Archive) Has(name string) bool { return a.entries[name] != nil }

// Read unpacks one file of at most so many bytes. fs.ErrNotExist, ErrArchive, ErrTooLarge.
func (a *Archive) Read(name string, most int64) (_ []byte, err error) {
	entry := a.entries[name]
	if entry == nil {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	content, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrArchive, name, err)
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	most = min(most, a.left)
	data, err := io.ReadAll(io.LimitReader(content, most+1))
	a.left -= int64(len(data))
	switch {
	case int64(len(data)) > most:
		return nil, fmt.Errorf("%w: %s has more than %d KiB unpacked", ErrTooLarge, name, most>>10)
	case err != nil:
		return nil, fmt.Errorf("%w: %s: %w", ErrArchive, name, err)
	}
	return data, nil
}
