package questions

import "unicode"

// asciiDigit maps a decimal digit of any script to 0-9 and leaves every other rune alone. The digits of a script stand in
// order from zero in Unicode (The Unicode Standard, 4.6), and so do the ranges of the table of them.
func asciiDigit(r rune) rune {
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return r
	}
	for _, span := range unicode.Nd.R16 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return '0' + (r-rune(span.Lo))%10
		}
	}
	for _, span := range unicode.Nd.R32 {
		if r >= rune(span.Lo) && r <= rune(span.Hi) {
			return '0' + (r-rune(span.Lo))%10
		}
	}
	return r
}
