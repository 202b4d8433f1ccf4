package leagues

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"trivium/game/league"
	"trivium/server/finished"
	"trivium/server/store/records"
)

// errSame ends an update that has nothing to do, errGone one for a game that was deleted.
var (
	errSame = errors.New("nothing to do")
	errGone = errors.New("the game was deleted")
)

// Take lets a finished game count in the leagues that gather it, or in which it counts already. It may be called any number of times,
// on any instance; a revision that is older than one that came changes nothing. An error that wraps ErrBad says that it never will
// be taken; any other is tried again.
func (s *Service) Take(ctx context.Context, g finished.Game) error {
	if err := g.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	gather, err := s.For(ctx, Ask{Host: g.Host, Packs: g.Packs, Named: g.Leagues, Public: g.Public})
	if err != nil {
		return err
	}
	ids := make([]string, len(gather))
	for i := range gather {
		ids[i] = gather[i].ID
	}
	before, err := s.note(ctx, g.ID, ids)
	if err != nil {
		return ignoring(err, errGone)
	}
	for _, id := range before {
		if err := s.take(ctx, id, &g); err != nil {
			return err
		}
	}
	return nil
}

// note remembers in which leagues a game counts, before it does, and gives all in which it did. errGone.
func (s *Service) note(ctx context.Context, gameID string, ids []string) ([]string, error) {
	stored, err := s.played.Update(ctx, gameID, func(stored *records.Stored[played]) error {
		if stored.Value.Gone {
			return errGone
		}
		all := slices.Concat(stored.Value.Leagues, ids)
		slices.Sort(all)
		all = slices.Compact(all)
		if len(all) == len(stored.Value.Leagues) {
			return errSame
		}
		stored.Value.Leagues = all
		return nil
	})
	if errors.Is(err, errSame) {
		err = nil
	}
	return stored.Value.Leagues, err
}

// take puts the night of a game into a league: the night first, then the book.
func (s *Service) take(ctx context.Context, id string, g *finished.Game) error {
	head, err := s.heads.Find(ctx, id)
	if err != nil || head.Version == 0 { // it was deleted
		return err
	}
	book, err := s.books.Find(ctx, id)
	if err != nil {
		return err
	}
	if counts, decided := book.Value.Hand[g.ID]; decided && !counts {
		return nil
	}
	l := headOf(head)
	stored, err := s.nights(id).Update(ctx, g.ID, func(stored *records.Stored[night]) error {
		was := &stored.Value
		if stored.Version > 0 && (was.Frozen || was.Revision > g.Revision) {
			return errSame
		}
		now := nightOf(&l, &book.Value, was, g)
		if stored.Version > 0 && reflect.DeepEqual(now, *was) {
			return errSame
		}
		stored.Value = now
		return nil
	})
	if err != nil && !errors.Is(err, errSame) {
		return err
	}
	err = s.enter(ctx, id, &stored)
	if errors.Is(err, errGone) { // it was taken out meanwhile, perhaps before its night was in
		return s.nights(id).Delete(ctx, g.ID)
	}
	return err
}

// enter writes a night into the book: the game counts, and who was not known yet competes from now on. errGone if the game does
// not count, ErrBad if the league has no room for more.
func (s *Service) enter(ctx context.Context, id string, n *records.Stored[night]) error {
	now := entry{At: n.Value.At, Version: n.Version}
	standing, err := s.standing(ctx, id, &n.Value)
	if err != nil {
		return err
	}
	_, err = s.books.Update(ctx, id, func(stored *records.Stored[book]) error {
		b := &stored.Value
		if counts, decided := b.Hand[n.ID]; decided && !counts {
			return errGone
		}
		changed := b.correct(&n.Value, standing)
		arrivals := arrivals(b, &n.Value)
		if len(b.Changes)+len(arrivals) > enteredMax {
			return fmt.Errorf("%w: the league has %d lines of history, and no room for more competitors", ErrBad, len(b.Changes))
		}
		if was := b.Games[n.ID]; len(arrivals) == 0 && !changed && was.Version >= now.Version {
			return errSame
		}
		if b.Games == nil {
			b.Games = map[string]entry{}
		}
		b.Games[n.ID] = now
		b.Changes = append(b.Changes, arrivals...)
		return nil
	})
	if errors.Is(err, errSame) {
		return nil
	}
	return err
}

// arrivals are changes that make competitors of those in a night who are none yet. The nameless are not shown.
func arrivals(b *book, n *night) []league.Change {
	var list []league.Change
	roster := b.roster()
	for i := range n.Standings {
		s := &n.Standings[i]
		if roster.Known(s.Key) {
			continue
		}
		c := league.Change{Kind: league.Enter, Key: s.Key, Name: s.Name, Game: n.Game, At: n.At.UnixMilli()}
		if Nameless(s.Key) {
			c.Name = noName
		}
		list = append(list, c)
		if Nameless(s.Key) {
			list = append(list, league.Change{Kind: league.Hide, Key: s.Key, Game: n.Game, At: c.At})
		}
	}
	return list
}

// noName stands where a name was taken away.
const noName = "—"

// Gone is called before the names of a game go, or the whole of it. Nights whose names go keep whose the standings are, and stay as
// they are from then on; those of games that go whole go too, and with them competitors whom nothing else knows.
func (s *Service) Gone(ctx context.Context, gameID string, whole bool) error {
	stored, err := s.played.Find(ctx, gameID)
	if err != nil {
		return err
	}
	if whole {
		if stored, err = s.bury(ctx, gameID); err != nil {
			return err
		}
	}
	for _, id := range stored.Value.Leagues {
		if whole {
			err = s.remove(ctx, id, gameID, nil)
		} else {
			err = s.freeze(ctx, id, gameID)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// bury marks a game as deleted, so that it is taken by nobody from then on.
func (s *Service) bury(ctx context.Context, gameID string) (records.Stored[played], error) {
	stored, err := s.played.Update(ctx, gameID, func(stored *records.Stored[played]) error {
		if stored.Value.Gone {
			return errSame
		}
		stored.Value.Gone = true
		return nil
	})
	return stored, ignoring(err, errSame)
}

func (s *Service) freeze(ctx context.Context, id, gameID string) error {
	stored, err := s.nights(id).Update(ctx, gameID, func(stored *records.Stored[night]) error {
		if stored.Version == 0 || stored.Value.Frozen {
			return errSame
		}
		stored.Value.Frozen = true
		stored.Value.Standings = slices.Clone(stored.Value.Standings)
		for i := range stored.Value.Standings {
			stored.Value.Standings[i].Name = ""
		}
		return nil
	})
	if err != nil && !errors.Is(err, errSame) || stored.Version == 0 {
		return ignoring(err, errSame)
	}
	return ignoring(s.enter(ctx, id, &stored), errGone)
}

// ignoring gives an error unless it is the one that does not matter.
func ignoring(err, same error) error {
	if errors.Is(err, same) {
		return nil
	}
	return err
}
