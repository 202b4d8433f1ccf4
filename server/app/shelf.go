package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"trivium/server/bank"
	"trivium/server/store"
)

// shelf is where the banks of all instances keep what was uploaded, in the store that they share.
type shelf struct{ store store.Store }

var _ bank.Shelf = shelf{}

// Packs are small documents that name files; the files lie apart, so that looking at the shelf costs little.
const (
	packsCollection = "packs"
	filesCollection = "files"
)

// Packs implements bank.Shelf.
func (s shelf) Packs(ctx context.Context) ([]bank.Shelved, error) {
	const page = 200
	var packs []bank.Shelved
	for below := ""; ; {
		list, err := s.store.List(ctx, packsCollection, below, page)
		if err != nil {
			return nil, err
		}
		for _, d := range list {
			var pack bank.Shelved
			if err := json.Unmarshal(d.Data, &pack); err != nil {
				return nil, fmt.Errorf("read the pack %s: %w", d.ID, err)
			}
			packs, below = append(packs, pack), d.Order
		}
		if len(list) < page {
			return packs, nil
		}
	}
}

// PutPack implements bank.Shelf. Of two who put at once over whatever is there, the later one's stands.
func (s shelf) PutPack(ctx context.Context, pack bank.Shelved, over *string) error {
	data, err := json.Marshal(pack)
	if err != nil {
		return err
	}
	for {
		d, err := s.store.Get(ctx, packsCollection, pack.File)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
		if over != nil {
			if text, err := textOf(d); err != nil || text != *over {
				return errors.Join(bank.ErrChanged, err, s.dropText(ctx, store.Document{ID: pack.File, Data: data}, ""))
			}
		}
		_, err = s.store.Put(ctx, packsCollection, store.Document{ID: pack.File, Order: pack.File, Version: d.Version, Data: data})
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		if err != nil {
			return err
		}
		return s.dropText(ctx, d, pack.Text)
	}
}

// textOf is the name of a pack's text, empty if there is no pack.
func textOf(d store.Document) (string, error) {
	var pack bank.Shelved
	if d.Data == nil {
		return "", nil
	}
	err := json.Unmarshal(d.Data, &pack)
	return pack.Text, err
}

// DeletePack implements bank.Shelf. Media stay: a game may show them.
func (s shelf) DeletePack(ctx context.Context, file string) error {
	d, err := s.store.Get(ctx, packsCollection, file)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.store.Delete(ctx, packsCollection, file); err != nil {
		return err
	}
	return s.dropText(ctx, d, "")
}

// dropText removes the text of a pack that is not on the shelf any more, unless it is the one that is, and the media that came along
// with it: their names begin with that of the text.
func (s shelf) dropText(ctx context.Context, d store.Document, unless string) error {
	var old bank.Shelved
	if d.Data == nil {
		return nil
	}
	if err := json.Unmarshal(d.Data, &old); err != nil {
		return fmt.Errorf("read the pack %s: %w", d.ID, err)
	}
	if old.Text == unless {
		return nil
	}
	err := s.store.Delete(ctx, filesCollection, old.Text)
	for _, name := range old.Media {
		if strings.HasPrefix(name, old.Text+"-") {
			err = errors.Join(err, s.store.Delete(ctx, filesCollection, name))
		}
	}
	return err
}

// Put implements bank.Shelf.
func (s shelf) Put(ctx context.Context, name string, data []byte) error {
	_, err := s.store.Put(ctx, filesCollection, store.Document{ID: name, Order: name, Data: data})
	if errors.Is(err, store.ErrConflict) { // it is there, and a name has one content
		return nil
	}
	return err
}

// Get implements bank.Shelf.
func (s shelf) Get(ctx context.Context, name string) ([]byte, error) {
	d, err := s.store.Get(ctx, filesCollection, name)
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("%w: %s", fs.ErrNotExist, name)
	}
	return d.Data, err
}
