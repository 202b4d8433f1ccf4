package qti12

import (
	"slices"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// pairs reads a matching question: a response for each left side, with all right sides as its choices.
func (q *entry) pairs() {
	q.Q.Kind = questions.Match
	if q.key.additive {
		q.Q.Scoring = questions.ScoringPartial
	}
	if len(q.responses) > questions.MaxChoices {
		q.Skip("count", "it has %d pairs; the most is %d", len(q.responses), questions.MaxChoices)
		return
	}
	var rights, used []string
	for _, r := range q.responses {
		right := q.key.values(r.ident)
		found := false
		for _, l := range r.labels {
			text := draft.HTML(l.text).Text
			if !slices.Contains(rights, text) && len(rights) <= 2*questions.MaxChoices {
				rights = append(rights, text)
			}
			if !found && slices.Contains(right, l.ident) {
				found = true
				used = append(used, text)
				q.Q.Pairs = append(q.Q.Pairs, questions.Pair{Left: q.Choice(r.prompt), Right: text})
			}
		}
		if !found {
			q.Skip("key", "a left side has no right one that gives points")
			return
		}
	}
	for _, text := range rights {
		if text != "" && !slices.Contains(used, text) {
			q.Q.Extra = append(q.Q.Extra, text)
		}
	}
}
