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

// balance looks for ways to guess right answers that only show in the pack as a whole.
func (l *linter) balance() {
	var four, longest, ordered, first, statements, truths int
	for i := range l.pack.Questions {
		q := &l.pack.Questions[i]
		switch q.Kind {
		case questions.Single:
			if len(q.Choices) == 4 {
				four++
				if rightIsLongest(q) {
					longest++
				}
			}
			if q.KeepOrder && len(q.Choices) > 0 {
				ordered++
				if q.Choices[0].Correct {
					first++
				}
			}
		case questions.TrueFalse:
			statements++
			if q.Answer {
				truths++
			}
		case questions.Multi, questions.Text, questions.Number, questions.Order, questions.Match, questions.Poll, questions.Slide:
		}
	}
	if four >= enough && longest*100 > four*mostLongest {
		l.warn("longest-right", "in %d of %d questions with four choices the longest is right; shorten some, or lengthen wrong ones", longest, four)
	}
	if ordered >= enough && first*100 > ordered*mostFirst {
		l.warn("first-right", "in %d of %d questions that are not shuffled the first choice is right", first, ordered)
	}
	if statements >= enough && (truths*100 < statements*fewestTrue || truths*100 > statements*mostTrue) {
		l.warn("true-balance", "%d of %d statements are true; about half should be", truths, statements)
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
