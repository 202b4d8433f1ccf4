package shares

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"trivium/server/store"
	"trivium/server/store/records"
)

// takersMax is how many hosts may have a pack by its link. Who wants more shares it with all.
const takersMax = 1000

// claimStale is how old a claim without a pack must be before somebody else may have the id: whoever was uploading has failed by then.
const claimStale = time.Minute

// Options are what the service needs. Store must be given.
type Options struct {
	Store store.Store
	// Clock gives the time. Nil is time.Now.
	Clock func() time.Time
}

// Service is the shares of all packs. All methods may be called from any goroutine, and on several instances at once. They may give
// what the store gives, store.ErrUnavailable above all.
type Service struct {
	now    func() time.Time
	shares records.Collection[Share]
	links  records.Collection[link]
}

// link is by the hash of its secret. It is good while the share names it.
type link struct {
	Pack string `json:"pack"`
}

// New makes the service.
func New(o Options) *Service {
	s := &Service{now: o.Clock}
	if s.now == nil {
		s.now = time.Now
	}
	s.shares = records.Collection[Share]{Store: o.Store, Name: "pack_shares", Order: func(v *Share) string { return v.Pack }}
	s.links = records.Collection[link]{Store: o.Store, Name: "pack_links"}
	return s
}

// Of gives the share of a pack.
func (s *Service) Of(ctx context.Context, pack string) (Share, error) {
	stored, err := s.shares.Find(ctx, pack)
	if err == nil && stored.Version == 0 {
		return unsaid(pack), nil
	}
	return stored.Value, err
}

// All gives the shares of all packs.
func (s *Service) All(ctx context.Context) (Shares, error) {
	const page = 500
	all := Shares{}
	for below := ""; ; {
		list, err := s.shares.List(ctx, below, page)
		if err != nil {
			return nil, err
		}
		for i := range list {
			all[list[i].ID], below = list[i].Value, list[i].ID
		}
		if len(list) < page {
			return all, nil
		}
	}
}

// Shares are the shares of all packs, by the id of the pack.
type Shares map[string]Share

// Of gives the share of a pack.
func (s Shares) Of(pack string) Share {
	if share, ok := s[pack]; ok {
		return share
	}
	return unsaid(pack)
}

// Claim makes a pack a host's own before it is uploaded, and tells whether it was nobody's. there says that the pack is in the bank
// already, so that it is the first host's if nobody claimed it; what was claimed a while ago and is not there is free again. Of two
// who claim at once one does. ErrTaken.
func (s *Service) Claim(ctx context.Context, host, pack string, there bool) (fresh bool, err error) {
	_, err = s.shares.Update(ctx, pack, func(stored *records.Stored[Share]) error {
		fresh = stored.Version == 0
		owner := stored.Value.Host
		if fresh && there {
			owner = unsaid(pack).Host
		}
		if owner != "" && owner != host {
			if there || s.now().Sub(stored.Value.Since) < claimStale {
				return ErrTaken
			}
			stored.Value, fresh = Share{}, true
		}
		switch {
		case fresh && there:
			stored.Value = unsaid(pack)
		case fresh:
			stored.Value = Share{Pack: pack, Host: host}
		}
		if stored.Value.Since.IsZero() {
			stored.Value.Since = s.now().UTC()
		}
		return nil
	})
	return fresh, err
}

// Forget forgets the share of a pack that is gone, and its link.
func (s *Service) Forget(ctx context.Context, pack string) error {
	stored, err := s.shares.Find(ctx, pack)
	if err != nil || stored.Version == 0 {
		return err
	}
	if hash := stored.Value.Link; hash != "" {
		if err := s.links.Delete(ctx, hash); err != nil {
			return err
		}
	}
	return s.shares.Delete(ctx, pack)
}

// Change is what becomes of a share. What is nil stays as it is.
type Change struct {
	All  *bool `json:"all,omitempty"`
	Link *bool `json:"link,omitempty"` // true makes a new link, and the one before is good no more; false ends it, and nobody has it by it
}

// Change changes with whom a pack is shared, and gives the secret of a new link, which nothing keeps.
func (s *Service) Change(ctx context.Context, pack string, c Change) (now Share, secret string, err error) {
	if c.Link != nil && *c.Link {
		secret = randomHex()
		if err := s.links.Put(ctx, &records.Stored[link]{ID: hashOf(secret), Value: link{Pack: pack}}); err != nil {
			return Share{}, "", err
		}
	}
	before := ""
	stored, err := s.shares.Update(ctx, pack, func(stored *records.Stored[Share]) error {
		if stored.Version == 0 {
			stored.Value = unsaid(pack)
			stored.Value.Since = s.now().UTC()
		}
		v := &stored.Value
		if c.All != nil {
			v.All = *c.All
		}
		if c.Link != nil {
			before, v.Link = v.Link, ""
			if secret != "" {
				v.Link = hashOf(secret)
			} else {
				v.Takers = nil
			}
		}
		return nil
	})
	if err == nil && before != "" {
		err = s.links.Delete(ctx, before)
	}
	return stored.Value, secret, err
}

// Linked gives the share that the secret of a link is for. ErrNotFound.
func (s *Service) Linked(ctx context.Context, secret string) (Share, error) {
	if len(secret) != 32 {
		return Share{}, ErrNotFound
	}
	at, err := s.links.Get(ctx, hashOf(secret))
	if errors.Is(err, store.ErrNotFound) {
		return Share{}, ErrNotFound
	}
	if err != nil {
		return Share{}, err
	}
	share, err := s.Of(ctx, at.Value.Pack)
	if err == nil && share.Link != at.ID {
		err = ErrNotFound
	}
	return share, err
}

// Take lets a host have a pack by its link. Twice is no error. ErrNotFound, ErrBad.
func (s *Service) Take(ctx context.Context, host, secret string) (Share, error) {
	share, err := s.Linked(ctx, secret)
	if err != nil {
		return Share{}, err
	}
	stored, err := s.shares.Update(ctx, share.Pack, func(stored *records.Stored[Share]) error {
		v := &stored.Value
		switch {
		case v.Link != hashOf(secret):
			return ErrNotFound
		case v.Host == host || v.Taken(host):
			return nil
		case len(v.Takers) >= takersMax:
			return fmt.Errorf("%w: %d hosts have this pack by its link; ask for it to be shared with all", ErrBad, takersMax)
		}
		v.Takers = append(v.Takers, host)
		return nil
	})
	return stored.Value, err
}

// Leave has a host have a pack by its link no more. Who does not have it leaves it all the same.
func (s *Service) Leave(ctx context.Context, host, pack string) error {
	share, err := s.Of(ctx, pack)
	if err != nil || !share.Taken(host) {
		return err
	}
	_, err = s.shares.Update(ctx, pack, func(stored *records.Stored[Share]) error {
		if stored.Version == 0 {
			return ErrNotFound
		}
		stored.Value.Takers = slices.DeleteFunc(stored.Value.Takers, func(id string) bool { return id == host })
		return nil
	})
	return err
}

func randomHex() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
