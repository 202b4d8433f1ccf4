package gift

import (
	"fmt"
	"strconv"
	"strings"

	"trivium/questions"
)

// number reads a number with a tolerance or a range. A question here has one of them: the first that is wholly right.
func (i *item) number(answer string) []string {
	i.q.Kind = questions.Number
	right, wrong, _ := strings.Cut(answer, "~")
	var feedback []string
	for _, p := range i.parts(right, "=") {
		said := i.text(p.feedback, questions.AtReveal)
		if p.weighted && p.weight < full {
			i.draft.Warn(i.at, "partial-credit", "the answer %q gave %g %% of the points; here it is wrong", shorten(p.text), p.weight)
			continue
		}
		if i.q.Number != nil {
			i.draft.Warn(i.at, "several-numbers", "the answer %q was left out; a question has one number, or a range of them", shorten(p.text))
			continue
		}
		spec, err := i.patterns.figures(strings.TrimSpace(show(p.text)))
		if err != nil {
			i.skip("number", "%v; write {#1969} or {#1969:2} or {#1960..1970}", err)
			return nil
		}
		i.q.Number = spec
		feedback = append(feedback, said)
	}
	if i.q.Number == nil {
		i.skip("number", "it has no number that is right; write {#1969} or {#1969:2} or {#1960..1970}")
	}
	_, said, _ := strings.Cut(wrong, "#")
	return append(feedback, i.text(said, questions.AtReveal))
}

// figures reads a number, a number with a tolerance, or a range whose middle is the answer.
func (p patterns) figures(text string) (*questions.NumberSpec, error) {
	if low, high, isRange := strings.Cut(text, ".."); isRange && low != "" {
		lowest, err := p.figure(low)
		if err != nil {
			return nil, err
		}
		highest, err := p.figure(high)
		if err != nil {
			return nil, err
		}
		if lowest.Cmp(highest) > 0 {
			lowest, highest = highest, lowest
		}
		half, _ := questions.ReadDecimal("0.5") // a constant, so it cannot fail
		middle := lowest.Add(highest).Mul(half)
		return &questions.NumberSpec{Answer: middle.String(), Low: lowest.String(), High: highest.String()}, nil
	}
	number, tolerance, tolerant := strings.Cut(text, ":")
	answer, err := p.figure(number)
	if err != nil {
		return nil, err
	}
	spec := &questions.NumberSpec{Answer: answer.String()}
	if !tolerant {
		return spec, nil
	}
	allowed, err := p.figure(tolerance)
	if err != nil {
		return nil, err
	}
	if allowed.Sign() != 0 {
		spec.ToleranceAbs = allowed.Abs().String()
	}
	return spec, nil
}

// figure reads a number, also one with an exponent.
func (p patterns) figure(text string) (questions.Decimal, error) {
	text = strings.TrimSpace(text)
	if found := p.exponent.FindStringSubmatch(text); found != nil {
		exponent, _ := strconv.Atoi(found[2]) // two digits, so it cannot fail
		power := "1" + strings.Repeat("0", max(0, exponent))
		if exponent < 0 {
			power = "0." + strings.Repeat("0", -exponent-1) + "1"
		}
		factor, err := questions.ReadDecimal(power)
		if err != nil {
			return questions.Decimal{}, fmt.Errorf("%q: %w", shorten(text), err)
		}
		mantissa, err := questions.ParseDecimal(found[1], "en")
		return mantissa.Mul(factor), err
	}
	return questions.ParseDecimal(text, "en")
}
