package archive

import (
	"context"
	"encoding/hex"
	"errors"
	"strconv"
	"sync/atomic"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// tester is what a test, a benchmark and a property have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// world is a ledger's truth with a clock that the test moves.
type world struct {
	ledger func() ledger.Ledger // another instance
	start  func() int64         // milliseconds, before what the test lets pass
	passed atomic.Int64
}

// newWorld has its truth in memory, and a clock that stands still by itself.
func newWorld() *world {
	w := &world{start: func() int64 { return 1_767_225_600_000 }}
	shared := memory.New(memory.Options{Clock: func() ledger.Time { return ledger.Time(w.now()) }})
	w.ledger = func() ledger.Ledger { return shared.Instance("one") }
	return w
}

func (w *world) clock() time.Time     { return time.UnixMilli(int64(w.now())) }
func (w *world) pass(d time.Duration) { w.passed.Add(d.Milliseconds()) }
func (w *world) now() game.Time       { return game.Time(w.start() + w.passed.Load()) }

func background() context.Context { return context.Background() }
func roomID(number int) string {
	return hex.EncodeToString([]byte("game number " + strconv.Itoa(1000+number)))
}

// table plays one game over a ledger, deciding and folding as a room does.
type table struct {
	t      tester
	w      *world
	l      ledger.Ledger
	id     ledger.RoomID
	s      *game.State
	pos    ledger.Pos
	joined int
}

// open opens a room.
func (w *world) open(t tester, number int, opened game.Opened) *table {
	t.Helper()
	p := &table{t: t, w: w, l: w.ledger(), id: ledger.RoomID(roomID(number))}
	opened.Rules, opened.PIN = game.Rules, strconv.Itoa(100_000+number)
	if opened.Seed == nil {
		opened.Seed = []byte("a seed of 32 bytes for the archive")[:32]
	}
	var all []int
	for i := range opened.Questions {
		all = append(all, i)
	}
	opened.Rounds = []game.Round{{Title: "All", Questions: all}}
	b := p.batch(opened)
	pos, err := p.l.Create(background(), p.id, opened.PIN, b)
	if err != nil {
		t.Fatal(err)
	}
	p.pos = pos
	p.catchUp(ledger.Pos{})
	return p
}

func (p *table) batch(events ...game.Event) ledger.Batch {
	p.t.Helper()
	b := ledger.Batch{ID: string(p.id[26:]) + "-" + strconv.FormatUint(p.pos.N, 10)}
	for _, e := range events {
		data, err := game.EncodeEvent(e)
		if err != nil {
			p.t.Fatal(err)
		}
		b.Events = append(b.Events, data)
	}
	open, seal, release := game.Slots(p.s, events)
	for _, o := range open {
		b.Open = append(b.Open, ledger.Opening{Slot: ledger.Slot(o.Slot), Cap: o.Cap, Revisable: o.Revisable})
	}
	for _, slot := range seal {
		b.Seal = append(b.Seal, ledger.Slot(slot))
	}
	b.Release = release
	return b
}

// try decides and stores a command; the error is the rules'.
func (p *table) try(c game.Command) error {
	p.t.Helper()
	events, err := game.Decide(p.s, c, p.w.now())
	if err != nil {
		return err
	}
	before := p.pos
	if p.pos, err = p.l.Append(background(), p.id, p.pos, p.batch(events...)); err != nil {
		p.t.Fatal(err)
	}
	p.catchUp(before)
	return nil
}

// do is try for what has to be allowed.
func (p *table) do(c game.Command) {
	p.t.Helper()
	if err := p.try(c); err != nil {
		p.t.Fatalf("%s in %s: %v", c.Verb, p.s.Phase, err)
	}
}

func (p *table) catchUp(after ledger.Pos) {
	p.t.Helper()
	events, err := p.l.Events(background(), p.id, after)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, e := range events {
		decoded, err := game.DecodeEvent(e.Data)
		if err != nil {
			p.t.Fatal(err)
		}
		fact := game.Fact{N: e.Pos.N, At: game.Time(e.At), Event: decoded}
		if slot, from := game.Needs(p.s, decoded); slot != "" {
			entries, err := p.l.Entries(background(), p.id, ledger.Slot(slot), from)
			if err != nil {
				p.t.Fatal(err)
			}
			for _, entry := range entries {
				fact.Entries = append(fact.Entries, game.Entry{Key: entry.Key, Index: entry.Index, Data: entry.Data})
			}
		}
		p.s = game.Apply(p.s, fact)
	}
}

func (p *table) put(slot, key string, data []byte) {
	p.t.Helper()
	if _, _, err := p.l.Put(background(), p.id, []ledger.Entry{{Slot: ledger.Slot(slot), Key: key, Data: data}}); err != nil {
		p.t.Fatal(err)
	}
}

// person makes a player whose words stand nowhere else.
func person(number int, team string) game.SeatEntry {
	n := strconv.Itoa(number)
	e := game.SeatEntry{
		Name: "Real Name " + n + "#", Key: "real key " + n + "#", Token: "real token " + n + "#",
		Public: true, Claims: map[string]string{"league": "real claim " + n + "#"},
	}
	if team != "" {
		e.Team, e.TeamKey = "Real Team "+team, "real team key "+team
	}
	return e
}

// join writes a join; the fold does not admit it yet.
func (p *table) join(team string) {
	p.joined++
	e := person(p.joined, team)
	p.put(p.s.SeatSlot(), e.Key, game.EncodeEntry(e))
}

// admit seats all that have joined.
func (p *table) admit() {
	entries, err := p.l.Entries(background(), p.id, ledger.Slot(p.s.SeatSlot()), 0)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.try(game.Command{Verb: game.DoSeat, Through: len(entries)}); err != nil && !errors.Is(err, game.ErrPast) {
		p.t.Fatal(err)
	}
}

// answer answers for a seat if it may.
func (p *table) answer(seat game.Seat, a game.Answer) {
	showing, ok := p.s.Running()
	if !ok || p.s.MayAnswer(showing, seat, p.w.now()) != nil || p.s.CheckAnswer(showing, a) != nil {
		return
	}
	e := p.s.Active(p.s.OpenedAt(), p.w.now())
	p.put(game.AnswerSlot(showing), strconv.Itoa(int(seat)), game.EncodeEntry(game.AnswerEntry{
		Answer: a, At: p.w.now(), E: e, M: max(e-game.Millis(50*int(seat)), 0), Floor: 30, QPing: 40,
	}))
}

// toEnd goes on until the game is over.
func (p *table) toEnd() {
	p.t.Helper()
	for range 200 {
		if p.s.Ended() {
			return
		}
		p.next()
	}
	p.t.Fatalf("the game does not end: it is in %s", p.s.Phase)
}

// next does what comes next.
func (p *table) next() {
	p.t.Helper()
	p.w.pass(time.Second)
	if p.s.Phase == game.Close {
		p.do(game.Command{Verb: game.DoDue, On: true})
		return
	}
	p.do(game.Command{Verb: game.DoNext})
}

// played is a small game of two teams that was played to its end: seat 3 alone is in the team Solo, and seat 2 alone typed
// what nobody else did.
func (w *world) played(t tester, number int) *table {
	t.Helper()
	set := game.DefaultSettings()
	set.Title, set.Teams, set.TableAfter = "The archived game", true, game.TableAtEnd
	set.TeamNames = []string{"Real Team A", "Real Team Spare"}
	p := w.open(t, number, game.Opened{Settings: set, Questions: allKinds()})
	p.join("A")
	p.join("A")
	p.join("Solo")
	p.join("B")
	p.admit()
	p.do(game.Command{Verb: game.DoNext})
	for !p.s.Ended() {
		if p.s.Phase == game.Open {
			p.everybodyAnswers()
		}
		p.next()
	}
	return p
}

func (p *table) everybodyAnswers() {
	running, _ := p.s.Running()
	q := &p.s.Questions[p.s.Showings[running].Question]
	for i := range p.s.Seats {
		p.w.pass(700 * time.Millisecond)
		p.answer(game.Seat(i+1), answerTo(q, i))
	}
}

// answerTo gives the answer of one of several ways to a question.
func answerTo(q *questions.Question, way int) game.Answer {
	switch q.Kind {
	case questions.Text:
		return game.Answer{Text: []string{"Sputnik", "real text of the second", "Vostok", "Vostok"}[way%4]}
	case questions.Number:
		return game.Answer{Text: []string{"1969", "1970", "1,950", "1969"}[way%4]}
	case questions.Order:
		return game.Answer{Pick: [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}}[way%3]}
	case questions.Match:
		return game.Answer{Pick: [][]int{{0, 1}, {1, 0}, {-1, 1}}[way%3]}
	case questions.Multi:
		return game.Answer{Pick: [][]int{{0}, {0, 1}, {2, 1}}[way%3]}
	case questions.Single, questions.TrueFalse, questions.Poll, questions.Slide:
	}
	return game.Answer{Pick: []int{way % 2}}
}

// allKinds is a question of each kind.
func allKinds() []questions.Question {
	qs := []questions.Question{
		{Kind: questions.Single, Prompt: "One?", Choices: []questions.Choice{{Text: "a", Correct: true}, {Text: "b"}, {Text: "c"}}},
		{
			Kind: questions.Multi, Prompt: "Some?", Scoring: questions.ScoringPartial,
			Choices: []questions.Choice{{Text: "a", Correct: true}, {Text: "b", Correct: true}, {Text: "c"}},
		},
		{Kind: questions.TrueFalse, Prompt: "True?", Answer: true},
		{Kind: questions.Text, Prompt: "Word?", Language: "en", Accept: []questions.Accepted{{Text: "Sputnik"}}},
		{Kind: questions.Number, Prompt: "When?", Language: "en", Number: &questions.NumberSpec{Answer: "1969", Closest: true}},
		{Kind: questions.Order, Prompt: "Order?", Items: []string{"x", "y", "z"}, Scoring: questions.ScoringPartial},
		{Kind: questions.Match, Prompt: "Match?", Pairs: []questions.Pair{{Left: "l", Right: "1"}, {Left: "m", Right: "2"}}},
		{Kind: questions.Poll, Prompt: "Tea?", Choices: []questions.Choice{{Text: "yes"}, {Text: "no"}}},
		{Kind: questions.Slide, Prompt: "Thanks"},
	}
	for i := range qs {
		if qs[i].Kind != questions.Slide && qs[i].Kind != questions.Poll {
			qs[i].Points = 1000
		}
		qs[i].Time = 20 * time.Second
	}
	return qs
}
