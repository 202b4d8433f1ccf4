package league

import (
	"cmp"
	"slices"
)

// rank orders lines and gives them their ranks: by points, then by each rule for ties in turn among those who are still equal.
// Who is equal after the last rule shares the rank and lies by name.
func rank(lines []*Line, ties []Tie) {
	parted := part(lines, "", func(l *Line) int { return l.Points })
	for _, tie := range ties {
		var finer []group
		for _, g := range parted {
			finer = append(finer, g.apart(tie)...)
		}
		parted = finer
	}
	at := 0
	for _, g := range parted {
		slices.SortFunc(g.lines, func(a, b *Line) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Key, b.Key)) })
		for i, l := range g.lines {
			l.Rank, l.Tie = at+1, ""
			if i == 0 {
				l.Tie = g.tie
			}
			lines[at+i] = l
		}
		at += len(g.lines)
	}
}

// group is lines that are equal so far, and the rule by which they lie below the group above.
type group struct {
	lines []*Line
	tie   Tie
}

// apart parts a group by a rule.
func (g group) apart(tie Tie) []group {
	if len(g.lines) == 1 {
		return []group{g}
	}
	finer := part(g.lines, tie, measure(tie, g.lines))
	finer[0].tie = g.tie
	return finer
}

// part parts lines by a measure, the greatest first.
func part(lines []*Line, tie Tie, of func(*Line) int) []group {
	values := make(map[*Line]int, len(lines))
	for _, l := range lines {
		values[l] = of(l)
	}
	sorted := slices.SortedFunc(slices.Values(lines), func(a, b *Line) int { return cmp.Compare(values[b], values[a]) })
	var groups []group
	for i, l := range sorted {
		if i == 0 || values[l] != values[sorted[i-1]] {
			groups = append(groups, group{tie: tie})
		}
		last := &groups[len(groups)-1]
		last.lines = append(last.lines, l)
	}
	return groups
}

// measure gives what a rule for ties looks at; more is better.
func measure(tie Tie, among []*Line) func(*Line) int {
	switch tie {
	case Wins:
		return func(l *Line) int { return l.Wins }
	case HeadToHead:
		return headToHead(among)
	case Score:
		return func(l *Line) int { return l.Score }
	case Right:
		return func(l *Line) int { return l.Right }
	case Time:
		return func(l *Line) int { return -int(l.Time) }
	}
	return func(*Line) int { return 0 }
}

// headToHead counts whom each beat in the games that all of them played.
func headToHead(among []*Line) func(*Line) int {
	places := map[string]map[*Line]int{}
	for _, l := range among {
		for i := range l.Results {
			result := &l.Results[i]
			if result.Fate == Voided || result.Fate == Doubled {
				continue
			}
			if places[result.Game] == nil {
				places[result.Game] = map[*Line]int{}
			}
			places[result.Game][l] = result.Place
		}
	}
	beaten := map[*Line]int{}
	for _, game := range places {
		if len(game) < len(among) {
			continue
		}
		for l, place := range game {
			for _, other := range game {
				if place < other {
					beaten[l]++
				}
			}
		}
	}
	return func(l *Line) int { return beaten[l] }
}
