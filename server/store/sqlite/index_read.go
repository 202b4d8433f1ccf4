package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"trivium/server/store"
	"trivium/server/store/internal/place"
)

// look runs read on an index at one moment and adds the count. An index that is not there is empty.
func (s *Store) look(ctx context.Context, index string, read func(v view) ([]store.Placed, error)) (store.Page, error) {
	var page store.Page
	var missing error
	err := s.file.Read(ctx, func(tx *sql.Tx) error {
		number, err := numberOf(ctx, tx, index)
		if err != nil {
			return err
		}
		v := view{newStatements(tx, number)}
		defer v.close()
		if _, err = v.one(ctx, into{&page.Count}, `SELECT coalesce(sum(members), 0) FROM blocks WHERE number = ?`); err != nil {
			return err
		}
		page.Members, err = read(v)
		if errors.Is(err, store.ErrNotFound) {
			missing, err = err, nil
		}
		return err
	})
	if err == nil && missing != nil {
		return store.Page{}, missing
	}
	return page, unavailable(err)
}

// Find implements store.Indexes.
func (s *Store) Find(ctx context.Context, index string, ids ...string) (store.Page, error) {
	return s.look(ctx, index, func(v view) ([]store.Placed, error) {
		var found []store.Placed
		for _, id := range ids {
			at, there, err := v.placeOf(ctx, id)
			if err != nil {
				return nil, err
			}
			if there {
				one, err := v.read(ctx, `place = ?2`, at, 1)
				if err != nil {
					return nil, err
				}
				found = append(found, one...)
			}
		}
		return found, nil
	})
}

// From implements store.Indexes.
func (s *Store) From(ctx context.Context, index string, position, limit int) (store.Page, error) {
	return s.look(ctx, index, func(v view) ([]store.Placed, error) { return v.from(ctx, position, limit) })
}

// After implements store.Indexes.
func (s *Store) After(ctx context.Context, index, order, id string, limit int) (store.Page, error) {
	return s.look(ctx, index, func(v view) ([]store.Placed, error) {
		return v.read(ctx, `place < ?2`, []byte(place.Of(order, id)), limit)
	})
}

// Around implements store.Indexes.
func (s *Store) Around(ctx context.Context, index, id string, before, behind int) (store.Page, error) {
	return s.look(ctx, index, func(v view) ([]store.Placed, error) {
		at, there, err := v.placeOf(ctx, id)
		if err != nil {
			return nil, err
		}
		if !there {
			return nil, fmt.Errorf("%w: no such member of the index", store.ErrNotFound)
		}
		above, err := v.above(ctx, at)
		if err != nil {
			return nil, err
		}
		first := max(1, above+1-max(0, before))
		return v.from(ctx, first, above+2-first+max(0, behind))
	})
}

// view reads an index within one transaction.
type view struct{ *statements }

func (v view) placeOf(ctx context.Context, id string) (at []byte, there bool, err error) {
	there, err = v.one(ctx, into{&at}, `SELECT place FROM places WHERE number = ? AND id = ?`, id)
	return at, there, err
}

// above counts the places above one: those of its block and of all blocks above, less those of its block up to itself.
func (v view) above(ctx context.Context, at []byte) (above int, err error) {
	var least []byte
	there, err := v.one(ctx, into{&least}, `SELECT least FROM blocks WHERE number = ?1 AND least <= ?2 ORDER BY least DESC LIMIT 1`, at)
	if err != nil || !there {
		return 0, err
	}
	_, err = v.one(ctx, into{&above}, `
		SELECT (SELECT sum(members) FROM blocks WHERE number = ?1 AND least >= ?2) -
			(SELECT count(*) FROM members WHERE number = ?1 AND place >= ?2 AND place <= ?3)`, least, at)
	return above, err
}

// from reads members from a position on.
func (v view) from(ctx context.Context, position, limit int) ([]store.Placed, error) {
	if limit <= 0 {
		return nil, nil
	}
	least, below, err := v.seek(ctx, max(0, position-1))
	if err != nil || least == nil {
		return nil, err
	}
	var first []byte
	_, err = v.one(ctx, into{&first}, `SELECT place FROM members WHERE number = ? AND place >= ? ORDER BY place LIMIT 1 OFFSET ?`,
		least, below)
	if err != nil {
		return nil, err
	}
	return v.read(ctx, `place <= ?2`, first, limit)
}

// seek finds the block in which the member lies that has so many above it, and how many members of the block lie below that
// member. The block is nil if there are not so many.
func (v view) seek(ctx context.Context, above int) (block []byte, below int, err error) {
	err = v.each(ctx, func(rows *sql.Rows) (bool, error) {
		var least sql.RawBytes
		var members int
		if err := rows.Scan(&least, &members); err != nil {
			return false, err
		}
		if above < members {
			block, below = append([]byte{}, least...), members-1-above
			return false, nil
		}
		above -= members
		return true, nil
	}, `SELECT least, members FROM blocks WHERE number = ? ORDER BY least DESC`)
	return block, below, err
}

// read reads at most limit members that meet a condition on their place, with where they stand.
func (v view) read(ctx context.Context, condition string, at []byte, limit int) ([]store.Placed, error) {
	var list []store.Placed
	err := v.each(ctx, func(rows *sql.Rows) (bool, error) {
		var p sql.RawBytes
		var m store.Placed
		err := rows.Scan(&p, &m.Data)
		if err != nil {
			return false, err
		}
		m.Order, m.ID, err = place.Parts(string(p))
		list = append(list, m)
		return true, err
	}, `SELECT place, data FROM members WHERE number = ?1 AND `+condition+` ORDER BY place DESC LIMIT ?3`,
		at, min(max(limit, 0), store.PageMax))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return list, v.stand(ctx, list)
}

// stand says where the members of a stretch stand. The first is counted, the others follow from it.
func (v view) stand(ctx context.Context, list []store.Placed) error {
	first := &list[0]
	at, top := []byte(place.Of(first.Order, first.ID)), []byte(place.Of(first.Order, ""))
	above, err := v.above(ctx, at)
	if err != nil {
		return err
	}
	equal, err := v.equals(ctx, at, top)
	if err != nil {
		return err
	}
	first.Position, first.Rank = above+1, above+1-equal
	for i := range list[1:] {
		m, last := &list[i+1], &list[i]
		m.Position, m.Rank = last.Position+1, last.Rank
		if m.Order != last.Order {
			m.Rank = m.Position
		}
	}
	return nil
}

// equals counts the places from above one up to the top of its order: one by one if they are few, by blocks otherwise.
func (v view) equals(ctx context.Context, at, top []byte) (n int, err error) {
	const few = 64
	_, err = v.one(ctx, into{&n}, `
		SELECT count(*) FROM (SELECT 1 FROM members WHERE number = ?1 AND place > ?2 AND place <= ?3 LIMIT ?4)`, at, top, few)
	if err != nil || n < few {
		return n, err
	}
	lower, err := v.above(ctx, at)
	if err != nil {
		return 0, err
	}
	upper, err := v.above(ctx, top)
	return lower - upper, err
}
