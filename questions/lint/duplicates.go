package lint

import (
	"slices"

	"trivium/questions"
)

// nearShare is from which share of common trigrams on two stems are nearly the same (the Jaccard index), as a fraction of 10.
const nearShare = 8

// entry is a question among those of all packs.
type entry struct {
	pack     *questions.Pack
	question *questions.Question
	plain    string
	trigrams []string // sorted, each once
}

// duplicates finds questions that are asked twice, in one pack or in two. Questions of kinds that are asked alike for
// different things (what is this? with a picture) are told apart by their right answers.
func (l *linter) duplicates(packs []*questions.Pack) {
	var entries []entry
	for _, pack := range packs {
		for i := range pack.Questions {
			q := &pack.Questions[i]
			if q.Kind == questions.Slide || q.Kind == questions.Poll {
				continue
			}
			e := entry{pack: pack, question: q, plain: plain(q.Prompt)}
			e.trigrams = trigrams(e.plain)
			entries = append(entries, e)
		}
	}
	for i, later := range entries {
		for _, earlier := range entries[:i] {
			l.compare(earlier, later)
		}
	}
}

func (l *linter) compare(earlier, later entry) {
	l.pack, l.question = later.pack, later.question
	if later.plain != "" && earlier.plain == later.plain && sameMedia(earlier.question, later.question) {
		l.fail("duplicate", "%s asks the same", earlier.question.ID)
		return
	}
	// The sizes bound the index, which spares most of the comparing.
	small, large := len(earlier.trigrams), len(later.trigrams)
	if small > large {
		small, large = large, small
	}
	if small*10 < large*nearShare || small < 10 {
		return
	}
	if common := commonOf(earlier.trigrams, later.trigrams); common*10 >= (small+large-common)*nearShare {
		l.warn("near-duplicate", "%s asks nearly the same", earlier.question.ID)
	}
}

func sameMedia(a, b *questions.Question) bool {
	return slices.EqualFunc(a.Media, b.Media, func(x, y questions.Media) bool { return x.Src == y.Src })
}

// trigrams are all runs of three characters of a text, sorted and each once.
func trigrams(text string) []string {
	runes := []rune(text)
	var all []string
	for i := 0; i+3 <= len(runes); i++ {
		all = append(all, string(runes[i:i+3]))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// commonOf counts what two sorted lists have in common.
func commonOf(a, b []string) int {
	count := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			count, i, j = count+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return count
}
