package game_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"trivium/game"
	"trivium/questions"
)

// TestAlone judges and reveals each kind of question as a game does, and tells nothing of the answer before.
func TestAlone(t *testing.T) {
	t.Parallel()
	pairs := []questions.Pair{{Left: "France", Right: "Paris"}, {Left: "Peru", Right: "Lima"}, {Left: "Japan", Right: "Tokyo"}}
	for name, c := range map[string]struct {
		q     questions.Question
		text  string // a right typed answer
		wrong game.Answer
	}{
		"single": {q: questions.Question{Kind: questions.Single, Choices: []questions.Choice{
			{Text: "a", Why: "because a"}, {Text: "b", Correct: true}, {Text: "c"},
		}}},
		"multi": {q: questions.Question{Kind: questions.Multi, Choices: []questions.Choice{
			{Text: "a", Correct: true}, {Text: "b", Correct: true}, {Text: "c"},
		}}},
		"truefalse": {q: questions.Question{Kind: questions.TrueFalse, Answer: true}},
		"order":     {q: questions.Question{Kind: questions.Order, Items: []string{"one", "two", "three", "four"}}},
		"match":     {q: questions.Question{Kind: questions.Match, Pairs: pairs, Extra: []string{"Rome"}}},
		"text": {
			q:    questions.Question{Kind: questions.Text, Accept: []questions.Accepted{{Text: "George Orwell"}}},
			text: "george orwel", wrong: game.Answer{Text: "Wells"},
		},
		"number": {
			q:    questions.Question{Kind: questions.Number, Number: &questions.NumberSpec{Answer: "1969", ToleranceAbs: "1"}},
			text: "1970", wrong: game.Answer{Text: "1972"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.q.Prompt, c.q.Language, c.q.Summary = "What?", "en", "the canary"
			for seed := range byte(20) {
				a := game.DealAlone(&c.q, []byte{seed})
				if seen, _ := json.Marshal(a.View()); strings.Contains(string(seen), "canary") || strings.Contains(string(seen), "because") {
					t.Fatalf("before the answer: %s", seen)
				}
				right := game.Answer{Pick: a.Reveal().Right, Text: c.text}
				if num, den, err := game.DealAlone(&c.q, []byte{seed}).Judge(right); num != den || den == 0 || err != nil {
					t.Errorf("seed %d: the right answer %v: %d/%d, %v", seed, right, num, den, err)
				}
				wrong := c.wrong
				if wrong.Text == "" {
					wrong.Pick = []int{(right.Pick[0] + 1) % a.View().Size}
					wrong.Pick = append(wrong.Pick, right.Pick[min(1, len(right.Pick)):]...)
				}
				if num, den, err := a.Judge(wrong); err == nil && num == den {
					t.Errorf("seed %d: the wrong answer %v: %d/%d", seed, wrong, num, den)
				}
				if _, _, err := a.Judge(game.Answer{Pick: []int{99}}); !errors.Is(err, game.ErrBad) {
					t.Errorf("no answer at all: %v", err)
				}
			}
		})
	}
	slide := game.DealAlone(&questions.Question{Kind: questions.Slide, Prompt: "Half time"}, nil)
	if _, _, err := slide.Judge(game.Answer{Text: "x"}); !errors.Is(err, game.ErrNotNow) {
		t.Errorf("a slide: %v", err)
	}
}
