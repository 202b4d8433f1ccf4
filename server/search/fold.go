package search

import (
	"strings"
	"unicode"

	"trivium/questions"
)

// folded is a text as it is indexed and asked for: case and accents are the same, and each character of a script that is written
// without spaces stands alone. A word of such a script is then a phrase of its characters, which is found wherever it stands in a
// sentence, one character as well as ten.
func folded(text string) string {
	text = questions.Folded(text)
	if isASCII(text) {
		return text
	}
	var out strings.Builder
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r) && unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Inherited):
			continue // vowel points, which most people leave out
		case unspaced(r):
			out.WriteByte(' ')
		}
		out.WriteRune(r)
		if unspaced(r) && !unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			out.WriteByte(' ') // what follows is no mark of it
		}
	}
	return out.String()
}

// unspaced tells whether a character begins a word's part in a script that is written without spaces.
func unspaced(r rune) bool {
	return !unicode.IsMark(r) && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer,
		unicode.Myanmar)
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= 0x80 }) < 0
}

// wordy tells whether there is anything in a text that is indexed.
func wordy(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) })
}
