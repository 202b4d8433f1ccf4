package qti2

import (
	"fmt"

	"trivium/questions"
)

// numberOf writes a number with its tolerances or its range, and its slider if that has whole steps.
func numberOf(q *questions.Question) (parts, error) {
	spec := q.Number
	if spec == nil {
		return parts{}, fmt.Errorf("%w: it has no answer", questions.ErrNotANumber)
	}
	answer, err := questions.ReadDecimal(spec.Answer)
	if err != nil {
		return parts{}, fmt.Errorf("the answer: %w", err)
	}
	p := parts{declaration: declared("single", "float", []string{answer.String()}, ""), interaction: typedEntry}
	if spec.Range != nil && wholeStep(spec.Range) {
		p.interaction = fmt.Sprintf("    <sliderInteraction responseIdentifier=\"RESPONSE\" lowerBound=\"%s\" upperBound=\"%s\" step=\"%s\"/>\n",
			escaped(spec.Range.Min), escaped(spec.Range.Max), escaped(spec.Range.Step))
	}
	p.processing = fmt.Sprintf("    <responseCondition>\n      <responseIf>\n%s"+
		"        <setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">1</baseValue></setOutcomeValue>\n      </responseIf>\n"+
		"      <responseElse>\n        <setOutcomeValue identifier=\"SCORE\"><baseValue baseType=\"float\">0</baseValue></setOutcomeValue>\n"+
		"      </responseElse>\n    </responseCondition>\n", within(spec))
	return p, nil
}

// wholeStep tells whether a slider goes in whole steps, which it must in QTI.
func wholeStep(slider *questions.Range) bool {
	step, err := questions.ReadDecimal(slider.Step)
	one, _ := questions.ReadDecimal("1") // a constant, so it cannot fail
	return err == nil && step.MultipleOf(one)
}

// within is the test for a number that is right.
func within(spec *questions.NumberSpec) string {
	equal := func(mode, tolerance string) string {
		if tolerance != "" {
			tolerance = fmt.Sprintf(" tolerance=\"%s %s\"", tolerance, tolerance)
		}
		return fmt.Sprintf("        <equal toleranceMode=\"%s\"%s><variable identifier=\"RESPONSE\"/>"+
			"<correct identifier=\"RESPONSE\"/></equal>\n", mode, tolerance)
	}
	bound := func(test, figure string) string {
		if figure == "" {
			return ""
		}
		return fmt.Sprintf("        <%s><variable identifier=\"RESPONSE\"/>"+
			"<baseValue baseType=\"float\">%s</baseValue></%s>\n", test, escaped(figure), test)
	}
	if spec.Low+spec.High != "" {
		return "        <and>\n" + bound("gte", spec.Low) + bound("lte", spec.High) + "        </and>\n"
	}
	out := ""
	if allowed, err := questions.ReadDecimal(spec.ToleranceAbs); err == nil && allowed.Sign() > 0 {
		out += equal("absolute", allowed.String())
	}
	if share, err := questions.ReadDecimal(spec.ToleranceRel); err == nil && share.Sign() > 0 {
		hundred, _ := questions.ReadDecimal("100") // a constant, so it cannot fail
		out += equal("relative", share.Mul(hundred).String())
	}
	if out == "" {
		return equal("exact", "")
	}
	return "        <or>\n" + out + "        </or>\n"
}
