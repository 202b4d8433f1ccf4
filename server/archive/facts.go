package archive

import (
	"context"
	"errors"
	"fmt"

	"trivium/game"
	"trivium/server/ledger"
)

// facts are all that a room's ledger holds of a game: its log, and the entries of its seats and answers.
type facts struct {
	events []event
	slots  map[string][]game.Entry
}

// event is one event of the log as it was stored.
type event struct {
	N    uint64    `json:"n"`
	At   game.Time `json:"at"`
	Head string    `json:"b"` // the batch that brought it
	Data raw       `json:"d"`
}

// pos is the position behind the last event.
func (f *facts) pos() ledger.Pos {
	if len(f.events) == 0 {
		return ledger.Pos{}
	}
	last := &f.events[len(f.events)-1]
	return ledger.Pos{N: last.N, Head: last.Head}
}

// replay folds the facts and shows each step; seen may be nil. What it shows may be kept.
func (f *facts) replay(seen func(before, after *game.State, fact game.Fact) error) (*game.State, error) {
	var s *game.State
	for i := range f.events {
		e := &f.events[i]
		decoded, err := game.DecodeEvent(e.Data)
		if err != nil {
			return nil, err
		}
		if opened, ok := decoded.(game.Opened); ok && opened.Rules != game.Rules {
			return nil, fmt.Errorf("%w: it has %d, this version plays %d", ErrRules, opened.Rules, game.Rules)
		}
		fact := game.Fact{N: e.N, At: e.At, Event: decoded}
		if slot, after := game.Needs(s, decoded); slot != "" {
			fact.Entries = behind(f.slots[slot], after)
			if seated, ok := decoded.(game.Seated); ok && len(fact.Entries) < seated.Through-after {
				return nil, fmt.Errorf("seats of %s: %w: %d came", slot, ledger.ErrUnavailable, len(fact.Entries))
			}
		}
		before := s
		s = game.Apply(s, fact)
		if seen != nil {
			if err := seen(before, s, fact); err != nil {
				return nil, err
			}
		}
	}
	if s == nil {
		return nil, ErrNoGame
	}
	return s, nil
}

// behind gives the entries with a greater index.
func behind(entries []game.Entry, index int) []game.Entry {
	for i := range entries {
		if entries[i].Index > index {
			return entries[i:]
		}
	}
	return nil
}

// fold gives the state that the facts make.
func (f *facts) fold() (*game.State, error) { return f.replay(nil) }

// changes gives the corrections that are in the log.
func (f *facts) changes() ([]game.Change, *game.State, error) {
	var changes []game.Change
	s, err := f.replay(func(before, after *game.State, fact game.Fact) error {
		if c, ok := game.ChangeOf(before, after, fact); ok {
			changes = append(changes, c)
		}
		return nil
	})
	return changes, s, err
}

// read reads a game from the ledger. ErrNoGame.
func read(ctx context.Context, l ledger.Ledger, id string) (*facts, error) {
	stored, err := l.Events(ctx, ledger.RoomID(id), ledger.Pos{})
	if errors.Is(err, ledger.ErrNoRoom) {
		return nil, ErrNoGame
	}
	if err != nil {
		return nil, fmt.Errorf("read the game: %w", err)
	}
	f := &facts{slots: map[string][]game.Entry{}}
	sealed := map[string]int{}
	for _, e := range stored {
		f.events = append(f.events, event{N: e.Pos.N, At: game.Time(e.At), Head: e.Pos.Head, Data: e.Data})
		for slot, count := range e.Sealed {
			sealed[string(slot)] = count
		}
	}
	for _, slot := range f.named() {
		entries, err := l.Entries(ctx, ledger.RoomID(id), ledger.Slot(slot), 0)
		if errors.Is(err, ledger.ErrNoRoom) { // forgotten meanwhile
			return nil, ErrNoGame
		}
		if err != nil {
			return nil, fmt.Errorf("read the entries of %s: %w", slot, err)
		}
		if len(entries) < sealed[slot] {
			return nil, fmt.Errorf("read the entries of %s: %w: %d of %d came", slot, ledger.ErrUnavailable, len(entries), sealed[slot])
		}
		for _, e := range entries {
			f.slots[slot] = append(f.slots[slot], game.Entry{Key: e.Key, Index: e.Index, Data: e.Data})
		}
	}
	return f, nil
}

// named lists the slots of seats and answers that the log has opened.
func (f *facts) named() []string {
	var names []string
	generation, showings := 0, 0
	for i := range f.events {
		decoded, err := game.DecodeEvent(f.events[i].Data)
		if err != nil { // replay says so
			continue
		}
		switch e := decoded.(type) {
		case game.Opened:
			generation++
			names = append(names, game.SeatSlot(generation))
		case game.Locked:
			if !e.On {
				generation++
				names = append(names, game.SeatSlot(generation))
			}
		case game.Asked:
			showings++
		case game.Started:
			names = append(names, game.AnswerSlot(showings-1))
		default:
		}
	}
	return names
}
