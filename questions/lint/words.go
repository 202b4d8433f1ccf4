package lint

import (
	"strings"
	"unicode"
)

// words are the words of a text, folded: letters and digits, with apostrophes inside.
func words(text string) []string {
	fields := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "\u2019", "'")), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\''
	})
	out := fields[:0]
	for _, field := range fields {
		if field = strings.Trim(field, "'"); field != "" {
			out = append(out, field)
		}
	}
	return out
}

// readingWords is how many words a text takes to read. Scripts without spaces have about two characters to a word.
func readingWords(text string) int {
	signs := 0
	for _, r := range text {
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar) {
			signs++
		}
	}
	if signs > 0 {
		return (signs + 1) / 2
	}
	return len(words(text))
}

// hasWord tells whether one of the words, separated by space in list, is in the text.
func hasWord(text, list string) bool {
	for _, word := range words(text) {
		for wanted := range strings.FieldsSeq(list) {
			if word == wanted {
				return true
			}
		}
	}
	return false
}

// plain is a text as comparing sees it: its words, one space between them.
func plain(text string) string { return strings.Join(words(text), " ") }

// holds tells whether the words of part stand in a row in whole.
func holds(whole, part string) bool {
	part = plain(part)
	return part != "" && strings.Contains(" "+plain(whole)+" ", " "+part+" ")
}

// short keeps what is quoted in a message short.
func short(text string) string {
	runes := []rune(text)
	if len(runes) > 50 {
		return string(runes[:50]) + "..."
	}
	return text
}
