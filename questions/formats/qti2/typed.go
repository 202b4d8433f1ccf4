package qti2

import (
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// typed reads a typed answer: a text or, by its type, a number.
func (q *entry) typed() {
	if q.response.base == "integer" || q.response.base == "float" {
		q.number()
		return
	}
	q.Q.Kind = questions.Text
	exact := len(q.response.mapped) > 0
	for _, text := range q.response.right() {
		if text != "" && !slices.ContainsFunc(q.Q.Accept, func(a questions.Accepted) bool { return a.Text == text }) {
			q.Q.Accept = append(q.Q.Accept, questions.Accepted{Text: text})
		}
	}
	most := 0.0
	for _, m := range q.response.mapped {
		most = max(most, m.value)
	}
	for _, m := range q.response.mapped {
		if m.value > 0 && m.value < most {
			q.Warn("partial-credit", "the answer %q gave a part of the points; here it is right", shorten(m.key))
		}
		exact = exact && m.exact
		if m.value <= 0 && m.key != "" && !slices.Contains(q.response.correct, m.key) {
			q.Q.Reject = append(q.Q.Reject, m.key)
		}
	}
	if exact {
		q.Q.Rules.Case = "exact"
	}
	if len(q.Q.Accept) == 0 {
		q.Skip("key", "it has no correct response")
	}
}

// number reads a number with the tolerance or the range that its processing allows.
func (q *entry) number() {
	q.Q.Kind = questions.Number
	right := q.response.right()
	if len(right) == 0 {
		q.Skip("key", "it has no correct response")
		return
	}
	answer, err := item.Figure(right[0])
	if err != nil {
		q.Skip("number", "%v", err)
		return
	}
	q.Q.Number = &questions.NumberSpec{Answer: answer.String()}
	if len(right) > 1 {
		q.Warn("several-numbers", "%d other answers were left out; a question has one number with one tolerance", len(right)-1)
	}
	processing := q.element.First("responseProcessing")
	for _, equal := range processing.Find("equal") {
		q.tolerance(equal)
	}
	for _, bound := range []struct {
		test string
		end  *string
	}{
		{"gte", &q.Q.Number.Low}, {"gt", &q.Q.Number.Low}, {"lte", &q.Q.Number.High}, {"lt", &q.Q.Number.High},
	} {
		for _, test := range processing.Find(bound.test) {
			q.bound(test, bound.end)
		}
	}
	if len(processing.Find("equalRounded")) > 0 {
		q.Warn("rounded", "the answer was rounded before it was compared; here it must be %s", q.Q.Number.Answer)
	}
}

// tolerance reads by how much an answer may be off. A different amount to each side is taken for the larger one.
func (q *entry) tolerance(equal *xmlread.Element) {
	sides := strings.Fields(equal.Attr("tolerance"))
	mode := equal.Attr("toleranceMode")
	if len(sides) == 0 || mode != "absolute" && mode != "relative" {
		return
	}
	allowed, err := item.Figure(sides[0])
	if err != nil {
		q.Skip("number", "the tolerance: %v", err)
		return
	}
	if len(sides) > 1 {
		other, err := item.Figure(sides[1])
		if err == nil && other.Cmp(allowed) != 0 {
			q.Warn("tolerance", "the tolerance was %s below and %s above; here it is the larger one", allowed, other)
			if other.Cmp(allowed) > 0 {
				allowed = other
			}
		}
	}
	if allowed.Sign() == 0 {
		return
	}
	if mode == "absolute" {
		q.Q.Number.ToleranceAbs = allowed.String()
		return
	}
	hundredth, _ := questions.ReadDecimal("0.01") // a constant, so it cannot fail
	q.Q.Number.ToleranceRel = allowed.Mul(hundredth).String()
}

// bound reads an end of a range: what the response is compared with.
func (q *entry) bound(test *xmlread.Element, end *string) {
	of := test.First("variable").Attr("identifier")
	value := test.First("baseValue").Text()
	if value == "" || of != q.interactions[0].Attr("responseIdentifier") {
		return
	}
	if figure, err := item.Figure(value); err == nil {
		*end = figure.String()
	}
	if test.Name == "gt" || test.Name == "lt" {
		q.Warn("bounds", "%s was just outside of what is right; here it counts", shorten(value))
	}
}

// slider reads a number that is set on a slider.
func (q *entry) slider(e *xmlread.Element) {
	q.number()
	if q.Skipped() {
		return
	}
	step := e.Attr("step")
	if step == "" {
		step = "1"
	}
	spec := &questions.Range{}
	for _, part := range []struct {
		text string
		into *string
	}{{e.Attr("lowerBound"), &spec.Min}, {e.Attr("upperBound"), &spec.Max}, {step, &spec.Step}} {
		figure, err := item.Figure(part.text)
		if err != nil {
			q.Skip("number", "the slider: %v", err)
			return
		}
		*part.into = figure.String()
	}
	q.Q.Number.Range = spec
}
