// Package redis keeps the store's documents and indexes in Redis, for all instances together.
//
// A collection is three keys with one hash tag, so that it stays in one slot of a Redis Cluster: a hash with version, place and
// data of each document, and a sorted set of the places, whose members all have the score 0 and so lie in the order of their
// bytes; and the ids that changed last. Writes are scripts, so a version is checked and moved on in one step.
package redis

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/store"
	"trivium/server/store/internal/place"
)

// Store is the store in Redis.
type Store struct {
	client  goredis.UniversalClient
	scripts scripts
}

var _ store.Store = (*Store)(nil)

// New gives the store behind a client, which stays the caller's to close.
func New(client goredis.UniversalClient) *Store { return &Store{client: client, scripts: newScripts()} }

// keys are the documents, the places and the last changes of a collection. The fields of the hash are v:ID, p:ID and d:ID for
// version, place and data of a document, i:PLACE for the id of who is at a place, and changes, which counts them.
func keys(collection string) []string {
	of := "trivium:store:{" + collection + "}:"
	return []string{of + "documents", of + "places", of + "changes"}
}

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, collection, id string) (store.Document, error) {
	fields, err := s.client.HMGet(ctx, keys(collection)[0], "p:"+id, "v:"+id, "d:"+id).Result()
	if err != nil {
		return store.Document{}, unavailable(err)
	}
	if fields[0] == nil {
		return store.Document{}, fmt.Errorf("%w: %s", store.ErrNotFound, collection)
	}
	return document(append([]any{id}, fields...))
}

// Put implements store.Store.
func (s *Store) Put(ctx context.Context, collection string, d store.Document) (int, error) {
	version, err := s.scripts.put.Run(ctx, s.client, keys(collection), d.ID, d.Version, place.Of(d.Order, d.ID), d.Data).Int()
	if err != nil {
		return 0, unavailable(err)
	}
	if version == conflict {
		return 0, fmt.Errorf("%w: %s", store.ErrConflict, collection)
	}
	return version, nil
}

// Delete implements store.Store.
func (s *Store) Delete(ctx context.Context, collection, id string) error {
	return unavailable(s.scripts.remove.Run(ctx, s.client, keys(collection), id).Err())
}

// List implements store.Store.
func (s *Store) List(ctx context.Context, collection, below string, limit int) ([]store.Document, error) {
	if limit <= 0 {
		return nil, nil
	}
	from := "+"
	if below != "" {
		from = "(" + place.Above(below)
	}
	flat, err := s.scripts.list.Run(ctx, s.client, keys(collection), from, limit).Slice()
	if err != nil {
		return nil, unavailable(err)
	}
	list := make([]store.Document, 0, len(flat)/4)
	for parts := range slices.Chunk(flat, 4) {
		d, err := document(parts)
		if err != nil {
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// document makes a document of its id, place, version and data.
func document(parts []any) (store.Document, error) {
	var texts [4]string
	for i, part := range parts {
		text, ok := part.(string)
		if !ok {
			return store.Document{}, fmt.Errorf("a document in Redis is not whole: its part %d is %T", i, part)
		}
		texts[i] = text
	}
	order, err := place.Order(texts[1])
	if err != nil {
		return store.Document{}, err
	}
	version, err := strconv.Atoi(texts[2])
	if err != nil {
		return store.Document{}, fmt.Errorf("a document in Redis has no version: %w", err)
	}
	return store.Document{ID: texts[0], Order: order, Version: version, Data: []byte(texts[3])}, nil
}

// unavailable marks whatever Redis could not do.
func unavailable(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
}
