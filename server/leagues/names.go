package leagues

import (
	"context"
	"slices"

	"trivium/game/league"
)

// Names are corrected in their game when they should not be seen, and players change to another team. What came into the history with
// a game must follow, or it would be shown for ever.

// standing gives the keys that stand in any night, this one as it is now, if the history has competitors of this game who do not
// stand in it any more; nil if it has none.
func (s *Service) standing(ctx context.Context, id string, n *night) (map[string]bool, error) {
	stored, err := s.books.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	own := map[string]bool{}
	for i := range n.Standings {
		own[n.Standings[i].Key] = true
	}
	left := func(c league.Change) bool { return c.Game == n.Game && byItself(&c) && !own[c.Key] }
	if !slices.ContainsFunc(stored.Value.Changes, left) {
		return nil, nil
	}
	all, err := s.othersIn(ctx, id, n.Game)
	if err != nil {
		return nil, err
	}
	for key := range own {
		all[key] = true
	}
	return all, nil
}

// correct takes those out of the history who came with a game and stand in no night any more, unless something else knows them, and
// gives the others the names that they have in their game now. standing may be nil: then nobody has left. A host's own words about
// a competitor stay. It tells whether anything changed.
func (b *book) correct(n *night, standing map[string]bool) bool {
	changed := false
	if standing != nil {
		kept := without(b, n.Game, standing)
		changed = len(kept) < len(b.Changes)
		b.Changes = kept
	}
	names := map[string]string{}
	for i := range n.Standings {
		names[n.Standings[i].Key] = n.Standings[i].Name
	}
	for i := range b.Changes {
		c := &b.Changes[i]
		if c.Game != n.Game || !byItself(c) || c.Kind != league.Enter {
			continue
		}
		if now := names[c.Key]; now != "" && now != c.Name {
			c.Name, changed = now, true
		}
	}
	return changed
}
