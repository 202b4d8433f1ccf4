package questions

import "strings"

// withNumbers writes the numbers among folded words in one way: without grouping, a point before the fraction, number
// words and ordinals as digits, and Roman numerals too when roman is true. A fraction's zeros stay, for 3.10 and 3.1 may be
// versions, and so do the zeros of a code such as 007. The word for "and" of the language becomes "and".
func (n normaliser) withNumbers(words []string, roman bool) []string {
	words = n.withFigures(words)
	out := make([]string, 0, len(words))
	for i := 0; i < len(words); {
		if figure, used := n.spelled(words[i:]); used > 0 {
			out = append(out, figure)
			i += used
			continue
		}
		word := words[i]
		if value := romanValue(strings.ToUpper(word)); roman && value != "" {
			word = value
		}
		if word == andWord(n.base) {
			word = "and"
		}
		out = append(out, word)
		i++
	}
	return out
}

// withFigures strips grouping from the words that are digits: 1,969 and 1 969 become 1969.
func (n normaliser) withFigures(words []string) []string {
	out := make([]string, 0, len(words))
	for i := 0; i < len(words); i++ {
		word := strings.Map(asciiDigit, words[i])
		for i+1 < len(words) && groupedBy(word+" "+strings.Map(asciiDigit, words[i+1]), " ") {
			i++
			word += " " + strings.Map(asciiDigit, words[i])
		}
		out = append(out, n.figure(word)...)
	}
	return out
}

// figure writes one word of digits in the one way. Digits that are no number (1.2.3) come apart.
func (n normaliser) figure(word string) []string {
	stem := ordinalFigure(word)
	sign, body := "", stem
	if strings.HasPrefix(stem, "-") || strings.HasPrefix(stem, "+") {
		sign, body = strings.TrimPrefix(stem[:1], "+"), stem[1:]
	}
	if body == "" || strings.Trim(body, "0123456789.,' \u2019") != "" {
		return []string{word}
	}
	whole, fraction, ok := splitFigure(strings.ReplaceAll(body, "\u2019", "'"), decimalComma(n.language))
	switch {
	case !ok && n.rules.Punctuation == "exact":
		return []string{word}
	case !ok:
		return strings.FieldsFunc(stem, func(r rune) bool { return r < '0' || r > '9' })
	case whole == "":
		whole = "0"
	}
	if fraction != "" {
		whole += "." + fraction
	}
	return []string{sign + whole}
}

// ordinalFigure cuts the ending of an ordinal in digits: 1st, 22nd, French 1er and 2e.
func ordinalFigure(word string) string {
	digits := strings.TrimRight(word, "abcdefghijklmnopqrstuvwxyz")
	if !onlyDigits(digits) {
		return word
	}
	switch word[len(digits):] {
	case "st", "nd", "rd", "th", "er", "re", "e", "eme":
		return digits
	}
	return word
}

// spelled reads a number in words at the start of words: its figure and how many words it takes, 0 if there is none.
func (n normaliser) spelled(words []string) (figure string, used int) {
	switch n.base {
	case "en":
		return englishNumber(words)
	case "de":
		return germanNumber(words)
	}
	return "", 0
}

// andWord is what "&" is called in a language, folded; empty where it is "and" anyway or not known.
func andWord(base string) string {
	switch base {
	case "de":
		return "und"
	case "fr":
		return "et"
	case "es":
		return "y"
	case "it", "pt":
		return "e"
	case "ca", "pl":
		return "i"
	case "nl":
		return "en"
	case "sv":
		return "och"
	case "da", "nb", "no":
		return "og"
	}
	return ""
}

// times multiplies figures such as the 1.5 of "1.5 million"; not ok when figure is no plain number.
func times(figure string, scale int64) (string, bool) {
	value, err := ReadDecimal(figure)
	if err != nil {
		return "", false
	}
	return value.Mul(decimalOf(scale)).String(), true
}
