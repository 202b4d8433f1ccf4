package lint

import (
	"unicode/utf8"

	"trivium/questions"
)

// Shares above which a pack can be guessed, in per cent, and the number of questions from which a share means something.
const (
	mostLongest = 40
	mostFirst   = 40
	fewestTrue  = 35
	mostTrue    = 65
	enough      = 12
)

// tally counts what can be guessed by.
type tally struct{ four, longest, ordered, first, statements, truths int }

func (t *tally) count(q *questions.Question) {
	if q.Kind == questions.TrueFalse {
		t.statements++
		if q.Answer {
			t.truths++
		}
	}
	if q.Kind != questions.Single || len(q.Choices) == 0 {
		return
	}
	if len(q.Choices) == 4 {
		t.four++
		if rightIsLongest(q) {
			t.longest++
		}
	}
	if q.KeepOrder {
		t.ordered++
		if q.Choices[0].Correct {
			t.first++
		}
	}
}

// balance looks for ways to guess right answers that only show in the pack as a whole.
func (l *linter) balance() {
	var t tally
	for i := range l.pack.Questions {
		t.count(&l.pack.Questions[i])
	}
	if t.four >= enough && t.longest*100 > t.four*mostLongest {
		l.warn("", "longest-right", "in %d of %d questions with four choices the longest is right; shorten some, or lengthen wrong ones",
			t.longest, t.four)
	}
	if t.ordered >= enough && t.first*100 > t.ordered*mostFirst {
		l.warn("", "first-right", "in %d of %d questions that are not shuffled the first choice is right", t.first, t.ordered)
	}
	if t.statements >= enough && (t.truths*100 < t.statements*fewestTrue || t.truths*100 > t.statements*mostTrue) {
		l.warn("", "true-balance", "%d of %d statements are true; about half should be", t.truths, t.statements)
	}
}

// rightIsLongest tells whether the right choice is longer than each of the others.
func rightIsLongest(q *questions.Question) bool {
	right, wrong := lengths(q)
	return right > wrong
}

// lengths are those of the longest right and the longest wrong choice, in characters.
func lengths(q *questions.Question) (right, wrong int) {
	for _, choice := range q.Choices {
		length := utf8.RuneCountInString(choice.Text)
		if choice.Correct {
			right = max(right, length)
		} else {
			wrong = max(wrong, length)
		}
	}
	return right, wrong
}
