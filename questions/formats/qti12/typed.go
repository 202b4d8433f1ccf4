package qti12

import (
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
)

// typed reads the answers that may be typed.
func (q *entry) typed() {
	if q.key.bounded() {
		q.number()
		return
	}
	r := q.only("response_str", "response_num", "response_lid")
	if r == nil {
		return
	}
	q.Q.Kind = questions.Text
	for _, c := range q.key.right {
		if c.exact {
			q.Q.Rules.Case = "exact"
		}
		for _, v := range c.values {
			if v.test != "varequal" {
				q.Warn("wildcard", "an answer counted that had %q in it; here only that itself does", item.Shorten(v.text))
			}
			q.accept(v.text)
		}
	}
	if len(q.Q.Accept) == 0 {
		q.Skip("key", "no answer gives points")
	}
}

// accept adds an accepted answer that is not there yet.
func (q *entry) accept(text string) {
	text = strings.TrimSpace(text)
	if text != "" && !slices.ContainsFunc(q.Q.Accept, func(a questions.Accepted) bool { return a.Text == text }) {
		q.Q.Accept = append(q.Q.Accept, questions.Accepted{Text: text})
	}
}

// gaps reads a text with one gap, whose name stands in brackets in the stem: [color]. One with several would be several questions.
func (q *entry) gaps() {
	if len(q.responses) != 1 {
		q.Skip("gaps", "its text has %d gaps; make a question of each", len(q.responses))
		return
	}
	r := q.responses[0]
	if len(r.labels) == 0 {
		q.typed()
		return
	}
	name := draft.HTML(r.prompt).Text
	if name == "" {
		name = strings.TrimPrefix(r.ident, "response_")
	}
	q.stem = strings.ReplaceAll(q.stem, "["+name+"]", gap)
	if q.stated() == "multiple_dropdowns_question" {
		q.choices(false)
		return
	}
	q.Q.Kind = questions.Text // each label is an answer that is accepted
	for _, l := range r.labels {
		q.accept(draft.HTML(l.text).Text)
	}
}

// number reads a number: itself, with a margin, or a range.
func (q *entry) number() {
	if q.only("response_str", "response_num", "response_lid") == nil {
		return
	}
	q.Q.Kind = questions.Number
	for _, c := range q.key.right {
		spec, err := specOf(c)
		switch {
		case err != nil:
			q.Skip("number", "%v", err)
			return
		case q.Q.Number != nil:
			q.Warn("several-numbers", "the answer %s was left out; a question has one number, or a range of them", spec.Answer)
		default:
			q.Q.Number = spec
			q.open(c)
		}
	}
	if q.Q.Number == nil {
		q.Skip("number", "no number gives points")
	}
}

// open says that a bound itself counts here, where a file has it that only numbers beyond it do.
func (q *entry) open(c condition) {
	for _, bound := range c.bounds {
		if bound.test == "vargt" || bound.test == "varlt" {
			q.Warn("bounds", "%s was just outside of what is right; here it counts", item.Shorten(bound.text))
		}
	}
}

// specOf is the number that a condition asks for.
func specOf(c condition) (*questions.NumberSpec, error) {
	spec := &questions.NumberSpec{}
	for _, bound := range c.bounds {
		figure, err := item.Figure(bound.text)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(bound.test, "vargt") {
			spec.Low = figure.String()
		} else {
			spec.High = figure.String()
		}
	}
	if len(c.values) == 0 {
		return middled(spec)
	}
	first := c.values[0]
	answer, err := item.Figure(first.text)
	if err != nil {
		return nil, err
	}
	spec.Answer = answer.String()
	if spec.Low+spec.High == "" && first.margin != "" {
		margin, err := item.Figure(strings.TrimSuffix(first.margin, "%"))
		if err != nil {
			return nil, err
		}
		if first.percent {
			hundredth, _ := questions.ReadDecimal("0.01") // a constant, so it cannot fail
			spec.ToleranceRel = margin.Abs().Mul(hundredth).String()
		} else {
			spec.ToleranceAbs = margin.Abs().String()
		}
	}
	return evened(spec), nil
}

// middled takes the middle of a range for the answer.
func middled(spec *questions.NumberSpec) (*questions.NumberSpec, error) {
	low, err := questions.ReadDecimal(spec.Low)
	if err != nil {
		return nil, err
	}
	high, err := questions.ReadDecimal(spec.High)
	if err != nil {
		return nil, err
	}
	half, _ := questions.ReadDecimal("0.5") // a constant, so it cannot fail
	spec.Answer = low.Add(high).Mul(half).String()
	return spec, nil
}

// evened writes a range as a tolerance if the answer is its middle.
func evened(spec *questions.NumberSpec) *questions.NumberSpec {
	answer, err1 := questions.ReadDecimal(spec.Answer)
	low, err2 := questions.ReadDecimal(spec.Low)
	high, err3 := questions.ReadDecimal(spec.High)
	if err1 != nil || err2 != nil || err3 != nil || answer.Sub(low).Cmp(high.Sub(answer)) != 0 {
		return spec
	}
	even := &questions.NumberSpec{Answer: spec.Answer}
	if by := high.Sub(answer); by.Sign() > 0 {
		even.ToleranceAbs = by.String()
	}
	return even
}
