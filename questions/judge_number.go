package questions

// JudgeNumber tells whether a typed number counts as right: within Low and High when the question gives them, else within
// the wider of the absolute and the relative tolerance, bounds included; without any of these only the answer itself does.
// A figure that ReadDecimal refuses counts as not given; without a readable answer nothing is right. All arithmetic is exact.
func JudgeNumber(spec *NumberSpec, answer Decimal) bool {
	if spec == nil {
		return false
	}
	low, hasLow := figure(spec.Low)
	high, hasHigh := figure(spec.High)
	if hasLow || hasHigh {
		return (!hasLow || answer.Cmp(low) >= 0) && (!hasHigh || answer.Cmp(high) <= 0)
	}
	right, ok := figure(spec.Answer)
	if !ok {
		return false
	}
	allowed, _ := figure(spec.ToleranceAbs)
	if share, given := figure(spec.ToleranceRel); given {
		if byShare := share.Mul(right.Abs()); byShare.Cmp(allowed) > 0 {
			allowed = byShare
		}
	}
	return answer.Distance(right).Cmp(allowed) <= 0
}

// figure reads an optional figure of a pack.
func figure(text string) (Decimal, bool) {
	if text == "" {
		return Decimal{}, false
	}
	value, err := ReadDecimal(text)
	return value, err == nil
}
