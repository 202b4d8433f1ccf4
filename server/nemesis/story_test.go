package nemesis

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"trivium/game"
	"trivium/server/ledger"
)

// story is what stands in the ledger when all is over, and what follows from it by folding as a process would that nothing
// ever happened to.
type story struct {
	events  []ledger.Event
	facts   []game.Event  // decoded, one for each event
	states  []*game.State // states[n] is the state behind n events; states[0] is nil
	sealed  map[ledger.Slot]int
	answers map[int][]ledger.Entry // by showing
	gaps    []game.Gap
}

// read reads a room's story to its end.
func read(ctx context.Context, l ledger.Ledger, room ledger.RoomID) (*story, error) {
	s := &story{states: []*game.State{nil}, sealed: map[ledger.Slot]int{}, answers: map[int][]ledger.Entry{}}
	var err error
	if s.events, err = l.Events(ctx, room, ledger.Pos{}); err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	for _, stored := range s.events {
		if err := s.fold(ctx, l, room, stored); err != nil {
			return nil, err
		}
	}
	for showing := range s.end().Showings {
		if s.answers[showing], err = l.Entries(ctx, room, ledger.Slot(game.AnswerSlot(showing)), 0); err != nil {
			return nil, fmt.Errorf("read the answers to question %d: %w", showing, err)
		}
	}
	return s, nil
}

// fold applies the next event.
func (s *story) fold(ctx context.Context, l ledger.Ledger, room ledger.RoomID, stored ledger.Event) error {
	event, err := game.DecodeEvent(stored.Data)
	if err != nil {
		return fmt.Errorf("event %d: %w", stored.Pos.N, err)
	}
	state := s.end()
	fact := game.Fact{N: stored.Pos.N, At: game.Time(stored.At), Event: event}
	if slot, after := game.Needs(state, event); slot != "" {
		entries, err := l.Entries(ctx, room, ledger.Slot(slot), after)
		if err != nil {
			return fmt.Errorf("read slot %s: %w", slot, err)
		}
		for _, e := range entries {
			fact.Entries = append(fact.Entries, game.Entry{Key: e.Key, Index: e.Index, Data: e.Data})
		}
	}
	if gap, ok := event.(game.Gap); ok {
		s.gaps = append(s.gaps, gap)
	}
	maps.Copy(s.sealed, stored.Sealed)
	s.facts = append(s.facts, event)
	s.states = append(s.states, game.Apply(state, fact))
	return nil
}

// copied is for whoever wants to doctor it.
func (s *story) copied() *story {
	next := *s
	next.events, next.facts, next.states = slices.Clone(s.events), slices.Clone(s.facts), slices.Clone(s.states)
	next.sealed, next.answers = maps.Clone(s.sealed), maps.Clone(s.answers)
	return &next
}

// end is the state behind the last event.
func (s *story) end() *game.State { return s.states[len(s.states)-1] }
