package search

import (
	"strings"
	"unicode"
)

// wordsMax is how many words of a search are looked for; more are left out.
const wordsMax = 16

// term is a word or a phrase that is looked for.
type term struct {
	text  string
	whole bool // in quotes: not the beginning of a longer word
}

// terms takes what somebody typed apart: words, and phrases in quotes of any style. A quote that is not closed yet begins a phrase,
// since it is typed from left to right.
func terms(typed string) []term {
	var list []term
	var word strings.Builder
	quoted := false
	end := func(whole bool) {
		if text := folded(word.String()); wordy(text) && len(list) < wordsMax {
			list = append(list, term{text, whole})
		}
		word.Reset()
	}
	for _, r := range typed {
		switch {
		case isQuote(r):
			end(quoted)
			quoted = !quoted
		case unicode.IsSpace(r) && !quoted:
			end(false)
		default:
			word.WriteRune(r)
		}
	}
	end(false)
	return list
}

func isQuote(r rune) bool { return strings.ContainsRune("\"“”„«»「」", r) }

// ripe leaves out a last word of one letter behind others: nearly every question has a word that begins with it, so it says nothing
// yet, and the others are what is meant so far. Alone it is a word.
func ripe(list []term) []term {
	last := len(list) - 1
	if last < 0 || list[last].whole {
		return list
	}
	runes := []rune(strings.TrimSpace(list[last].text))
	if len(runes) > 1 || unspaced(runes[0]) {
		return list
	}
	if last > 0 && unicode.IsLetter(runes[0]) {
		return list[:last]
	}
	list[last].whole = true
	return list
}

// match is what FTS5 is asked: all terms, the last word as the beginning of one. Each term is a string of FTS5, within which nothing
// is an operator. It is empty if nothing is looked for.
func match(typed string) string {
	list := ripe(terms(typed))
	parts := make([]string, len(list))
	for i, t := range list {
		parts[i] = `"` + strings.ReplaceAll(t.text, `"`, " ") + `"`
		if i == len(list)-1 && !t.whole {
			parts[i] += " *"
		}
	}
	return strings.Join(parts, " AND ")
}
