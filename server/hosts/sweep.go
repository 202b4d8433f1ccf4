package hosts

import (
	"context"
	"errors"
	"time"

	"trivium/server/store/records"
)

// guestKept is how long a guest is remembered, so that results stay theirs while they may still come back.
const guestKept = 30 * 24 * time.Hour

// Sweep clears away what is over: sessions, tokens, invitations and guests. It is to be called now and then; on which instance does
// not matter.
func (s *Service) Sweep(ctx context.Context) error {
	now := s.now()
	return errors.Join(
		sweep(ctx, s.sessions, func(v *session) bool { return !now.Before(v.Until) || now.Sub(v.Seen) > sessionIdle }),
		sweep(ctx, s.tokens, func(v *token) bool { return !v.Until.IsZero() && !now.Before(v.Until) }),
		sweep(ctx, s.invitations, func(v *invitation) bool { return !now.Before(v.Until) }),
		s.sweepGuests(ctx, now),
	)
}

// sweepGuests forgets guests of long ago, with what was theirs.
func (s *Service) sweepGuests(ctx context.Context, now time.Time) error {
	var errs []error
	err := sweep(ctx, s.accounts, func(v *account) bool {
		if !v.Guest || now.Before(v.Until) {
			return false
		}
		err := s.gone(ctx, v.Host)
		errs = append(errs, err)
		return err == nil
	})
	return errors.Join(append(errs, err)...)
}

// sweep deletes what is over in a collection.
func sweep[T any](ctx context.Context, c records.Collection[T], over func(v *T) bool) error {
	const page = 100
	for below := ""; ; {
		list, err := c.List(ctx, below, page)
		if err != nil {
			return err
		}
		for i := range list {
			below = c.Order(&list[i].Value)
			if over(&list[i].Value) {
				if err := c.Delete(ctx, list[i].ID); err != nil {
					return err
				}
			}
		}
		if len(list) < page {
			return nil
		}
	}
}
