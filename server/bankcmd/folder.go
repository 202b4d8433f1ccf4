package bankcmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/gofrs/flock"

	"trivium/questions/formats"
	"trivium/questions/packs"
	"trivium/server/bank"
)

// folder is the packs of a data folder that no server uses.
type folder struct {
	bank  *bank.Bank
	locks []*flock.Flock
}

var _ Place = (*folder)(nil)

func openFolder(data string, locks []*flock.Flock) (Place, error) {
	b, err := bank.Open(packs.FS, data, bank.Loader(true), bank.Loader(false))
	if err != nil {
		return nil, errors.Join(unreadable("open the bank: %w", err), unlock(locks))
	}
	return &folder{b, locks}, nil
}

// Close implements Place.
func (f *folder) Close() error { return unlock(f.locks) }

// List implements Place.
func (f *folder) List(context.Context) ([]Listed, error) {
	entries, _ := f.bank.Entries()
	list := make([]Listed, len(entries))
	for i := range entries {
		list[i] = listed(&entries[i])
	}
	return list, nil
}

func listed(e *bank.Entry) Listed {
	p := e.Pack
	return Listed{p.ID, p.Title, p.Language, p.License, e.Source, len(p.Questions)}
}

// Import implements Place. The pack is the first host's and shared with all, as files are that were put there by hand.
func (f *folder) Import(ctx context.Context, i Import) (Listed, []bank.Finding, error) {
	entry, findings, err := f.bank.Add(ctx, bank.Upload{Name: i.Name, Data: i.Data, Replace: i.Replace})
	if err != nil {
		if errors.Is(err, bank.ErrRefused) {
			err = fmt.Errorf("%w: %w", ErrFound, err)
		}
		return Listed{}, findings, err
	}
	return listed(&entry), findings, nil
}

// Export implements Place.
func (f *folder) Export(ctx context.Context, id, format string) (Export, error) {
	to, err := formats.Find(format)
	if err != nil {
		return Export{}, unreadable("%w", err)
	}
	p, ok := f.bank.Pack(id)
	if !ok {
		return Export{}, unreadable("there is no pack %q", id)
	}
	name, data, lost, err := to.File(p, func(src string) ([]byte, error) {
		if data, _, ok := f.bank.Media(ctx, path.Base(src)); ok {
			return data, nil
		}
		return nil, fs.ErrNotExist
	})
	return Export{name, data, bank.FindingsOf(lost)}, err
}
