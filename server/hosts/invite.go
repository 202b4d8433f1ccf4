package hosts

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Invitation is a link by which somebody becomes a host, or by which a host chooses a new password. It is good once.
type Invitation struct {
	ID      string    `json:"id"`
	Note    string    `json:"note,omitempty"` // for whom it is, in the words of who invited
	By      string    `json:"by"`             // the id of who invited
	ByName  string    `json:"by_name"`
	For     string    `json:"for,omitempty"` // the id of the host who chooses a new password
	Created time.Time `json:"created"`
	Until   time.Time `json:"until"`
	hash    string
}

// invitation is one as it is stored, by the hash of its secret. Host is who it made a host: once that is said, it is used up.
type invitation struct {
	Invitation

	Host string `json:"host,omitempty"`
}

func (i *invitation) order() string { return i.By + "/" + orderOf(i.Created) + i.ID }

// invitationLife is how long an invitation is good; invitationsMax is how many a host may have open.
const (
	invitationLife = 7 * 24 * time.Hour
	invitationsMax = 50
)

// Invite makes an invitation and gives its secret, which nothing keeps. With a host's id it is for a new password of that host, which
// only the first host may give. ErrBad, ErrNotFound.
func (s *Service) Invite(ctx context.Context, by Host, note, forHost string) (Invitation, string, error) {
	if by.Guest || forHost != "" && !by.Owner {
		return Invitation{}, "", fmt.Errorf("%w: that is the first host's to do", ErrBad)
	}
	if forHost != "" {
		if _, err := s.account(ctx, forHost); err != nil {
			return Invitation{}, "", err
		}
	}
	open, err := s.Invitations(ctx, by.ID)
	if err != nil {
		return Invitation{}, "", err
	}
	if len(open) >= invitationsMax {
		return Invitation{}, "", fmt.Errorf("%w: %d open invitations are the most; take one back", ErrBad, invitationsMax)
	}
	now := s.now().UTC()
	i := Invitation{
		ID: randomHex(8), Note: cut(strings.TrimSpace(note), 200), By: by.ID, ByName: by.Name, For: forHost, Created: now,
		Until: now.Add(invitationLife),
	}
	secret := randomHex(16)
	stored := records.Stored[invitation]{ID: hashOf(secret), Value: invitation{Invitation: i}}
	return i, secret, s.invitations.Put(ctx, &stored)
}

// Invitations gives the open invitations of a host, newest first.
func (s *Service) Invitations(ctx context.Context, by string) ([]Invitation, error) {
	var list []Invitation
	err := each(ctx, s.invitations, by, func(stored *records.Stored[invitation]) {
		if v := stored.Value; s.isOpen(&v) {
			v.Invitation.hash = stored.ID
			list = append(list, v.Invitation)
		}
	})
	return list, err
}

// isOpen tells whether an invitation may still be accepted.
func (s *Service) isOpen(i *invitation) bool { return i.Host == "" && s.now().Before(i.Until) }

// Uninvite takes an invitation back. ErrNotFound.
func (s *Service) Uninvite(ctx context.Context, by, invitationID string) error {
	list, err := s.Invitations(ctx, by)
	if err != nil {
		return err
	}
	for i := range list {
		if list[i].ID == invitationID {
			return s.invitations.Delete(ctx, list[i].hash)
		}
	}
	return fmt.Errorf("%w: invitation", ErrNotFound)
}

// Invited gives the invitation of a secret. ErrNotFound if it is none, was used, or is too old.
func (s *Service) Invited(ctx context.Context, secret string) (Invitation, error) {
	stored, err := s.invited(ctx, secret)
	return stored.Value.Invitation, err
}

func (s *Service) invited(ctx context.Context, secret string) (records.Stored[invitation], error) {
	none := fmt.Errorf("%w: invitation", ErrNotFound)
	if len(secret) != 32 {
		return records.Stored[invitation]{}, none
	}
	stored, err := s.invitations.Get(ctx, hashOf(secret))
	if errors.Is(err, store.ErrNotFound) || err == nil && !s.isOpen(&stored.Value) {
		return stored, none
	}
	if err != nil {
		return stored, err
	}
	if by, err := s.account(ctx, stored.Value.By); errors.Is(err, ErrNotFound) || err == nil && by.Value.Disabled {
		return stored, none // who invited is no host any more
	} else if err != nil {
		return stored, err
	}
	return stored, nil
}
