package questions

import (
	"strconv"
	"strings"
)

// englishNumber reads the number in words that words start with: cardinals, ordinals ("twenty-first" with its hyphen
// split), years ("nineteen eighty-four") and figures with a scale ("1.5 million"). used is 0 if there is none.
func englishNumber(words []string) (figure string, used int) {
	if len(words) > 1 {
		if scale := englishScale(words[1]); scale > 0 {
			if product, ok := times(words[0], scale); ok {
				return product, 2
			}
		}
	}
	value, used, plain := englishRun(words)
	if plain && value >= 10 && value <= 20 {
		if rest, more, restPlain := englishRun(words[used:]); restPlain && rest >= 10 && rest <= 99 {
			return strconv.FormatInt(value*100+rest, 10), used + more
		}
	}
	if used == 0 {
		return "", 0
	}
	return strconv.FormatInt(value, 10), used
}

// englishRun reads one number from left to right. plain says that it is below 100 and an ordinal did not end it.
func englishRun(words []string) (value int64, used int, plain bool) {
	var total, group int64     // group is the part that a coming "thousand" would multiply
	room := int64(999)         // what may still be added to group
	last := int64(1_000_000e9) // the next scale must be less
	plain = true               // no hundred and no scale so far
	for i, word := range words {
		word, ordinal := englishCardinal(strings.ToLower(word))
		small, scale := englishSmall(word), englishScale(word)
		switch {
		case word == "and" && i > 0 && room >= 99 && i+1 < len(words) && englishFollows(words[i+1]):
			continue
		case word == "zero" && i == 0:
			return 0, 1, false
		case small > 0 && fits(small, room):
			group, room = group+small, roomAfter(small)
		case scale == 100 && group < 100 && (group > 0 || i == 0):
			group, room, plain = max(group, 1)*100, 99, false
		case scale > 100 && scale < last && (group > 0 || i == 0):
			total, group, room, last, plain = total+max(group, 1)*scale, 0, 999, scale, false
		default:
			return total + group, used, plain && used > 0
		}
		used = i + 1
		if ordinal {
			return total + group, used, false
		}
	}
	return total + group, used, plain && used > 0
}

// fits tells whether a small number may follow: "twenty" leaves room for one to nine only.
func fits(small, room int64) bool {
	return small < 10 && room >= 9 || small >= 10 && room >= 99
}

// roomAfter is what may be added after a small number.
func roomAfter(small int64) int64 {
	if small >= 20 {
		return 9
	}
	return 0
}

// englishFollows tells whether a word may come after the "and" of "two hundred and five".
func englishFollows(word string) bool {
	word, _ = englishCardinal(word)
	return englishSmall(word) > 0
}

// englishScale is the factor that a word stands for, or 0.
func englishScale(word string) int64 {
	switch word {
	case "hundred":
		return 100
	case "thousand":
		return 1000
	case "million":
		return 1_000_000
	case "billion":
		return 1_000_000_000
	case "trillion":
		return 1_000_000_000_000
	}
	return 0
}

// englishSmall is the value of the words from one to ninety, or 0.
func englishSmall(word string) int64 {
	ones := "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
	if at := wordIndex(ones, word); at >= 0 {
		return int64(at) + 1
	}
	if at := wordIndex("twenty thirty forty fifty sixty seventy eighty ninety", word); at >= 0 {
		return int64(at)*10 + 20
	}
	return 0
}

// englishCardinal turns an ordinal into its cardinal.
func englishCardinal(word string) (cardinal string, ordinal bool) {
	switch word {
	case "first":
		return "one", true
	case "second":
		return "two", true
	case "third":
		return "three", true
	case "fifth":
		return "five", true
	case "eighth":
		return "eight", true
	case "ninth":
		return "nine", true
	case "twelfth":
		return "twelve", true
	}
	if stem, ok := strings.CutSuffix(word, "tieth"); ok && englishSmall(stem+"ty") > 0 {
		return stem + "ty", true
	}
	if stem, ok := strings.CutSuffix(word, "th"); ok && (englishSmall(stem) > 0 || englishScale(stem) > 0) {
		return stem, true
	}
	return word, false
}

// wordIndex is the position of word in a list of words, or -1.
func wordIndex(list, word string) int {
	at := 0
	for candidate := range strings.FieldsSeq(list) {
		if candidate == word {
			return at
		}
		at++
	}
	return -1
}
