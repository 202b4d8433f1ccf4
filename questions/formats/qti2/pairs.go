package qti2

import (
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/xmlread"
)

// match reads a match of two sets.
func (q *entry) match(e *xmlread.Element) {
	sets := e.All("simpleMatchSet")
	if len(sets) != 2 {
		q.Skip("key", "it has %d sets to match, where two are needed", len(sets))
		return
	}
	q.pairs(sets[0].All("simpleAssociableChoice"), sets[1].All("simpleAssociableChoice"))
}

// associate reads pairs out of one set.
func (q *entry) associate(e *xmlread.Element) {
	all := e.All("simpleAssociableChoice")
	q.pairs(all, all)
}

// pairs reads the pairs of the correct response, each "left right" by their identifiers.
func (q *entry) pairs(lefts, rights []*xmlread.Element) {
	q.Q.Kind = questions.Match
	if q.response.byMapping {
		q.Q.Scoring = questions.ScoringPartial
	}
	if len(lefts)+len(rights) > 4*questions.MaxChoices {
		q.Skip("count", "it has too many things to match; the most are %d pairs", questions.MaxChoices)
		return
	}
	used := map[string]bool{}
	for _, value := range q.response.right() {
		left, right, _ := strings.Cut(value, " ")
		l, r := byIdentifier(lefts, left), byIdentifier(rights, strings.TrimSpace(right))
		if l == nil || r == nil {
			q.Skip("key", "its correct response names %q, which is no pair of it", shorten(value))
			return
		}
		used[left], used[strings.TrimSpace(right)] = true, true
		q.Q.Pairs = append(q.Q.Pairs, questions.Pair{Left: q.Choice(l.Render(q.replace)), Right: draft.HTML(r.Render(q.replace)).Text})
	}
	for _, l := range lefts {
		if !used[l.Attr("identifier")] && !slices.Contains(rights, l) {
			q.Skip("key", "%q belongs to nothing", shorten(l.Text()))
			return
		}
	}
	for _, r := range rights {
		if !used[r.Attr("identifier")] {
			q.Q.Extra = append(q.Q.Extra, draft.HTML(r.Render(q.replace)).Text)
		}
	}
}

func byIdentifier(all []*xmlread.Element, ident string) *xmlread.Element {
	for _, e := range all {
		if e.Attr("identifier") == ident {
			return e
		}
	}
	return nil
}
