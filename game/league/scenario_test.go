package league_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"trivium/game/league"
)

// TestMain registers -update, which writes what happens into the files in testdata instead of comparing.
func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the expectations in testdata")
	os.Exit(m.Run())
}

// TestScenarios plays the scripts in testdata. A line is a command; the lines that begin with > below it are what follows. The
// commands are in scenario.run.
func TestScenarios(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, file, string(data), play(t, string(data)))
		})
	}
}

// compare holds what came against a file, or writes it there.
func compare(t *testing.T, file, want, got string) {
	t.Helper()
	if got == want {
		return
	}
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	wanted, have := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(wanted), len(have)) {
		if wanted[i] != have[i] {
			t.Fatalf("%s says otherwise (go test ./game/league -update writes it); line %d:\nwant %s\ngot  %s", file, i+1, wanted[i], have[i])
		}
	}
	t.Fatalf("%s: %d lines are wanted, %d came", file, len(wanted), len(have))
}

type scenario struct {
	t      *testing.T
	season league.Season
	out    strings.Builder
}

func play(t *testing.T, script string) string {
	p := &scenario{t: t, season: league.Season{Rules: league.DefaultRules()}}
	for line := range strings.Lines(script) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, ">") {
			continue
		}
		p.out.WriteString(line + "\n")
		if line != "" && !strings.HasPrefix(line, "#") {
			command, rest, _ := strings.Cut(line, " ")
			p.run(command, rest)
		}
	}
	return p.out.String()
}

func (p *scenario) say(format string, args ...any) {
	fmt.Fprintf(&p.out, "%s\n", strings.TrimRight(fmt.Sprintf("> "+format, args...), " "))
}

func (p *scenario) run(command, rest string) {
	switch command {
	case "rules": // changes the default rules
		p.decode(rest, &p.season.Rules)
		if err := p.season.Rules.Validate(); err != nil {
			p.say("refused: %s", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
	case "night": // g1 venue=north: Ada 1 1000, Ben@east 2 800 8 12000 (name@division place score right time)
		p.night(rest)
	case "table": // division=east
		p.table(p.filter(rest))
	case "audit": // Ada
		p.audit(rest)
	case "fields": // a change as JSON
		var c league.Change
		p.decode(rest, &c)
		p.change(c)
	default: // merge ben ada
		p.change(p.words(league.Kind(command), strings.Fields(rest)))
	}
}

func (p *scenario) decode(text string, into any) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		p.t.Fatalf("%s: %v", text, err)
	}
}

// words reads a change from words: whom or what it is about, then what it is.
func (p *scenario) words(kind league.Kind, fields []string) league.Change {
	c := league.Change{Kind: kind, Who: "host", Why: "so", At: int64(len(p.season.Changes))}
	first, second := fields[0], ""
	if len(fields) > 1 {
		second = fields[1]
	}
	switch kind {
	case league.Void, league.Restore:
		c.Game = first
	case league.Merge:
		c.Key, c.Into = strings.ToLower(first), strings.ToLower(second)
	case league.Rename:
		c.Key, c.Name, c.Alias = strings.ToLower(first), second, strings.ToLower(second)
	case league.Enter:
		c.Key, c.Name, c.Division = strings.ToLower(first), first, second
	case league.Move:
		c.Key, c.Division = strings.ToLower(first), second
	case league.Adjust:
		c.Key = strings.ToLower(first)
		c.Points, _ = strconv.Atoi(second)
	case league.Assign:
		c.Game, c.Key = first, strings.ToLower(second)
		if len(fields) > 2 {
			c.Into = strings.ToLower(fields[2])
		}
	case league.Part, league.Hide, league.Show:
		c.Key = strings.ToLower(first)
	default:
		p.t.Fatalf("no command %q", kind)
	}
	return c
}

func (p *scenario) change(c league.Change) {
	if err := league.Fold(p.season.Changes).Check(&c); err != nil {
		p.say("refused: %v", err)
		return
	}
	p.season.Changes = append(p.season.Changes, c)
}

func (p *scenario) filter(text string) (f league.Filter) {
	for field := range strings.FieldsSeq(text) {
		key, value, _ := strings.Cut(field, "=")
		switch key {
		case "division":
			f.Division = value
		case "venue":
			f.Venue = value
		case "hidden":
			f.Hidden = true
		}
	}
	return f
}

func (p *scenario) night(text string) {
	head, rest, _ := strings.Cut(text, ":")
	f := p.filter(head)
	n := league.Night{Game: strings.Fields(head)[0], At: int64(len(p.season.Nights) + 1), Division: f.Division, Venue: f.Venue}
	for one := range strings.SplitSeq(rest, ",") {
		fields := strings.Fields(one)
		name, division, _ := strings.Cut(fields[0], "@")
		division, venue, _ := strings.Cut(division, "/")
		s := league.Standing{Key: strings.ToLower(name), Name: name, Division: division, Venue: venue}
		numbers := make([]int, 4)
		for i, field := range fields[1:] {
			var err error
			if numbers[i], err = strconv.Atoi(field); err != nil {
				p.t.Fatal(err)
			}
		}
		s.Place, s.Score, s.Right, s.Time = numbers[0], numbers[1], numbers[2], int64(numbers[3])
		n.Standings = append(n.Standings, s)
	}
	p.season.Nights = append(p.season.Nights, n)
}

func (p *scenario) table(f league.Filter) {
	t, err := p.season.Table(f)
	if err != nil {
		p.say("refused: %v", err)
		return
	}
	for i := range t.Lines {
		p.say("%s", lineOf(&t.Lines[i]))
	}
}

// lineOf writes a line for people.
func lineOf(l *league.Line) string {
	rank := "-"
	if l.Rank > 0 {
		rank = strconv.Itoa(l.Rank) + "."
	}
	text := fmt.Sprintf("%-3s %-12s %4d  played %d missed %d counted %d wins %d score %d right %d time %d", rank, l.Name, l.Points, l.Played,
		l.Missed, l.Counted, l.Wins, l.Score, l.Right, l.Time)
	if l.Division != "" {
		text += " in " + l.Division
	}
	if l.Adjusted != 0 {
		text += fmt.Sprintf(" adjusted %+d", l.Adjusted)
	}
	if l.Tie != "" {
		text += " by " + string(l.Tie)
	}
	if l.Was != l.Rank {
		text += fmt.Sprintf(" was %d", l.Was)
	}
	if len(l.Keys) > 0 {
		text += " is " + strings.Join(l.Keys, "+")
	}
	if l.Hidden != nil {
		text += " hidden"
	}
	return text
}

func (p *scenario) audit(name string) {
	t, err := p.season.Table(league.Filter{Hidden: true})
	if err != nil {
		p.say("refused: %v", err)
		return
	}
	for i := range t.Lines {
		if t.Lines[i].Name != name {
			continue
		}
		for _, r := range t.Lines[i].Results {
			p.say("%s as %s: place %d, counted as %d: %d points, score %d: %s", r.Game, r.Name, r.Place, r.Placed, r.Points, r.Score, r.Fate)
		}
		for _, a := range t.Lines[i].Adjustments {
			p.say("%+d by %s: %s", a.Points, a.Who, a.Why)
		}
	}
}
