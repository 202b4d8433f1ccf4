package lint

import (
	"cmp"
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
	trigrams []string // each once, the rarest first
}

// fewestTrigrams is how many a stem needs to be compared; short ones are alike by chance.
const fewestTrigrams = 10

// duplicates finds questions that are asked twice, in one pack or in two.
func (l *linter) duplicates(packs []*questions.Pack) {
	entries := l.entries(packs)
	equal := map[string][]int{}
	rare := map[string][]int{} // entries by each of their rarest trigrams
	for i, later := range entries {
		l.pack, l.question = later.pack, later.question
		if at := slices.IndexFunc(equal[later.plain], func(j int) bool { return sameMedia(entries[j].question, later.question) }); at >= 0 {
			l.fail("prompt", "duplicate", "%s asks the same", entries[equal[later.plain][at]].question.ID)
		} else if j := nearest(entries, rare, i); j >= 0 {
			l.warn("prompt", "near-duplicate", "%s asks nearly the same", entries[j].question.ID)
		}
		if later.plain != "" {
			equal[later.plain] = append(equal[later.plain], i)
		}
		for _, trigram := range later.rarest() {
			rare[trigram] = append(rare[trigram], i)
		}
	}
	l.question = nil
}

// entries are the questions that are asked, with the trigrams of their stems.
func (l *linter) entries(packs []*questions.Pack) []entry {
	var entries []entry
	count := map[string]int{}
	for _, pack := range packs {
		for i := range pack.Questions {
			q := &pack.Questions[i]
			if q.Kind == questions.Slide || q.Kind == questions.Poll {
				continue
			}
			e := entry{pack: pack, question: q, plain: plain(q.Prompt)}
			e.trigrams = trigrams(e.plain)
			for _, trigram := range e.trigrams {
				count[trigram]++
			}
			entries = append(entries, e)
		}
	}
	for _, e := range entries {
		slices.SortFunc(e.trigrams, func(a, b string) int { return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(a, b)) })
	}
	return entries
}

// rarest are the trigrams of which two stems that are nearly the same have one in common at least: those in front, as many as can be
// missing from the other and one more. Looking for these spares comparing each question with each (S. Chaudhuri, V. Ganti and
// R. Kaushik, "A Primitive Operator for Similarity Joins in Data Cleaning", ICDE 2006).
func (e *entry) rarest() []string {
	size := len(e.trigrams)
	if size < fewestTrigrams {
		return nil
	}
	return e.trigrams[:size-(size*nearShare+9)/10+1]
}

// nearest is the first of the entries before that asks nearly the same, -1 if none does.
func nearest(entries []entry, rare map[string][]int, at int) int {
	later, found := entries[at], -1
	looked := map[int]bool{}
	for _, trigram := range later.rarest() {
		for _, i := range rare[trigram] {
			if looked[i] || found >= 0 && i > found {
				continue
			}
			looked[i] = true
			if near(entries[i], later) {
				found = i
			}
		}
	}
	return found
}

// near tells whether two stems have nearly the same trigrams, by the Jaccard index.
func near(a, b entry) bool {
	small, large := min(len(a.trigrams), len(b.trigrams)), max(len(a.trigrams), len(b.trigrams))
	if small*10 < large*nearShare { // the index can not be more than this
		return false
	}
	in := make(map[string]bool, len(a.trigrams))
	for _, trigram := range a.trigrams {
		in[trigram] = true
	}
	common := 0
	for _, trigram := range b.trigrams {
		if in[trigram] {
			common++
		}
	}
	return common*10 >= (small+large-common)*nearShare
}

func sameMedia(a, b *questions.Question) bool {
	return slices.EqualFunc(a.Media, b.Media, func(x, y questions.Media) bool { return x.Src == y.Src })
}

// trigrams are all runs of three characters of a text, each once.
func trigrams(text string) []string {
	runes := []rune(text)
	var all []string
	for i := 0; i+3 <= len(runes); i++ {
		all = append(all, string(runes[i:i+3]))
	}
	slices.Sort(all)
	return slices.Compact(all)
}
