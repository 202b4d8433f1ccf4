package league

import (
	"cmp"
	"slices"
)

// Fate is what became of a result.
type Fate string

// The fates of a result.
const (
	Counts  Fate = "counts"
	Dropped Fate = "dropped" // others of the competitor are better, and only so many count
	Doubled Fate = "doubled" // a better one of the same game is the competitor's too, since two were merged
	Voided  Fate = "void"    // the game counts for nobody
)

// Result is what a competitor had of one game.
type Result struct {
	Game   string `json:"game"`
	At     int64  `json:"at"`
	Key    string `json:"key"`    // as it stands in the game
	Name   string `json:"name"`   // as it was called that night
	Place  int    `json:"place"`  // as the game was played
	Placed int    `json:"placed"` // among those whom the rules count it among; the points follow from it
	Points int    `json:"points"`
	Score  int    `json:"score"`
	Right  int    `json:"right"`
	Time   int64  `json:"time"`
	Fate   Fate   `json:"fate"`
}

// Line is a competitor's line of a table, with all that it follows from.
type Line struct {
	// Rank is 1 for the first; equals share it. 0 is none: too few nights, or hidden.
	Rank int `json:"rank"`
	// Was is the rank without the latest night that counts, 0 for none.
	Was      int    `json:"was"`
	Key      string `json:"key"`
	Name     string `json:"name"`
	Division string `json:"division,omitempty"`
	Venue    string `json:"venue,omitempty"`
	// Points is the sum over the results that count, and what was Adjusted.
	Points   int `json:"points"`
	Adjusted int `json:"adjusted,omitempty"`
	// Played is how many nights there are results of that are not void, Missed how many were for the competitor without, and
	// Counted how many results count.
	Played  int `json:"played"`
	Missed  int `json:"missed"`
	Counted int `json:"counted"`
	// Wins, Score, Right and Time are sums over the results that count.
	Wins  int   `json:"wins"`
	Score int   `json:"score"`
	Right int   `json:"right"`
	Time  int64 `json:"time"`
	// Tie is the rule that put it below the line above it, though the points are equal.
	Tie Tie `json:"tie,omitempty"`
	// Results are all results by time, Adjustments what was given or taken by hand, Keys all competitors that this one is.
	Results     []Result `json:"results"`
	Adjustments []Change `json:"adjustments,omitempty"`
	Keys        []string `json:"keys,omitempty"`
	Hidden      *Change  `json:"hidden,omitempty"`

	held int // how many nights were for it
}

// better orders results by what they bring: points, then place, score, right answers and time; last by the night, so that the
// order never depends on anything else.
func better(a, b *Result) int {
	return cmp.Or(
		cmp.Compare(b.Points, a.Points), cmp.Compare(a.Placed, b.Placed), cmp.Compare(b.Score, a.Score), cmp.Compare(b.Right, a.Right),
		cmp.Compare(a.Time, b.Time), cmp.Compare(a.At, b.At), cmp.Compare(a.Game, b.Game), cmp.Compare(a.Key, b.Key))
}

// count decides which results count, and adds them up.
func (l *Line) count(r *Rules) {
	best := make([]*Result, 0, len(l.Results))
	for i := range l.Results {
		if l.Results[i].Fate != Voided {
			best = append(best, &l.Results[i])
		}
	}
	slices.SortFunc(best, better)
	games := map[string]bool{}
	for _, result := range best {
		if games[result.Game] {
			result.Fate = Doubled
			continue
		}
		games[result.Game] = true
		l.Played++
	}
	left := r.counting(l.held)
	for _, result := range best {
		switch {
		case result.Fate == Doubled:
		case left == 0:
			result.Fate = Dropped
		default:
			left--
			l.add(result)
		}
	}
	l.Missed = l.held - l.Played
	for i := range l.Adjustments {
		l.Adjusted += l.Adjustments[i].Points
	}
	l.Points += l.Adjusted
	slices.SortFunc(l.Results, func(a, b Result) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Game, b.Game), cmp.Compare(a.Key, b.Key))
	})
}

// add adds a result that counts.
func (l *Line) add(result *Result) {
	result.Fate = Counts
	l.Counted++
	l.Points += result.Points
	l.Score += result.Score
	l.Right += result.Right
	l.Time += result.Time
	if result.Placed == 1 {
		l.Wins++
	}
}
