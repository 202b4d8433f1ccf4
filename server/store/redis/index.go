package redis

import (
	"context"
	"fmt"
	"slices"

	"trivium/server/store"
	"trivium/server/store/internal/place"
)

// writeMax is how many members change in one script, so that others do not wait long for Redis.
const writeMax = 250

// indexKeys are the places, the members and the last changes of an index, with one hash tag. The places are a sorted set whose members all have
// the score 0, so that they lie in the order of their bytes and Redis knows the rank of each. The fields of the hash are p:ID for
// the place of a member, d:PLACE for its data, and changes, which counts them.
func indexKeys(index string) []string {
	of := "trivium:index:{" + index + "}:"
	return []string{of + "places", of + "members", of + "changes"}
}

// Enter implements store.Indexes.
func (s *Store) Enter(ctx context.Context, index string, members ...store.Member) error {
	for chunk := range slices.Chunk(members, writeMax) {
		values := make([]any, 0, 3*len(chunk))
		for i := range chunk {
			m := &chunk[i]
			values = append(values, m.ID, place.Of(m.Order, m.ID), m.Data)
		}
		if err := s.scripts.enter.Run(ctx, s.client, indexKeys(index), values...).Err(); err != nil {
			return unavailable(err)
		}
	}
	return nil
}

// Leave implements store.Indexes.
func (s *Store) Leave(ctx context.Context, index string, ids ...string) error {
	for chunk := range slices.Chunk(ids, writeMax) {
		if err := s.scripts.leave.Run(ctx, s.client, indexKeys(index), values(chunk)...).Err(); err != nil {
			return unavailable(err)
		}
	}
	return nil
}

// Clear implements store.Indexes.
func (s *Store) Clear(ctx context.Context, index string) error {
	return unavailable(s.client.Unlink(ctx, indexKeys(index)...).Err())
}

// Find implements store.Indexes.
func (s *Store) Find(ctx context.Context, index string, ids ...string) (store.Page, error) {
	return s.page(s.scripts.find.Run(ctx, s.client, indexKeys(index), values(ids)...).Slice())
}

// From implements store.Indexes.
func (s *Store) From(ctx context.Context, index string, position, limit int) (store.Page, error) {
	return s.page(s.scripts.from.Run(ctx, s.client, indexKeys(index), max(0, position-1), bounded(limit)).Slice())
}

// After implements store.Indexes.
func (s *Store) After(ctx context.Context, index, order, id string, limit int) (store.Page, error) {
	return s.page(s.scripts.after.Run(ctx, s.client, indexKeys(index), "("+place.Of(order, id), bounded(limit)).Slice())
}

// Around implements store.Indexes.
func (s *Store) Around(ctx context.Context, index, id string, before, behind int) (store.Page, error) {
	page, err := s.page(s.scripts.around.Run(ctx, s.client, indexKeys(index), id, max(0, before), max(0, behind), store.PageMax).Slice())
	if err == nil && len(page.Members) == 0 {
		return store.Page{}, fmt.Errorf("%w: no such member of the index", store.ErrNotFound)
	}
	return page, err
}

func bounded(limit int) int { return min(max(limit, 0), store.PageMax) }

func values(ids []string) []any {
	list := make([]any, len(ids))
	for i, id := range ids {
		list[i] = id
	}
	return list
}

// page reads what a script gives: the count, then position, rank, place and data of each member.
func (s *Store) page(flat []any, err error) (store.Page, error) {
	if err != nil {
		return store.Page{}, unavailable(err)
	}
	if len(flat)%4 != 1 {
		return store.Page{}, fmt.Errorf("a page of an index in Redis has %d parts", len(flat))
	}
	count, ok := flat[0].(int64)
	if !ok {
		return store.Page{}, fmt.Errorf("a page of an index in Redis has the count %T", flat[0])
	}
	page := store.Page{Count: int(count)}
	for parts := range slices.Chunk(flat[1:], 4) {
		position, isPosition := parts[0].(int64)
		rank, isRank := parts[1].(int64)
		at, isPlace := parts[2].(string)
		data, isData := parts[3].(string)
		if !isPosition || !isRank || !isPlace || !isData {
			return store.Page{}, fmt.Errorf("a member of an index in Redis is not whole: %T, %T, %T, %T", parts[0], parts[1], parts[2], parts[3])
		}
		order, id, err := place.Parts(at)
		if err != nil {
			return store.Page{}, err
		}
		page.Members = append(page.Members, store.Placed{
			Member: store.Member{ID: id, Order: order, Data: []byte(data)}, Position: int(position), Rank: int(rank),
		})
	}
	return page, nil
}
