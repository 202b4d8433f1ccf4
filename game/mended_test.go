package game

import (
	"strconv"
	"testing"
	"time"

	"trivium/questions"
)

// toPodium plays a question that nobody answers and goes to the podium.
func (w *table) toPodium() {
	w.t.Helper()
	for w.s.Phase != Podium {
		if w.s.Phase == Close {
			w.do(Command{Verb: DoDue, On: true})
			continue
		}
		w.do(Command{Verb: DoNext})
	}
}

func TestTwoTieBreaksOnThePodium(t *testing.T) {
	w := newTable(t, DefaultSettings(), capital())
	w.join("Ada")
	w.toPodium()
	one, two := capital(), capital()
	one.Prompt, two.Prompt = "first", "second"
	w.do(Command{Verb: DoInsert, Question: &one})
	w.do(Command{Verb: DoInsert, Question: &two})
	var prompts []string
	for !w.s.Ended() {
		if w.s.Phase == Ready {
			prompts = append(prompts, w.s.Questions[w.s.showing().Question].Prompt)
		}
		if w.s.Phase == Close {
			w.do(Command{Verb: DoDue, On: true})
			continue
		}
		w.do(Command{Verb: DoNext})
	}
	if len(prompts) != 2 || prompts[0] != "second" || prompts[1] != "first" {
		t.Errorf("asked %q; the newest comes next, and both are asked", prompts)
	}
}

func TestATieBreakIsNotEndedByTheClock(t *testing.T) {
	set := DefaultSettings()
	set.Auto = true
	w := newTable(t, set, capital())
	w.join("Ada")
	w.toPodium()
	q := capital()
	w.do(Command{Verb: DoInsert, Question: &q})
	w.now = w.s.Deadline
	w.do(Command{Verb: DoDue, Turn: w.s.Turn})
	if w.s.Phase != Ready {
		t.Errorf("the podium's time ended in %s", w.s.Phase)
	}
}

func TestAutoStartsAndStopsASlide(t *testing.T) {
	w := newTable(t, DefaultSettings(), questions.Question{Kind: questions.Slide, Prompt: "hello"})
	w.do(Command{Verb: DoNext})
	on, off := true, false
	w.do(Command{Verb: DoPause})
	w.now += 5_000
	w.do(Command{Verb: DoSet, Auto: &on})
	w.now += 5_000
	w.do(Command{Verb: DoResume})
	if w.s.Deadline != w.now.Add(slideTime) {
		t.Errorf("a slide of %d ms ends in %d ms", slideTime, w.s.Deadline.Sub(w.now))
	}
	w.do(Command{Verb: DoSet, Auto: &off})
	if w.s.Deadline != 0 {
		t.Error("a slide goes on by itself though nothing shall")
	}
}

func TestNoTimeIsLeftOutTwice(t *testing.T) {
	w := newTable(t, DefaultSettings(), capital())
	w.join("Ada")
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	opened, deadline := w.now, w.s.Deadline
	w.now += 2_000
	w.do(Command{Verb: DoPause})
	w.now += 2_000
	w.do(Command{Verb: DoResume})
	w.now += 2_000
	w.do(Command{Verb: DoGap, From: opened.Add(3_000), To: w.now.Add(60_000)})
	w.now += 1_000
	if active := w.s.Active(opened, w.now); active != 3_000 {
		t.Errorf("3 s were played, not %d ms", active)
	}
	if w.s.Deadline != deadline.Add(4_000) {
		t.Errorf("the clock stood for 4 s, and the end moved by %d ms", w.s.Deadline.Sub(deadline))
	}
}

func TestAddingUpAgainChangesNothing(t *testing.T) {
	w := newTable(t, DefaultSettings(), capital())
	w.join("Ada", "Ben")
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	w.answer(1, Answer{Pick: w.s.showing().rightPicks(&w.s.Questions[0])}, 3_000)
	w.close()
	w.do(Command{Verb: DoVoid, Showing: 0, On: true})
	w.do(Command{Verb: DoVoid, Showing: 0})
	if was := w.s.Seats[0].Was; was != 0 {
		t.Errorf("before the first question nobody had a rank, yet it is %d", was)
	}
}

func TestAStrangeEntryDoesNoHarm(t *testing.T) {
	w := newTable(t, DefaultSettings(), capital())
	w.join("Ada", "Ben")
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	for seat, data := range []string{`{"pick":[99],"e":1}`, `{"pick":[-1],"e":1}`, `nothing`} {
		w.put(AnswerSlot(0), strconv.Itoa(seat+1), []byte(data))
	}
	w.close()
	for _, a := range []Audience{ForPlayers, ForScreen, ForHost} {
		if v := ViewOf(w.s, a); v.Reveal.Answered != 0 {
			t.Errorf("%d answers count", v.Reveal.Answered)
		}
	}
}

func TestTheClosestNumberIsReadOnce(t *testing.T) {
	w := newTable(t, DefaultSettings(), questions.Question{
		Kind: questions.Number, Prompt: "When?", Language: "de", Time: 20 * time.Second, Points: 1000,
		Number: &questions.NumberSpec{Answer: "1969", Closest: true},
	})
	w.join("Ada", "Ben")
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	w.answer(1, Answer{Text: "1.970"}, 1_000)
	w.answer(2, Answer{Text: "1900,5"}, 1_000)
	w.close()
	if numbers := w.s.showing().Numbers; numbers["1.970"] != "1970" || numbers["1900,5"] != "1900.5" {
		t.Errorf("the log holds %v", numbers)
	}
	if one, two := OwnOf(w.s, 1), OwnOf(w.s, 2); one.Score != 1000 || two.Score != 600 {
		t.Errorf("scores %d and %d", one.Score, two.Score)
	}
}

func TestNoMoreThanTenMinutesAreAdded(t *testing.T) {
	w := newTable(t, DefaultSettings(), capital())
	w.join("Ada")
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoNext})
	w.do(Command{Verb: DoAddTime, Millis: maxAdded})
	if _, err := Decide(w.s, Command{Verb: DoAddTime, Millis: 1}, w.now); err == nil {
		t.Error("and one more millisecond")
	}
}
