package game

import (
	"encoding/json"
	"strconv"
	"testing"
	"time"

	"trivium/questions"
)

// tester is what a test, a benchmark and a property have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// table is a ledger of one room in memory, for tests of the rules: it folds what was decided at once.
type table struct {
	t       tester
	s       *State
	now     Time
	entries map[string][]Entry
	log     []storedFact
}

// storedFact is a fact as a ledger keeps it.
type storedFact struct {
	N       uint64          `json:"n"`
	At      Time            `json:"at"`
	Event   json.RawMessage `json:"event"`
	Entries []storedEntry   `json:"entries,omitempty"`
}

type storedEntry struct {
	Key   string          `json:"key"`
	Index int             `json:"index"`
	Data  json.RawMessage `json:"data"`
}

// foldAgain gives the state that stored facts make, as a process does that reads them for the first time.
func foldAgain(t tester, log []storedFact) *State {
	t.Helper()
	var s *State
	for _, stored := range log {
		event, err := DecodeEvent(stored.Event)
		if err != nil {
			t.Fatal(err)
		}
		fact := Fact{N: stored.N, At: stored.At, Event: event}
		for _, e := range stored.Entries {
			fact.Entries = append(fact.Entries, Entry{Key: e.Key, Index: e.Index, Data: e.Data})
		}
		s = Apply(s, fact)
	}
	return s
}

func newTable(t tester, set Settings, qs ...questions.Question) *table {
	t.Helper()
	indexes := make([]int, len(qs))
	for i := range qs {
		indexes[i] = i
	}
	w := &table{t: t, now: 1_000_000, entries: map[string][]Entry{}}
	w.fold(Opened{
		Rules: Rules, PIN: "1234", Seed: []byte("0123456789abcdef0123456789abcdef"), HostKey: "k", Settings: set,
		Rounds: []Round{{Questions: indexes}}, Questions: qs,
	})
	return w
}

func (w *table) fold(e Event) {
	w.t.Helper()
	data, err := EncodeEvent(e)
	if err != nil {
		w.t.Fatal(err)
	}
	if e, err = DecodeEvent(data); err != nil {
		w.t.Fatal(err)
	}
	n := uint64(1)
	if w.s != nil {
		n = w.s.N + 1
	}
	fact := Fact{N: n, At: w.now, Event: e}
	if w.s != nil {
		if slot, after := Needs(w.s, e); slot != "" {
			for _, entry := range w.entries[slot] {
				if entry.Index > after {
					fact.Entries = append(fact.Entries, entry)
				}
			}
		}
	}
	stored := storedFact{N: fact.N, At: fact.At, Event: data}
	for _, entry := range fact.Entries {
		stored.Entries = append(stored.Entries, storedEntry{entry.Key, entry.Index, entry.Data})
	}
	w.log = append(w.log, stored)
	w.s = Apply(w.s, fact)
}

func (w *table) do(c Command) {
	w.t.Helper()
	events, err := Decide(w.s, c, w.now)
	if err != nil {
		w.t.Fatalf("%s in %s: %v", c.Verb, w.s.Phase, err)
	}
	for _, e := range events {
		w.fold(e)
	}
}

func (w *table) put(slot, key string, data []byte) {
	w.entries[slot] = append(w.entries[slot], Entry{Key: key, Index: len(w.entries[slot]) + 1, Data: data})
}

func (w *table) join(names ...string) {
	w.t.Helper()
	for _, name := range names {
		w.put(w.s.SeatSlot(), name, EncodeEntry(SeatEntry{Name: name, Key: name, Token: "token-" + name}))
	}
	w.do(Command{Verb: DoSeat, Through: len(w.entries[w.s.SeatSlot()])})
}

func (w *table) answer(seat Seat, a Answer, e Millis) {
	w.t.Helper()
	showing, ok := w.s.Running()
	if !ok {
		w.t.Fatalf("no question takes answers in %s", w.s.Phase)
	}
	if err := w.s.MayAnswer(showing, seat, w.now); err != nil {
		w.t.Fatal(err)
	}
	if err := w.s.CheckAnswer(showing, a); err != nil {
		w.t.Fatal(err)
	}
	w.put(AnswerSlot(showing), strconv.Itoa(int(seat)), EncodeEntry(AnswerEntry{
		Answer: a, At: w.now, E: e, M: e, Floor: -1, QPing: -1,
	}))
}

// close goes from open to reveal.
func (w *table) close() {
	w.t.Helper()
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoDue, On: true})
	w.do(Command{Verb: DoDue, On: true})
}

func capital() questions.Question {
	return questions.Question{
		ID: "demo/capital", Kind: questions.Single, Prompt: "What is the capital of Australia?", Time: 20 * time.Second, Points: 1000,
		Choices: []questions.Choice{{Text: "Canberra", Correct: true}, {Text: "Sydney"}, {Text: "Perth"}, {Text: "Hobart"}},
	}
}

func TestWholeGame(t *testing.T) {
	w := newTable(t, DefaultSettings(), capital(), capital())
	w.join("Ada", "Ben")
	w.do(Command{Verb: DoNext})
	if w.s.Phase != Ready {
		t.Fatalf("after start: %s", w.s.Phase)
	}
	w.do(Command{Verb: DoNext})
	right := w.s.showing().rightPicks(&w.s.Questions[0])[0]
	w.answer(1, Answer{Pick: []int{right}}, 10_000)
	w.answer(2, Answer{Pick: []int{(right + 1) % 4}}, 400)
	w.close()
	if own := OwnOf(w.s, 1); own.Score != 750 || own.Rank != 1 || own.Result == nil || !own.Result.Right {
		t.Errorf("first player: %+v", own)
	}
	if own := OwnOf(w.s, 2); own.Score != 0 || own.Rank != 2 || own.Result.Right {
		t.Errorf("second player: %+v", own)
	}
	w.do(Command{Verb: DoNext})
	if w.s.Phase != Table {
		t.Fatalf("after reveal: %s", w.s.Phase)
	}
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	right = w.s.showing().rightPicks(&w.s.Questions[1])[0]
	w.answer(1, Answer{Pick: []int{right}}, 100)
	w.close()
	if own := OwnOf(w.s, 1); own.Score != 750+1000+50 {
		t.Errorf("second right answer in a row: %+v %+v", own, own.Result)
	}
	w.do(Command{Verb: DoVoid, Showing: 0, On: true})
	if own := OwnOf(w.s, 1); own.Score != 1000 {
		t.Errorf("after the first question was voided: %d", own.Score)
	}
	w.do(Command{Verb: DoNext})
	if w.s.Phase != Podium {
		t.Fatalf("after the last reveal: %s", w.s.Phase)
	}
	w.do(Command{Verb: DoNext})
	if !w.s.Ended() {
		t.Fatal("not ended")
	}
}
