package boards

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/server/store/records"
)

// moderation is what was decided about the entries of a game, by their ids.
type moderation struct {
	Verdicts map[string]Verdict `json:"verdicts"`
}

// Verdict says whether an entry is hidden, and how that came.
type Verdict struct {
	Hidden bool   `json:"hidden"`
	Steps  []Step `json:"steps"` // the latest last
}

// Step is one decision.
type Step struct {
	Hidden bool      `json:"hidden"`
	Who    string    `json:"who"`
	Why    string    `json:"why"`
	At     time.Time `json:"at"`
}

// Hide takes an entry off all boards, with a reason. Scoring its game anew does not bring it back. ErrNotFound, ErrBad.
func (s *Service) Hide(ctx context.Context, entry, who, why string) error {
	return s.judge(ctx, entry, Step{Hidden: true, Who: who, Why: why})
}

// Show takes back that an entry is hidden, with a reason. ErrNotFound, ErrBad.
func (s *Service) Show(ctx context.Context, entry, who, why string) error {
	return s.judge(ctx, entry, Step{Who: who, Why: why})
}

func (s *Service) judge(ctx context.Context, entry string, step Step) error {
	if step.Who == "" || strings.TrimSpace(step.Why) == "" || len(step.Why) > 2000 {
		return fmt.Errorf("%w: say who decides and why, in at most 500 words", ErrBad)
	}
	g, _, err := s.find(ctx, entry)
	if err != nil {
		return err
	}
	step.At = s.now().UTC()
	_, err = s.hidden.Update(ctx, g.ID, func(stored *records.Stored[moderation]) error {
		if stored.Value.Verdicts == nil {
			stored.Value.Verdicts = map[string]Verdict{}
		}
		verdict := stored.Value.Verdicts[entry]
		if verdict.Hidden == step.Hidden {
			return fmt.Errorf("%w: the entry is so already", ErrBad)
		}
		verdict.Hidden, verdict.Steps = step.Hidden, append(slices.Clone(verdict.Steps), step)
		stored.Value.Verdicts[entry] = verdict
		return nil
	})
	if err != nil {
		return err
	}
	return s.settle(ctx, g.ID)
}

// find gives the game of an entry and the entry's index in it. ErrNotFound.
func (s *Service) find(ctx context.Context, entry string) (storedGame, int, error) {
	at := strings.LastIndexByte(entry, '-')
	if at < 0 {
		return storedGame{}, 0, fmt.Errorf("%w: entry", ErrNotFound)
	}
	g, err := s.games.Find(ctx, entry[:at])
	if err != nil {
		return storedGame{}, 0, err
	}
	i := slices.IndexFunc(g.Value.Entries, func(e Entry) bool { return e.ID == entry })
	if i < 0 {
		return storedGame{}, 0, fmt.Errorf("%w: entry", ErrNotFound)
	}
	return g, i, nil
}

// Host gives the id of the host whose game an entry comes from: the one who may hide it. ErrNotFound.
func (s *Service) Host(ctx context.Context, entry string) (string, error) {
	g, _, err := s.find(ctx, entry)
	return g.Value.Host, err
}

// Entry gives an entry, hidden or not, with what was decided about it and the boards that it is on. ErrNotFound.
func (s *Service) Entry(ctx context.Context, entry string) (Entry, Verdict, []Board, error) {
	g, i, err := s.find(ctx, entry)
	if err != nil {
		return Entry{}, Verdict{}, nil, err
	}
	verdicts, err := s.hidden.Find(ctx, g.ID)
	return g.Value.Entries[i], verdicts.Value.Verdicts[entry], g.Value.Boards, err
}
