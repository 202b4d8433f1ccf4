package bank

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"trivium/questions"
)

// Shelf is where several servers keep what was uploaded to one of them, and the media of games. Files on it never change:
// media are named by their content, and a pack's text has a name of its own for each upload.
type Shelf interface {
	// Packs lists the packs.
	Packs(ctx context.Context) ([]Shelved, error)
	// PutPack puts a pack on the shelf, in the place of one of the same file name. What it names is there already. If over is given, the
	// other one must have that text, or none be there if it is empty; else nothing is put, what the pack names alone goes, and it is ErrChanged.
	PutPack(ctx context.Context, pack Shelved, over *string) error
	// DeletePack takes a pack off; one that is not there is no error.
	DeletePack(ctx context.Context, file string) error
	// Put keeps a file; one that is there already is no error.
	Put(ctx context.Context, name string, data []byte) error
	// Get gives a file. fs.ErrNotExist.
	Get(ctx context.Context, name string) ([]byte, error)
}

// Shelved is a pack on a shelf: its file name, and the names on the shelf of its text and, by their paths, of its media.
type Shelved struct {
	File  string            `json:"file"`
	Text  string            `json:"text"`
	Media map[string]string `json:"media,omitempty"`
}

func (s Shelved) same(other Shelved) bool {
	return s.File == other.File && s.Text == other.Text && maps.Equal(s.Media, other.Media)
}

// taken is a pack of the shelf as it was read.
type taken struct {
	Shelved
	pack     *questions.Pack // nil if it can not be played
	findings []Finding
	media    map[string]held
	size     int64
}

// contentName names a file by what is in it.
func contentName(data []byte, extension string) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16]) + extension
}

// Share puts the bank on a shelf with other servers and reads what is there. It is called once, before anything else. Files
// that somebody drops into this server's folder by hand stay this server's.
func (b *Bank) Share(ctx context.Context, shelf Shelf) error {
	b.shelf, b.media.shelf = shelf, shelf
	return b.Sync(ctx)
}

// Sync reads the shelf again: what others uploaded comes into the bank, and what they removed goes. Call it about once a second.
func (b *Bank) Sync(ctx context.Context) error {
	if b.shelf == nil {
		return nil
	}
	select {
	case b.syncing <- struct{}{}:
		defer func() { <-b.syncing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	list, err := b.shelf.Packs(ctx)
	if err != nil {
		return fmt.Errorf("read the shelf: %w", err)
	}
	b.mu.Lock()
	known := b.shared
	b.mu.Unlock()
	slices.SortFunc(list, func(x, y Shelved) int { return cmp.Compare(x.File, y.File) })
	if slices.EqualFunc(list, known, func(s Shelved, t taken) bool { return s.same(t.Shelved) }) {
		return nil
	}
	shared := make([]taken, 0, len(list))
	for _, shelved := range list {
		if i := slices.IndexFunc(known, func(t taken) bool { return t.same(shelved) }); i >= 0 {
			shared = append(shared, known[i])
			continue
		}
		t, err := b.fetch(ctx, shelved)
		if errors.Is(err, fs.ErrNotExist) { // it was replaced or removed meanwhile; the next look shows it
			continue
		}
		if err != nil {
			return fmt.Errorf("read the pack %s from the shelf: %w", shelved.File, err)
		}
		shared = append(shared, t)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shared, b.seen = shared, "" // so that the next look puts it together anew
	return nil
}

// fetch reads one pack from the shelf.
func (b *Bank) fetch(ctx context.Context, shelved Shelved) (taken, error) {
	files := map[string][]byte{}
	var err error
	if files[shelved.File], err = b.shelf.Get(ctx, shelved.Text); err != nil {
		return taken{}, err
	}
	for file, name := range shelved.Media {
		if files[file], err = b.shelf.Get(ctx, name); err != nil {
			return taken{}, err
		}
	}
	t := taken{Shelved: shelved}
	folder := overlay{files: files}
	if t.pack, t.findings = b.load(folder, shelved.File); t.pack == nil {
		return t, nil
	}
	if t.media, t.size, err = takeMedia(source{FS: folder}, t.pack); err != nil {
		t.pack, t.findings = nil, append(t.findings, Finding{Severity: "error", Code: "media", Words: err.Error()})
	}
	t.size += int64(len(files[shelved.File]))
	return t, nil
}

// addShelved puts an uploaded pack on the shelf, with the media that came along or lie in this server's folder, in the place of another
// with its id. What came along has names of this upload and goes with it.
func (b *Bank) addShelved(ctx context.Context, u upload) error {
	if err := b.Sync(ctx); err != nil { // another server may just have taken it
		return err
	}
	pack := Shelved{File: u.name, Text: rand.Text() + path.Ext(u.name), Media: map[string]string{}}
	folder := overlay{files: u.files, below: b.below(ctx)}
	for _, file := range u.media {
		data, err := fs.ReadFile(folder, file)
		if err != nil {
			return fmt.Errorf("read the medium %s: %w", file, err)
		}
		name := contentName(data, strings.ToLower(path.Ext(file)))
		if strings.HasPrefix(file, importedMedia+"/") {
			name = pack.Text + "-" + name
		}
		pack.Media[file] = name
		if err := b.shelf.Put(ctx, name, data); err != nil {
			return fmt.Errorf("keep the medium %s: %w", file, err)
		}
	}
	if err := b.shelf.Put(ctx, pack.Text, u.data); err != nil {
		return fmt.Errorf("keep the pack: %w", err)
	}
	if err := b.shelf.PutPack(ctx, pack, u.over); err != nil {
		return fmt.Errorf("keep the pack: %w", err)
	}
	return b.drop(ctx, u.id, u.name)
}

// textOf is what the text of a file on the shelf is called there, empty if the file is not there.
func (b *Bank) textOf(file string) *string {
	b.mu.Lock()
	defer b.mu.Unlock()
	text := ""
	for _, t := range b.shared {
		if t.File == file {
			text = t.Text
		}
	}
	return &text
}

// below is where the media lie that an upload names and does not bring along: this server's folder, and packs on the shelf.
func (b *Bank) below(ctx context.Context) fs.FS {
	if b.shelf == nil {
		return os.DirFS(b.folder)
	}
	return onShelf{FS: os.DirFS(b.folder), open: func(file string) ([]byte, error) { return b.mediumOf(ctx, file) }}
}

// mediumOf gives a medium of a pack on the shelf by its path. fs.ErrNotExist.
func (b *Bank) mediumOf(ctx context.Context, file string) ([]byte, error) {
	b.mu.Lock()
	name := ""
	for _, t := range b.shared {
		name = cmp.Or(name, t.Media[file])
	}
	b.mu.Unlock()
	if name == "" {
		return nil, fs.ErrNotExist
	}
	return b.shelf.Get(ctx, name)
}

// onShelf is a folder with the media of packs on the shelf behind it.
type onShelf struct {
	fs.FS
	open func(file string) ([]byte, error)
}

// Open implements fs.FS.
func (o onShelf) Open(name string) (fs.File, error) {
	file, err := o.FS.Open(name)
	if !errors.Is(err, fs.ErrNotExist) {
		return file, err
	}
	data, err := o.open(name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return overlay{files: map[string][]byte{name: data}}.Open(name)
}
