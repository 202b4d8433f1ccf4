package leagues

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"trivium/game/league"
	"trivium/server/store/records"
)

// Bounds of the history.
const (
	whyMax     = 500 // characters
	changesMax = 20_000
	enteredMax = 100_000 // with those who came with a night
)

// Change writes a line into the history of a league: package league says what the kinds do. Who must be given, and Why for all kinds
// but Enter and Move. A competitor that is entered without a key has that of its name, and one that is renamed has the standings
// under its new name too. ErrBad, ErrNotFound.
func (s *Service) Change(ctx context.Context, id string, c league.Change) error {
	head, err := s.head(ctx, id)
	if err != nil {
		return err
	}
	l := headOf(head)
	c.At, c.Name, c.Why = s.now().UnixMilli(), strings.TrimSpace(c.Name), strings.TrimSpace(c.Why)
	switch {
	case c.Kind == league.Enter && c.Key == "":
		c.Key = s.key(c.Name)
	case c.Kind == league.Rename && c.Alias == "":
		c.Alias = s.key(c.Name)
	}
	if err := l.allows(&c); err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	if c.Kind == league.Assign {
		if err := s.stands(ctx, id, c.Game, c.Key); err != nil {
			return err
		}
	}
	_, err = s.books.Update(ctx, id, func(stored *records.Stored[book]) error { return stored.Value.add(c) })
	return err
}

// add appends a change that fits.
func (b *book) add(c league.Change) error {
	if _, counts := b.Games[c.Game]; c.Game != "" && !counts {
		return fmt.Errorf("%w: the game does not count in this league", ErrNotFound)
	}
	if len(b.Changes) >= changesMax {
		return fmt.Errorf("%w: the history is full: %d lines", ErrBad, changesMax)
	}
	err := league.Fold(league.Within(b.Changes, c.Season)).Check(&c)
	if errors.Is(err, league.ErrNobody) {
		return fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	if err != nil {
		return fmt.Errorf("%w: %w", ErrBad, err)
	}
	b.Changes = append(b.Changes, c)
	return nil
}

// allows says what is wrong with a change before it is held against the history.
func (l *League) allows(c *league.Change) error {
	var f findings
	f.check(c.Who != "", "say who decides")
	quiet := c.Kind == league.Enter || c.Kind == league.Move
	f.check(quiet || c.Why != "", "say why: everybody may read it in the history")
	f.check(utf8.RuneCountInString(c.Why) <= whyMax, "why: at most %d characters", whyMax)
	f.check(utf8.RuneCountInString(c.Name) <= nameMax, "name: at most %d characters", nameMax)
	f.check(c.Division == "" || slices.Contains(l.Divisions, c.Division), "the league has no division %q", c.Division)
	f.check(c.Venue == "" || slices.Contains(l.Venues, c.Venue), "the league has no venue %q", c.Venue)
	f.check(c.Season == "" || slices.ContainsFunc(l.Seasons, func(s Season) bool { return s.ID == c.Season }), "the league has no season %q", c.Season)
	f.check(c.Kind != league.Enter || c.Name != "" && !strings.Contains(c.Key, " "), "enter: give a name; a key has no spaces")
	return errors.Join(f...)
}

// stands says whether a key stands in the night of a game. ErrNotFound.
func (s *Service) stands(ctx context.Context, id, gameID, key string) error {
	n, err := s.nights(id).Find(ctx, gameID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(n.Value.Standings, func(s standing) bool { return s.Key == key }) {
		return fmt.Errorf("%w: nobody with the key %q played in this game", ErrNotFound, key)
	}
	return nil
}

// History gives the changes of a league, oldest first.
func (s *Service) History(ctx context.Context, id string) ([]league.Change, error) {
	if _, err := s.head(ctx, id); err != nil {
		return nil, err
	}
	stored, err := s.books.Find(ctx, id)
	return stored.Value.Changes, err
}

// Competitors gives all competitors of a league by name, merged ones too.
func (s *Service) Competitors(ctx context.Context, id string) ([]Competitor, error) {
	if _, err := s.head(ctx, id); err != nil {
		return nil, err
	}
	stored, err := s.books.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	all := stored.Value.roster().All()
	list := make([]Competitor, len(all))
	for i, who := range all {
		_, claimed := stored.Value.Claims[who.Key]
		list[i] = Competitor{Competitor: who, Claimed: claimed, Unproven: Unproven(who.Key), Nameless: Nameless(who.Key)}
	}
	return list, nil
}

// Competitor is somebody who competes, as the host sees them.
type Competitor struct {
	league.Competitor

	Claimed  bool `json:"claimed,omitempty"`  // there is a claim
	Unproven bool `json:"unproven,omitempty"` // bears a claimed name without having shown the claim
	Nameless bool `json:"nameless,omitempty"` // the name was taken away
}
