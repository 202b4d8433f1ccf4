package lint

import (
	"cmp"
	"maps"
	"slices"

	"trivium/questions"
)

// nearShare is from which share of common trigrams on two stems are nearly the same (the Jaccard index), as a fraction of 10.
const nearShare = 8

// mostCompared is how often two stems are looked at side by side, well below a second's work. Only a bank whose stems are all made after one
// pattern has so many that are alike.
const mostCompared = 1_000_000

// fewestTrigrams is how many a stem needs to be compared; short ones are alike by chance.
const fewestTrigrams = 10

// entry is a question among those of all packs.
type entry struct {
	pack     *questions.Pack
	question *questions.Question
	plain    string
	trigrams []int32 // each once, as its rank among all from the rarest on, so in that order
}

// rarest are the trigrams of which two stems that are nearly the same have one in common at least: those in front, as many as can be
// missing from the other and one more. Looking for these spares comparing each question with each (S. Chaudhuri, V. Ganti and
// R. Kaushik, "A Primitive Operator for Similarity Joins in Data Cleaning", ICDE 2006).
func (e *entry) rarest() []int32 {
	size := len(e.trigrams)
	if size < fewestTrigrams {
		return nil
	}
	return e.trigrams[:size-(size*nearShare+9)/10+1]
}

// duplicates finds questions that are asked twice, in one pack or in two.
func (l *linter) duplicates(packs []*questions.Pack) {
	s := newSearch(packs)
	equal := map[string][]int{}
	for i, later := range s.entries {
		l.pack, l.question = later.pack, later.question
		same := func(j int) bool { return sameMedia(s.entries[j].question, later.question) }
		if at := slices.IndexFunc(equal[later.plain], same); at >= 0 {
			l.fail("prompt", "duplicate", "%s asks the same", s.entries[equal[later.plain][at]].question.ID)
		} else if j := s.nearest(i); j >= 0 {
			l.warn("prompt", "near-duplicate", "%s asks nearly the same", s.entries[j].question.ID)
		}
		if later.plain != "" {
			equal[later.plain] = append(equal[later.plain], i)
		}
		s.add(i)
	}
	l.question = nil
	if s.left < 0 {
		l.warn("", "alike", "too many questions are worded alike to say which of them ask nearly the same")
	}
}

// search finds the questions among those before that ask nearly the same.
type search struct {
	entries []entry
	having  map[int32][]int // entries by each of their rarest trigrams
	looked  []int           // for which entry each was looked at last
	left    int             // comparisons
}

// newSearch prepares the questions of packs that ask something.
func newSearch(packs []*questions.Pack) *search {
	s := &search{having: map[int32][]int{}, left: mostCompared}
	count := map[string]int{}
	var texts [][]string
	for _, pack := range packs {
		for i := range pack.Questions {
			q := &pack.Questions[i]
			if q.Kind == questions.Slide || q.Kind == questions.Poll {
				continue
			}
			e := entry{pack: pack, question: q, plain: plain(q.Prompt)}
			all := trigrams(e.plain)
			for _, trigram := range all {
				count[trigram]++
			}
			s.entries, texts = append(s.entries, e), append(texts, all)
		}
	}
	byRarity := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(cmp.Compare(count[a], count[b]), cmp.Compare(a, b)) })
	rank := make(map[string]int32, len(byRarity))
	for i, trigram := range byRarity {
		rank[trigram] = int32(i)
	}
	for i, all := range texts {
		for _, trigram := range all {
			s.entries[i].trigrams = append(s.entries[i].trigrams, rank[trigram])
		}
		slices.Sort(s.entries[i].trigrams)
	}
	s.looked = make([]int, len(s.entries))
	return s
}

// add has a question found from now on.
func (s *search) add(i int) {
	for _, trigram := range s.entries[i].rarest() {
		s.having[trigram] = append(s.having[trigram], i)
	}
}

// nearest is the first of the questions before that asks nearly the same, -1 if none does.
func (s *search) nearest(at int) int {
	later, found := &s.entries[at], -1
	for _, trigram := range later.rarest() {
		for _, i := range s.having[trigram] {
			if s.left < 0 || found >= 0 && i > found {
				break
			}
			s.left--
			if s.looked[i] == at {
				continue
			}
			s.looked[i] = at
			if near(s.entries[i].trigrams, later.trigrams) {
				found = i
			}
		}
	}
	return found
}

// near tells whether two stems have nearly the same trigrams, by the Jaccard index.
func near(a, b []int32) bool {
	if min(len(a), len(b))*10 < max(len(a), len(b))*nearShare { // the index can not be more than this
		return false
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			common, i, j = common+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return common*10 >= (len(a)+len(b)-common)*nearShare
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
