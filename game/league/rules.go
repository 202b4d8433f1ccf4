package league

import (
	"errors"
	"fmt"
	"slices"
)

// Scoring says what a night is worth.
type Scoring string

// The ways of scoring a night.
const (
	ByPlace Scoring = "place" // points by place, from Rules.Table
	ByScore Scoring = "score" // the score of the game
)

// Sharing says what those who share a place have. Below, n of them are at place p, and t(i) is the points of place i.
type Sharing string

// The ways of sharing.
const (
	Split  Sharing = "split"  // the places they take up are added and shared: (t(p) + ... + t(p+n-1)) / n, rounded down
	Better Sharing = "better" // each has the points of the better place: t(p)
)

// Among says among whom places are counted.
type Among string

// Among whom.
const (
	AmongAll      Among = ""         // as the game was played
	AmongDivision Among = "division" // anew among those of a game who are in one division
	AmongVenue    Among = "venue"    // anew among those of a game who played at one venue
)

// Tie is a rule that parts those who have equal points. All but HeadToHead look only at the nights that count.
//
// HeadToHead looks at the games in which all who are still equal played, whether or not they count for each of them. In each, a
// competitor has one for every other of them that placed behind. The greater sum is better. Without such a game it parts nobody.
type Tie string

// The rules for ties.
const (
	Wins       Tie = "wins"         // more first places, shared ones too
	HeadToHead Tie = "head_to_head" // direct comparison, as above
	Score      Tie = "score"        // the greater sum of scores
	Right      Tie = "right"        // more right answers
	Time       Tie = "time"         // less time over right answers
)

// Rules are how a season is scored. They are chosen for each season.
type Rules struct {
	Scoring Scoring `json:"scoring"`
	// Table is the points of the first place, of the second and so on; places beyond it have none. For ByPlace only.
	Table   []int   `json:"table,omitempty"`
	Sharing Sharing `json:"sharing,omitempty"`
	Among   Among   `json:"among,omitempty"`
	// Best is how many of a competitor's nights count, the best; 0 is all.
	Best int `json:"best,omitempty"`
	// Drop is how many of the nights held may be missed or are dropped, the worst: of N nights that were for a competitor,
	// max(1, N - Drop) count. 0 drops none. Either Best or Drop may be set.
	Drop int `json:"drop,omitempty"`
	// Minimum is how many nights somebody must have played to have a rank.
	Minimum int `json:"minimum,omitempty"`
	// Ties part those with equal points, one after another. Who is equal after the last shares the rank.
	Ties []Tie `json:"ties,omitempty"`
}

// DefaultRules are those of a pub's league: 15, 12, 9, 6, 3 and 1 points, every night counts, and equal points are parted by
// wins, by direct comparison and by score.
func DefaultRules() Rules {
	return Rules{
		Scoring: ByPlace, Table: []int{15, 12, 9, 6, 3, 1}, Sharing: Split, Ties: []Tie{Wins, HeadToHead, Score},
	}
}

// Bounds of rules.
const (
	placesMax = 200
	pointsMax = 10_000
	nightsMax = 1000
)

// Validate says which rule can not be played, and what is allowed. All findings are joined.
func (r *Rules) Validate() error {
	var errs []error
	check := func(ok bool, words string) {
		if !ok {
			errs = append(errs, errors.New(words))
		}
	}
	check(r.Scoring == ByPlace || r.Scoring == ByScore, "scoring: choose place or score")
	check(r.Scoring != ByPlace || len(r.Table) > 0, "table: give the points of at least the first place")
	check(r.Scoring == ByPlace || len(r.Table) == 0, "table: points by place need the scoring by place")
	check(len(r.Table) <= placesMax, fmt.Sprintf("table: at most %d places", placesMax))
	for i, points := range r.Table {
		check(points >= 0 && points <= pointsMax, fmt.Sprintf("table: place %d has %d points; allowed are 0 to %d", i+1, points, pointsMax))
		check(i == 0 || points <= r.Table[i-1], fmt.Sprintf("table: place %d has more points than the place before it", i+1))
	}
	check(r.Sharing == Split || r.Sharing == Better || r.Sharing == "" && r.Scoring == ByScore, "sharing: choose split or better")
	check(r.Among == AmongAll || r.Among == AmongDivision || r.Among == AmongVenue, "among: choose division or venue, or leave it empty")
	check(r.Best >= 0 && r.Best <= nightsMax, fmt.Sprintf("best: from 0 (all nights) to %d", nightsMax))
	check(r.Drop >= 0 && r.Drop <= nightsMax, fmt.Sprintf("drop: from 0 (none) to %d", nightsMax))
	check(r.Best == 0 || r.Drop == 0, "best and drop: choose one of them")
	check(r.Minimum >= 0 && r.Minimum <= nightsMax, fmt.Sprintf("minimum: from 0 to %d nights", nightsMax))
	for i, tie := range r.Ties {
		check(slices.Contains([]Tie{Wins, HeadToHead, Score, Right, Time}, tie),
			fmt.Sprintf("ties: %q is no rule; choose from wins, head_to_head, score, right, time", tie))
		check(!slices.Contains(r.Ties[:i], tie), fmt.Sprintf("ties: %s is there twice", tie))
	}
	return errors.Join(errs...)
}

// points is what a place is worth that so many share.
func (r *Rules) points(place, sharing int) int {
	at := func(place int) int {
		if place > len(r.Table) {
			return 0
		}
		return r.Table[place-1]
	}
	if r.Sharing == Better {
		return at(place)
	}
	sum := 0
	for i := range sharing {
		sum += at(place + i)
	}
	return sum / sharing
}

// counting is how many nights of a competitor count at most, of so many that were for them.
func (r *Rules) counting(held int) int {
	switch {
	case r.Best > 0:
		return r.Best
	case r.Drop > 0:
		return max(1, held-r.Drop)
	default:
		return held
	}
}
