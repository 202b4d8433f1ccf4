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
	// ErrChanged says that another server has put another version of a pack on the shelf meanwhile.
	ErrChanged = errors.New("the pack was changed meanwhile")
)

// Finding is something about a pack file that its author should know.
type Finding struct {
	Severity string `json:"severity"` // error | skipped | warning
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Question string `json:"question,omitempty"` // its id in the pack
	Path     string `json:"path,omitempty"`     // its field: "choices.2.text"
	Code     string `json:"code"`
	Words    string `json:"words"`
}

// FindingsOf tells of a file what a reader of packs has to say of it.
func FindingsOf(found []questions.Finding) []Finding {
	findings := make([]Finding, len(found))
	for i, f := range found {
		findings[i] = Finding{
			Severity: string(f.Severity), Line: f.Line, Column: f.Column, Question: f.Question, Path: f.Path,
			Code: f.Code, Words: f.Words,
		}
	}
	return findings
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
	// Size is how many bytes its file and its media have.
	Size    int64
	shelved bool // on the shelf, not in this server's folder
	place   int  // of a shipped pack, among the others
	media   map[string]held
}

// Bank is the packs of this server. All methods may be called from any goroutine.
type Bank struct {
	load   Load
	folder string // of your own packs
	media  *Media
	along  fs.FS // the files of the shipped packs

	shelf   Shelf         // nil for a server that is alone
	syncing chan struct{} // holds one while the shelf is read

	changing chan struct{} // holds one while a pack is put into the folder, or taken out

	mu       sync.Mutex
	shared   []taken // the packs of the shelf, by file; guarded by mu
	shipped  map[string]Entry
	yours    map[string]Entry // by id; guarded by mu
	problems []Problem        // guarded by mu
	seen     string           // names, sizes and times of the files last read; guarded by mu
	known    map[string]known // what the files last read were, by their names; guarded by mu
}

// Open reads the shipped packs, which must be without fault, and your own in the data folder.
func Open(shipped fs.FS, data string, loadShipped, load Load) (*Bank, error) {
	b := &Bank{
		load: load, folder: filepath.Join(data, "packs"), along: shipped, shipped: map[string]Entry{},
		syncing: make(chan struct{}, 1), changing: make(chan struct{}, 1),
	}
	if err := os.MkdirAll(b.folder, 0o750); err != nil {
		return nil, fmt.Errorf("make the packs folder: %w", err)
	}
	var err error
	if b.media, err = newMedia(filepath.Join(data, "media")); err != nil {
		return nil, err
	}
	if err := b.ship(loadShipped); err != nil {
		return nil, err
	}
	b.look()
	return b, nil
}

// ship reads the packs that came along.
func (b *Bank) ship(load Load) error {
	files, err := fs.Glob(b.along, "*.yaml")
	if err != nil {
		return fmt.Errorf("list the shipped packs: %w", err)
	}
	order, err := fs.ReadFile(b.along, "order.txt")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read the order of the shipped packs: %w", err)
	}
	places := strings.Fields(string(order))
	for _, file := range files {
		pack, findings := load(b.along, file)
		if pack == nil {
			return fmt.Errorf("the shipped pack %s: %w: %v", file, ErrRefused, findings)
		}
		media, size, err := takeMedia(source{FS: b.along, trusted: true}, pack)
		if err != nil {
			return fmt.Errorf("the shipped pack %s: %w", file, err)
		}
		b.shipped[pack.ID] = Entry{
			Pack: pack, Source: Shipped, File: file, Findings: findings, Size: size, place: slices.Index(places, pack.ID), media: media,
		}
	}
	return nil
}

// Entries gives all packs: your own first, by title, then the shipped ones in their order.
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
		return cmp.Or(-cmp.Compare(x.Source, y.Source), cmp.Compare(x.place, y.place), cmp.Compare(x.Pack.Title, y.Pack.Title),
			cmp.Compare(x.Pack.ID, y.Pack.ID))
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
