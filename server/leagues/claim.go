package leagues

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"trivium/game/league"
	"trivium/server/store"
	"trivium/server/store/records"
)

// claim is what the book knows of a claim.
type claim struct {
	Hash string    `json:"hash"` // of its secret
	Who  string    `json:"who"`
	At   time.Time `json:"at"`
}

// claimed is a claim as it is found by the hash of its secret.
type claimed struct {
	League string `json:"league"`
	Key    string `json:"key"`
}

// Claim is whom a secret stands for.
type Claim struct {
	League     string `json:"league"` // its id
	Slug       string `json:"slug"`
	LeagueName string `json:"league_name"`
	Key        string `json:"key"`
	Name       string `json:"name"`
}

// secretLen is how long a secret is: 128 bits in hex.
const secretLen = 32

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewClaim makes a claim to a competitor and gives its secret, which nothing keeps: whoever shows it when they join a game plays as
// that competitor. An earlier claim is good no more. ErrNotFound, ErrBad.
func (s *Service) NewClaim(ctx context.Context, id, key, who string) (secret string, err error) {
	if _, err := s.head(ctx, id); err != nil {
		return "", err
	}
	secret = randomHex(secretLen / 2)
	made := claim{Hash: hashOf(secret), Who: who, At: s.now().UTC()}
	stored := records.Stored[claimed]{ID: made.Hash, Value: claimed{League: id, Key: key}}
	if err := s.claims.Put(ctx, &stored); err != nil {
		return "", err
	}
	if err := s.grant(ctx, id, key, &made); err != nil {
		_ = s.claims.Delete(ctx, made.Hash) // nothing names it, so it is good for nothing
		return "", err
	}
	return secret, nil
}

// DropClaim ends the claim to a competitor: from then on its name is anybody's. ErrNotFound.
func (s *Service) DropClaim(ctx context.Context, id, key, who string) error {
	if _, err := s.head(ctx, id); err != nil {
		return err
	}
	return s.grant(ctx, id, key, &claim{Who: who, At: s.now().UTC()})
}

// grant puts a claim into the book in the place of the one before; one without a hash only ends that.
func (s *Service) grant(ctx context.Context, id, key string, now *claim) error {
	var was claim
	_, err := s.books.Update(ctx, id, func(stored *records.Stored[book]) error {
		b := &stored.Value
		owner, known := b.roster().Find(key)
		was = b.Claims[key]
		switch {
		case !known || owner.Key != key:
			return fmt.Errorf("%w: competitor", ErrNotFound)
		case Unproven(key) || Nameless(key):
			return fmt.Errorf("%w: merge it into a competitor first", ErrBad)
		case now.Hash == "" && was.Hash == "":
			return fmt.Errorf("%w: there is no claim", ErrNotFound)
		}
		kind := Revoked
		if now.Hash != "" {
			kind = Granted
		}
		if b.Claims == nil {
			b.Claims = map[string]claim{}
		}
		b.Claims[key] = *now
		if now.Hash == "" {
			delete(b.Claims, key)
		}
		b.Changes = append(b.Changes, league.Change{Kind: kind, Key: key, Who: now.Who, At: now.At.UnixMilli()})
		return nil
	})
	if err != nil || was.Hash == "" {
		return err
	}
	return s.claims.Delete(ctx, was.Hash)
}

// Claimed gives whom a secret stands for. ErrNotFound.
func (s *Service) Claimed(ctx context.Context, secret string) (Claim, error) {
	nobody := fmt.Errorf("%w: claim", ErrNotFound)
	if len(secret) != secretLen {
		return Claim{}, nobody
	}
	hash := hashOf(secret)
	stored, err := s.claims.Get(ctx, hash)
	if errors.Is(err, store.ErrNotFound) {
		return Claim{}, nobody
	}
	if err != nil {
		return Claim{}, err
	}
	at := stored.Value
	l, err := s.Get(ctx, at.League)
	if err != nil {
		return Claim{}, err
	}
	book, err := s.books.Find(ctx, at.League)
	if err != nil {
		return Claim{}, err
	}
	who, known := book.Value.roster().Find(at.Key)
	if !known || book.Value.Claims[at.Key].Hash != hash {
		return Claim{}, nobody
	}
	return Claim{League: l.ID, Slug: l.Slug, LeagueName: l.Name, Key: at.Key, Name: who.Name}, nil
}
