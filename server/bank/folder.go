package bank

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"trivium/questions"
)

// importedMedia is where pictures and sounds lie that came along with a pack, in a folder for each pack. They go with it.
const importedMedia = "media/imported"

// addFile writes an uploaded pack into the folder, in the place of another with its id.
func (b *Bank) addFile(ctx context.Context, u upload) error {
	for file, data := range u.files {
		name := filepath.Join(b.folder, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			return fmt.Errorf("make the folder of the pack's media: %w", err)
		}
		if err := write(name, data); err != nil {
			return fmt.Errorf("keep the medium %s: %w", file, err)
		}
	}
	if err := b.drop(ctx, u.id, u.name); err != nil {
		return err
	}
	if err := write(filepath.Join(b.folder, u.name), u.data); err != nil {
		return fmt.Errorf("keep the pack: %w", err)
	}
	return b.sweep(u.id, u.media)
}

// Remove takes a pack of yours out of the bank. ErrNoPack.
func (b *Bank) Remove(ctx context.Context, id string) error {
	done, err := b.change(ctx)
	if err != nil {
		return err
	}
	defer done()
	if err := b.Sync(ctx); err != nil {
		return err
	}
	if e, ok := b.Entry(id); !ok || e.Source != Yours {
		return ErrNoPack
	}
	if err := b.drop(ctx, id, ""); err != nil {
		return err
	}
	err = errors.Join(b.sweep(id, nil), b.Sync(ctx))
	b.look() // another pack may show the same picture
	return err
}

// change waits until nobody else of this server puts a pack into the folder or takes one out, and keeps others from it until done.
func (b *Bank) change(ctx context.Context) (done func(), err error) {
	select {
	case b.changing <- struct{}{}:
		return func() { <-b.changing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
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

// sweep removes the media that came along with a pack, but those that are named. Games that show them have their own.
func (b *Bank) sweep(id string, but []string) error {
	folder := path.Join(importedMedia, id)
	files, err := fs.ReadDir(os.DirFS(b.folder), folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, file := range files {
		if name := path.Join(folder, file.Name()); !slices.Contains(but, name) {
			err = errors.Join(err, os.Remove(filepath.Join(b.folder, filepath.FromSlash(name))))
		}
	}
	if err == nil && len(but) == 0 {
		err = os.Remove(filepath.Join(b.folder, filepath.FromSlash(folder)))
	}
	if err != nil {
		return fmt.Errorf("clear away the media of the pack: %w", err)
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
