package league

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Standing is how one competitor ended in a game.
type Standing struct {
	Key   string `json:"key"`  // whose it is; the changes say who that is
	Name  string `json:"name"` // as it was called that night
	Place int    `json:"place"`
	Score int    `json:"score"`
	Right int    `json:"right,omitempty"` // right answers
	Time  int64  `json:"time,omitempty"`  // ms over right answers
	// Division and Venue are those of the competitor that night. Empty says nothing.
	Division string `json:"division,omitempty"`
	Venue    string `json:"venue,omitempty"`
}

// Night is a finished game.
type Night struct {
	Game  string `json:"game"` // names it
	Title string `json:"title,omitempty"`
	At    int64  `json:"at"` // ms since 1970, when it ended
	// Division and Venue say for whom it was; empty is for all. Who plays elsewhere has not missed it.
	Division  string     `json:"division,omitempty"`
	Venue     string     `json:"venue,omitempty"`
	Void      bool       `json:"void,omitempty"` // it is shown and counts for nobody
	Standings []Standing `json:"standings"`
}

// Validate says what is wrong with a night: it needs a game, each key once, and places as they are when equals share the better
// one (1, 2, 2, 4).
func (n *Night) Validate() error {
	if n.Game == "" {
		return errors.New("a night without a game")
	}
	seen := make(map[string]bool, len(n.Standings))
	places := make([]int, len(n.Standings))
	for i := range n.Standings {
		s := &n.Standings[i]
		if s.Key == "" {
			return fmt.Errorf("game %s: a standing without a key", n.Game)
		}
		if seen[s.Key] {
			return fmt.Errorf("game %s: %q stands there twice", n.Game, s.Key)
		}
		seen[s.Key], places[i] = true, s.Place
	}
	slices.Sort(places)
	for i, place := range places {
		if place != i+1 && (i == 0 || place != places[i-1]) {
			return fmt.Errorf("game %s: place %d is taken by nobody, but %d is", n.Game, i+1, place)
		}
	}
	return nil
}

// before orders nights by time.
func before(a, b *Night) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Game, b.Game)) }

// worth gives the points of each standing, and the place that they follow from.
func (n *Night) worth(r *Rules, division func(*Standing) string) (places, points []int) {
	groups := map[string][]int{}
	for i := range n.Standings {
		s := &n.Standings[i]
		group := ""
		switch r.Among {
		case AmongDivision:
			group = division(s)
		case AmongVenue:
			group = cmp.Or(s.Venue, n.Venue)
		case AmongAll:
		}
		groups[group] = append(groups[group], i)
	}
	places, points = make([]int, len(n.Standings)), make([]int, len(n.Standings))
	for _, group := range groups {
		slices.SortFunc(group, func(a, b int) int { return cmp.Compare(n.Standings[a].Place, n.Standings[b].Place) })
		for from := 0; from < len(group); {
			to := from + 1
			for to < len(group) && n.Standings[group[to]].Place == n.Standings[group[from]].Place {
				to++
			}
			for _, i := range group[from:to] {
				places[i], points[i] = from+1, n.Standings[i].Score
				if r.Scoring == ByPlace {
					points[i] = r.points(from+1, to-from)
				}
			}
			from = to
		}
	}
	return places, points
}
