package league_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"trivium/game/league"
)

// drawNight draws a game of some of six competitors, with ties.
func drawNight(rt *rapid.T, number int) league.Night {
	n := league.Night{Game: fmt.Sprintf("g%d", number), At: int64(rapid.IntRange(1, 4).Draw(rt, "at"))}
	players := rapid.Permutation([]string{"a", "b", "c", "d", "e", "f"}).Draw(rt, "players")
	players = players[:rapid.IntRange(1, 6).Draw(rt, "how many")]
	score := 1000
	for i, key := range players {
		if i == 0 || rapid.Bool().Draw(rt, "apart") {
			score -= rapid.IntRange(1, 200).Draw(rt, "less")
		}
		s := league.Standing{
			Key: key, Name: "Team " + key, Place: i + 1, Score: score, Right: rapid.IntRange(0, 3).Draw(rt, "right"),
			Time: int64(rapid.IntRange(0, 3).Draw(rt, "time")), Division: string(key[0]%2 + '0'),
		}
		if i > 0 && score == n.Standings[i-1].Score {
			s.Place = n.Standings[i-1].Place
		}
		n.Standings = append(n.Standings, s)
	}
	return n
}

func drawRules(rt *rapid.T) league.Rules {
	r := league.DefaultRules()
	r.Sharing = rapid.SampledFrom([]league.Sharing{league.Split, league.Better}).Draw(rt, "sharing")
	r.Among = rapid.SampledFrom([]league.Among{league.AmongAll, league.AmongDivision}).Draw(rt, "among")
	if rapid.Bool().Draw(rt, "by score") {
		r.Scoring, r.Table = league.ByScore, nil
	}
	switch rapid.IntRange(0, 2).Draw(rt, "which count") {
	case 1:
		r.Best = rapid.IntRange(1, 4).Draw(rt, "best")
	case 2:
		r.Drop = rapid.IntRange(1, 3).Draw(rt, "drop")
	}
	r.Minimum = rapid.IntRange(0, 2).Draw(rt, "minimum")
	ties := rapid.Permutation([]league.Tie{league.Wins, league.HeadToHead, league.Score, league.Right, league.Time}).Draw(rt, "ties")
	r.Ties = ties[:rapid.IntRange(0, 5).Draw(rt, "how many ties")]
	return r
}

func drawSeason(rt *rapid.T) league.Season {
	s := league.Season{Rules: drawRules(rt)}
	for i := range rapid.IntRange(0, 6).Draw(rt, "nights") {
		s.Nights = append(s.Nights, drawNight(rt, i))
	}
	for _, key := range []string{"a", "b", "c", "d", "e", "f"} {
		s.Changes = append(s.Changes, league.Change{Kind: league.Enter, Key: key, Name: "Team " + key})
	}
	kinds := []league.Kind{league.Merge, league.Part, league.Void, league.Restore, league.Adjust, league.Hide, league.Show, league.Assign, league.Rename}
	for range rapid.IntRange(0, 6).Draw(rt, "changes") {
		key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", ""})
		s.Changes = append(s.Changes, league.Change{
			Kind: rapid.SampledFrom(kinds).Draw(rt, "kind"), Key: key.Draw(rt, "key"), Into: key.Draw(rt, "into"), Name: key.Draw(rt, "name"),
			Game: fmt.Sprintf("g%d", rapid.IntRange(0, 5).Draw(rt, "game")), Points: rapid.IntRange(-5, 5).Draw(rt, "points"),
		})
	}
	return s
}

func tableOf(rt *rapid.T, s *league.Season, f league.Filter) *league.Table {
	t, err := s.Table(f)
	if err != nil {
		rt.Fatal(err)
	}
	return t
}

func lineFor(t *league.Table, key string) *league.Line {
	for i := range t.Lines {
		if t.Lines[i].Key == key {
			return &t.Lines[i]
		}
	}
	return nil
}

// TestOrderOfNightsDoesNotMatter: nor does the order of a night's standings.
func TestOrderOfNightsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSeason(rt)
		other := s
		if len(s.Nights) > 0 {
			other.Nights = rapid.Permutation(s.Nights).Draw(rt, "other order")
		}
		for i := range other.Nights {
			other.Nights[i].Standings = slices.Clone(other.Nights[i].Standings)
			slices.Reverse(other.Nights[i].Standings)
		}
		a, b := written(rt, tableOf(rt, &s, league.Filter{Hidden: true})), written(rt, tableOf(rt, &other, league.Filter{Hidden: true}))
		if a != b {
			rt.Fatalf("%s\n%s", a, b)
		}
	})
}

func written(rt *rapid.T, t *league.Table) string {
	data, err := json.Marshal(t)
	if err != nil {
		rt.Fatal(err)
	}
	return string(data)
}

// TestTableAddsUp holds each table against what it says of itself.
func TestTableAddsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSeason(rt)
		table := tableOf(rt, &s, league.Filter{Hidden: true})
		results := 0
		for i := range table.Lines {
			l := &table.Lines[i]
			results += len(l.Results)
			points, score, counted, best := l.Adjusted, 0, 0, 0
			for _, r := range l.Results {
				if r.Fate == league.Counts {
					points, score, counted = points+r.Points, score+r.Score, counted+1
					continue
				}
				if r.Fate == league.Dropped {
					best = max(best, r.Points)
				}
			}
			if points != l.Points || score != l.Score || counted != l.Counted {
				rt.Fatalf("%+v does not add up", l)
			}
			for _, r := range l.Results {
				if r.Fate == league.Counts && r.Points < best {
					rt.Fatalf("%+v: a better result was dropped", l)
				}
			}
			if i > 0 && l.Rank > 0 {
				last := &table.Lines[i-1]
				if l.Points > last.Points || l.Points < last.Points && l.Rank != i+1 || l.Rank != i+1 && l.Rank != last.Rank {
					rt.Fatalf("%+v below %+v", l, last)
				}
			}
		}
		standings := 0
		for i := range s.Nights {
			standings += len(s.Nights[i].Standings)
		}
		if standings != results {
			rt.Fatalf("%d standings, %d results", standings, results)
		}
	})
}

// TestDroppingKeepsTheBest: with so many nights that count, no other choice of nights would bring more; and with points that
// are not negative, another night never lowers a total where all play against all, nor does dropping less.
func TestDroppingKeepsTheBest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSeason(rt)
		s.Rules.Drop, s.Rules.Best = 0, rapid.IntRange(1, 4).Draw(rt, "best nights")
		fewer, all := s, s
		if len(s.Nights) > 0 {
			fewer.Nights = s.Nights[:len(s.Nights)-1]
		}
		all.Rules.Best = 0
		table := tableOf(rt, &s, league.Filter{Hidden: true})
		without, every := tableOf(rt, &fewer, league.Filter{Hidden: true}), tableOf(rt, &all, league.Filter{Hidden: true})
		for i := range table.Lines {
			l := &table.Lines[i]
			var points []int
			for _, r := range l.Results {
				if r.Fate == league.Counts || r.Fate == league.Dropped {
					points = append(points, r.Points)
				}
			}
			if got := l.Points - l.Adjusted; got != bestSum(points, s.Rules.Best) {
				rt.Fatalf("%v: %d points, %d are possible of %v", l.Key, got, bestSum(points, s.Rules.Best), points)
			}
			// Within divisions it may: who first comes that night may be merged with a rival, who then plays in another division.
			if was := lineFor(without, l.Key); s.Rules.Among == league.AmongAll && was != nil && was.Points > l.Points {
				rt.Fatalf("another night took points from %+v", l)
			}
			if whole := lineFor(every, l.Key); whole.Points < l.Points {
				rt.Fatalf("%+v has more than with all nights", l)
			}
		}
	})
}

// bestSum tries all choices of at most n.
func bestSum(points []int, n int) int {
	if n == 0 || len(points) == 0 {
		return 0
	}
	return max(bestSum(points[1:], n), points[0]+bestSum(points[1:], n-1))
}

// TestMergeIsTheSumOfTheParts: if all nights count and the parts never met, the whole has what they had. Part gives it back.
func TestMergeIsTheSumOfTheParts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSeason(rt)
		s.Rules.Best, s.Rules.Drop, s.Changes = 0, 0, s.Changes[:6]
		s.Rules.Among = league.AmongAll
		for i := range s.Nights { // b never plays with a
			s.Nights[i].Standings = slices.DeleteFunc(s.Nights[i].Standings, func(st league.Standing) bool {
				return st.Key == string("ab"[i%2])
			})
			renumber(&s.Nights[i])
		}
		before := tableOf(rt, &s, league.Filter{})
		sum := league.Line{}
		for _, key := range []string{"a", "b"} {
			if l := lineFor(before, key); l != nil {
				sum.Points, sum.Played, sum.Wins, sum.Score = sum.Points+l.Points, sum.Played+l.Played, sum.Wins+l.Wins, sum.Score+l.Score
			}
		}
		s.Changes = append(slices.Clone(s.Changes), league.Change{Kind: league.Merge, Key: "a", Into: "b"})
		merged := tableOf(rt, &s, league.Filter{})
		if l := lineFor(merged, "b"); sum.Played > 0 && (l == nil || l.Points != sum.Points || l.Played != sum.Played || l.Wins != sum.Wins || l.Score != sum.Score) {
			rt.Fatalf("the whole %+v, the parts %+v", l, sum)
		}
		for _, l := range before.Lines {
			if now := lineFor(merged, l.Key); l.Key > "b" && (now == nil || now.Points != l.Points) {
				rt.Fatalf("a merge of others changed %+v to %+v", l, now)
			}
		}
		s.Changes = append(s.Changes, league.Change{Kind: league.Part, Key: "a"})
		if a, b := written(rt, before), written(rt, tableOf(rt, &s, league.Filter{})); a != b {
			rt.Fatalf("parted again:\n%s\n%s", a, b)
		}
	})
}

// renumber closes the gaps that somebody left.
func renumber(n *league.Night) {
	places := make([]int, len(n.Standings))
	for i := range n.Standings {
		places[i] = 1
		for j := range n.Standings {
			if n.Standings[j].Place < n.Standings[i].Place {
				places[i]++
			}
		}
	}
	for i := range places {
		n.Standings[i].Place = places[i]
	}
}

// TestAVoidNightIsLikeNone: for everybody's sums.
func TestAVoidNightIsLikeNone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSeason(rt)
		if len(s.Nights) == 0 {
			return
		}
		s.Changes = s.Changes[:6]
		without := s
		without.Nights = s.Nights[1:]
		s.Changes = append(slices.Clone(s.Changes), league.Change{Kind: league.Void, Game: "g0"})
		with, less := tableOf(rt, &s, league.Filter{}), tableOf(rt, &without, league.Filter{})
		for _, l := range less.Lines {
			now := lineFor(with, l.Key)
			if now == nil || now.Points != l.Points || now.Rank != l.Rank || now.Played != l.Played || now.Missed != l.Missed {
				rt.Fatalf("void %+v, removed %+v", now, l)
			}
		}
	})
}

// TestAnyHistoryFolds: whatever changes come in whatever order, there is a table, and who is whom never goes round in a circle.
func TestAnyHistoryFolds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		s := drawSeason(rt)
		s.Changes = rapid.Permutation(s.Changes).Draw(rt, "changes in another order")
		roster := league.Fold(s.Changes)
		for _, who := range roster.All() {
			if whole := roster.Of("g0", who.Key); roster.Of("", whole) != whole {
				rt.Fatalf("%s is %s, which is not whole", who.Key, whole)
			}
		}
		tableOf(rt, &s, league.Filter{})
	})
}
