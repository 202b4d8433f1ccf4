package gift

import "trivium/questions"

// number writes a number with its tolerance, or the range that is right.
func (w *writer) number(q *questions.Question) (string, bool) {
	spec := q.Number
	if spec == nil || (spec.Low == "") != (spec.High == "") {
		w.leave("number", "a range in GIFT has two ends; give the question a tolerance")
		return "", false
	}
	if spec.Closest {
		w.lose("closest", "in GIFT the nearest answer wins nothing; only those within the tolerance are right")
	}
	if spec.Range != nil {
		w.lose("slider", "GIFT has no sliders; the number is typed")
	}
	if spec.Unit != "" {
		w.lose("unit", "the unit %q was left out; name it in the question", spec.Unit)
	}
	answer, err := questions.ReadDecimal(spec.Answer)
	if err != nil {
		w.leave("number", "%v", err)
		return "", false
	}
	if spec.Low != "" {
		return w.span(spec, answer)
	}
	allowed, _ := questions.ReadDecimal(spec.ToleranceAbs) // without one it is zero
	if share, err := questions.ReadDecimal(spec.ToleranceRel); err == nil {
		if byShare := share.Mul(answer.Abs()); byShare.Cmp(allowed) > 0 {
			allowed = byShare
		}
	}
	if allowed.Sign() == 0 {
		return "#" + answer.String(), true
	}
	return "#" + answer.String() + ":" + allowed.String(), true
}

// span writes a range. Its middle is the answer that Moodle shows.
func (w *writer) span(spec *questions.NumberSpec, answer questions.Decimal) (string, bool) {
	text := spec.Low + ".." + spec.High
	read, err := compile().figures(text)
	if err != nil {
		w.leave("number", "%v", err)
		return "", false
	}
	if read.Answer != answer.String() {
		w.lose("number", "Moodle shows the middle of the range, %s, as the answer and not %s", read.Answer, spec.Answer)
	}
	return "#" + read.Low + ".." + read.High, true
}
