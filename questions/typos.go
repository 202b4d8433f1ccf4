package questions

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// nearly tells whether a typed answer is an accepted one but for slips of the finger, and no rejected one is as near.
func (j *TextJudge) nearly(given givenForms) bool {
	best := -1
	for _, accepted := range j.accept {
		for _, want := range accepted.forms {
			for _, have := range given.of(accepted) {
				if slips := accepted.slips(want, have); slips >= 0 && (best < 0 || slips < best) {
					best = slips
				}
			}
		}
	}
	if best < 0 {
		return false
	}
	for _, rejected := range j.reject {
		for _, near := range rejected.forms {
			for _, have := range given.of(rejected) {
				if osaDistance([]rune(near), []rune(have), best) <= best {
					return false
				}
			}
		}
	}
	return true
}

// slips is how many slips lie between a form of the target and a typed form, or -1 when they are too many or touch a word
// that must be exact: digits, symbols, abbreviations.
func (t target) slips(want, have string) int {
	wantExact, wantWords := t.part(want)
	haveExact, haveWords := t.part(have)
	if !slices.Equal(wantExact, haveExact) {
		return -1
	}
	budget := typoBudget(wantWords)
	if slips := osaDistance([]rune(wantWords), []rune(haveWords), budget); slips <= budget {
		return slips
	}
	return -1
}

// part takes the words that must be exact from the others.
func (t target) part(form string) (exact []string, others string) {
	var words []string
	for word := range strings.FieldsSeq(form) {
		if slices.Contains(t.codes, word) || strings.ContainsFunc(word, mustBeExact) {
			exact = append(exact, word)
			continue
		}
		words = append(words, word)
	}
	return exact, strings.Join(words, " ")
}

// mustBeExact knows the runes in whose words a slip is not forgiven: all but letters, and ideographs, each of which is a
// word.
func mustBeExact(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsMark(r) || unicode.Is(unicode.Han, r)
}

// typoBudget is how many slips an answer's length allows.
func typoBudget(words string) int {
	letters := 0
	for _, r := range words {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	switch {
	case letters <= 4:
		return 0
	case letters <= 8:
		return 1
	case letters <= 14:
		return 2
	}
	return 3
}

// codes are the abbreviations in a pack's answer, folded: two to six capitals in a row, parts of TCP/IP and the whole.
func (n normaliser) codes(text string) []string {
	var codes []string
	for field := range strings.FieldsSeq(norm.NFKC.String(text)) {
		parts := strings.FieldsFunc(field, func(r rune) bool { return !unicode.IsLetter(r) })
		for _, part := range append(parts, strings.Join(parts, "")) {
			if length := len([]rune(part)); length >= 2 && length <= 6 && !strings.ContainsFunc(part, notCapital) {
				codes = append(codes, n.fold(part))
			}
		}
	}
	return codes
}

func notCapital(r rune) bool { return !unicode.IsUpper(r) }

// EditDistance is how many slips lie between two texts: the optimal string alignment distance in runes.
func EditDistance(a, b string) int {
	return osaDistance([]rune(a), []rune(b), len(a)+len(b))
}

// osaDistance is the optimal string alignment distance: the fewest insertions, deletions, substitutions and swaps of
// neighbours that turn a into b, where no part is edited twice. It returns limit+1 as soon as it must be more than limit.
//
// The method is the dynamic programme of R. A. Wagner and M. J. Fischer, "The String-to-String Correction Problem", Journal
// of the ACM 21 (1974), with the swap of F. J. Damerau, "A technique for computer detection and correction of spelling
// errors", Communications of the ACM 7 (1964), in the restricted form.
func osaDistance(a, b []rune, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			// No later cell can be less. A swap reaches over this row to the one before, but adds one to a cell there that
			// is at least the least of this row minus one.
			return limit + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
