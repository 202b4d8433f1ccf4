package names

import (
	"slices"
	"strings"

	goaway "github.com/TwiN/go-away"
	"github.com/mtibben/confusables"
)

// filter finds words that most hosts would not like on the big screen. It is a help and no guarantee: the room has a switch,
// and the host can rename and kick.
type filter struct {
	detector *goaway.ProfanityDetector
}

func newFilter() filter {
	innocent := slices.Concat(goaway.DefaultFalsePositives, innocentNames())
	return filter{detector: goaway.NewProfanityDetector().
		WithSanitizeSpaces(false).
		WithCustomDictionary(goaway.DefaultProfanities, innocent, goaway.DefaultFalseNegatives)}
}

// innocentNames are given names, family names and places that hold a word of the list (the Scunthorpe problem).
func innocentNames() []string {
	return []string{
		"cassandra", "cassidy", "cassie", "picasso", "hassan", "hasso", "massimo", "vasser", "bassey", "tassilo",
		"scunthorpe", "penistone", "dickens", "dickinson", "dickson", "hancock", "hitchcock", "peacock", "woodcock",
		"babcock", "cockburn", "lipschitz", "cumberbatch", "cummings", "cumming", "titus", "titian", "natit", "tittel",
		"shitake", "shittu", "takeshita", "yamashita", "matsushita", "kinoshita", "morishita", "analena", "annal", "analia",
		"essex", "sussex", "middlesex", "sextus", "sexton", "wang", "dyke", "vandyke", "homer", "rapert", "draper", "raphael",
	}
}

// profane looks at the name as it was typed, as it looks (letters of other scripts read as Latin), and, where it is spelt out
// in single letters, without the spaces. Words that only come about across a space are nobody's doing and pass, and so do
// numbers that could be read as letters ("Kiwi 455").
func (f filter) profane(name string) bool {
	name = dropNumbers(name)
	look := strings.ReplaceAll(confusables.Skeleton(strings.ToLower(name)), "rn", "m")
	return f.detector.IsProfane(name) || f.detector.IsProfane(look) ||
		f.detector.IsProfane(joinSpelled(name)) || f.detector.IsProfane(joinSpelled(look))
}

// joinSpelled joins runs of single letters: "b a d" becomes "bad".
func joinSpelled(name string) string {
	var b strings.Builder
	single := false
	for word := range strings.FieldsSeq(name) {
		alone := len([]rune(word)) == 1
		if b.Len() > 0 && (!alone || !single) {
			b.WriteByte(' ')
		}
		b.WriteString(word)
		single = alone
	}
	return b.String()
}

// dropNumbers takes out the words that are all digits, unless there is nothing else.
func dropNumbers(name string) string {
	words := slices.DeleteFunc(strings.Fields(name), func(word string) bool {
		return strings.Trim(word, "0123456789") == "" && len(word) > 1
	})
	if len(words) == 0 {
		return name
	}
	return strings.Join(words, " ")
}
