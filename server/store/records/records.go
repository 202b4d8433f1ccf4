// Package records keeps Go values in the store as JSON, with the loop that everybody needs who changes one: read it, change it,
// put it, and begin again if somebody else was quicker.
package records

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"trivium/server/store"
)

// Collection is a collection of the store whose documents are values of one type.
type Collection[T any] struct {
	Store store.Store
	Name  string
	// Order gives the order of a value, if the collection is ever listed.
	Order func(value *T) string
}

// Stored is a value with its version.
type Stored[T any] struct {
	ID      string
	Value   T
	Version int
}

// Get reads a value. store.ErrNotFound.
func (c Collection[T]) Get(ctx context.Context, id string) (Stored[T], error) {
	d, err := c.Store.Get(ctx, c.Name, id)
	if err != nil {
		return Stored[T]{}, err
	}
	return c.decode(d)
}

// Find reads a value, or gives a zero one with the version 0 if there is none.
func (c Collection[T]) Find(ctx context.Context, id string) (Stored[T], error) {
	stored, err := c.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return Stored[T]{ID: id}, nil
	}
	return stored, err
}

// FindNewer is Find for somebody who has read the value before: what has the version of known is not decoded again.
func (c Collection[T]) FindNewer(ctx context.Context, id string, known Stored[T]) (Stored[T], error) {
	d, err := c.Store.Get(ctx, c.Name, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return Stored[T]{ID: id}, nil
	case err != nil:
		return Stored[T]{}, err
	case d.Version == known.Version:
		return known, nil
	}
	return c.decode(d)
}

// Put stores a value that has the version that was read, and moves the version on. store.ErrConflict.
func (c Collection[T]) Put(ctx context.Context, stored *Stored[T]) error {
	data, err := json.Marshal(&stored.Value)
	if err != nil {
		return fmt.Errorf("encode a document of %s: %w", c.Name, err)
	}
	d := store.Document{ID: stored.ID, Version: stored.Version, Data: data}
	if c.Order != nil {
		d.Order = c.Order(&stored.Value)
	}
	version, err := c.Store.Put(ctx, c.Name, d)
	if err == nil {
		stored.Version = version
	}
	return err
}

// triesMax bounds how often a change begins again. Each time somebody else has got further.
const triesMax = 200

// Update changes a value, a zero one with the version 0 if there is none, and stores it. change may be called several times,
// each time with what is stored; its error ends the update, and nothing is stored.
func (c Collection[T]) Update(ctx context.Context, id string, change func(s *Stored[T]) error) (Stored[T], error) {
	for range triesMax {
		stored, err := c.Find(ctx, id)
		if err != nil {
			return stored, err
		}
		if err := change(&stored); err != nil {
			return stored, err
		}
		err = c.Put(ctx, &stored)
		if !errors.Is(err, store.ErrConflict) {
			return stored, err
		}
	}
	return Stored[T]{}, fmt.Errorf("change a document of %s: %w %d times", c.Name, store.ErrConflict, triesMax)
}

// Delete removes a value; one that is not there is no error.
func (c Collection[T]) Delete(ctx context.Context, id string) error {
	return c.Store.Delete(ctx, c.Name, id)
}

// List gives at most limit values whose order is below the given one (empty: from the top).
func (c Collection[T]) List(ctx context.Context, below string, limit int) ([]Stored[T], error) {
	documents, err := c.Store.List(ctx, c.Name, below, limit)
	if err != nil {
		return nil, err
	}
	list := make([]Stored[T], len(documents))
	for i, d := range documents {
		if list[i], err = c.decode(d); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (c Collection[T]) decode(d store.Document) (Stored[T], error) {
	stored := Stored[T]{ID: d.ID, Version: d.Version}
	if err := json.Unmarshal(d.Data, &stored.Value); err != nil {
		return stored, fmt.Errorf("read a document of %s: %w", c.Name, err)
	}
	return stored, nil
}
