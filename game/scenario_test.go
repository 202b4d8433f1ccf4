package game

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/questions"
)

// TestMain registers -update, which writes what happens into the scenario files instead of comparing.
func TestMain(m *testing.M) {
	flag.Bool("update", false, "rewrite the expectations in testdata/*.txt")
	os.Exit(m.Run())
}

// TestScenarios plays the scripts in testdata. A line is a command; the lines that begin with > below it are what follows
// from it. The commands are in scenario.run and scenario.host.
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
			got := play(t, string(data))
			switch {
			case got == string(data):
			case flag.Lookup("update").Value.String() == "true":
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s says otherwise (go test -run Scenarios ./game -update writes it):\n%s", file, difference(string(data), got))
			}
		})
	}
}

// difference shows the first lines that differ.
func difference(want, got string) string {
	wanted, have := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(wanted), len(have)) {
		if wanted[i] != have[i] {
			return fmt.Sprintf("line %d:\nwant %s\ngot  %s", i+1, wanted[i], have[i])
		}
	}
	return fmt.Sprintf("%d lines are wanted, %d came", len(wanted), len(have))
}

// scenario is a script that is being played.
type scenario struct {
	*table
	set       Settings
	rounds    []Round
	questions []questions.Question
	seats     map[string]Seat
	out       strings.Builder
}

func play(t *testing.T, script string) string {
	t.Helper()
	p := &scenario{set: DefaultSettings(), seats: map[string]Seat{}}
	p.table = &table{t: t, now: 1_000_000, entries: map[string][]Entry{}}
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
	if p.s != nil && string(jsonOf(t, foldAgain(t, p.log))) != string(jsonOf(t, p.s)) {
		t.Error("folded again, the game is another")
	}
	return p.out.String()
}

func (p *scenario) say(format string, args ...any) { fmt.Fprintf(&p.out, "> "+format+"\n", args...) }

// run does one line: first those that set the game up, then those of players and of time, last the host's.
func (p *scenario) run(command, rest string) {
	fields := strings.Fields(rest)
	switch command {
	case "settings":
		p.decode(rest, &p.set)
	case "round":
		p.rounds = append(p.rounds, Round{Title: rest})
	case "question":
		p.question(rest)
	case "open":
		p.fold(Opened{
			Rules: Rules, PIN: "1234", Seed: []byte("0123456789abcdef0123456789abcdef"), HostKey: "k", Settings: p.set,
			Rounds: p.rounds, Questions: p.questions,
		})
		for i, step := range p.s.Plan {
			p.say("step %d: %s", i, step.Kind)
		}
	case "join": // Ada Ben@Reds
		p.joinAll(fields)
	case "answer": // Ada 2500ms Canberra
		p.answerWords(p.seats[fields[0]], p.length(fields[1]), strings.Join(fields[2:], " "))
	case "wait":
		p.now = p.now.Add(p.length(fields[0]))
	case "due":
		p.due(Live{Flushed: true})
	case "all-answered":
		p.due(Live{Answered: 1})
	case "table":
		p.sayTable()
	case "results":
		p.sayResults()
	default:
		p.host(command, fields)
	}
}

func (p *scenario) decode(text string, into any) {
	p.t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		p.t.Fatalf("%s: %v", text, err)
	}
}

func (p *scenario) length(text string) Millis {
	d, err := time.ParseDuration(text)
	if err != nil {
		p.t.Fatal(err)
	}
	return MillisOf(d)
}

func (p *scenario) question(text string) {
	q := p.readQuestion(text)
	if len(p.rounds) == 0 {
		p.rounds = []Round{{}}
	}
	last := &p.rounds[len(p.rounds)-1]
	last.Questions = append(last.Questions, len(p.questions))
	p.questions = append(p.questions, q)
}

func (p *scenario) readQuestion(text string) questions.Question {
	q := questions.Question{Time: 20 * time.Second, Language: "en"}
	p.decode(text, &q)
	if scored(&q) {
		q.Points = 1000
	}
	return q
}

func (p *scenario) joinAll(people []string) {
	slot := p.s.SeatSlot()
	for _, who := range people {
		name, team, _ := strings.Cut(who, "@")
		p.put(slot, name, EncodeEntry(SeatEntry{Name: name, Key: name, Token: name, Team: team, TeamKey: strings.ToLower(team)}))
		p.seats[name] = Seat(p.s.SeatBase() + len(p.entries[slot]))
	}
	p.command(Command{Verb: DoSeat, Through: len(p.entries[slot])})
}

// command decides and folds, and says what came of it.
func (p *scenario) command(c Command) {
	phase := p.s.Phase
	events, err := Decide(p.s, c, p.now)
	if err != nil {
		p.say("refused: %v", err)
		return
	}
	for _, e := range events {
		data := string(jsonOf(p.t, e))
		p.say("%s %s", e.kind(), strings.TrimSuffix(data, "{}"))
		p.fold(e)
	}
	if p.s.Phase != phase {
		p.say("-> %s%s", p.s.Phase, p.ends())
	}
}

func (p *scenario) ends() string {
	if p.s.Deadline == 0 {
		return ""
	}
	return fmt.Sprintf(", %d ms", p.s.Deadline.Sub(p.now))
}

// due lets time pass until something is due, and does it.
func (p *scenario) due(live Live) {
	at, c, ok := Due(p.s, live)
	if !ok {
		p.say("nothing is due")
		return
	}
	if at > p.now {
		p.say("after %d ms", at.Sub(p.now))
		p.now = at
	}
	p.command(c)
}

// answerWords answers in words, as they are shown: choices or items with ; between them, pairs as left=right.
func (p *scenario) answerWords(seat Seat, after Millis, words string) {
	showing, running := p.s.Running()
	if !running {
		p.say("refused: nothing runs")
		return
	}
	show := p.s.Showings[showing]
	q := &p.s.Questions[show.Question]
	at := max(show.Opened.Add(after), p.now)
	if err := p.s.MayAnswer(showing, seat, at); err != nil {
		p.say("refused: %v", err)
		return
	}
	a := p.picks(show, q, words)
	if err := p.s.CheckAnswer(showing, a); err != nil {
		p.say("refused: %v", err)
		return
	}
	p.put(AnswerSlot(showing), strconv.Itoa(int(seat)), EncodeEntry(AnswerEntry{
		Answer: a, At: at, E: after, M: after, Floor: -1, QPing: -1,
	}))
}

func (p *scenario) picks(show *Showing, q *questions.Question, words string) Answer {
	choices, lefts := show.texts(q)
	if choices == nil {
		return Answer{Text: words}
	}
	parts := strings.Split(words, "; ")
	pick := make([]int, len(parts))
	for i, part := range parts {
		left, right, pair := strings.Cut(part, "=")
		if !pair {
			pick[i] = slices.Index(choices, part)
			continue
		}
		pick[slices.Index(lefts, left)] = slices.Index(choices, right)
	}
	return Answer{Pick: pick}
}

func (p *scenario) sayTable() {
	for _, row := range p.s.Rows(10) {
		p.say("%d. %s %d (%+d)", row.Rank, row.Name, row.Score, row.Gained)
	}
}

func (p *scenario) sayResults() {
	for i := range p.s.Seats {
		own := OwnOf(p.s, Seat(i+1))
		r := own.Result
		switch {
		case r == nil:
			p.say("%s does not play", own.Name)
		case !r.Answered:
			p.say("%s did not answer, streak %d", own.Name, own.Streak)
		default:
			p.say("%s %d %%, %d ms: base %d, bonus %d, penalty %d; streak %d%s", own.Name, r.Share, r.Time, r.Base, r.Bonus, r.Penalty,
				own.Streak, map[bool]string{true: "; late"}[r.Late])
		}
	}
}

// host does a host's command: a verb with what it needs behind it.
func (p *scenario) host(verb string, fields []string) {
	c := Command{Verb: Verb(verb)}
	for i, field := range fields {
		key, value, named := strings.Cut(field, "=")
		number, err := strconv.Atoi(value)
		switch {
		case !named:
			c.Seat = p.seats[field]
		case key == "question":
			q := p.readQuestion(strings.TrimPrefix(strings.Join(fields[i:], " "), "question="))
			c.Question = &q
			p.command(c)
			return
		case key == "turn":
			c.Turn = p.s.Turn + number
		case key == "counter":
			c.By = By{Sender: "host", Counter: uint64(number)}
		case key == "ago":
			c.From, c.To = p.now.Add(-p.length(value)), p.now
		case key == "auto":
			on := value == "on"
			c.Auto = &on
		case key == "add":
			c.Millis = p.length(value)
		default:
			p.field(&c, key, value, number, err)
		}
	}
	p.command(c)
}

func (p *scenario) field(c *Command, key, value string, number int, err error) {
	switch key {
	case "key":
		c.Key = value
	case "name":
		c.Name, c.Key = value, value
	case "code":
		c.Code = value
	case "token":
		c.Token = value
	case "text":
		c.Text = strings.ReplaceAll(value, "_", " ")
	case "team":
		c.Team, c.Key = value, strings.ToLower(value)
	case "right":
		c.Right = value == "yes"
	case "on":
		c.On = value == "yes"
	case "delta":
		c.Delta = number
	case "percent":
		c.Percent = number
	case "showing":
		c.Showing = number
	default:
		p.t.Fatalf("no field is called %s (%v)", key, err)
	}
}
