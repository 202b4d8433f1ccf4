package leagues

import (
	"context"
	"fmt"
	"slices"
)

// Ask is a game for which leagues are looked for.
type Ask struct {
	Host   string   // whose game it is
	Packs  []string // that its questions come from
	Named  []string // leagues that it was opened for
	Public bool     // leagues of other hosts may take it
}

// gathers tells whether a league takes a game by itself.
func (l *League) gathers(a *Ask) bool {
	own := a.Host == l.Owner || slices.Contains(l.Gather.Hosts, a.Host)
	switch {
	case own && slices.Contains(a.Named, l.ID):
		return true
	case !own && !a.Public:
		return false
	case slices.Contains(l.Gather.Hosts, a.Host):
		return true
	}
	return len(a.Packs) > 0 && !slices.ContainsFunc(a.Packs, func(pack string) bool { return !slices.Contains(l.Gather.Packs, pack) })
}

// For gives the leagues that a game counts in by itself.
func (s *Service) For(ctx context.Context, a Ask) ([]League, error) {
	var list []League
	err := s.each(ctx, "", func(l *League) bool {
		if l.gathers(&a) {
			list = append(list, *l)
		}
		return true
	})
	return list, err
}

// MayName says, wrapping ErrBad, why a host may not open a game for one of these leagues: only the owner may, and hosts whose games
// the league gathers.
func (s *Service) MayName(ctx context.Context, host string, leagues []string) error {
	for _, id := range leagues {
		l, err := s.heads.Find(ctx, id)
		if err != nil {
			return err
		}
		if l.Version == 0 {
			return fmt.Errorf("%w: leagues: there is no league %q", ErrBad, id)
		}
		if l.Value.Owner != host && !slices.Contains(l.Value.Gather.Hosts, host) {
			return fmt.Errorf("%w: leagues: %q is another host's; its owner can let your games count in it", ErrBad, l.Value.Name)
		}
	}
	return nil
}

// Gathers tells whether a league takes a game by itself.
func (l *League) Gathers(a Ask) bool { return l.gathers(&a) }
