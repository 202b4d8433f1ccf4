package qti12

import (
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// choices reads a question with choices, of which one or several are right.
func (q *entry) choices(several bool) {
	r := q.only("response_lid")
	if r == nil {
		return
	}
	right := q.key.values(r.ident)
	if len(r.labels) > questions.MaxChoices {
		q.Skip("count", "it has %d choices; the most is %d", len(r.labels), questions.MaxChoices)
		return
	}
	count := 0
	for _, l := range r.labels {
		correct := slices.Contains(right, l.ident)
		if correct {
			count++
		}
		q.Q.Choices = append(q.Q.Choices, questions.Choice{Text: q.Choice(l.text), Correct: correct, Why: q.Why(q.saidTo(l.ident))})
	}
	q.Q.Kind, q.Q.KeepOrder = questions.Single, q.keepsOrder()
	switch {
	case count == 0 && len(q.key.right) == 0:
		q.Skip("key", "no choice gives points; a survey has no right answers, so mark them where the file is from")
	case count == 0:
		q.Skip("key", "what gives points is none of its choices")
	case several:
		q.Q.Kind = questions.Multi
		if q.key.additive {
			q.Q.Scoring = questions.ScoringPartial
		}
	case count > 1:
		q.Q.Kind, q.Q.Scoring = questions.Multi, questions.ScoringPartial
		q.Warn("several-right", "%d choices are right, and one was enough; here each gives its share of the points", count)
	}
}

// keepsOrder tells whether the choices are shown as they stand, where the file says so for some.
func (q *entry) keepsOrder() bool {
	for _, render := range q.element.Find("render_choice") {
		if strings.EqualFold(render.Attr("shuffle"), "yes") {
			return false
		}
	}
	return slices.ContainsFunc(q.element.Find("response_label"), func(e *xmlread.Element) bool {
		return strings.EqualFold(e.Attr("rshuffle"), "no")
	})
}

// only is the one response of the question; nil if there is none of that kind, or several.
func (q *entry) only(kinds ...string) *response {
	var found []*response
	for _, r := range q.responses {
		if slices.Contains(kinds, r.kind) {
			found = append(found, r)
		}
	}
	if len(found) != 1 {
		q.Skip("responses", "it has %d places for an answer of this kind, where one is needed", len(found))
		return nil
	}
	return found[0]
}

// truthOf is the position of the choice that says true, if there are just that and one that says false; else -1.
func truthOf(labels []label) int {
	if len(labels) != 2 {
		return -1
	}
	first, second := truthWord(labels[0]), truthWord(labels[1])
	switch {
	case first == 1 && second == 0:
		return 0
	case first == 0 && second == 1:
		return 1
	}
	return -1
}

// truthWord is what a choice says. A text is looked at first, since idents are often only letters.
func truthWord(l label) int {
	if text := draft.HTML(l.text).Text; text != "" {
		return item.Truth(text)
	}
	return item.Truth(l.ident)
}

// truth reads a statement. With choices in other words than true and false it is a question with two choices.
func (q *entry) truth() {
	r := q.only("response_lid")
	if r == nil {
		return
	}
	at := truthOf(r.labels)
	if at < 0 {
		q.choices(false)
		return
	}
	right := q.key.values(r.ident)
	var correct []int
	for i, l := range r.labels {
		if slices.Contains(right, l.ident) {
			correct = append(correct, i)
		}
		q.said = append(q.said, q.saidTo(l.ident))
	}
	if len(correct) != 1 {
		q.Skip("key", "%d of true and false give points, where one must", len(correct))
		return
	}
	q.Q.Kind, q.Q.Answer = questions.TrueFalse, correct[0] == at
}

// order reads items to be put in order. The condition names them in the right one.
func (q *entry) order() {
	r := q.only("response_lid")
	if r == nil {
		return
	}
	q.Q.Kind = questions.Order
	if len(q.key.right) == 0 {
		q.Skip("key", "no order gives points")
		return
	}
	if q.key.additive {
		q.Q.Scoring = questions.ScoringPartial
	}
	for _, ident := range q.sequence(r) {
		at := slices.IndexFunc(r.labels, func(l label) bool { return l.ident == ident })
		if at < 0 || len(q.Q.Items) == questions.MaxChoices {
			q.Skip("key", "the order names %q, which is no item of it, or has more than %d items", ident, questions.MaxChoices)
			return
		}
		q.Q.Items = append(q.Q.Items, q.Choice(r.labels[at].text))
	}
	if len(q.Q.Items) != len(r.labels) {
		q.Skip("key", "the order names %d of its %d items", len(q.Q.Items), len(r.labels))
	}
}

// sequence is the right order of a response's labels.
func (q *entry) sequence(r *response) []string {
	var values []value
	for _, c := range q.key.right {
		for _, v := range c.values {
			if v.response == r.ident || v.response == "" {
				values = append(values, v)
			}
		}
	}
	slices.SortStableFunc(values, func(a, b value) int { return a.index - b.index })
	var idents []string
	for _, v := range values {
		if !slices.Contains(idents, v.text) {
			idents = append(idents, v.text)
		}
	}
	return idents
}
