package bank

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// File gives the file of a pack as it was written, for somebody to take along. ErrNoPack.
func (b *Bank) File(ctx context.Context, id string) (name string, data []byte, err error) {
	e, ok := b.Entry(id)
	switch {
	case !ok:
		return "", nil, ErrNoPack
	case e.Source == Shipped:
		data, err = fs.ReadFile(b.along, e.File)
	case e.shelved:
		data, err = b.fromShelf(ctx, e.File)
	default:
		data, err = os.ReadFile(filepath.Join(b.folder, e.File))
	}
	if errors.Is(err, fs.ErrNotExist) { // it went a moment ago
		return "", nil, ErrNoPack
	}
	if err != nil {
		return "", nil, fmt.Errorf("read the pack: %w", err)
	}
	return e.File, data, nil
}

// fromShelf reads the text of a pack on the shelf. fs.ErrNotExist.
func (b *Bank) fromShelf(ctx context.Context, file string) ([]byte, error) {
	b.mu.Lock()
	i := slices.IndexFunc(b.shared, func(t taken) bool { return t.File == file })
	if i < 0 {
		b.mu.Unlock()
		return nil, fs.ErrNotExist
	}
	text := b.shared[i].Text
	b.mu.Unlock()
	return b.shelf.Get(ctx, text)
}
