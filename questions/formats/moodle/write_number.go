package moodle

import (
	"fmt"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
)

// number writes a number with its tolerance. A range is written as its middle with half its width.
func (w *writer) number() (string, bool) {
	spec := w.question.Number
	answer, allowed, err := figuresOf(spec)
	if err != nil {
		w.findings = append(w.findings, loss.Skip(w.pack, w.question, "Moodle XML", "%v", err))
		return "", false
	}
	if spec.Low != "" && answer.String() != spec.Answer {
		w.lose("number", "Moodle shows the middle of the range, %s, as the answer and not %s", answer, spec.Answer)
	}
	if spec.Closest {
		w.lose("closest", "in Moodle the nearest answer wins nothing; only those within the tolerance are right")
	}
	if spec.Range != nil {
		w.lose("slider", "Moodle has no sliders; the number is typed")
	}
	out := answerOf("100", answer.String(), "", "<tolerance>"+allowed.String()+"</tolerance>")
	if spec.Unit != "" {
		out += fmt.Sprintf("    <units>\n      <unit>\n        <multiplier>1</multiplier>\n        <unit_name>%s</unit_name>\n      </unit>\n"+
			"    </units>\n    <unitgradingtype>0</unitgradingtype>\n    <unitpenalty>0.1</unitpenalty>\n    <showunits>0</showunits>\n"+
			"    <unitsleft>0</unitsleft>\n", escaped(spec.Unit))
	}
	return out, true
}

// figuresOf are the answer and the amount by which one may be off.
func figuresOf(spec *questions.NumberSpec) (answer, allowed questions.Decimal, err error) {
	if spec == nil {
		return answer, allowed, fmt.Errorf("%w: it has no answer", questions.ErrNotANumber)
	}
	if (spec.Low == "") != (spec.High == "") {
		return answer, allowed, fmt.Errorf("%w: its range has one end only; give it a tolerance", questions.ErrNotANumber)
	}
	if spec.Low != "" {
		low, err := questions.ReadDecimal(spec.Low)
		if err != nil {
			return answer, allowed, fmt.Errorf("the range: %w", err)
		}
		high, err := questions.ReadDecimal(spec.High)
		if err != nil {
			return answer, allowed, fmt.Errorf("the range: %w", err)
		}
		half, _ := questions.ReadDecimal("0.5") // a constant, so it cannot fail
		return low.Add(high).Mul(half), high.Sub(low).Mul(half), nil
	}
	if answer, err = questions.ReadDecimal(spec.Answer); err != nil {
		return answer, allowed, fmt.Errorf("the answer: %w", err)
	}
	allowed, _ = questions.ReadDecimal(spec.ToleranceAbs) // without one it is zero
	if share, err := questions.ReadDecimal(spec.ToleranceRel); err == nil {
		if byShare := share.Mul(answer.Abs()); byShare.Cmp(allowed) > 0 {
			allowed = byShare
		}
	}
	return answer, allowed, nil
}
