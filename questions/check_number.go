package questions

// number checks the figures of a number question and that they fit together.
func (c *checker) number() {
	spec := c.q.Number
	if spec == nil || spec.Answer == "" {
		c.add("answer", "missing", "a number question needs an answer")
		return
	}
	answer, ok := c.figure("answer", spec.Answer)
	c.text("unit", spec.Unit, MaxTitle, false)
	c.tolerance(spec, answer, ok)
	if spec.Range != nil && ok {
		c.slider(spec.Range, answer)
	}
}

func (c *checker) figure(path, text string) (Decimal, bool) {
	value, err := ReadDecimal(text)
	if err != nil {
		c.add(path, "number", "%v", err)
	}
	return value, err == nil
}

func (c *checker) tolerance(spec *NumberSpec, answer Decimal, answered bool) {
	const path = "tolerance"
	if (spec.Low != "" || spec.High != "") && (spec.ToleranceAbs != "" || spec.ToleranceRel != "") {
		c.add(path, "tolerance", "give either abs and rel, or low and high")
	}
	if spec.ToleranceAbs != "" {
		if value, ok := c.figure(path+".abs", spec.ToleranceAbs); ok && value.Sign() < 0 {
			c.add(path+".abs", "tolerance", "a tolerance cannot be negative")
		}
	}
	if spec.ToleranceRel != "" {
		if value, ok := c.figure(path+".rel", spec.ToleranceRel); ok && (value.Sign() < 0 || value.Cmp(decimalOf(1)) > 0) {
			c.add(path+".rel", "tolerance", "rel is a share of the answer from 0 to 1, like 0.05")
		}
	}
	if spec.Low != "" {
		if low, ok := c.figure(path+".low", spec.Low); ok && answered && low.Cmp(answer) > 0 {
			c.add(path+".low", "tolerance", "the answer %s is below low %s", answer, low)
		}
	}
	if spec.High != "" {
		if high, ok := c.figure(path+".high", spec.High); ok && answered && high.Cmp(answer) < 0 {
			c.add(path+".high", "tolerance", "the answer %s is above high %s", answer, high)
		}
	}
}

// slider checks that the answer can be reached on the slider.
func (c *checker) slider(slider *Range, answer Decimal) {
	lowest, okMin := c.figure("range.min", slider.Min)
	highest, okMax := c.figure("range.max", slider.Max)
	step, okStep := c.figure("range.step", slider.Step)
	if !okMin || !okMax || !okStep {
		return
	}
	switch {
	case lowest.Cmp(highest) >= 0:
		c.add("range", "range", "min %s must be less than max %s", lowest, highest)
	case step.Sign() <= 0:
		c.add("range.step", "range", "the step must be more than 0")
	case step.Mul(decimalOf(maxSliderSteps)).Cmp(highest.Sub(lowest)) < 0:
		c.add("range.step", "range", "the slider has more than %d steps; take a larger one", maxSliderSteps)
	case !highest.Sub(lowest).MultipleOf(step):
		c.add("range.step", "range", "the slider cannot reach max %s from min %s in steps of %s", highest, lowest, step)
	case answer.Cmp(lowest) < 0 || answer.Cmp(highest) > 0:
		c.add("range", "range", "the answer %s is outside the slider", answer)
	case !answer.Sub(lowest).MultipleOf(step):
		c.add("range.step", "range", "the slider cannot reach the answer %s in steps of %s", answer, step)
	}
}

// maxSliderSteps is how fine a slider may be; a finger cannot aim better.
const maxSliderSteps = 10_000
