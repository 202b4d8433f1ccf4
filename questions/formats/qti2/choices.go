package qti2

import (
	"slices"

	"trivium/questions"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// choices reads a question with choices: one or several right ones, or a statement, or without a key a poll.
func (q *entry) choices(e *xmlread.Element, choices []*xmlread.Element) {
	if len(choices) > questions.MaxChoices {
		q.Skip("count", "it has %d choices; the most is %d", len(choices), questions.MaxChoices)
		return
	}
	right := q.response.right()
	count := 0
	for _, choice := range choices {
		ident := choice.Attr("identifier")
		correct := slices.Contains(right, ident)
		if correct {
			count++
		}
		q.Q.Choices = append(q.Q.Choices, questions.Choice{Text: q.Choice(choice.Render(q.replace)), Correct: correct, Why: q.Why(q.whys[ident])})
	}
	q.Q.KeepOrder = e.Attr("shuffle") == "false" ||
		slices.ContainsFunc(choices, func(c *xmlread.Element) bool { return c.Attr("fixed") == "true" })
	several := q.response.cardinality == "multiple" && e.Attr("maxChoices") != "1"
	switch {
	case count == 0 && len(right) == 0 && !q.response.processed:
		q.Q.Kind = questions.Poll
	case count == 0:
		q.Skip("key", "none of its choices is the correct response")
	case several:
		q.Q.Kind = questions.Multi
		if q.response.byMapping {
			q.Q.Scoring = questions.ScoringPartial
		}
	case count > 1:
		q.Q.Kind, q.Q.Scoring = questions.Multi, questions.ScoringPartial
		q.Warn("several-right", "%d choices are right, and one was enough; here each gives its share of the points", count)
	default:
		q.Q.Kind = questions.Single
		q.truth()
	}
}

// truth makes a statement of a question whose choices are true and false.
func (q *entry) truth() {
	all := q.Q.Choices
	if len(all) != 2 || item.Truth(all[0].Text)+item.Truth(all[1].Text) != 1 || item.Truth(all[0].Text) < 0 || item.Truth(all[1].Text) < 0 {
		return
	}
	for _, choice := range all {
		if choice.Correct {
			q.Q.Answer = item.Truth(choice.Text) == 1
		}
		q.said = append(q.said, choice.Why)
	}
	q.Q.Kind, q.Q.Choices, q.Q.KeepOrder = questions.TrueFalse, nil, false
}

// order reads items to be put in order.
func (q *entry) order(e *xmlread.Element) {
	q.Q.Kind = questions.Order
	choices := e.All("simpleChoice")
	if len(q.response.correct) == 0 {
		q.Skip("key", "it has no correct response")
		return
	}
	if len(q.response.correct) != len(choices) || len(choices) > questions.MaxChoices {
		q.Skip("key", "its correct response names %d of %d items; there must be at most %d, and all named",
			len(q.response.correct), len(choices), questions.MaxChoices)
		return
	}
	for _, ident := range q.response.correct {
		at := slices.IndexFunc(choices, func(c *xmlread.Element) bool { return c.Attr("identifier") == ident })
		if at < 0 {
			q.Skip("key", "its correct response names %q, which is none of its items", shorten(ident))
			return
		}
		q.Q.Items = append(q.Q.Items, q.Choice(choices[at].Render(q.replace)))
	}
}
