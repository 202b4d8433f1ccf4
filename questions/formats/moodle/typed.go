package moodle

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/item"
)

// shortAnswer reads a question with typed answers.
func (q *quizItem) shortAnswer() {
	q.typed(q.answers(source), isTrue(q.element.First("usecase").Text(), false))
}

// typed reads the answers that may be typed: right ones, and those that give nothing as wrong ones.
func (q *quizItem) typed(answers []answer, exact bool) {
	q.Q.Kind = questions.Text
	if exact {
		q.Q.Rules.Case = "exact"
	}
	for _, a := range answers {
		text, wild := withoutWildcards(a.text)
		if wild && text != "" {
			q.Warn("wildcard", "%q had a * for any letters; here only what is left of it counts: %q", item.Shorten(a.text), item.Shorten(text))
		}
		switch {
		case text == "" && a.share > 0:
			q.Skip("wildcard", "any answer is right; write at least a part of the answer")
		case text == "":
			q.said = append(q.said, a.said) // to whatever else was typed
		case a.share <= 0:
			q.Q.Reject = append(q.Q.Reject, text)
			q.said = append(q.said, a.said)
		default:
			q.said = append(q.said, q.Accept(text, a.said))
			if a.share < full {
				q.Warn("partial-credit", "the answer %q gave %g %% of the points; here it is right", item.Shorten(text), a.share)
			}
		}
	}
}

// withoutWildcards drops each star that is not escaped, and tells whether there was one. Moodle takes it for any letters.
func withoutWildcards(text string) (string, bool) {
	const star = "\x00" // no text has it
	text = strings.ReplaceAll(text, `\*`, star)
	if strings.Contains(text, "*") {
		text = strings.Join(strings.Fields(strings.ReplaceAll(text, "*", " ")), " ")
		return strings.ReplaceAll(text, star, "*"), true
	}
	return strings.ReplaceAll(text, star, "*"), false
}

// numerical reads a question for a number, with its unit.
func (q *quizItem) numerical() {
	q.number(q.answers(source))
	if q.Q.Number != nil {
		q.unit()
	}
}

// number reads a number with its tolerance. A question here has one: the first that is wholly right.
func (q *quizItem) number(answers []answer) {
	q.Q.Kind = questions.Number
	for _, a := range answers {
		switch {
		case a.text == "*" || a.share <= 0:
			q.said = append(q.said, a.said)
		case a.share < full:
			q.Warn("partial-credit", "the answer %q gave %g %% of the points; here it is wrong", item.Shorten(a.text), a.share)
		case q.Q.Number != nil:
			q.Warn("several-numbers", "the answer %q was left out; a question has one number with one tolerance", item.Shorten(a.text))
		default:
			q.figures(a.text, a.tolerance)
			q.said = append([]string{a.said}, q.said...)
		}
	}
	if q.Q.Number == nil {
		q.Skip("number", "no number is right; one must have 100 %% of the points")
	}
}

func (q *quizItem) figures(text, tolerance string) {
	answer, err := item.Figure(text)
	if err != nil {
		q.Skip("number", "%v", err)
		return
	}
	q.Q.Number = &questions.NumberSpec{Answer: answer.String()}
	if tolerance == "" {
		return
	}
	allowed, err := item.Figure(tolerance)
	if err != nil {
		q.Skip("number", "the tolerance: %v", err)
		return
	}
	if allowed.Sign() != 0 {
		q.Q.Number.ToleranceAbs = allowed.Abs().String()
	}
}

// unit takes the unit whose multiplier is 1.
func (q *quizItem) unit() {
	for _, unit := range q.element.First("units").All("unit") {
		name := unit.First("unit_name").Text()
		factor, err := item.Figure(unit.First("multiplier").Text())
		one, _ := questions.ReadDecimal("1") // a constant, so it cannot fail
		if q.Q.Number.Unit == "" && (err != nil || factor.Cmp(one) == 0) {
			q.Q.Number.Unit = name
			continue
		}
		q.Warn("unit", "the unit %q was left out; a number here has one unit", item.Shorten(name))
	}
}
