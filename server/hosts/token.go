package hosts

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Token is what a program of a host shows.
type Token struct {
	ID      string    `json:"id"`
	Name    string    `json:"name"`
	Scopes  []Scope   `json:"scopes"`
	Created time.Time `json:"created"`
	Seen    time.Time `json:"seen,omitzero"`  // to the hour
	Until   time.Time `json:"until,omitzero"` // zero is for ever
	hash    string
}

// token is one as it is stored, by the hash of its secret.
type token struct {
	Token

	Host string `json:"host"`
}

func (t *token) order() string { return t.Host + "/" + orderOf(t.Created) + t.ID }

// tokenMark begins every token, so that people and scanners of secrets know one when they see it.
const tokenMark = "trv_"

// tokensMax is how many tokens a host may have.
const tokensMax = 50

// NewToken makes a token and gives its secret, which nothing keeps. ErrBad.
func (s *Service) NewToken(ctx context.Context, id string, t Token) (Token, string, error) {
	t.Name = strings.TrimSpace(t.Name)
	if n := utf8.RuneCountInString(t.Name); n < 1 || n > nameMax {
		return t, "", fmt.Errorf("%w: name: 1 to %d characters that say what it is for", ErrBad, nameMax)
	}
	slices.Sort(t.Scopes)
	t.Scopes = slices.Compact(t.Scopes)
	for _, scope := range t.Scopes {
		if !slices.Contains(TokenScopes(), scope) {
			return t, "", fmt.Errorf("%w: scopes: there is no %q", ErrBad, scope)
		}
	}
	if len(t.Scopes) == 0 {
		return t, "", fmt.Errorf("%w: scopes: choose at least one", ErrBad)
	}
	if !t.Until.IsZero() && !t.Until.After(s.now()) {
		return t, "", fmt.Errorf("%w: until: it is over already", ErrBad)
	}
	have, err := s.Tokens(ctx, id)
	if err != nil {
		return t, "", err
	}
	if len(have) >= tokensMax {
		return t, "", fmt.Errorf("%w: %d tokens are the most; revoke one that is not needed", ErrBad, tokensMax)
	}
	secret := tokenMark + randomHex(32)
	t.ID, t.Created, t.Seen, t.Until = randomHex(8), s.now().UTC(), time.Time{}, t.Until.UTC()
	stored := records.Stored[token]{ID: hashOf(secret), Value: token{Token: t, Host: id}}
	return t, secret, s.tokens.Put(ctx, &stored)
}

// Tokens gives the tokens of a host, newest first.
func (s *Service) Tokens(ctx context.Context, id string) ([]Token, error) {
	var list []Token
	err := each(ctx, s.tokens, id, func(stored *records.Stored[token]) {
		t := stored.Value.Token
		t.hash = stored.ID
		list = append(list, t)
	})
	return list, err
}

// Revoke ends a token of a host. ErrNotFound.
func (s *Service) Revoke(ctx context.Context, id, tokenID string) error {
	list, err := s.Tokens(ctx, id)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].ID == tokenID {
			return s.tokens.Delete(ctx, list[i].hash)
		}
	}
	return fmt.Errorf("%w: token", ErrNotFound)
}

// ByToken gives who a token is, or the first host for the server's key. ErrNobody.
func (s *Service) ByToken(ctx context.Context, secret string) (Access, error) {
	if s.isKey(secret) {
		first, err := s.account(ctx, FirstID)
		return Access{Host: first.Value.Host}, err
	}
	if !strings.HasPrefix(secret, tokenMark) || len(secret) > 100 {
		return Access{}, ErrNobody
	}
	stored, err := s.tokens.Get(ctx, hashOf(secret))
	if errors.Is(err, store.ErrNotFound) {
		return Access{}, ErrNobody
	}
	if err != nil {
		return Access{}, err
	}
	v := &stored.Value
	if !v.Until.IsZero() && !s.now().Before(v.Until) {
		return Access{}, ErrNobody
	}
	host, err := s.account(ctx, v.Host)
	if errors.Is(err, ErrNotFound) || err == nil && host.Value.Disabled {
		return Access{}, ErrNobody
	}
	if err != nil {
		return Access{}, err
	}
	if s.now().Sub(v.Seen) > seenEvery {
		v.Seen = s.now().UTC()
		if err := s.tokens.Put(ctx, &stored); err != nil && !errors.Is(err, store.ErrConflict) {
			return Access{}, err
		}
	}
	return Access{Host: host.Value.Host, Scopes: v.Scopes}, nil
}
