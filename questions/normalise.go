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
		for _, joined := range []bool{false, true} {
			words := strings.Fields(n.unpunctuated(spelling, joined))
			if joined {
				words = joinedInitials(words)
			}
			form := n.finish(words, roman)
			if form == "" { // nothing but punctuation: then that is what is compared
				form = strings.Join(strings.Fields(spelling), " ")
			}
			if !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
	}
	return forms
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
	if n.rules.Diacritics == "exact" {
		return []string{text}
	}
	var pairs *strings.Replacer
	switch n.base {
	case "de":
		pairs = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")
	case "da", "nb", "nn", "no":
		pairs = strings.NewReplacer("å", "aa", "ø", "oe", "Å", "Aa", "Ø", "Oe")
	default:
		return []string{text}
	}
	if expanded := pairs.Replace(text); expanded != text {
		return []string{text, expanded}
	}
	return []string{text}
}

// fold makes case and accents the same, as far as the rules allow. text is in NFKC, and the result is composed too.
func (n normaliser) fold(text string) string {
	if n.rules.Case != "exact" {
		text = cases.Fold().String(text)
	}
	if n.rules.Diacritics != "exact" {
		text = withoutMarks(specialLetters().Replace(text))
	}
	text = strings.Map(visible, text)
	return norm.NFKC.String(text)
}

// specialLetters replaces letters that look like an accented one but do not come apart under NFD.
func specialLetters() *strings.Replacer {
	return strings.NewReplacer(
		"ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ð", "d", "Ð", "D", "ħ", "h", "Ħ", "H",
		"æ", "ae", "Æ", "AE", "œ", "oe", "Œ", "OE", "þ", "th", "Þ", "Th", "ı", "i", "ß", "ss", "ẞ", "SS",
		"ё", "е", "Ё", "Е",
	)
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
