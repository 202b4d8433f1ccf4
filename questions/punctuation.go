package questions

import (
	"strings"
	"unicode"
)

// unpunctuated drops apostrophes and dots and makes other punctuation a space. What may glue two words or part them
// (hyphen, slash) is dropped when joined is true and else a space. Signs that belong to a number (-5, 1,969, .5) or to a
// name (C++, F#) stay.
func (n normaliser) unpunctuated(text string, joined bool) string {
	if n.rules.Punctuation == "exact" {
		return text
	}
	runes := []rune(text)
	var out strings.Builder
	for i, r := range runes {
		before, after := neighbour(runes, i-1), neighbour(runes, i+1)
		inNumber := unicode.IsDigit(before) && unicode.IsDigit(after)
		starts := before == ' ' && unicode.IsDigit(after)
		switch {
		case r == '&':
			out.WriteString(" and ")
		case isApostrophe(r), r == '.':
			if inNumber || starts && r == '.' {
				out.WriteRune(r)
			}
		case r == ',' && inNumber, r == '#' && unicode.IsLetter(before):
			out.WriteRune(r)
		case r == '\u2212' || unicode.Is(unicode.Pd, r):
			switch {
			case starts:
				out.WriteByte('-')
			case inNumber || !joined:
				out.WriteByte(' ')
			}
		case isJoint(r):
			if inNumber || !joined {
				out.WriteByte(' ')
			}
		case unicode.IsPunct(r), unicode.Is(unicode.Sc, r):
			out.WriteByte(' ')
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// neighbour is the rune at i, or a space beyond the ends.
func neighbour(runes []rune, i int) rune {
	if i < 0 || i >= len(runes) || unicode.IsSpace(runes[i]) {
		return ' '
	}
	return runes[i]
}

// isApostrophe knows the signs that people type for an apostrophe, accents and the okina among them.
func isApostrophe(r rune) bool {
	return strings.ContainsRune("'`\u00b4\u2018\u2019\u201b\u02bb\u02bc\u02b9\u2032\u05f3\uff07", r)
}

// isJoint knows the other signs that stand between the parts of one name: AC/DC, snake_case, the middle dots.
func isJoint(r rune) bool {
	return strings.ContainsRune("/_\u2044\u00b7\u30fb\u2027", r)
}

// joinedInitials makes single letters in a row one word: J. R. R. Tolkien is JRR Tolkien too.
func joinedInitials(words []string) []string {
	out := make([]string, 0, len(words))
	initials := false // the last word of out is made of initials
	for _, word := range words {
		runes := []rune(word)
		single := len(runes) == 1 && unicode.IsLetter(runes[0]) && !unicode.Is(unicode.Han, runes[0])
		if single && initials {
			out[len(out)-1] += word
			continue
		}
		out, initials = append(out, word), single
	}
	return out
}
