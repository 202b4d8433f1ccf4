package gateway

import (
	"context"
	"time"
)

// claimsWait is how long somebody who joins waits at most until it is known whose secrets the phone has.
const claimsWait = time.Second

// claims looks up the teams whose secrets a joining phone showed. Whatever goes wrong keeps nobody out: the claims are not there,
// then. Neither a secret nor what was said about it gets into the log.
func (s *session) claims(ctx context.Context, room Room, secrets []string) map[string]string {
	look := s.gw.opts.Hooks.Claims
	if look == nil || len(secrets) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, claimsWait)
	defer cancel()
	proved, err := look(ctx, room.ID(), secrets)
	switch {
	case err != nil:
		s.gw.metrics.claims.WithLabelValues("failed").Inc()
		return nil
	case len(proved) == 0:
		s.gw.metrics.claims.WithLabelValues("none").Inc()
		return nil
	}
	s.gw.metrics.claims.WithLabelValues("proved").Inc()
	return proved
}
