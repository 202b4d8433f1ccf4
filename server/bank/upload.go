package bank

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"

	"trivium/questions"
)

// Upload is a file that somebody would have in the bank.
type Upload struct {
	Name string
	Data []byte
	// Instead is the id of the pack whose place it takes. Empty: that of a pack with the same id, if there is one.
	Instead string
	// ByID has the file be called as the pack, so that hosts who call their files alike do not meet.
	ByID bool
	// May says why a pack with this id may not be taken. It is asked once, before anything is written. Nil: it may.
	May func(ctx context.Context, id string) error
}

// upload is a pack file that can be played.
type upload struct {
	id    string // the pack's
	name  string
	data  []byte
	media []string // paths of its media in the packs folder
}

// Add takes an uploaded file into the bank. ErrNoPack if there is no pack of yours whose place it could take; ErrRefused, and what
// May gives; nothing is written then.
func (b *Bank) Add(ctx context.Context, u Upload) (Entry, []Finding, error) {
	pack, findings, err := b.read(&u)
	if err != nil {
		return Entry{}, findings, err
	}
	if u.May != nil {
		if err := u.May(ctx, pack.ID); err != nil {
			return Entry{}, findings, err
		}
	}
	playable := upload{id: pack.ID, name: b.called(&u, pack.ID), data: u.Data, media: mediaOf(pack)}
	if err := b.media.take(overlay{below: os.DirFS(b.folder)}, pack, false); err != nil {
		return Entry{}, append(findings, Finding{Severity: "error", Code: "media", Words: err.Error()}), ErrRefused
	}
	add := b.addFile
	if b.shelf != nil {
		add = b.addShelved
	}
	if err := add(ctx, playable); err != nil {
		return Entry{}, findings, err
	}
	if err := b.Sync(ctx); err != nil {
		return Entry{}, findings, err
	}
	entry, ok := b.Entry(pack.ID)
	if !ok {
		return Entry{}, findings, ErrRefused
	}
	if b.Ships(pack.ID) {
		findings = append(findings, Finding{
			Severity: "warning", Code: "covers",
			Words: fmt.Sprintf("this pack takes the place of the shipped one with the id %q; give it another id to have both", pack.ID),
		})
	}
	return entry, findings, nil
}

// read reads an upload as a pack. ErrNoPack, ErrRefused.
func (b *Bank) read(u *Upload) (*questions.Pack, []Finding, error) {
	if u.Instead != "" {
		if e, ok := b.Entry(u.Instead); !ok || e.Source != Yours {
			return nil, nil, ErrNoPack
		}
	}
	u.Name = fileName(u.Name)
	if !packFile(u.Name) {
		return nil, []Finding{{Severity: "error", Code: "type", Words: "a pack is a .yaml or .csv file; save a spreadsheet as CSV first"}}, ErrRefused
	}
	pack, findings := b.load(overlay{files: map[string][]byte{u.Name: u.Data}, below: os.DirFS(b.folder)}, u.Name)
	if pack == nil {
		return nil, findings, ErrRefused
	}
	if u.Instead != "" && pack.ID != u.Instead {
		return nil, append(findings, Finding{
			Severity: "error", Code: "id", Words: fmt.Sprintf("this is the pack %q; it can not take the place of %q", pack.ID, u.Instead),
		}), ErrRefused
	}
	return pack, findings, nil
}

// called gives the name of an upload's file, which is never that of another pack.
func (b *Bank) called(u *Upload, id string) string {
	name, extension := u.Name, path.Ext(u.Name)
	if u.ByID {
		name = id + extension
	}
	for i := 2; ; i++ {
		other, held := b.holds(name)
		if !held || other == id {
			return name
		}
		name = id + "-" + strconv.Itoa(i) + extension
	}
}

// holds gives the pack of yours that a file has.
func (b *Bank) holds(file string) (id string, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, e := range b.yours {
		if e.File == file {
			return id, true
		}
	}
	return "", false
}

// Ships tells whether a pack with this id came along.
func (b *Bank) Ships(id string) bool {
	_, ok := b.shipped[id]
	return ok
}

// fileName makes a plain file name of what a browser sent.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	extension := strings.ToLower(path.Ext(name))
	stem := regexp.MustCompile(`[^a-z0-9_-]+`).ReplaceAllString(strings.ToLower(strings.TrimSuffix(name, path.Ext(name))), "-")
	return cmp.Or(strings.Trim(stem, "-"), "pack") + extension
}
