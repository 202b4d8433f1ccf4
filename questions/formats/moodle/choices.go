package moodle

import (
	"math"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// full is the share in percent of an answer that is right.
const full = 100

// maxAnswers is how many answers of one question are looked at.
const maxAnswers = 2 * questions.MaxAccepted

// answer is one of the answers to a question: a choice, or what may be typed.
type answer struct {
	text, said string
	share      float64 // of the points, in percent
	tolerance  string  // of a number
}

// answers reads the answers of the question, with the function that reads their texts.
func (q *quizItem) answers(text func(*xmlread.Element) string) []answer {
	elements := q.element.All("answer")
	if len(elements) > maxAnswers {
		q.Skip("count", "it has %d answers", len(elements))
		return nil
	}
	var all []answer
	for _, e := range elements {
		a := answer{
			text: text(e), share: item.Percent(e.Attr("fraction")), tolerance: e.First("tolerance").Text(),
		}
		if tag := e.First("fraction"); tag != nil { // of old files: a share of 1
			a.share = full * item.Percent(tag.Text())
		}
		a.said = q.feedback(e)
		all = append(all, a)
	}
	return all
}

// multichoice reads a question with choices that stand apart.
func (q *quizItem) multichoice(kind string) {
	q.Q.KeepOrder = !isTrue(q.element.First("shuffleanswers").Text(), true)
	q.choices(q.answers(q.choice), kind == "multichoice" && isTrue(q.element.First("single").Text(), true))
	if kind == "multichoiceset" && q.Q.Kind == questions.Multi {
		q.Q.Scoring = ""
	}
}

// choices reads choices of which one is right, or weighted ones of which several may be.
func (q *quizItem) choices(answers []answer, single bool) {
	if len(answers) > questions.MaxChoices {
		q.Skip("count", "it has %d choices; the most is %d", len(answers), questions.MaxChoices)
		return
	}
	w := weights{}
	for _, a := range answers {
		correct := a.share > 0 && (!single || a.share >= full)
		if a.share > 0 && !correct {
			q.Warn("partial-credit", "the choice %q gave %g %% of the points; here it is wrong", item.Shorten(a.text), a.share)
		}
		w.add(a.share, correct)
		q.Q.Choices = append(q.Q.Choices, questions.Choice{Text: a.text, Correct: correct, Why: q.Why(a.said)})
	}
	q.Q.Kind = questions.Single
	switch {
	case w.right == 0 && single:
		q.Skip("key", "no choice gives 100 %% of the points")
	case w.right == 0:
		q.Skip("key", "no choice gives points")
	case !single:
		q.Q.Kind, q.Q.Scoring = questions.Multi, w.scoring()
		if w.uneven {
			q.Warn("weights", "the right choices had different weights; here each gives the same share")
		}
	case w.right > 1:
		q.Q.Kind, q.Q.Scoring = questions.Multi, questions.ScoringPartial
		q.Warn("several-right", "%d choices are right, and one was enough; here each gives its share of the points", w.right)
	}
}

// isTrue reads a switch as Moodle does: what is neither false nor 0 is true.
func isTrue(text string, unsaid bool) bool {
	switch strings.ToLower(text) {
	case "":
		return unsaid
	case "false", "0":
		return false
	}
	return true
}

// weights are what the choices of one question give.
type weights struct {
	right, wrong, ruinous int // ruinous ones are wrong and cost all points
	share                 float64
	uneven                bool
}

func (w *weights) add(share float64, correct bool) {
	switch {
	case correct:
		w.right++
		w.uneven = w.uneven || w.share != 0 && math.Abs(w.share-share) > 0.01
		w.share = share
	case share <= -full:
		w.wrong++
		w.ruinous++
	default:
		w.wrong++
	}
}

// scoring is all or nothing if each wrong choice costs everything.
func (w *weights) scoring() string {
	if w.wrong > 0 && w.ruinous == w.wrong {
		return ""
	}
	return questions.ScoringPartial
}
