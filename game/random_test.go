package game

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trivium/questions"
)

func verbs() []Verb {
	return []Verb{
		DoNext, DoPause, DoResume, DoSkip, DoAddTime, DoEnd, DoLock, DoUnlock, DoKick, DoRename, DoTeam, DoStretch, DoOffer,
		DoJudge, DoVoid, DoAdjust, DoInsert, DoSet, DoContinue, DoSeat, DoGap, DoDue, DoClaim, "nonsense",
	}
}

// drawCommand draws any command: what it names may be there or not.
func drawCommand(t *rapid.T, s *State, now Time) Command {
	some := func(name string, from, to int) int { return rapid.IntRange(from, to).Draw(t, name) }
	yes := func(name string) bool { return rapid.Bool().Draw(t, name) }
	on, hide := yes("auto"), yes("hide table")
	q := drawQuestion(t, 0)
	c := Command{
		Verb: rapid.SampledFrom(verbs()).Draw(t, "verb"),
		Seat: Seat(some("seat", 0, 4)), Name: "name", Team: "team", Key: rapid.SampledFrom([]string{"", "k1", "k2", "t0"}).Draw(t, "key"),
		Code: rapid.SampledFrom([]string{"", "code"}).Draw(t, "code"), Token: "new token", Showing: some("showing", -1, 3),
		Text: rapid.SampledFrom([]string{"", "a", "7"}).Draw(t, "text"), Right: yes("right"), On: yes("on"),
		Delta: some("delta", -5, 5), Percent: some("percent", 50, 300), Millis: Millis(some("millis", -1, 5_000)),
		From: now.Add(-Millis(some("from", 0, 9_000))), To: now.Add(Millis(some("to", -3_000, 100))), PIN: "4321",
		Auto: &on, HideTable: &hide, Question: &q,
	}
	if c.Verb == DoSeat {
		c.Through = some("through", 0, 3)
	}
	if yes("named turn") {
		c.Turn = s.Turn - some("past", 0, 1)
	}
	if yes("from a sender") {
		c.By = By{Sender: "host", Counter: uint64(some("counter", 1, 40))}
	}
	return c
}

func drawQuestion(t *rapid.T, seconds int) questions.Question {
	kind := rapid.SampledFrom(append(allKinds(), questions.Slide)).Draw(t, "kind")
	q := questions.Question{Kind: kind, Prompt: "slide"}
	if kind != questions.Slide {
		q, _ = twins(t, kind)
	}
	q.Time = time.Duration(seconds) * time.Second
	return q
}

// withoutWas is the state as JSON, but for the ranks before the last question: those are history, which may be told anew.
func withoutWas(t tester, s *State) []byte {
	t.Helper()
	copied := *s
	copied.ownSeats()
	copied.Teams = append([]TeamState(nil), s.Teams...)
	for i := range copied.Seats {
		copied.Seats[i].Was = 0
		if copied.Seats[i].Kicked { // has no place any more
			copied.Seats[i].Rank = 0
		}
	}
	for i := range copied.Teams {
		copied.Teams[i].Was = 0
	}
	data, err := json.Marshal(copied)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestAnyCommandInAnyPhase gives random commands to random games. Nothing panics, a state that was handed out is never
// written to, folding the log again gives the same state, and adding up again changes no score.
func TestAnyCommandInAnyPhase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		set := DefaultSettings()
		set.Teams, set.Auto = rapid.Bool().Draw(t, "teams"), rapid.Bool().Draw(t, "by itself")
		set.Scoring = rapid.SampledFrom([]Scoring{Speed, Accuracy, Rank}).Draw(t, "formula")
		set.Penalty, set.LateJoin = rapid.IntRange(0, 100).Draw(t, "penalty"), rapid.Bool().Draw(t, "late join")
		set.TableAfter = rapid.SampledFrom([]string{TableAfterQuestion, TableAfterRound, TableAtEnd}).Draw(t, "table after")
		w := newTable(t, set, drawQuestion(t, 10), drawQuestion(t, 0), drawQuestion(t, 10))
		for i := range 3 {
			name := string(rune('a' + i))
			w.put(SeatSlot(1), name, EncodeEntry(SeatEntry{Name: name, Key: name, Token: name, Team: "t0", TeamKey: "t" + name}))
		}
		w.do(Command{Verb: DoSeat, Through: rapid.IntRange(1, 3).Draw(t, "through")})
		for range rapid.IntRange(1, 60).Draw(t, "commands") {
			w.randomStep(t)
		}
		if again := foldAgain(t, w.log); !reflect.DeepEqual(jsonOf(t, again), jsonOf(t, w.s)) {
			t.Fatalf("folded again:\n%s\nbut it was\n%s", jsonOf(t, again), jsonOf(t, w.s))
		}
	})
}

func (w *table) randomStep(t *rapid.T) {
	w.now += Time(rapid.IntRange(0, 4_000).Draw(t, "passes"))
	if showing, ok := w.s.Running(); ok && rapid.Bool().Draw(t, "an answer comes") {
		seat := Seat(rapid.IntRange(1, 4).Draw(t, "by"))
		taken := false
		for _, e := range w.entries[AnswerSlot(showing)] {
			taken = taken || e.Key == string(rune('0'+int(seat)))
		}
		if !taken && w.s.MayAnswer(showing, seat, w.now) == nil {
			e := w.s.Active(w.s.OpenedAt(), w.now)
			w.put(AnswerSlot(showing), strconv.Itoa(int(seat)), EncodeEntry(AnswerEntry{
				Answer: drawAnswer(t, w.s), At: w.now, E: e, M: Millis(rapid.IntRange(-1, 12_000).Draw(t, "m")), Floor: 30, QPing: -1,
			}))
		}
	}
	c := drawCommand(t, w.s, w.now)
	if rapid.Bool().Draw(t, "what is due") {
		if at, due, ok := Due(w.s, Live{Flushed: true}); ok && at < w.now.Add(60_000) {
			w.now, c = max(w.now, at), due
		}
	}
	before, kept := jsonOf(t, w.s), w.s
	events, err := Decide(w.s, c, w.now)
	for _, known := range []error{ErrPast, ErrNotNow, ErrUnknown, ErrBad, ErrTaken, ErrEnded} {
		if errors.Is(err, known) {
			return
		}
	}
	if err != nil || len(events) == 0 {
		t.Fatalf("%s gives %v and %v", c.Verb, events, err)
	}
	_, _, _ = Slots(w.s, events)
	for _, e := range events {
		if !w.s.fits(e) {
			t.Fatalf("%s in %s was decided and does not fit: %+v", c.Verb, w.s.Phase, e)
		}
		w.fold(e)
	}
	if !bytes.Equal(before, jsonOf(t, kept)) {
		t.Fatalf("%s wrote to the state before it", c.Verb)
	}
	again := w.s.clone()
	again.rescore()
	if one, two := withoutWas(t, w.s), withoutWas(t, again); !bytes.Equal(one, two) {
		t.Fatalf("after %s, added up again:\n%s\nbut it was\n%s", c.Verb, two, one)
	}
	_ = shown(t, w.s)
	_ = ViewOf(w.s, ForHost)
	_, _ = RosterOf(w.s, -1, 5)
}

func jsonOf(t tester, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
