package leagues

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"trivium/game/league"
	"trivium/server/store"
	"trivium/server/store/records"
)

// slug is an address that a league has, or had.
type slug struct {
	League string    `json:"league"`
	At     time.Time `json:"at"`
}

// has tells whether an address is the league's, or was.
func (l *League) has(name string) bool { return l.Slug == name || slices.Contains(l.OldSlugs, name) }

// slugStale is how old an address must be that its league does not have before somebody else may take it: whoever was making or
// changing the league has failed by then.
const slugStale = time.Minute

// reserve takes an address for a league. ErrTaken.
func (s *Service) reserve(ctx context.Context, name, id string) error {
	_, err := s.slugs.Update(ctx, name, func(stored *records.Stored[slug]) error {
		if v := &stored.Value; stored.Version > 0 && v.League != id {
			l, err := s.heads.Find(ctx, v.League)
			if err != nil {
				return err
			}
			if l.Value.has(name) || s.now().Sub(v.At) < slugStale {
				return fmt.Errorf("%w: /l/%s", ErrTaken, name)
			}
		}
		stored.Value = slug{League: id, At: s.now().UTC()}
		return nil
	})
	return err
}

// Create makes a league of a host. Without a season it gets a first one that begins now, under the default rules. ErrBad, ErrTaken.
func (s *Service) Create(ctx context.Context, owner string, d Draft) (League, error) {
	now := s.now().UTC()
	if len(d.Seasons) == 0 {
		d.Seasons = []Season{{ID: "1", Name: "1", From: now, Rules: league.DefaultRules()}}
	}
	d.normal(func() string { return randomHex(4) })
	if err := d.validate(); err != nil {
		return League{}, fmt.Errorf("%w: %w", ErrBad, err)
	}
	l := records.Stored[League]{ID: randomHex(16), Value: League{Draft: d, Owner: owner, Created: now}}
	l.Value.ID = l.ID
	if err := s.reserve(ctx, d.Slug, l.ID); err != nil {
		return League{}, err
	}
	if err := s.heads.Put(ctx, &l); err != nil {
		return League{}, err
	}
	return headOf(l), nil
}

// headOf gives a stored league with its version.
func headOf(stored records.Stored[League]) League {
	stored.Value.Version = stored.Version
	return stored.Value
}

// Update changes what a host says of a league. version is the one that was read. Its former address still leads to it. ErrBad,
// ErrTaken, ErrConflict, ErrNotFound.
func (s *Service) Update(ctx context.Context, id string, version int, d Draft) (League, error) {
	d.normal(func() string { return randomHex(4) })
	if err := d.validate(); err != nil {
		return League{}, fmt.Errorf("%w: %w", ErrBad, err)
	}
	stored, err := s.head(ctx, id)
	if err != nil {
		return League{}, err
	}
	if stored.Version != version {
		return League{}, ErrConflict
	}
	if was := stored.Value.Slug; was != d.Slug {
		if err := s.reserve(ctx, d.Slug, id); err != nil {
			return League{}, err
		}
		stored.Value.OldSlugs = slices.DeleteFunc(append(stored.Value.OldSlugs, was), func(old string) bool { return old == d.Slug })
	}
	stored.Value.Draft = d
	err = s.heads.Put(ctx, &stored)
	if errors.Is(err, store.ErrConflict) {
		return League{}, ErrConflict
	}
	return headOf(stored), err
}

// Delete removes a league with all that it holds. A league that is not there is no error; a call that failed may be made again.
func (s *Service) Delete(ctx context.Context, id string) error {
	head, err := s.heads.Find(ctx, id)
	if err != nil {
		return err
	}
	book, err := s.books.Find(ctx, id)
	if err != nil {
		return err
	}
	for _, c := range book.Value.Claims {
		if err := s.claims.Delete(ctx, c.Hash); err != nil {
			return err
		}
	}
	for game := range book.Value.Games {
		if err := s.nights(id).Delete(ctx, game); err != nil {
			return err
		}
	}
	if err := s.books.Delete(ctx, id); err != nil {
		return err
	}
	if head.Version > 0 {
		for _, name := range append(head.Value.OldSlugs, head.Value.Slug) {
			if err := s.slugs.Delete(ctx, name); err != nil {
				return err
			}
		}
	}
	return s.heads.Delete(ctx, id)
}

func (s *Service) head(ctx context.Context, id string) (records.Stored[League], error) {
	stored, err := s.heads.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return stored, fmt.Errorf("%w: league", ErrNotFound)
	}
	return stored, err
}

// Get gives a league. ErrNotFound.
func (s *Service) Get(ctx context.Context, id string) (League, error) {
	stored, err := s.head(ctx, id)
	return headOf(stored), err
}

// BySlug gives the league of an address, also of one that it had before: Slug tells the present one. ErrNotFound.
func (s *Service) BySlug(ctx context.Context, name string) (League, error) {
	if len(name) > 40 || !slugForm.MatchString(name) {
		return League{}, fmt.Errorf("%w: league", ErrNotFound)
	}
	stored, err := s.slugs.Find(ctx, name)
	if err != nil {
		return League{}, err
	}
	l, err := s.Get(ctx, stored.Value.League)
	if err == nil && !l.has(name) { // whoever asked for it has failed
		return League{}, fmt.Errorf("%w: league", ErrNotFound)
	}
	return l, err
}

// List gives leagues, newest first: of a host, or all that are listed if owner is empty. cursor is that of the page before, or empty;
// next is empty after the last page.
func (s *Service) List(ctx context.Context, owner, cursor string, limit int) (page []League, next string, err error) {
	err = s.each(ctx, cursor, func(l *League) bool {
		if owner != "" && l.Owner != owner || owner == "" && !l.Listed {
			return true
		}
		if len(page) == limit {
			next = page[limit-1].order()
			return false
		}
		page = append(page, *l)
		return true
	})
	return page, next, err
}

// each calls for all leagues below an order, newest first, until it is told to stop.
func (s *Service) each(ctx context.Context, below string, do func(l *League) bool) error {
	const page = 100
	for {
		list, err := s.heads.List(ctx, below, page)
		if err != nil {
			return err
		}
		for i := range list {
			l := headOf(list[i])
			if !do(&l) {
				return nil
			}
			below = l.order()
		}
		if len(list) < page {
			return nil
		}
	}
}
