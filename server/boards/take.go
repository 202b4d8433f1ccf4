package boards

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"trivium/server/finished"
	"trivium/server/store"
	"trivium/server/store/records"
)

// game is what the boards show of a game.
type game struct {
	Revision int64   `json:"revision"`
	Host     string  `json:"host,omitempty"` // whose game it was, and who may moderate its entries
	Gone     bool    `json:"gone,omitempty"` // it was deleted and does not come back
	Boards   []Board `json:"boards,omitempty"`
	Entries  []Entry `json:"entries,omitempty"`
	// Stale are members of indexes that were the game's and are to go: by index, their ids.
	Stale map[string][]string `json:"stale,omitempty"`
	// Settled counts how often the indexes were brought into line. Counting is a write, so it fails if the rest has changed.
	Settled int `json:"settled,omitempty"`
}

type (
	storedGame    = records.Stored[game]
	storedRunning = records.Stored[running]
	storedPack    = records.Stored[played]
)

// errOld ends an update that has nothing to do.
var errOld = errors.New("nothing to do")

// Take puts a finished game on the boards where it belongs, or takes it off where it does not any more. It may be called any
// number of times, on any instance; a revision that is older than one that came changes nothing. Whoever finished a game calls it
// until it gives nil; an error that wraps ErrBad says that it never will.
func (s *Service) Take(ctx context.Context, g finished.Game) error {
	if err := g.Validate(); err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	var entries []Entry
	for i := range g.Players {
		if g.Public && g.Players[i].Public {
			entries = append(entries, entryOf(&g, &g.Players[i]))
		}
	}
	var boards []Board
	if len(entries) > 0 {
		var err error
		if boards, err = s.boardsOf(ctx, &g); err != nil {
			return err
		}
	}
	_, err := s.games.Update(ctx, g.ID, func(stored *storedGame) error {
		was := &stored.Value
		if was.Gone || was.Revision > g.Revision || stored.Version == 0 && len(entries) == 0 {
			return errOld
		}
		s.replace(was, game{Revision: g.Revision, Host: g.Host, Boards: boards, Entries: entries})
		return nil
	})
	if err != nil && !errors.Is(err, errOld) {
		return err
	}
	if err != nil && len(entries) == 0 {
		return nil
	}
	// What an earlier try entered that was overtaken goes, too.
	return s.settleAll(ctx, g.ID, ids(s.members(&game{Boards: boards, Entries: entries}, nil)))
}

// Removed takes a game off all boards for ever: its data were deleted.
func (s *Service) Removed(ctx context.Context, id string) error {
	_, err := s.games.Update(ctx, id, func(stored *storedGame) error {
		s.replace(&stored.Value, game{Gone: true})
		return nil
	})
	if err != nil {
		return err
	}
	if err := s.settle(ctx, id); err != nil {
		return err
	}
	return s.hidden.Delete(ctx, id)
}

// replace puts a game in the place of what was, and remembers what of that has to go.
func (s *Service) replace(was *game, now game) {
	now.Settled = was.Settled
	now.Stale = without(merged(ids(s.members(was, nil)), was.Stale), ids(s.members(&now, nil)))
	*was = now
}

// ids gives the ids of members, index by index.
func ids(members map[string][]store.Member) map[string][]string {
	all := make(map[string][]string, len(members))
	for index, list := range members {
		for i := range list {
			all[index] = append(all[index], list[i].ID)
		}
	}
	return all
}

// merged gives what is in one or the other.
func merged(a, b map[string][]string) map[string][]string {
	all := maps.Clone(a)
	for index, list := range b {
		both := append(slices.Clone(all[index]), list...)
		slices.Sort(both)
		all[index] = slices.Compact(both)
	}
	return all
}

// without gives what is in one and not in the other.
func without(a, b map[string][]string) map[string][]string {
	rest := map[string][]string{}
	for index, list := range a {
		known := make(map[string]bool, len(b[index]))
		for _, id := range b[index] {
			known[id] = true
		}
		for _, id := range list {
			if !known[id] {
				rest[index] = append(rest[index], id)
			}
		}
	}
	return rest
}

// members gives what a game has in the indexes, without what is hidden.
func (s *Service) members(g *game, hidden map[string]Verdict) map[string][]store.Member {
	all := map[string][]store.Member{}
	for i := range g.Entries {
		e := &g.Entries[i]
		if hidden[e.ID].Hidden {
			continue
		}
		score, name := e.member(), e.named(s.fold(e.Name))
		for _, b := range g.Boards {
			all[b.scores()] = append(all[b.scores()], score)
			all[b.names()] = append(all[b.names()], name)
		}
	}
	return all
}

// settleMax bounds how often settling begins again. Each time somebody else has changed the game.
const settleMax = 50

// settle brings the indexes into line with what is stored of a game and its moderation.
func (s *Service) settle(ctx context.Context, id string) error {
	return s.settleAll(ctx, id, map[string][]string{})
}

// settleAll does so too with members that may have been entered by mistake. What it enters itself may be overtaken: somebody else
// takes it out, and then it is entered. So each try looks at what the tries before it entered.
func (s *Service) settleAll(ctx context.Context, id string, entered map[string][]string) error {
	for range settleMax {
		stored, err := s.games.Find(ctx, id)
		if err != nil || stored.Version == 0 {
			return err
		}
		verdicts, err := s.hidden.Find(ctx, id)
		if err != nil {
			return err
		}
		if err := s.write(ctx, &stored.Value, verdicts.Value.Verdicts, entered); err != nil {
			return err
		}
		entered = merged(entered, ids(s.members(&stored.Value, nil)))
		stored.Value.Stale = nil
		stored.Value.Settled++
		err = s.games.Put(ctx, &stored)
		if err != nil && !errors.Is(err, store.ErrConflict) {
			return err
		}
		after, again := s.hidden.Find(ctx, id)
		if again != nil {
			return again
		}
		if err == nil && after.Version == verdicts.Version {
			return nil
		}
	}
	return fmt.Errorf("%w: a game on the boards changes faster than it can be shown", store.ErrUnavailable)
}

// write enters what is to be shown and takes out all else, index by index in their order.
func (s *Service) write(ctx context.Context, g *game, hidden map[string]Verdict, entered map[string][]string) error {
	shown := s.members(g, hidden)
	leaving := without(merged(merged(ids(s.members(g, nil)), g.Stale), entered), ids(shown))
	for _, index := range slices.Sorted(maps.Keys(leaving)) {
		if err := s.store.Leave(ctx, index, leaving[index]...); err != nil {
			return err
		}
	}
	for _, index := range slices.Sorted(maps.Keys(shown)) {
		if err := s.store.Enter(ctx, index, shown[index]...); err != nil {
			return err
		}
	}
	return nil
}
