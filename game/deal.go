package game

import (
	"slices"

	"trivium/questions"
)

// dealQuestion gives the display order of a question's parts, and of the right sides of a match.
func dealQuestion(q *questions.Question, seed []byte, showing int) (order, rights []int) {
	switch q.Kind {
	case questions.Single, questions.Multi:
		if q.KeepOrder {
			return identity(len(q.Choices)), nil
		}
		return deal(choiceTexts(q), seed, "choices", showing), nil
	case questions.Poll:
		return identity(len(q.Choices)), nil
	case questions.TrueFalse:
		return identity(2), nil
	case questions.Order:
		return deal(q.Items, seed, "items", showing), nil
	case questions.Match:
		return deal(leftTexts(q), seed, "lefts", showing), deal(rightSides(q), seed, "rights", showing)
	case questions.Text, questions.Number, questions.Slide:
	}
	return nil, nil
}

func choiceTexts(q *questions.Question) []string {
	texts := make([]string, len(q.Choices))
	for i, choice := range q.Choices {
		texts[i] = choice.Text
	}
	return texts
}

func leftTexts(q *questions.Question) []string {
	texts := make([]string, len(q.Pairs))
	for i, pair := range q.Pairs {
		texts[i] = pair.Left
	}
	return texts
}

// rightSides are the distinct right sides of a match question with its extra ones, sorted, so that two questions that pair
// the same texts otherwise show the same.
func rightSides(q *questions.Question) []string {
	texts := slices.Clone(q.Extra)
	for _, pair := range q.Pairs {
		texts = append(texts, pair.Right)
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}

// dealt gives texts in the order of display.
func dealt(texts []string, order []int) []string {
	shown := make([]string, len(order))
	for i, index := range order {
		shown[i] = texts[index]
	}
	return shown
}

// rightPicks gives the right answer in display indexes: the right choices, the items in the right order, or the right side
// of each left.
func (show *Showing) rightPicks(q *questions.Question) []int {
	var right []int
	switch q.Kind {
	case questions.Single, questions.Multi:
		for display, index := range show.Deal {
			if q.Choices[index].Correct {
				right = append(right, display)
			}
		}
	case questions.TrueFalse:
		right = []int{1}
		if q.Answer {
			right = []int{0}
		}
	case questions.Order:
		right = make([]int, len(show.Deal))
		for display, index := range show.Deal {
			right[index] = display
		}
	case questions.Match:
		sides := rightSides(q)
		for _, index := range show.Deal {
			right = append(right, slices.IndexFunc(show.Rights, func(side int) bool {
				return sides[side] == q.Pairs[index].Right
			}))
		}
	case questions.Text, questions.Number, questions.Poll, questions.Slide:
	}
	return right
}

// CheckAnswer says whether an answer has the shape that the showing's question takes. Numbers must be decimals, texts at most
// 200 bytes.
func (s *State) CheckAnswer(showing int, a Answer) error {
	if showing < 0 || showing >= len(s.Showings) {
		return errNow("this question takes no answers")
	}
	show := s.Showings[showing]
	q := &s.Questions[show.Question]
	if err := show.shape(q, a); err != nil {
		return err
	}
	if q.Kind == questions.Number {
		if _, err := questions.ParseDecimal(a.Text, q.Language); err != nil {
			return errBad("this is not a number")
		}
	}
	return nil
}

// shape checks what an answer is made of. The fold goes by it too, so that no entry, whoever wrote it, can do harm.
func (show *Showing) shape(q *questions.Question, a Answer) error {
	size := len(show.Deal)
	switch q.Kind {
	case questions.Single, questions.TrueFalse, questions.Poll:
		return picks(a, 1, 1, 0, size, true)
	case questions.Multi:
		return picks(a, 1, size, 0, size, true)
	case questions.Order:
		return picks(a, size, size, 0, size, true)
	case questions.Match:
		return picks(a, size, size, -1, len(show.Rights), false)
	case questions.Text, questions.Number:
		if len(a.Pick) > 0 || len(a.Text) == 0 || len(a.Text) > 200 {
			return errBad("a typed answer has 1 to 200 characters")
		}
		return nil
	case questions.Slide:
	}
	return errNow("this question takes no answers")
}

// picks checks a list of display indexes: how many, from where to below where, and whether each may come once only.
func picks(a Answer, least, most, from, below int, once bool) error {
	if a.Text != "" || len(a.Pick) < least || len(a.Pick) > most {
		return errBad("not the number of choices that the question asks for")
	}
	for i, pick := range a.Pick {
		if pick < from || pick >= below || (once && slices.Contains(a.Pick[:i], pick)) {
			return errBad("a choice that is not there, or named twice")
		}
	}
	return nil
}
