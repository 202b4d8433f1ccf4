package hosts

import (
	"context"
	"errors"
	"fmt"

	"trivium/server/store"
	"trivium/server/store/records"
)

// Accept makes a host of whoever has the secret of an invitation, or gives a host a new password, and begins a session. Of two who
// try at once one does. ErrNotFound, ErrBad, ErrTaken.
func (s *Service) Accept(ctx context.Context, secret string, p Profile, password, browser string) (Host, string, error) {
	stored, err := s.invited(ctx, secret)
	if err != nil {
		return Host{}, "", err
	}
	if stored.Value.For != "" {
		return s.acceptPassword(ctx, &stored, password, browser)
	}
	if err := p.validate(); err != nil {
		return Host{}, "", err
	}
	if p.Login == nil || p.Name == nil {
		return Host{}, "", fmt.Errorf("%w: choose a login and a name", ErrBad)
	}
	// The id follows from the invitation, so that it can make one host only: whoever comes second finds the first.
	now := account{Host: Host{ID: hashOf("host/" + secret)[:32], Created: s.now().UTC()}}
	p.apply(&now)
	if now.Password, err = s.newPassword(ctx, password, &now.Host); err != nil {
		return Host{}, "", err
	}
	if err := s.settle(ctx, &now); err != nil {
		return Host{}, "", err
	}
	stored.Value.Host = now.ID
	if err := s.invitations.Put(ctx, &stored); err != nil && !errors.Is(err, store.ErrConflict) {
		return Host{}, "", err
	}
	session, err := s.begin(ctx, &now, browser)
	return now.Host, session, err
}

// newPassword checks a password and hashes it.
func (s *Service) newPassword(ctx context.Context, password string, host *Host) (string, error) {
	if err := checkPassword(password, host); err != nil {
		return "", err
	}
	return s.hashed(ctx, password)
}

// settle stores a new host. ErrTaken; ErrNotFound if the invitation has made a host already.
func (s *Service) settle(ctx context.Context, now *account) error {
	if err := s.reserve(ctx, now.Login, now.ID); err != nil {
		return err
	}
	err := s.accounts.Put(ctx, &records.Stored[account]{ID: now.ID, Value: *now})
	if errors.Is(err, store.ErrConflict) {
		return errors.Join(fmt.Errorf("%w: invitation", ErrNotFound), s.release(ctx, now.Login, now.ID))
	}
	return err
}

// release gives back a login that was taken for nothing.
func (s *Service) release(ctx context.Context, name, id string) error {
	owner, err := s.accounts.Find(ctx, id)
	if err != nil || folded(owner.Value.Login) == folded(name) {
		return err
	}
	at, err := s.logins.Find(ctx, folded(name))
	if err != nil || at.Value.Host != id {
		return err
	}
	return s.logins.Delete(ctx, folded(name))
}

// acceptPassword gives a host the new password that an invitation is for.
func (s *Service) acceptPassword(ctx context.Context, stored *records.Stored[invitation], password, browser string) (Host, string, error) {
	present, err := s.account(ctx, stored.Value.For)
	if err != nil {
		return Host{}, "", err
	}
	if present.Value.Login == "" {
		return Host{}, "", fmt.Errorf("%w: a login must be chosen first", ErrBad)
	}
	made, err := s.newPassword(ctx, password, &present.Value.Host)
	if err != nil {
		return Host{}, "", err
	}
	stored.Value.Host = stored.Value.For
	if err := s.invitations.Put(ctx, stored); err != nil { // from here on nobody else can
		if errors.Is(err, store.ErrConflict) {
			err = fmt.Errorf("%w: invitation", ErrNotFound)
		}
		return Host{}, "", err
	}
	session, err := s.lock(ctx, stored.Value.For, made, browser)
	return present.Value.Host, session, err
}
