package game

import (
	"slices"

	"trivium/questions"
)

// Alone is a question for one person with no game around it, as in study: shown, judged and revealed as a game does.
type Alone struct {
	q    *questions.Question
	show Showing
}

// DealAlone deals a question. The same seed gives the same order of its choices.
func DealAlone(q *questions.Question, seed []byte) *Alone {
	a := &Alone{q: q}
	a.show.Deal, a.show.Rights = dealQuestion(q, seed, 0)
	return a
}

// View is the question as it may be seen before it is answered, its sounds included. It has no clock.
func (a *Alone) View() QuestionView {
	v := QuestionView{
		Kind: a.q.Kind, Language: a.q.Language, Prompt: a.q.Prompt, Size: len(a.show.Deal), Points: a.q.Points,
		Partial: a.q.Scoring != "" && a.q.Scoring != questions.ScoringAll, Media: mediaViews(a.q.Media, false, ForScreen),
	}
	if a.q.Number != nil {
		v.Range, v.Unit, v.Closest = a.q.Number.Range, a.q.Number.Unit, a.q.Number.Closest
	}
	v.Choices, v.Lefts = a.show.texts(a.q)
	return v
}

// Judge gives how much of an answer is right, as a fraction. ErrBad says that it is no answer to this kind of question, and ErrNotNow
// that nothing is asked.
func (a *Alone) Judge(answer Answer) (num, den int, err error) {
	s := State{Questions: []questions.Question{*a.q}, Showings: []*Showing{&a.show}}
	if err := s.CheckAnswer(0, answer); err != nil {
		return 0, 0, err
	}
	show := a.show
	show.Records = []Record{{AnswerEntry: AnswerEntry{Answer: answer}}}
	show.Verdicts = verdicts(a.q, show.Records)
	num, den = show.share(a.q, &answer)
	return num, den, nil
}

// Reveal is what may be known once the question is answered.
func (a *Alone) Reveal() RevealView {
	v := RevealView{
		Right: slices.Clone(a.show.rightPicks(a.q)), Text: AnswerText(a.q), Summary: a.q.Summary, Media: mediaViews(a.q.Media, true, ForScreen),
	}
	if len(a.q.Choices) > 0 {
		v.Whys = a.show.whys(a.q)
	}
	return v
}
