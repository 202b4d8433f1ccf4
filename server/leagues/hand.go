package leagues

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trivium/game/league"
	"trivium/server/store/records"
)

// Lines of the history beside those of package league, which the table does not follow from.
const (
	Added   league.Kind = "add"     // Game counts, by hand
	Removed league.Kind = "remove"  // Game does not count, by hand
	Granted league.Kind = "claim"   // Key has a new claim
	Revoked league.Kind = "unclaim" // Key has a claim no more
	Forgot  league.Kind = "forget"  // the name of Key was taken away
)

// AddGame lets a finished game count that the league does not gather by itself: one of the league's host, or a public one. ErrBad,
// ErrNotFound, and what Options.Game gives.
func (s *Service) AddGame(ctx context.Context, id, gameID, who string) error {
	head, err := s.head(ctx, id)
	if err != nil {
		return err
	}
	if s.game == nil {
		return fmt.Errorf("%w: game", ErrNotFound)
	}
	g, err := s.game(ctx, gameID)
	if err != nil {
		return err
	}
	if err := g.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	l := headOf(head)
	if g.Host != l.Owner && !g.Public && !slices.Contains(l.Gather.Hosts, g.Host) {
		return fmt.Errorf("%w: the game is another host's, who did not make it public", ErrBad)
	}
	if _, err := s.note(ctx, gameID, []string{id}); err != nil {
		return err
	}
	if err := s.decide(ctx, id, true, league.Change{Kind: Added, Game: gameID, Who: who, At: s.now().UnixMilli()}); err != nil {
		return err
	}
	return s.take(ctx, id, &g)
}

// RemoveGame takes a game out of the league for good, whatever it gathers; AddGame brings it back. ErrNotFound.
func (s *Service) RemoveGame(ctx context.Context, id, gameID, who string) error {
	stored, err := s.books.Find(ctx, id)
	if err != nil {
		return err
	}
	if _, there := stored.Value.Games[gameID]; !there {
		return fmt.Errorf("%w: game", ErrNotFound)
	}
	return s.remove(ctx, id, gameID, &league.Change{Kind: Removed, Game: gameID, Who: who, At: s.now().UnixMilli()})
}

// decide notes what the host decided about a game.
func (s *Service) decide(ctx context.Context, id string, counts bool, c league.Change) error {
	_, err := s.books.Update(ctx, id, func(stored *records.Stored[book]) error {
		b := &stored.Value
		if was, decided := b.Hand[c.Game]; decided && was == counts {
			return errSame
		}
		if b.Hand == nil {
			b.Hand = map[string]bool{}
		}
		b.Hand[c.Game] = counts
		b.Changes = append(b.Changes, c)
		return nil
	})
	return ignoring(err, errSame)
}

// remove takes a night out of the book and then away, and with it those whom nothing else knows. c is the host's decision, nil if the
// game is gone altogether.
func (s *Service) remove(ctx context.Context, id, gameID string, c *league.Change) error {
	others, err := s.othersIn(ctx, id, gameID)
	if err != nil {
		return err
	}
	_, err = s.books.Update(ctx, id, func(stored *records.Stored[book]) error {
		b := &stored.Value
		counts, decided := b.Hand[gameID]
		if _, counted := b.Games[gameID]; !counted && decided && !counts {
			return errSame
		}
		delete(b.Games, gameID)
		b.Changes = without(b, gameID, others)
		if b.Hand == nil {
			b.Hand = map[string]bool{}
		}
		b.Hand[gameID] = false // also of a deleted game: somebody may be taking it
		if c != nil {
			b.Changes = append(b.Changes, *c)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSame) {
		return err
	}
	return s.nights(id).Delete(ctx, gameID)
}

// othersIn gives all keys that stand in the other nights of a league.
func (s *Service) othersIn(ctx context.Context, id, gameID string) (map[string]bool, error) {
	stored, err := s.books.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	for other := range stored.Value.Games {
		if other == gameID {
			continue
		}
		n, err := s.nights(id).Find(ctx, other)
		if err != nil {
			return nil, err
		}
		for i := range n.Value.Standings {
			keys[n.Value.Standings[i].Key] = true
		}
	}
	return keys, nil
}

// without gives the changes without those that a game alone brought: competitors who stand in no other night, whom no other change
// names, and who have no claim.
func without(b *book, gameID string, others map[string]bool) []league.Change {
	named := map[string]bool{}
	for i := range b.Changes {
		if c := &b.Changes[i]; !byItself(c) || c.Game != gameID {
			for _, key := range []string{c.Key, c.Into, c.Alias} {
				named[key] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(b.Changes), func(c league.Change) bool {
		_, claimed := b.Claims[c.Key]
		return byItself(&c) && c.Game == gameID && !named[c.Key] && !others[c.Key] && !claimed
	})
}

// byItself tells whether a change came with a night and not from a host.
func byItself(c *league.Change) bool {
	return c.Who == "" && (c.Kind == league.Enter || c.Kind == league.Hide)
}
