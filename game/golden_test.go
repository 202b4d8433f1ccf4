package game

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"strconv"
	"testing"
	"time"

	"trivium/questions"
)

// The golden files are games that were played under rules 1. They must fold to the same bytes for ever: a change that makes this
// test fail would change games that people have played. One is written only when it is missing; new rules, and what versions add
// to the facts, get files of their own.
const (
	goldenFile   = "testdata/golden-rules-1.json"
	goldenClaims = "testdata/golden-rules-1-claims.json" // seats that want to be on boards, and that prove teams
)

type golden struct {
	About string       `json:"about"`
	Facts []storedFact `json:"facts"`
	State string       `json:"state_sha256"`
	Table []RowView    `json:"table"`
	Teams []RowView    `json:"teams"`
}

func TestGoldenLedger(t *testing.T) {
	t.Parallel()
	old := foldGolden(t, goldenFile, false)
	claims := foldGolden(t, goldenClaims, true)
	if !reflect.DeepEqual(old.PlayerRows(100), claims.PlayerRows(100)) || !reflect.DeepEqual(old.teamRows(100), claims.teamRows(100)) {
		t.Error("what a seat wants and proves changes the table")
	}
	ada, _ := claims.Seat(1)
	if !claims.Settings.Boards || !ada.Public || ada.Claims["a league"] != "team of Ada" {
		t.Errorf("the first seat is %+v", ada.SeatEntry)
	}
}

// foldGolden folds a golden file and holds the state against what it was.
func foldGolden(t *testing.T, file string, claims bool) *State {
	t.Helper()
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		data = writeGolden(t, file, claims)
	} else if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	s := foldAgain(t, g.Facts)
	if got := s.PlayerRows(100); !reflect.DeepEqual(got, g.Table) {
		t.Errorf("the table is\n%+v\nand was\n%+v", got, g.Table)
	}
	if got := s.teamRows(100); !reflect.DeepEqual(got, g.Teams) {
		t.Errorf("the teams are\n%+v\nand were\n%+v", got, g.Teams)
	}
	if got := hashOf(t, s); got != g.State {
		t.Errorf("the state has the hash %s and had %s", got, g.State)
	}
	return s
}

func hashOf(t tester, s *State) string {
	t.Helper()
	sum := sha256.Sum256(jsonOf(t, s))
	return hex.EncodeToString(sum[:])
}

func writeGolden(t *testing.T, file string, claims bool) []byte {
	t.Helper()
	w := playGolden(t, claims)
	data, err := json.MarshalIndent(golden{
		About: "A whole game of all kinds under rules 1. Never edit: it must fold to the same bytes for ever.",
		Facts: w.log, State: hashOf(t, w.s), Table: w.s.PlayerRows(100), Teams: w.s.teamRows(100),
	}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(data, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	return data
}

// playGolden plays two rounds of all kinds with most of what can happen.
func playGolden(t *testing.T, claims bool) *table {
	t.Helper()
	set := DefaultSettings()
	set.Boards = claims
	set.Title, set.Teams, set.Penalty, set.BreakAfterRound = "The golden game", true, 25, 60_000
	w := newTable(t, set, goldenQuestions()...)
	w.s, w.log = nil, nil
	w.fold(Opened{
		Rules: Rules, PIN: "4711", Seed: []byte("a golden seed has 32 bytes too.."), HostKey: "host", Settings: set,
		Rounds: []Round{
			{Title: "Choose", Intro: "tap", Questions: []int{0, 1, 2, 3, 4}}, {Title: "Think", Questions: []int{5, 6, 7, 8}},
		},
		Questions: goldenQuestions(),
	})
	for i, name := range []string{"Ada", "Ben", "Cleo", "Dan"} {
		w.seat(name, []string{"Reds", "Blues"}[i%2])
	}
	w.do(Command{Verb: DoStretch, Seat: 4, Percent: 150})
	for question := 0; w.s.Phase != Podium; {
		w.now += 1_000
		switch w.s.Phase {
		case Open:
			w.playGoldenQuestion(question)
			question++
		case Close:
			w.do(Command{Verb: DoDue, On: true})
		case Lobby, RoundCard, Ready, Reveal, Table, Break, Podium, Over:
			w.do(Command{Verb: DoNext, By: By{Sender: "host", Counter: w.s.N}})
		}
	}
	w.do(Command{Verb: DoJudge, Showing: 3, Text: "sputnik 1", Right: true})
	w.do(Command{Verb: DoVoid, Showing: 1, On: true})
	w.do(Command{Verb: DoAdjust, Seat: 2, Delta: 77, Reason: "sang"})
	w.do(Command{Verb: DoAdjust, Key: "reds", Delta: -5})
	w.do(Command{Verb: DoRename, Seat: 2, Name: "Benjamin", Key: "benjamin"})
	w.do(Command{Verb: DoNext})
	return w
}

func (w *table) seat(name, team string) {
	entry := SeatEntry{
		Name: name, Key: name, Token: "token " + name, Team: team, TeamKey: map[string]string{"Reds": "reds", "Blues": "blues"}[team],
	}
	if w.s.Settings.Boards {
		entry.Public, entry.Claims = name != "Ben", map[string]string{"a league": "team of " + name, "another": "x"}
	}
	w.put(w.s.SeatSlot(), name, EncodeEntry(entry))
	w.do(Command{Verb: DoSeat, Through: len(w.entries[w.s.SeatSlot()])})
}

// playGoldenQuestion has everybody answer at their own pace, and something happen in between.
func (w *table) playGoldenQuestion(question int) {
	opened := w.now
	switch question {
	case 1:
		w.do(Command{Verb: DoPause})
		w.now += 5_000
		w.do(Command{Verb: DoResume})
	case 2:
		w.do(Command{Verb: DoLock})
		w.do(Command{Verb: DoUnlock})
		w.seat("Eve", "Reds")
	case 4:
		w.now += 9_000
		w.do(Command{Verb: DoGap, From: opened.Add(1_000), To: opened.Add(8_000)})
		w.do(Command{Verb: DoAddTime, Millis: 10_000})
	case 6:
		w.do(Command{Verb: DoKick, Seat: 3})
	}
	show := w.s.showing()
	q := &w.s.Questions[show.Question]
	for i := range show.Through {
		seat := Seat(i + 1)
		w.now += 700 + Time(300*i)
		if w.s.MayAnswer(len(w.s.Showings)-1, seat, w.now) != nil || (question+i)%5 == 4 {
			continue
		}
		e := w.s.Active(opened, w.now)
		w.put(AnswerSlot(len(w.s.Showings)-1), strconv.Itoa(i+1), EncodeEntry(AnswerEntry{
			Answer: goldenAnswer(q, show, question+i), At: w.now, E: e, M: e - Millis(90*i), Floor: Millis(20 * i), QPing: Millis(25*i) - 1,
		}))
	}
	w.do(Command{Verb: DoNext})
}

// goldenAnswer is right for one in two.
func goldenAnswer(q *questions.Question, show *Showing, turn int) Answer {
	switch q.Kind {
	case questions.Text:
		return Answer{Text: []string{"Sputnik 1", "sputnik", "Vostok"}[turn%3]}
	case questions.Number:
		return Answer{Text: []string{"1969", "1970", "1,950"}[turn%3]}
	case questions.Poll:
		return Answer{Pick: []int{turn % len(show.Deal)}}
	case questions.Single, questions.Multi, questions.TrueFalse, questions.Order, questions.Match, questions.Slide:
	}
	right := show.rightPicks(q)
	if turn%2 == 0 {
		return Answer{Pick: right}
	}
	if q.Kind == questions.Order || q.Kind == questions.Match {
		return Answer{Pick: append(append([]int{}, right[1:]...), right[0])}
	}
	return Answer{Pick: []int{(right[0] + 1) % len(show.Deal)}}
}

func goldenQuestions() []questions.Question {
	qs := []questions.Question{
		capital(),
		{
			Kind: questions.Multi, Prompt: "Which are primes?", Scoring: questions.ScoringPartial,
			Choices: []questions.Choice{{Text: "2", Correct: true}, {Text: "4"}, {Text: "5", Correct: true}, {Text: "9"}},
		},
		{Kind: questions.TrueFalse, Prompt: "Water boils at 100 °C at sea level.", Answer: true},
		{Kind: questions.Text, Prompt: "The first satellite?", Language: "en", Accept: []questions.Accepted{{Text: "Sputnik"}}},
		{Kind: questions.Poll, Prompt: "Tea or coffee?", Choices: []questions.Choice{{Text: "Tea"}, {Text: "Coffee"}}},
		{
			Kind: questions.Number, Prompt: "When did people land on the moon?", Language: "en",
			Number: &questions.NumberSpec{Answer: "1969", Closest: true},
		},
		{Kind: questions.Order, Prompt: "From small to big", Items: []string{"ant", "cat", "cow", "whale"}, Scoring: questions.ScoringAdjacent},
		{
			Kind: questions.Match, Prompt: "Capitals", Scoring: questions.ScoringPartial, Extra: []string{"Sydney"},
			Pairs: []questions.Pair{{Left: "Norway", Right: "Oslo"}, {Left: "Peru", Right: "Lima"}, {Left: "Kenya", Right: "Nairobi"}},
		},
		{Kind: questions.Slide, Prompt: "Thank you"},
	}
	for i := range qs {
		if qs[i].Kind != questions.Slide && qs[i].Kind != questions.Poll {
			qs[i].Points = 1000
		}
		qs[i].Time = 20 * time.Second
	}
	return qs
}
