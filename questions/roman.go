package questions

import (
	"strconv"
	"strings"
	"unicode"
)

// romanValue is a Roman numeral in capitals as digits, or empty if the text is none. Only the standard form counts, from I to
// MMMCMXCIX: what writing the value again gives back.
func romanValue(numeral string) string {
	if len(numeral) == 0 || len(numeral) > 15 {
		return ""
	}
	value := 0
	rest := numeral
	for _, step := range []struct {
		letters string
		value   int
		most    int
	}{
		{"M", 1000, 3},
		{"CM", 900, 1},
		{"D", 500, 1},
		{"CD", 400, 1},
		{"C", 100, 3},
		{"XC", 90, 1},
		{"L", 50, 1},
		{"XL", 40, 1},
		{"X", 10, 3},
		{"IX", 9, 1},
		{"V", 5, 1},
		{"IV", 4, 1},
		{"I", 1, 3},
	} {
		for times := 0; times < step.most && strings.HasPrefix(rest, step.letters); times++ {
			rest = rest[len(step.letters):]
			value += step.value
		}
	}
	if rest != "" || writeRoman(value) != numeral {
		return ""
	}
	return strconv.Itoa(value)
}

// writeRoman writes 1 to 3999 in the standard form, digit by digit.
func writeRoman(value int) string {
	pattern := func(digit int, one, five, ten string) string {
		switch {
		case digit == 9:
			return one + ten
		case digit >= 5:
			return five + strings.Repeat(one, digit-5)
		case digit == 4:
			return one + five
		}
		return strings.Repeat(one, digit)
	}
	return strings.Repeat("M", value/1000) + pattern(value/100%10, "C", "D", "M") +
		pattern(value/10%10, "X", "L", "C") + pattern(value%10, "I", "V", "X")
}

// holdsRoman tells whether a pack's answer has a Roman numeral: in capitals, of two letters or more, or one of I, V and X
// that is not the first word ("Henry V", but not "I, Robot").
func holdsRoman(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		if romanValue(word) == "" {
			continue
		}
		if len(word) > 1 || i > 0 && strings.Contains("IVX", word) {
			return true
		}
	}
	return false
}
