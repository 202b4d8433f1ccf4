package questions

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxDecimalText bounds the bytes of a typed number before anything is done with it.
const maxDecimalText = 200

// ParseDecimal reads a number as people type it. The language (BCP 47, empty is English) decides only what is ambiguous:
// "1,969" is 1969 in English and 1.969 in German, and "1.969" the other way round. What can be read in one way only is
// read in any language: "3,14", "1 969", "1'969", "1.234.567", "1,234.5", and the digits of other scripts.
// It returns ErrNotANumber, wrapped, for anything else, exponents and units included.
func ParseDecimal(text, language string) (Decimal, error) {
	if len(text) > maxDecimalText {
		return Decimal{}, fmt.Errorf("%w: the text is too long", ErrNotANumber)
	}
	plain := plainFigure(text)
	sign, body := "", plain
	if plain != "" && (plain[0] == '-' || plain[0] == '+') {
		sign, body = plain[:1], strings.TrimLeft(plain[1:], " ")
	}
	whole, fraction, ok := splitFigure(body, decimalComma(language))
	if !ok {
		return Decimal{}, fmt.Errorf("%w: %q", ErrNotANumber, shorten(text))
	}
	if whole == "" {
		whole = "0" // ".5"
	}
	if fraction == "" {
		return ReadDecimal(sign + whole)
	}
	return ReadDecimal(sign + whole + "." + fraction)
}

// plainFigure maps the signs, spaces, separators and digits of all scripts to the ASCII ones.
func plainFigure(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch r {
		case '\u2212', '\u2010', '\u2011', '\u2012', '\u2013', '\ufe63', '\uff0d': // minus, hyphens, dashes
			return '-'
		case '\u066b': // Arabic decimal separator
			return '.'
		case '\u066c', '\u2019', '\u02bc': // Arabic thousands separator, apostrophes
			return '\''
		case '\u200e', '\u200f', '\u061c': // direction marks, which phones put round numbers
			return -1
		case '\u00a0', '\u202f', '\u2009', '\u2007', '\t':
			return ' '
		}
		return asciiDigit(r)
	}, norm.NFKC.String(text)))
}

// splitFigure finds the whole and the fractional digits of an unsigned figure. comma says that a comma is the language's
// decimal sign, for figures that could be read both ways.
func splitFigure(body string, comma bool) (whole, fraction string, ok bool) {
	points, commas := strings.Count(body, "."), strings.Count(body, ",")
	decimal := byte(0)
	switch {
	case points > 0 && commas > 0: // both: the last one is the decimal sign, and there is one of it
		decimal = body[strings.LastIndexAny(body, ".,")]
	case points == 1 && (!comma || !groupedBy(body, ".")):
		decimal = '.'
	case commas == 1 && (comma || !groupedBy(body, ",")):
		decimal = ','
	}
	whole = body
	if decimal != 0 {
		if strings.Count(body, string(decimal)) != 1 {
			return "", "", false
		}
		whole, fraction, _ = strings.Cut(body, string(decimal))
		if whole == "" && fraction == "" || fraction != "" && !onlyDigits(fraction) {
			return "", "", false
		}
	}
	if whole == "" || onlyDigits(whole) {
		return whole, fraction, whole != "" || fraction != ""
	}
	for _, separator := range []string{",", ".", " ", "'"} {
		if separator != string(decimal) && groupedBy(whole, separator) {
			return strings.ReplaceAll(whole, separator, ""), fraction, true
		}
	}
	return "", "", false
}

// groupedBy tells whether the figure is digits in proper groups: one to three, not starting with zero, then threes
// (1,234,567), or as in India twos and then three (12,34,567).
func groupedBy(figure, separator string) bool {
	groups := strings.Split(figure, separator)
	last := len(groups) - 1
	if last < 1 || len(groups[last]) != 3 || groups[0] == "" || len(groups[0]) > 3 || groups[0][0] == '0' {
		return false
	}
	threes, twos := true, len(groups[0]) <= 2
	for i, group := range groups {
		if !onlyDigits(group) {
			return false
		}
		if i > 0 && i < last {
			threes, twos = threes && len(group) == 3, twos && len(group) == 2
		}
	}
	return threes || twos
}

// decimalComma tells whether a language writes a comma before the fraction (Unicode CLDR, numbers/symbols).
func decimalComma(language string) bool {
	base, rest, _ := strings.Cut(strings.ToLower(language), "-")
	switch base {
	case "de":
		return rest != "ch" && rest != "li"
	case "it":
		return rest != "ch"
	case "es":
		switch rest {
		case "mx", "us", "419", "gt", "hn", "ni", "pa", "pe", "pr", "sv", "do":
			return false
		}
		return true
	case "af", "az", "be", "bg", "bs", "ca", "cs", "da", "el", "et", "eu", "fi", "fo", "fr", "gl", "hr", "hu", "hy",
		"id", "is", "ka", "kk", "ky", "lb", "lt", "lv", "mk", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl",
		"sq", "sr", "sv", "tr", "uk", "uz", "vi":
		return true
	}
	return false
}
