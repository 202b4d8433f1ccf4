package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"trivium/game"
)

// Game is a game as it stands now: folded from what is stored, names laid over if they are there.
type Game struct {
	State    *game.State
	Changes  []game.Change // oldest first
	Nameless bool          // the names are gone
}

// State folds a game: from the room while the ledger has it, from what is kept afterwards. ErrNoGame.
func (a *Archive) State(ctx context.Context, id string) (*game.State, error) {
	h, _, err := a.find(ctx, id)
	if err != nil {
		return nil, err
	}
	if s, ok := a.live(h); ok {
		return s, nil
	}
	g, err := a.Game(ctx, id)
	if err != nil {
		return nil, err
	}
	return g.State, nil
}

// Game folds a game and gives the corrections that were made, too. ErrNoGame.
func (a *Archive) Game(ctx context.Context, id string) (*Game, error) {
	h, version, err := a.find(ctx, id)
	if err != nil {
		return nil, err
	}
	stamp := stamp{version: version}
	if s, ok := a.live(h); ok {
		stamp.n = s.N
	}
	keeps := h.Left || stamp.n > 0 // what the ledger has may grow at any moment
	if known, ok := a.cache.get(id, stamp); ok && keeps {
		return known, nil
	}
	f, err := a.facts(ctx, h)
	if err != nil {
		return nil, err
	}
	changes, s, err := f.changes()
	if err != nil {
		return nil, err
	}
	g := &Game{State: s, Changes: changes, Nameless: h.Nameless > 0}
	if h.Left || stamp.n == s.N {
		a.cache.put(id, stamp, g)
	}
	return g, nil
}

// find gives the head of a game that may be there.
func (a *Archive) find(ctx context.Context, id string) (*head, int, error) {
	if len(id) != 32 || strings.Trim(id, "0123456789abcdef") != "" {
		return nil, 0, ErrNoGame
	}
	h, version, err := a.load(ctx, id)
	if err == nil && h.Deleted > 0 {
		return nil, 0, ErrNoGame
	}
	return h, version, err
}

// live gives the state of a room that lives here, if all of it may be shown and nothing newer is known.
func (a *Archive) live(h *head) (*game.State, bool) {
	if h.hides() || h.Left {
		return nil, false
	}
	s, ok := a.Live(h.Room)
	if ok && a.ahead.of(h.Room, s.N) {
		return nil, false
	}
	return s, ok
}

// facts gives all facts of a game with the names that may be shown.
func (a *Archive) facts(ctx context.Context, h *head) (*facts, error) {
	if !h.Left && len(h.Tail) == 0 {
		f, err := read(ctx, a.Ledger, h.Room)
		if err == nil && h.hides() {
			return a.hidden(f, h)
		}
		if !errors.Is(err, ErrNoGame) {
			return f, err
		}
	}
	return a.kept(ctx, h)
}

// hidden leaves out of the ledger's facts what may not be shown.
func (a *Archive) hidden(f *facts, h *head) (*facts, error) {
	neutral, n, err := split(f)
	if err != nil || h.Nameless > 0 {
		return neutral, err
	}
	for _, seat := range h.Removed {
		if err := errors.Join(neutral.removeTexts(seat), n.remove(seat)); err != nil {
			return nil, err
		}
	}
	return n.join(neutral)
}

// kept reads the facts that are kept, what came later included. ErrNoGame.
func (a *Archive) kept(ctx context.Context, h *head) (*facts, error) {
	f, n, err := a.parts(ctx, h)
	if err != nil {
		return nil, err
	}
	for _, seat := range h.Removing { // what nobody could rewrite yet is not shown either
		if err := f.removeTexts(seat); err != nil {
			return nil, err
		}
		if n != nil {
			if err := n.remove(seat); err != nil {
				return nil, err
			}
		}
	}
	if n == nil {
		return f, nil
	}
	return n.join(f)
}

// parts reads the facts without names, and the names; nil if they are gone.
func (a *Archive) parts(ctx context.Context, h *head) (*facts, *names, error) {
	if h.Facts == nil {
		return nil, nil, ErrNoGame
	}
	data, err := a.fetch(ctx, *h.Facts)
	if err != nil {
		return nil, nil, err
	}
	f, err := decode(data)
	if err != nil {
		return nil, nil, err
	}
	f.events = slices.Concat(f.events, h.Tail)
	n, err := a.names(ctx, h)
	return f, n, err
}

// names reads the names of a kept game; nil if they are gone.
func (a *Archive) names(ctx context.Context, h *head) (*names, error) {
	if h.Names == nil {
		return nil, nil
	}
	data, err := a.fetch(ctx, *h.Names)
	if err != nil {
		return nil, err
	}
	var n names
	if err := unzipped(data, &n); err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	n.Joins, n.Events = made(n.Joins), made(n.Events)
	n.Bases, n.Seats = made(n.Bases), made(n.Seats)
	return &n, nil
}

// made gives a map that can be written to.
func made[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return map[K]V{}
	}
	return m
}
