// Package shares knows whose a pack is and who else may see and play it: nobody, whoever was given its link, or all hosts.
//
// A pack of which nothing is known came along with the server, or was there before hosts had packs of their own: it is the first
// host's and shared with all.
package shares

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Errors that people are told in words.
var (
	// ErrBad says that something can not be done; the words behind it say why.
	ErrBad = errors.New("not possible")
	// ErrNotFound says that there is no such pack for whoever asks, or that a link is good no more.
	ErrNotFound = errors.New("not found")
)

// With says with whom a pack is shared.
type With string

// With whom.
const (
	Nobody With = "nobody" // but those who took its link
	All    With = "all"    // all hosts of the server, but not its guests
)

// Share is whose a pack is, and with whom it is shared.
type Share struct {
	Pack string `json:"pack"`
	Host string `json:"host"` // the id of whose it is; empty is the first host
	With With   `json:"with"`
	// Link tells whether there is a link, Taken who took it: the ids of hosts.
	Link  bool     `json:"link,omitempty"`
	Taken []string `json:"taken,omitempty"`
}

// share is one as it is stored.
type share struct {
	Share

	Hash string `json:"hash,omitempty"` // of the secret of the link
}

// link is a link as it is found by the hash of its secret.
type link struct {
	Pack string `json:"pack"`
}

// Viewer is a host who asks.
type Viewer struct {
	ID    string
	Owner bool // the first host, who sees all
	Guest bool // who sees what came along with the server
}

// Service is the shares of a server. All methods may be called from any goroutine, and on several instances at once. They may give
// what the store gives, store.ErrUnavailable above all.
type Service struct {
	shares records.Collection[share]
	links  records.Collection[link]
}

// New makes the service.
func New(s store.Store) *Service {
	return &Service{
		shares: records.Collection[share]{Store: s, Name: "pack_shares", Order: func(v *share) string { return v.Pack }},
		links:  records.Collection[link]{Store: s, Name: "pack_links"},
	}
}

// of gives the share of a pack.
func (s *Service) of(ctx context.Context, pack string) (Share, error) {
	stored, err := s.shares.Find(ctx, pack)
	if stored.Version == 0 {
		return Share{Pack: pack, With: All}, err
	}
	return shown(&stored.Value), err
}

func shown(v *share) Share {
	out := v.Share
	out.Link = v.Hash != ""
	return out
}

// sees tells whether a host may see and play a pack.
func (v *Viewer) sees(s *Share) bool {
	return v.owns(s) || s.With == All && (!v.Guest || s.Host == "") || slices.Contains(s.Taken, v.ID)
}

// owns tells whether a host may change and remove a pack.
func (v *Viewer) owns(s *Share) bool { return v.Owner || s.Host != "" && s.Host == v.ID }

// Seen gives, of all packs that something is known of, how a host sees them; those that are not theirs to see are nil. For a pack that
// is not in it, Default holds.
func (s *Service) Seen(ctx context.Context, v Viewer) (map[string]*Share, error) {
	const page = 200
	seen := map[string]*Share{}
	for below := ""; ; {
		list, err := s.shares.List(ctx, below, page)
		if err != nil {
			return nil, err
		}
		for i := range list {
			below = list[i].Value.Pack
			one := shown(&list[i].Value)
			seen[one.Pack] = nil
			if v.sees(&one) {
				seen[one.Pack] = &one
			}
		}
		if len(list) < page {
			return seen, nil
		}
	}
}

// Default is the share of a pack of which nothing is known.
func Default(pack string) Share { return Share{Pack: pack, With: All} }

// See gives the share of a pack that a host may see. ErrNotFound.
func (s *Service) See(ctx context.Context, v Viewer, pack string) (Share, error) {
	one, err := s.of(ctx, pack)
	if err == nil && !v.sees(&one) {
		return Share{}, fmt.Errorf("%w: pack", ErrNotFound)
	}
	return one, err
}

// Own gives the share of a pack that a host may change. ErrNotFound; ErrBad if they only see it.
func (s *Service) Own(ctx context.Context, v Viewer, pack string) (Share, error) {
	one, err := s.See(ctx, v, pack)
	if err == nil && !v.owns(&one) {
		return Share{}, fmt.Errorf("%w: the pack is another host's", ErrBad)
	}
	return one, err
}

// Claim makes a pack a host's before it is put into the bank. One that is theirs already stays as it is. ErrBad if the id is another's.
func (s *Service) Claim(ctx context.Context, v Viewer, pack string) error {
	_, err := s.shares.Update(ctx, pack, func(stored *records.Stored[share]) error {
		if stored.Version == 0 {
			stored.Value = share{Share: Share{Pack: pack, Host: v.ID, With: Nobody}}
			return nil
		}
		if !v.owns(&stored.Value.Share) {
			return fmt.Errorf("%w: another host has a pack with the id %q; give yours another id", ErrBad, pack)
		}
		return nil
	})
	return err
}

// Set says with whom a pack is shared. ErrNotFound, ErrBad.
func (s *Service) Set(ctx context.Context, v Viewer, pack string, with With) (Share, error) {
	if with != All && with != Nobody {
		return Share{}, fmt.Errorf("%w: with: choose all or nobody", ErrBad)
	}
	return s.change(ctx, v, pack, func(one *share) { one.With = with })
}

func (s *Service) change(ctx context.Context, v Viewer, pack string, do func(one *share)) (Share, error) {
	stored, err := s.shares.Update(ctx, pack, func(stored *records.Stored[share]) error {
		if stored.Version == 0 {
			stored.Value = share{Share: Default(pack)}
		}
		switch one := &stored.Value.Share; {
		case !v.sees(one):
			return fmt.Errorf("%w: pack", ErrNotFound)
		case !v.owns(one):
			return fmt.Errorf("%w: the pack is another host's", ErrBad)
		}
		do(&stored.Value)
		return nil
	})
	return shown(&stored.Value), err
}

// NewLink makes a link by which another host may see and play a pack, and gives its secret, which nothing keeps. An earlier link is
// good no more; who took that keeps what they have. ErrNotFound, ErrBad.
func (s *Service) NewLink(ctx context.Context, v Viewer, pack string) (Share, string, error) {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand since Go 1.24)
	secret := hex.EncodeToString(b[:])
	stored := records.Stored[link]{ID: hashOf(secret), Value: link{Pack: pack}}
	if err := s.links.Put(ctx, &stored); err != nil {
		return Share{}, "", err
	}
	var was string
	one, err := s.change(ctx, v, pack, func(one *share) { was, one.Hash = one.Hash, stored.ID })
	if err != nil {
		_ = s.links.Delete(ctx, stored.ID) // nothing names it, so it is good for nothing
		return Share{}, "", err
	}
	return one, secret, s.drop(ctx, was)
}

// Unlink ends the link of a pack, and what others have by it. ErrNotFound, ErrBad.
func (s *Service) Unlink(ctx context.Context, v Viewer, pack string) (Share, error) {
	var was string
	one, err := s.change(ctx, v, pack, func(one *share) { was, one.Hash, one.Taken = one.Hash, "", nil })
	if err != nil {
		return one, err
	}
	return one, s.drop(ctx, was)
}

func (s *Service) drop(ctx context.Context, hash string) error {
	if hash == "" {
		return nil
	}
	return s.links.Delete(ctx, hash)
}

// takenMax is how many hosts may take a link.
const takenMax = 1000

// TakeLink lets a host see and play the pack of a link, and gives its id. ErrNotFound.
func (s *Service) TakeLink(ctx context.Context, v Viewer, secret string) (pack string, err error) {
	if len(secret) != 32 || v.Guest {
		return "", fmt.Errorf("%w: link", ErrNotFound)
	}
	hash := hashOf(secret)
	found, err := s.links.Find(ctx, hash)
	if err != nil {
		return "", err
	}
	_, err = s.shares.Update(ctx, found.Value.Pack, func(stored *records.Stored[share]) error {
		one := &stored.Value
		if found.Version == 0 || stored.Version == 0 || one.Hash != hash || len(one.Taken) >= takenMax {
			return fmt.Errorf("%w: link", ErrNotFound)
		}
		if !slices.Contains(one.Taken, v.ID) && !v.owns(&one.Share) {
			one.Taken = append(slices.Clone(one.Taken), v.ID)
		}
		return nil
	})
	return found.Value.Pack, err
}

// Remove forgets what is known of a pack that is gone.
func (s *Service) Remove(ctx context.Context, pack string) error {
	stored, err := s.shares.Find(ctx, pack)
	if err != nil || stored.Version == 0 {
		return err
	}
	if err := s.drop(ctx, stored.Value.Hash); err != nil {
		return err
	}
	return s.shares.Delete(ctx, pack)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}
