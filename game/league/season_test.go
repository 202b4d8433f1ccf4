package league_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/game/league"
	"trivium/game/league/leaguetest"
)

// seasonFile holds 13 nights of 40 teams.
const seasonFile = "testdata/season/season.json"

// TestSeason replays the season in the file under several rules. Each final table is held against the one in testdata, and
// against one that SQL computes from the same facts (package leaguetest).
func TestSeason(t *testing.T) {
	t.Parallel()
	compare(t, seasonFile, readFile(t, seasonFile), seasonText(t, generate()))
	season := leaguetest.ReadSeason(t, seasonFile)
	for name, rules := range seasonRules() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			played := season
			played.Rules = rules
			table, err := played.Table(league.Filter{})
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			for i := range table.Lines {
				l := &table.Lines[i]
				fmt.Fprintf(&out, "%3d %-24s %5d points, %2d of %2d nights, %2d wins, score %6d, %3d right, %7d ms\n", l.Rank, l.Name, l.Points,
					l.Counted, l.Played, l.Wins, l.Score, l.Right, l.Time)
			}
			file := "testdata/season/" + name + ".txt"
			compare(t, file, readFile(t, file), out.String())
			leaguetest.AgainstSQL(t, &played, table)
		})
	}
}

// seasonRules are the rules that the season is replayed under.
func seasonRules() map[string]league.Rules {
	with := func(change func(r *league.Rules)) league.Rules {
		r := league.DefaultRules()
		change(&r)
		return r
	}
	return map[string]league.Rules{
		"default": league.DefaultRules(),
		"best-8":  with(func(r *league.Rules) { r.Best = 8 }),
		"drop-3":  with(func(r *league.Rules) { r.Drop, r.Minimum = 3, 8 }),
		"better":  with(func(r *league.Rules) { r.Sharing, r.Table, r.Drop = league.Better, []int{10, 8, 6, 5, 4, 3, 2, 1}, 2 }),
		"score":   with(func(r *league.Rules) { r.Scoring, r.Table, r.Best = league.ByScore, nil, 10 }),
		"divisions": with(func(r *league.Rules) {
			r.Among, r.Best, r.Table = league.AmongDivision, 9, []int{5, 4, 3, 2, 1}
		}),
	}
}

func readFile(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(data)
}

// seasonText writes a season as JSON with a standing a line.
func seasonText(t *testing.T, season league.Season) string {
	t.Helper()
	data, err := json.Marshal(season)
	if err != nil {
		t.Fatal(err)
	}
	for _, before := range []string{`{"game"`, `{"key"`, `{"kind"`} {
		data = bytes.ReplaceAll(data, []byte(before), []byte("\n"+before))
	}
	return string(data) + "\n"
}

// generate makes up a season. Teams are of different strength and stay away now and then; scores are multiples of 50, so that
// many are equal; teams share places. In it are a void night, a team that played three nights under another name and once under
// both, one that changed its name for good, points taken by hand, and a standing that was somebody else's.
func generate() league.Season {
	const teams, nights = 40, 13
	random := rand.New(rand.NewPCG(13, 40)) //nolint:gosec // it is to be the same every time
	season := league.Season{Rules: league.DefaultRules()}
	start := time.Date(2026, 9, 2, 20, 0, 0, 0, time.UTC)
	for i := range teams {
		season.Changes = append(season.Changes, league.Change{
			Kind: league.Enter, Key: teamKey(i), Name: teamName(i), Division: []string{"A", "B"}[i%2], Who: "host", At: start.UnixMilli(),
		})
	}
	for night := range nights {
		n := league.Night{
			Game: fmt.Sprintf("night-%02d", night+1), Title: fmt.Sprintf("Quiz night %d", night+1),
			At: start.AddDate(0, 0, 7*night).Add(2 * time.Hour).UnixMilli(),
		}
		for i := range teams {
			if random.IntN(100) < 15 {
				continue // not there
			}
			right := min(30, 8+(teams-i)/4+random.IntN(12))
			n.Standings = append(n.Standings, league.Standing{
				Key: playedAs(i, night), Name: nameThen(i, night), Score: right*50 + 50*random.IntN(4) - 100*random.IntN(2), Right: right,
				Time: int64(right) * (3000 + random.Int64N(4000)),
			})
		}
		slices.SortStableFunc(n.Standings, func(a, b league.Standing) int { return b.Score - a.Score })
		for i := range n.Standings {
			n.Standings[i].Place = i + 1
			if i > 0 && n.Standings[i].Score == n.Standings[i-1].Score {
				n.Standings[i].Place = n.Standings[i-1].Place
			}
		}
		season.Nights = append(season.Nights, n)
	}
	change := func(c league.Change) {
		c.Who, c.At = "host", start.AddDate(0, 4, 0).UnixMilli()
		season.Changes = append(season.Changes, c)
	}
	change(league.Change{Kind: league.Void, Game: "night-05", Why: "the sound failed"})
	change(league.Change{Kind: league.Merge, Key: teamKey(38), Into: teamKey(2), Why: "they are the same people"})
	change(league.Change{Kind: league.Rename, Key: teamKey(5), Name: "New Name 06", Alias: "new-06", Why: "a new sponsor"})
	change(league.Change{Kind: league.Adjust, Key: teamKey(8), Points: -5, Why: "a phone under the table"})
	change(league.Change{Kind: league.Assign, Game: "night-09", Key: teamKey(11), Into: teamKey(39), Why: "the wrong sheet"})
	return season
}

func teamKey(i int) string  { return fmt.Sprintf("team-%02d", i+1) }
func teamName(i int) string { return fmt.Sprintf("Team %02d", i+1) }

// playedAs is the key that a team plays under. Team 6 has another from the seventh night on.
func playedAs(i, night int) string {
	if i == 5 && night >= 6 {
		return "new-06"
	}
	return teamKey(i)
}

func nameThen(i, night int) string {
	if i == 5 && night >= 6 {
		return "New Name 06"
	}
	return teamName(i)
}
