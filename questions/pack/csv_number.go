package pack

import (
	"strings"

	"trivium/questions"
)

// number reads the answer of a number question and what goes with it, in figures of the language.
func (r row) number(key, language string) *questions.NumberSpec {
	c := r.table.columns
	spec := &questions.NumberSpec{Unit: r.cell(c.unit), Closest: r.yes(c.closest)}
	if answer, err := questions.ParseDecimal(key, language); err == nil {
		spec.Answer = answer.String()
	} else {
		r.fail(c.key, "number", "the answer %q is not a number", short(key))
	}
	for part := range strings.SplitSeq(r.cell(c.tolerance), ";") {
		if part = strings.TrimSpace(part); part != "" && !tolerance(spec, part, language) {
			r.fail(c.tolerance, "tolerance", "%q is not a number or a percentage", short(part))
		}
	}
	if r.cell(c.lowest) != "" || r.cell(c.highest) != "" {
		spec.Range = &questions.Range{Min: r.figure(c.lowest, language), Max: r.figure(c.highest, language), Step: "1"}
		if r.cell(c.step) != "" {
			spec.Range.Step = r.figure(c.step, language)
		}
	}
	return spec
}

// figure reads a number that must be there.
func (r row) figure(column int, language string) string {
	value, err := questions.ParseDecimal(r.cell(column), language)
	if err != nil {
		r.fail(column, "number", "a slider needs min and max, and %q is not a number", short(r.cell(column)))
		return ""
	}
	return value.String()
}

// tolerance reads how far from the answer is right: a number (2), a share (5%), or from where to where (1900..2000).
func tolerance(spec *questions.NumberSpec, text, language string) bool {
	if low, high, found := strings.Cut(text, ".."); found {
		lowest, okLow := optional(low, language)
		highest, okHigh := optional(high, language)
		spec.Low, spec.High = lowest, highest
		return okLow && okHigh && lowest+highest != ""
	}
	share, percent := strings.CutSuffix(text, "%")
	value, err := questions.ParseDecimal(strings.TrimSpace(share), language)
	if err != nil {
		return false
	}
	if percent {
		hundredth, _ := questions.ReadDecimal("0.01") // a constant, so it cannot fail
		spec.ToleranceRel = value.Mul(hundredth).String()
		return true
	}
	spec.ToleranceAbs = value.String()
	return true
}

// optional reads a number that need not be there.
func optional(text, language string) (string, bool) {
	if text = strings.TrimSpace(text); text == "" {
		return "", true
	}
	value, err := questions.ParseDecimal(text, language)
	if err != nil {
		return "", false
	}
	return value.String(), true
}
