package bank

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"regexp"
	"strconv"
	"strings"

	"trivium/questions"
)

// MaxAll is how many bytes all packs of yours may have together, media included.
const MaxAll = 512 << 20

// ErrFull says that the bank takes nothing more.
var ErrFull = fmt.Errorf("all packs together may have %d MiB; delete one first", MaxAll>>20)

// Upload is a file, in any format, that somebody would have in the bank.
type Upload struct {
	Name string
	Data []byte
	// Made is a pack that was made elsewhere than in a file, in the place of Name and Data.
	Made *Made
	// Instead is the id of the pack whose place it takes. Empty: that of a pack with the same id, if there is one.
	Instead string
	// ByID has the file be called as the pack, so that hosts who call their files alike do not meet.
	ByID bool
	// Replace has a pack of another format take the place of one with the same id. A format without ids gets one that is made of the
	// file's title, so it would meet another by chance; without Replace it gets an id that is free.
	Replace bool
	// May says why a pack with this id and of so many bytes, media included, may not be taken. It is asked once, before anything is
	// written. Nil: it may.
	May func(ctx context.Context, id string, size int64) error

	files map[string][]byte // media that came along, by their paths in the packs folder
}

// Made is a pack that no file was read for: questions of which Check finds nothing wrong, with the contents of their media by Src.
type Made struct {
	Pack  *questions.Pack
	Media map[string][]byte
}

// upload is a pack file that can be played.
type upload struct {
	id    string // the pack's
	name  string
	data  []byte
	media []string // paths of its media in the packs folder
	files map[string][]byte
}

// Add takes an uploaded file into the bank: as it is written if it is a pack file, and else as the pack file that it makes. ErrNoPack if
// there is no pack of yours whose place it could take; ErrRefused, ErrFull, and what May gives; nothing is written then.
func (b *Bank) Add(ctx context.Context, u Upload) (Entry, []Finding, error) {
	done, err := b.change(ctx)
	if err != nil {
		return Entry{}, nil, err
	}
	defer done()
	if err := b.Sync(ctx); err != nil { // May is asked about what is there now, whichever server put it there
		return Entry{}, nil, err
	}
	pack, findings, err := b.read(ctx, &u)
	if err != nil {
		return Entry{}, findings, err
	}
	playable := upload{id: pack.ID, name: b.called(&u, pack.ID), data: u.Data, media: mediaOf(pack), files: u.files}
	_, size, err := takeMedia(source{FS: b.folderOf(ctx, &u)}, pack)
	if err != nil {
		return Entry{}, append(findings, Finding{Severity: "error", Code: "media", Words: err.Error()}), ErrRefused
	}
	if err := b.may(ctx, &u, pack.ID, size+int64(len(u.Data))); err != nil {
		return Entry{}, findings, err
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

// Try reads a file as Add does, and takes nothing into the bank. ErrRefused.
func (b *Bank) Try(ctx context.Context, name string, data []byte) (*questions.Pack, []Finding, error) {
	u := Upload{Name: name, Data: data}
	return b.read(ctx, &u)
}

// may says why a pack is not taken that could be played.
func (b *Bank) may(ctx context.Context, u *Upload, id string, size int64) error {
	all := size
	b.mu.Lock()
	for other, e := range b.yours {
		if other != id {
			all += e.Size
		}
	}
	b.mu.Unlock()
	if all > MaxAll {
		return ErrFull
	}
	if u.May == nil {
		return nil
	}
	return u.May(ctx, id, size)
}

// read reads an upload as a pack. ErrNoPack, ErrRefused.
func (b *Bank) read(ctx context.Context, u *Upload) (*questions.Pack, []Finding, error) {
	if u.Instead != "" {
		if e, ok := b.Entry(u.Instead); !ok || e.Source != Yours {
			return nil, nil, ErrNoPack
		}
	}
	var findings []Finding
	written := u.Made == nil && asWritten(u.Name, u.Data)
	switch {
	case u.Made != nil:
		u.write(u.Made.Pack, u.Made.Media)
	case !written:
		p, found := b.bring(u)
		if p == nil {
			return nil, found, ErrRefused
		}
		findings = found
	}
	u.Name = fileName(u.Name)
	pack, found := b.load(b.folderOf(ctx, u), u.Name)
	if pack == nil || written {
		findings = append(findings, found...) // what is wrong, or where it is in the file that the author has
	}
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

// folderOf is the packs folder as it would be with an upload.
func (b *Bank) folderOf(ctx context.Context, u *Upload) overlay {
	files := map[string][]byte{u.Name: u.Data}
	maps.Copy(files, u.files)
	return overlay{files: files, below: b.below(ctx)}
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
