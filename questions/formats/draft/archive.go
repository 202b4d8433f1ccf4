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
	MaxEntries  = 5 * MaxQuestions / 2 // QTI has a file for each question, and more for pictures
	MaxUnpacked = 128 << 20            // bytes of all entries that are read together
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
	content, err := a.Stream(name, most)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	return io.ReadAll(content)
}

// Stream unpacks one file of at most so many bytes while it is read. Its errors are those of Read, here and while reading.
func (a *Archive) Stream(name string, most int64) (io.ReadCloser, error) {
	entry := a.entries[name]
	if entry == nil {
		return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	content, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrArchive, name, err)
	}
	return &stream{archive: a, name: name, content: content, left: most, most: most}, nil
}

// stream counts what is unpacked of one file.
type stream struct {
	archive    *Archive
	name       string
	content    io.ReadCloser
	left, most int64
}

// Read unpacks the next bytes.
func (s *stream) Read(into []byte) (int, error) {
	n, err := s.content.Read(into)
	s.left -= int64(n)
	s.archive.left -= int64(n)
	switch {
	case s.left < 0:
		return 0, fmt.Errorf("%w: %s has more than %d KiB unpacked", ErrTooLarge, s.name, s.most>>10)
	case s.archive.left < 0:
		return 0, fmt.Errorf("%w: the files have more than %d MiB unpacked", ErrTooLarge, MaxUnpacked>>20)
	case err != nil && !errors.Is(err, io.EOF):
		return n, fmt.Errorf("%w: %s: %w", ErrArchive, s.name, err)
	}
	return n, err
}

// Close ends the reading.
func (s *stream) Close() error { return s.content.Close() }
