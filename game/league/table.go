package league

import (
	"cmp"
	"fmt"
	"slices"
)

// Filter says which table is wanted. The zero value is the whole one.
type Filter struct {
	Division string `json:"division,omitempty"` // only those of this division
	Venue    string `json:"venue,omitempty"`    // only those of this venue
	Hidden   bool   `json:"hidden,omitempty"`   // with those who are hidden, at the end and without a rank
}

// Held is a night as a table names it.
type Held struct {
	Game     string  `json:"game"`
	Title    string  `json:"title,omitempty"`
	At       int64   `json:"at"`
	Division string  `json:"division,omitempty"`
	Venue    string  `json:"venue,omitempty"`
	Players  int     `json:"players"` // how many standings it has
	Void     bool    `json:"void,omitempty"`
	Change   *Change `json:"change,omitempty"` // what made it void, if a change did
}

// Table is where a season stands.
type Table struct {
	Nights []Held `json:"nights"` // by time
	// Lines are those with a rank, then those with too few nights, in the same order, then those who are hidden.
	Lines []Line `json:"lines"`
}

// Table computes the table. Errors say which rule or which night is not sound.
//
// A line is there for each competitor with a standing in a night or with an adjustment. Points of each night are taken among all
// who played, whatever the filter; ranks are taken among those whom the filter leaves.
func (s *Season) Table(f Filter) (*Table, error) {
	if err := s.Rules.Validate(); err != nil {
		return nil, fmt.Errorf("rules: %w", err)
	}
	games := map[string]bool{}
	for i := range s.Nights {
		if err := s.Nights[i].Validate(); err != nil {
			return nil, err
		}
		if games[s.Nights[i].Game] {
			return nil, fmt.Errorf("game %s: it is there twice", s.Nights[i].Game)
		}
		games[s.Nights[i].Game] = true
	}
	c := newCalculation(s)
	lines := c.lines(f, len(c.nights))
	before := map[string]int{}
	for _, l := range c.lines(f, c.latest()) {
		before[l.Key] = l.Rank
	}
	t := &Table{Nights: c.held(), Lines: make([]Line, len(lines))}
	for i, l := range lines {
		l.Was = before[l.Key]
		t.Lines[i] = *l
	}
	return t, nil
}

// calculation is a season on its way to a table.
type calculation struct {
	rules  *Rules
	roster *Roster
	nights []*Night // by time
	known  map[string]Competitor
}

func newCalculation(s *Season) *calculation {
	c := &calculation{rules: &s.Rules, roster: Fold(s.Changes), known: map[string]Competitor{}}
	for i := range s.Nights {
		c.nights = append(c.nights, &s.Nights[i])
	}
	slices.SortFunc(c.nights, before)
	c.meet()
	return c
}

// meet finds who competes. What no change says, the latest night does; what parts of a merged competitor bring along counts less
// than what its own nights say.
func (c *calculation) meet() {
	for _, own := range []bool{false, true} {
		for _, n := range c.nights {
			for _, s := range slices.SortedFunc(slices.Values(n.Standings), func(a, b Standing) int { return cmp.Compare(a.Key, b.Key) }) {
				key := c.roster.Of(n.Game, s.Key)
				if own != (key == s.Key) {
					continue
				}
				who := c.known[key]
				who.Key, who.Name = key, cmp.Or(s.Name, who.Name)
				who.Division, who.Venue = cmp.Or(s.Division, who.Division), cmp.Or(s.Venue, who.Venue)
				c.known[key] = who
			}
		}
	}
	c.enter()
}

// enter adds what the changes say of those who played, or have points given by hand.
func (c *calculation) enter() {
	for whole, parts := range c.roster.parts() {
		entered, there := c.roster.Find(whole)
		who, played := c.known[whole]
		var adjusted []Change
		for _, key := range parts {
			adjusted = append(adjusted, c.roster.competitors[key].Adjusted...)
		}
		if !there || !played && len(adjusted) == 0 {
			continue
		}
		entered.Division, entered.Venue = cmp.Or(entered.Division, who.Division), cmp.Or(entered.Venue, who.Venue)
		entered.Adjusted = adjusted
		c.known[whole] = entered
	}
}

func (c *calculation) void(n *Night) bool { return n.Void || c.roster.voids[n.Game] != nil }

// latest gives how many nights there are before the latest that is not void.
func (c *calculation) latest() int {
	for i, n := range slices.Backward(c.nights) {
		if !c.void(n) {
			return i
		}
	}
	return 0
}

func (c *calculation) held() []Held {
	list := make([]Held, len(c.nights))
	for i, n := range c.nights {
		list[i] = Held{
			Game: n.Game, Title: n.Title, At: n.At, Division: n.Division, Venue: n.Venue, Players: len(n.Standings), Void: c.void(n),
			Change: c.roster.voids[n.Game],
		}
	}
	return list
}

// lines gives the lines after so many nights.
func (c *calculation) lines(f Filter, nights int) []*Line {
	all := c.collect(nights)
	parts := c.roster.parts()
	var ranked, few, hidden []*Line
	for key, l := range all {
		if f.Division != "" && l.Division != f.Division || f.Venue != "" && l.Venue != f.Venue {
			continue
		}
		l.held = c.heldFor(l, nights)
		l.count(c.rules)
		if keys := parts[key]; len(keys) > 1 {
			l.Keys = keys
		}
		switch {
		case l.Hidden != nil:
			hidden = append(hidden, l)
		case l.Played < max(1, c.rules.Minimum):
			few = append(few, l)
		default:
			ranked = append(ranked, l)
		}
	}
	if !f.Hidden {
		hidden = nil
	}
	for _, lines := range [][]*Line{ranked, few, hidden} {
		rank(lines, c.rules.Ties)
	}
	for _, l := range slices.Concat(few, hidden) {
		l.Rank = 0
	}
	return slices.Concat(ranked, few, hidden)
}

// collect gives each competitor's results of the first nights.
func (c *calculation) collect(nights int) map[string]*Line {
	lines := make(map[string]*Line, len(c.known))
	for key, who := range c.known {
		lines[key] = &Line{
			Key: key, Name: who.Name, Division: who.Division, Venue: who.Venue, Adjustments: who.Adjusted, Hidden: who.Hidden,
		}
	}
	for _, n := range c.nights[:nights] {
		places, points := n.worth(c.rules, func(s *Standing) string { return c.known[c.roster.Of(n.Game, s.Key)].Division })
		for i := range n.Standings {
			s := &n.Standings[i]
			result := Result{
				Game: n.Game, At: n.At, Key: s.Key, Name: s.Name, Place: s.Place, Placed: places[i], Points: points[i], Score: s.Score,
				Right: s.Right, Time: s.Time,
			}
			if c.void(n) {
				result.Fate = Voided
			}
			l := lines[c.roster.Of(n.Game, s.Key)]
			l.Results = append(l.Results, result)
		}
	}
	return lines
}

// heldFor counts the nights that were for somebody: those that are not void, and for all, for their division and venue, or in
// which they played.
func (c *calculation) heldFor(l *Line, nights int) int {
	played := map[string]bool{}
	for i := range l.Results {
		played[l.Results[i].Game] = true
	}
	held := 0
	for _, n := range c.nights[:nights] {
		elsewhere := n.Division != "" && l.Division != "" && n.Division != l.Division || n.Venue != "" && l.Venue != "" && n.Venue != l.Venue
		if !c.void(n) && (!elsewhere || played[n.Game]) {
			held++
		}
	}
	return held
}
