package questions

import (
	"strconv"
	"strings"
)

// germanNumber reads the number in words that words start with: one compound word (einundzwanzig, neunzehnhundertzwölf),
// its ordinal, and millions as words of their own. used is 0 if there is none. "ein" alone is an article, not a number.
func germanNumber(words []string) (figure string, used int) {
	first := germanSpelling(words[0])
	if len(words) > 1 {
		if scale := germanScale(germanSpelling(words[1])); scale > 0 {
			if first == "eine" {
				first = "eins"
			}
			factor := first
			if value, ok := germanCompound(first); ok {
				factor = strconv.FormatInt(value, 10)
			}
			if product, ok := times(factor, scale); ok {
				return product, 2
			}
		}
	}
	if first == "ein" {
		return "", 0
	}
	value, ok := germanCompound(first)
	if !ok {
		value, ok = germanOrdinal(first)
	}
	if !ok {
		return "", 0
	}
	return strconv.FormatInt(value, 10), 1
}

// germanSpelling makes the ways to write umlauts and the sharp s one.
func germanSpelling(word string) string {
	word = mapped(strings.ToLower(word), func(r rune) string {
		switch r {
		case 'ü':
			return "u"
		case 'ö':
			return "o"
		case 'ß':
			return "ss"
		}
		return ""
	})
	return strings.ReplaceAll(strings.ReplaceAll(word, "fuenf", "funf"), "zwoelf", "zwolf")
}

func germanScale(word string) int64 {
	switch word {
	case "million", "millionen":
		return 1_000_000
	case "milliarde", "milliarden":
		return 1_000_000_000
	}
	return 0
}

// germanCompound reads a cardinal below a million in one word.
func germanCompound(word string) (int64, bool) {
	if word == "null" {
		return 0, true
	}
	return germanParts(word, "tausend", 1000, func(part string) (int64, bool) {
		return germanParts(part, "hundert", 100, germanBelowHundred)
	})
}

// germanParts reads [factor]unit[rest], or what has no such unit by below.
func germanParts(word, unit string, size int64, below func(string) (int64, bool)) (int64, bool) {
	left, right, found := strings.Cut(word, unit)
	if !found {
		return below(word)
	}
	value := size
	if left != "" {
		factor, ok := below(left)
		if !ok {
			return 0, false
		}
		value = factor * size
	}
	if right = strings.TrimPrefix(right, "und"); right == "" {
		return value, true
	}
	rest, ok := below(right)
	return value + rest, ok && rest < size
}

// germanBelowHundred reads one to ninety-nine.
func germanBelowHundred(word string) (int64, bool) {
	ones := "ein zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn"
	tens := "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig"
	switch word {
	case "eins":
		return 1, true
	case "zwo":
		return 2, true
	}
	if at := wordIndex(ones, word); at >= 0 {
		return int64(at) + 1, true
	}
	if at := wordIndex(tens, word); at >= 0 {
		return int64(at)*10 + 20, true
	}
	unit, ten, found := strings.Cut(word, "und")
	one, many := wordIndex(ones, unit), wordIndex(tens, ten)
	if !found || one < 0 || one > 8 || many < 0 {
		return 0, false
	}
	return int64(many)*10 + 20 + int64(one) + 1, true
}

// germanOrdinal reads an ordinal with any ending: erste, zweiten, einundzwanzigster.
func germanOrdinal(word string) (int64, bool) {
	stem := word
	for _, ending := range []string{"er", "en", "es", "em", "e"} {
		if cut, ok := strings.CutSuffix(word, ending); ok {
			stem = cut
			break
		}
	}
	if stem == word || !strings.HasSuffix(stem, "t") {
		return 0, false
	}
	for _, irregular := range [][2]string{{"erst", "eins"}, {"dritt", "drei"}, {"siebt", "sieben"}, {"acht", "acht"}} {
		if before, ok := strings.CutSuffix(stem, irregular[0]); ok {
			if value, read := germanCompound(before + irregular[1]); read {
				return value, true
			}
		}
	}
	if cardinal, ok := strings.CutSuffix(stem, "st"); ok {
		value, read := germanCompound(cardinal)
		return value, read && (value%100 >= 20 || value%100 == 0)
	}
	value, read := germanCompound(strings.TrimSuffix(stem, "t"))
	return value, read && value%100 > 0 && value%100 < 20
}
