package game

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"trivium/questions"
)

// allKinds are the kinds that take an answer.
func allKinds() []questions.Kind {
	return []questions.Kind{
		questions.Single, questions.Multi, questions.TrueFalse, questions.Text, questions.Number, questions.Order,
		questions.Match, questions.Poll,
	}
}

// twins draws two questions that differ only in which answer is right, and in what is told about it at the reveal.
func twins(t *rapid.T, kind questions.Kind) (one, two questions.Question) {
	base := questions.Question{
		ID: "pack/question", Kind: kind, Prompt: "what", Language: "en", Time: 10 * time.Second, Points: 1000,
		KeepOrder: rapid.Bool().Draw(t, "keep order"),
		Scoring:   rapid.SampledFrom([]string{"", questions.ScoringPartial}).Draw(t, "scoring"),
	}
	one, two = base, base
	one.Summary, two.Summary = "first summary", "second"
	one.Details, two.Details = "first details", "second"
	one.Media = []questions.Media{{Type: "image", Src: "first", At: questions.AtReveal}}
	words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g", "h"}), 2, 6).Draw(t, "words")
	other := rapid.Permutation(words).Draw(t, "other order")
	switch kind {
	case questions.Single, questions.Multi, questions.Poll:
		words = slices.Compact(slices.Sorted(slices.Values(words)))
		for i, word := range words {
			one.Choices = append(one.Choices, questions.Choice{Text: word, Correct: rapid.Bool().Draw(t, "right"), Why: "why"})
			two.Choices = append(two.Choices, questions.Choice{Text: word, Correct: !one.Choices[i].Correct})
		}
	case questions.TrueFalse:
		two.Answer = true
	case questions.Text:
		one.Accept, two.Accept = accepted(words), accepted(other[:1])
		one.Reject = other
	case questions.Number:
		span := &questions.Range{Min: "0", Max: "10", Step: "1"}
		closest := rapid.Bool().Draw(t, "closest")
		one.Number = &questions.NumberSpec{Answer: "7", ToleranceAbs: "1", Range: span, Unit: "m", Closest: closest}
		two.Number = &questions.NumberSpec{Answer: "3.25", Low: "1", High: "4", Range: span, Unit: "m", Closest: closest}
	case questions.Order:
		one.Items, two.Items = words, other
	case questions.Match:
		count := rapid.IntRange(1, len(words)).Draw(t, "pairs")
		for i := range count {
			left := "left " + strconv.Itoa(i)
			one.Pairs = append(one.Pairs, questions.Pair{Left: left, Right: words[i]})
			two.Pairs = append(two.Pairs, questions.Pair{Left: left, Right: other[i]})
		}
		one.Extra, two.Extra = words[count:], other[count:]
		slices.Reverse(two.Pairs)
	case questions.Slide:
	}
	return one, two
}

func accepted(words []string) []questions.Accepted {
	all := make([]questions.Accepted, len(words))
	for i, word := range words {
		all[i] = questions.Accepted{Text: word, Note: "note"}
	}
	return all
}

// shown is everything that players, screen and spectators receive.
func shown(t tester, s *State) []byte {
	t.Helper()
	var all bytes.Buffer
	encode := func(v any) {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(append(data, '\n'))
	}
	encode(ViewOf(s, ForPlayers))
	encode(ViewOf(s, ForScreen))
	for seat := range s.Seats {
		encode(OwnOf(s, Seat(seat+1)))
	}
	return all.Bytes()
}

// untilReveal plays one question up to the moment before the reveal and gives what was shown at each step.
func untilReveal(t *rapid.T, set Settings, q questions.Question, answers []Answer) [][]byte {
	w := newTable(t, set, q)
	w.join("Ada", "Ben")
	frames := [][]byte{shown(t, w.s)}
	do := func(c Command) {
		w.now += 400
		w.do(c)
		frames = append(frames, shown(t, w.s))
	}
	do(Command{Verb: DoNext})
	do(Command{Verb: DoNext})
	for i, a := range answers {
		w.answer(Seat(i+1), a, 300)
	}
	do(Command{Verb: DoPause})
	do(Command{Verb: DoResume})
	do(Command{Verb: DoStretch, Seat: 1, Percent: 150})
	do(Command{Verb: DoNext})
	do(Command{Verb: DoDue, On: true})
	if w.s.Phase != Close || !w.s.showing().Closed {
		t.Fatalf("not sealed: %s", w.s.Phase)
	}
	return frames
}

// drawAnswer draws an answer of the right shape from what is shown.
func drawAnswer(t *rapid.T, s *State) Answer {
	show := s.showing()
	size := len(show.Deal)
	switch s.Questions[show.Question].Kind {
	case questions.Text:
		return Answer{Text: rapid.SampledFrom([]string{"a", "b", "The A", "?"}).Draw(t, "text")}
	case questions.Number:
		return Answer{Text: rapid.SampledFrom([]string{"7", "3", "3.25", "-1"}).Draw(t, "number")}
	case questions.Order:
		return Answer{Pick: rapid.Permutation(identity(size)).Draw(t, "order")}
	case questions.Match:
		return Answer{Pick: rapid.SliceOfN(rapid.IntRange(-1, len(show.Rights)-1), size, size).Draw(t, "match")}
	case questions.Multi:
		count := rapid.IntRange(1, size).Draw(t, "count")
		return Answer{Pick: rapid.Permutation(identity(size)).Draw(t, "multi")[:count]}
	case questions.Single, questions.TrueFalse, questions.Poll, questions.Slide:
	}
	return Answer{Pick: []int{rapid.IntRange(0, size-1).Draw(t, "pick")}}
}

// TestTheKeyIsASecret is invariant I8: two games that differ only in which answer is right look the same before the reveal.
func TestTheKeyIsASecret(t *testing.T) {
	t.Parallel()
	for _, kind := range allKinds() {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				one, two := twins(t, kind)
				set := DefaultSettings()
				set.HideText, set.Teams = rapid.Bool().Draw(t, "hide"), rapid.Bool().Draw(t, "teams")
				set.Scoring = rapid.SampledFrom([]Scoring{Speed, Accuracy, Rank}).Draw(t, "formula")
				probe := newTable(t, set, one)
				probe.do(Command{Verb: DoNext})
				answers := []Answer{drawAnswer(t, probe.s), drawAnswer(t, probe.s)}
				first, second := untilReveal(t, set, one, answers), untilReveal(t, set, two, answers)
				for i := range first {
					if !bytes.Equal(first[i], second[i]) {
						t.Fatalf("step %d tells the key:\n%s\n%s", i, first[i], second[i])
					}
				}
			})
		})
	}
}

// TestNothingLeaksBeforeTheReveal looks for words that only the reveal may show.
func TestNothingLeaksBeforeTheReveal(t *testing.T) {
	t.Parallel()
	for _, kind := range allKinds() {
		rapid.Check(t, func(t *rapid.T) {
			q, _ := twins(t, kind)
			q.Summary, q.Details, q.Topic = "canary-summary", "canary-details", "canary-topic"
			q.Sources = []questions.Source{{Title: "canary-source", URL: "canary-url"}}
			q.Media[0].Src, q.Media[0].Alt = "canary-src", "canary-alt"
			for i := range q.Choices {
				q.Choices[i].Why = "canary-why"
			}
			for i := range q.Accept {
				q.Accept[i] = questions.Accepted{Text: "canary-accept", Note: "canary-note"}
			}
			q.Reject = []string{"canary-reject"}
			probe := newTable(t, DefaultSettings(), q)
			probe.do(Command{Verb: DoNext})
			for i, frame := range untilReveal(t, DefaultSettings(), q, []Answer{drawAnswer(t, probe.s)}) {
				if at := strings.Index(string(frame), "canary"); at >= 0 {
					t.Fatalf("%s, step %d: %s", kind, i, frame[at:])
				}
			}
		})
	}
}
