package questions

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// normaliser turns texts into forms that can be compared by ==, by the rules and the language of one question.
type normaliser struct {
	rules    MatchRules
	language string // as the question gives it, for numbers
	base     string // its first part, lower case: "de" of "de-AT"
}

func newNormaliser(q *Question) normaliser {
	base, _, _ := strings.Cut(strings.ToLower(q.Language), "-")
	if base == "" {
		base = "en"
	}
	return normaliser{rules: q.Rules, language: q.Language, base: base}
}

// target prepares an accepted or a rejected answer.
func (n normaliser) target(text string) target {
	roman := n.rules.Numbers != "exact" && holdsRoman(text)
	return target{forms: n.forms(text, roman), roman: roman, codes: n.codes(text)}
}

// forms are the ways in which a text may be compared, all different and at least one. The first has hyphens split.
func (n normaliser) forms(text string, roman bool) []string {
	text = norm.NFKC.String(strings.ToValidUTF8(text, "\ufffd"))
	var forms []string
	for _, spelling := range n.spellings(text) {
		spelling = n.withoutElision(n.fold(spelling))
		forms = n.addForm(forms, spelling, strings.Fields(n.unpunctuated(spelling, false)), roman)
		if words := strings.Fields(n.unpunctuated(spelling, true)); n.rules.Punctuation != "exact" {
			forms = n.addForm(forms, spelling, joinedInitials(words), roman)
		}
	}
	return forms
}

// addForm finishes a form and adds it if it is new.
func (n normaliser) addForm(forms []string, spelling string, words []string, roman bool) []string {
	form := n.finish(words, roman)
	if form == "" { // nothing but punctuation: then that is what is compared
		form = strings.Join(strings.Fields(spelling), " ")
	}
	if slices.Contains(forms, form) {
		return forms
	}
	return append(forms, form)
}

// finish does the stages that work on words: the article, then the numbers.
func (n normaliser) finish(words []string, roman bool) string {
	words = n.withoutArticle(words)
	if n.rules.Numbers != "exact" {
		words = n.withNumbers(words, roman)
	}
	return strings.Join(words, " ")
}

// spellings adds how a language writes its special vowels on a keyboard that has none: "Mueller" for "Müller".
func (n normaliser) spellings(text string) []string {
	if n.rules.Diacritics == "exact" || isASCII(text) {
		return []string{text}
	}
	if expanded := mapped(text, func(r rune) string { return keyboardVowel(n.base, r) }); expanded != text {
		return []string{text, expanded}
	}
	return []string{text}
}

// keyboardVowel is how a language writes a special vowel without it, empty for every other letter.
func keyboardVowel(base string, r rune) string {
	switch base {
	case "de":
		switch r {
		case 'ä', 'Ä':
			return "ae"
		case 'ö', 'Ö':
			return "oe"
		case 'ü', 'Ü':
			return "ue"
		}
	case "da", "nb", "nn", "no":
		switch r {
		case 'å', 'Å':
			return "aa"
		case 'ø', 'Ø':
			return "oe"
		}
	}
	return ""
}

// Folded makes case, accents, and letters that are written in several ways the same, for whoever looks for words in texts.
func Folded(text string) string {
	return normaliser{}.fold(norm.NFKC.String(strings.ToValidUTF8(text, "\ufffd")))
}

// fold makes case and accents the same, as far as the rules allow. text is in NFKC, and the result is composed too.
func (n normaliser) fold(text string) string {
	if n.rules.Case != "exact" {
		if isASCII(text) {
			text = strings.ToLower(text)
		} else {
			text = cases.Fold().String(text)
		}
	}
	if isASCII(text) {
		return strings.Map(visible, text)
	}
	if n.rules.Diacritics != "exact" {
		text = withoutMarks(mapped(text, specialLetter))
	}
	return norm.NFKC.String(strings.Map(visible, text))
}

// mapped replaces letters by texts; replacement gives an empty one for a letter that stays.
func mapped(text string, replacement func(rune) string) string {
	var out strings.Builder
	for _, r := range text {
		if other := replacement(r); other != "" {
			out.WriteString(other)
		} else {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// specialLetter is the plain spelling of a letter that looks accented but does not come apart under NFD, empty for others.
func specialLetter(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'Ø':
		return "O"
	case 'ł':
		return "l"
	case 'Ł':
		return "L"
	case 'đ', 'ð':
		return "d"
	case 'Đ', 'Ð':
		return "D"
	case 'ħ':
		return "h"
	case 'Ħ':
		return "H"
	case 'æ':
		return "ae"
	case 'Æ':
		return "AE"
	case 'œ':
		return "oe"
	case 'Œ':
		return "OE"
	case 'þ':
		return "th"
	case 'Þ':
		return "Th"
	case 'ı':
		return "i"
	case 'ß':
		return "ss"
	case 'ẞ':
		return "SS"
	case 'ё':
		return "е"
	case 'Ё':
		return "Е"
	}
	return ""
}

// isASCII tells whether a text has no letters but the plain Latin ones, which need none of Unicode's tables.
func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}

// withoutMarks drops combining marks behind Latin and Greek letters. Behind others they are letters of their own: the
// vowel signs of Hindi, the breve of the Cyrillic short i.
func withoutMarks(text string) string {
	var out strings.Builder
	accented := false
	for _, r := range norm.NFD.String(text) {
		if unicode.Is(unicode.Mn, r) {
			if !accented {
				out.WriteRune(r)
			}
			continue
		}
		accented = unicode.In(r, unicode.Latin, unicode.Greek)
		out.WriteRune(r)
	}
	return out.String()
}

// visible drops what nobody sees or types on purpose (joiners, direction marks, variation selectors) and makes every
// control character a space.
func visible(r rune) rune {
	switch {
	case unicode.Is(unicode.Cf, r), r >= 0xFE00 && r <= 0xFE0F:
		return -1
	case unicode.IsControl(r):
		return ' '
	}
	return r
}
