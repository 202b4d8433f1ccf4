// Package bank is the packs that this server offers: those it ships, and those in the data folder's packs/, uploaded in the
// browser or dropped there by hand. A file that was put there is in the bank at the next look. Servers that share a shelf
// keep uploads there instead, and all of them have them.
package bank

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"trivium/questions"
)

// Where a pack comes from.
const (
	Shipped = "shipped"
	Yours   = "yours"
)

// Errors of a bank.
var (
	// ErrNoPack says that there is no such pack of yours.
	ErrNoPack = errors.New("no such pack")
	// ErrRefused says that a file is no pack; the findings say why.
	ErrRefused = errors.New("the file is not a pack that can be played")
)

// MaxFile is the largest pack file, in bytes.
const MaxFile = 2 << 20

// Finding is something about a pack file that its author should know.
type Finding struct {
	Severity string `json:"severity"` // error | warning
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Code     string `json:"code"`
	Words    string `json:"words"`
}

// Load reads a pack file and what its media folder holds. A pack that can not be played is nil, and a finding says why.
type Load func(folder fs.FS, file string) (*questions.Pack, []Finding)

// Problem is a file in the packs folder that is not in the bank.
type Problem struct {
	File     string    `json:"file"`
	Findings []Finding `json:"findings"`
}

// Entry is a pack of the bank.
type Entry struct {
	Pack     *questions.Pack
	Source   string
	File     string
	Findings []Finding
	shelved  bool // on the shelf, not in this server's folder
}

// Bank is the packs of this server. All methods may be called from any goroutine.
type Bank struct {
	load   Load
	folder string // of your own packs
	media  *Media
	along  fs.FS // the files of the shipped packs

	shelf   Shelf         // nil for a server that is alone
	syncing chan struct{} // holds one while the shelf is read

	mu       sync.Mutex
	shared   []taken // the packs of the shelf, by file; guarded by mu
	shipped  map[string]Entry
	yours    map[string]Entry // by id; guarded by mu
	problems []Problem        // guarded by mu
	seen     string           // names, sizes and times of the files last read; guarded by mu
}

// Open reads the shipped packs, which must be without fault, and your own in the data folder.
func Open(shipped fs.FS, data string, loadShipped, load Load) (*Bank, error) {
	b := &Bank{
		load: load, folder: filepath.Join(data, "packs"), along: shipped, shipped: map[string]Entry{}, syncing: make(chan struct{}, 1),
	}
	if err := os.MkdirAll(b.folder, 0o750); err != nil {
		return nil, fmt.Errorf("make the packs folder: %w", err)
	}
	var err error
	if b.media, err = newMedia(filepath.Join(data, "media")); err != nil {
		return nil, err
	}
	files, err := fs.Glob(shipped, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the shipped packs: %w", err)
	}
	for _, file := range files {
		pack, findings := loadShipped(shipped, file)
		if pack == nil {
			return nil, fmt.Errorf("the shipped pack %s: %w: %v", file, ErrRefused, findings)
		}
		if err := b.media.take(shipped, pack, true); err != nil {
			return nil, fmt.Errorf("the shipped pack %s: %w", file, err)
		}
		b.shipped[pack.ID] = Entry{Pack: pack, Source: Shipped, File: file, Findings: findings}
	}
	b.look()
	return b, nil
}

// Entries gives all packs, your own first, by title.
func (b *Bank) Entries() ([]Entry, []Problem) {
	b.look()
	b.mu.Lock()
	defer b.mu.Unlock()
	entries := make([]Entry, 0, len(b.yours)+len(b.shipped))
	for _, e := range b.yours {
		entries = append(entries, e)
	}
	for id, e := range b.shipped {
		if _, own := b.yours[id]; !own {
			entries = append(entries, e)
		}
	}
	slices.SortFunc(entries, func(x, y Entry) int {
		return cmp.Or(-cmp.Compare(x.Source, y.Source), cmp.Compare(x.Pack.Title, y.Pack.Title), cmp.Compare(x.Pack.ID, y.Pack.ID))
	})
	return entries, slices.Clone(b.problems)
}

// Entry gives a pack by its id; yours goes before a shipped one of the same name.
func (b *Bank) Entry(id string) (Entry, bool) {
	b.look()
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.yours[id]; ok {
		return e, true
	}
	e, ok := b.shipped[id]
	return e, ok
}

// Pack gives the questions of a pack.
func (b *Bank) Pack(id string) (*questions.Pack, bool) {
	e, ok := b.Entry(id)
	return e.Pack, ok
}

// Question gives a question by its id "pack/question".
func (b *Bank) Question(id string) (*questions.Question, bool) {
	pack, _, _ := strings.Cut(id, "/")
	if p, ok := b.Pack(pack); ok {
		for i := range p.Questions {
			if p.Questions[i].ID == id {
				return &p.Questions[i], true
			}
		}
	}
	return nil, false
}

// Keep makes the media of these questions last as long as the game: your files may change or go.
func (b *Bank) Keep(ctx context.Context, qs []questions.Question) error { return b.media.keep(ctx, qs) }

// Media gives a picture or sound by the last part of its URL, from whichever server has it.
func (b *Bank) Media(ctx context.Context, name string) (data []byte, contentType string, ok bool) {
	return b.media.get(ctx, name)
}

// look reads the packs folder again if something in it, or on the shelf, has changed.
func (b *Bank) look() {
	b.mu.Lock()
	defer b.mu.Unlock()
	files, seen := b.list()
	if seen == b.seen {
		return
	}
	b.seen, b.yours, b.problems = seen, map[string]Entry{}, nil
	for _, t := range b.shared {
		b.offer(t.pack, Entry{Source: Yours, File: t.File, Findings: t.findings, shelved: true})
	}
	folder := os.DirFS(b.folder)
	for _, file := range files {
		pack, findings := b.load(folder, file)
		if pack != nil {
			if err := b.media.take(folder, pack, false); err != nil {
				pack, findings = nil, append(findings, Finding{Severity: "error", Code: "media", Words: err.Error()})
			}
		}
		b.offer(pack, Entry{Source: Yours, File: file, Findings: findings})
	}
}

// offer takes a pack of yours into the bank, or notes why not. The caller holds mu.
func (b *Bank) offer(pack *questions.Pack, e Entry) {
	if pack == nil {
		b.problems = append(b.problems, Problem{File: e.File, Findings: e.Findings})
		return
	}
	if other, twice := b.yours[pack.ID]; twice {
		b.problems = append(b.problems, Problem{File: e.File, Findings: []Finding{{
			Severity: "error", Code: "twice", Words: fmt.Sprintf("the pack %q is already in %s; give one of them another id", pack.ID, other.File),
		}}})
		return
	}
	e.Pack = pack
	b.yours[pack.ID] = e
}

// list gives the pack files and a text that changes when one of them does.
func (b *Bank) list() (files []string, seen string) {
	var all strings.Builder
	entries, err := os.ReadDir(b.folder)
	if err != nil {
		return nil, err.Error()
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || e.IsDir() || !packFile(e.Name()) || info.Size() > MaxFile {
			continue
		}
		files = append(files, e.Name())
		fmt.Fprintln(&all, e.Name(), info.Size(), info.ModTime().UnixNano())
	}
	return files, "looked\n" + all.String()
}

func packFile(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".csv", ".tsv":
		return !strings.HasPrefix(name, ".")
	}
	return false
}

func mediaOf(pack *questions.Pack) []string {
	var paths []string
	for i := range pack.Questions {
		for _, medium := range pack.Questions[i].Media {
			paths = append(paths, medium.Src)
		}
	}
	return paths
}

// addFile writes an uploaded pack into the folder, in the place of another with its id.
func (b *Bank) addFile(ctx context.Context, u upload) error {
	if err := b.drop(ctx, u.id, u.name); err != nil {
		return err
	}
	if err := write(filepath.Join(b.folder, u.name), u.data); err != nil {
		return fmt.Errorf("keep the pack: %w", err)
	}
	return nil
}

// Remove takes a pack of yours out of the bank. ErrNoPack.
func (b *Bank) Remove(ctx context.Context, id string) error {
	if err := b.Sync(ctx); err != nil {
		return err
	}
	if e, ok := b.Entry(id); !ok || e.Source != Yours {
		return ErrNoPack
	}
	if err := b.drop(ctx, id, ""); err != nil {
		return err
	}
	return b.Sync(ctx)
}

// drop removes the pack of yours with this id, unless it is in the file of this name, which is replaced in one step.
func (b *Bank) drop(ctx context.Context, id, replaced string) error {
	e, ok := b.Entry(id)
	switch {
	case !ok || e.Source != Yours:
		return nil
	case e.shelved && e.File != replaced:
		return b.shelf.DeletePack(ctx, e.File)
	case !e.shelved && (e.File != replaced || b.shelf != nil):
		return os.Remove(filepath.Join(b.folder, e.File))
	}
	return nil
}

// write replaces a file in one step, so that nobody ever reads half of it.
func write(file string, data []byte) error {
	temporary := file + ".part"
	if err := os.WriteFile(temporary, data, 0o600); err != nil {
		return err
	}
	return os.Rename(temporary, file)
}
