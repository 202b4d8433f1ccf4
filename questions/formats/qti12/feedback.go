package qti12

import (
	"math"
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// general tells whether a feedback explains the question rather than a choice.
func general(ident string) bool {
	switch strings.ToLower(ident) {
	case "general_fb", "correct_fb", "general_incorrect_fb", "correct", "incorrect", "general", "solution", "hint":
		return true
	}
	return false
}

// saidTo is the feedback to one choice: what is linked to it alone, and is not the one to any right answer.
func (q *entry) saidTo(ident string) string {
	for _, c := range q.key.linked {
		if len(c.values) != 1 || c.values[0].text != ident {
			continue
		}
		for _, id := range c.said {
			if general(id) {
				continue
			}
			if text := q.take(id); text != "" {
				return text
			}
		}
	}
	return ""
}

// take reads a feedback, which is then not said again among the explanations.
func (q *entry) take(ident string) string {
	for _, e := range q.element.All("itemfeedback") {
		if e.Attr("ident") == ident {
			q.taken(ident)
			return q.feedbackText(e)
		}
	}
	return ""
}

func (q *entry) taken(ident string) { q.meta["taken "+ident] = "yes" }

func (q *entry) feedbackText(e *xmlread.Element) string {
	return q.HTML(materials(e.Find("material")), questions.AtReveal)
}

// feedback gives the question its explanations: what is said to all first, then to right answers, then the others.
func (q *entry) feedback() {
	rank := func(e *xmlread.Element) int {
		switch strings.ToLower(e.Attr("ident")) {
		case "general_fb", "general", "solution":
			return 0
		case "correct_fb", "correct":
			return 1
		}
		return 2
	}
	all := q.element.All("itemfeedback")
	slices.SortStableFunc(all, func(a, b *xmlread.Element) int { return rank(a) - rank(b) })
	var texts []string
	for _, e := range all {
		if q.meta["taken "+e.Attr("ident")] == "" {
			texts = append(texts, q.feedbackText(e))
		}
	}
	q.Explain(append(texts, q.said...)...)
}

// points reads what the file says that the question is worth.
func (q *entry) points() {
	for _, label := range []string{"points_possible", "qmd_absolutescore_max", "qmd_weighting", "cc_weighting"} {
		if text := q.meta[label]; text != "" {
			q.weight = item.Percent(text)
			q.worthless = q.weight <= 0
			return
		}
	}
	for _, simple := range q.element.Find("qmd_absolutescore_max") {
		q.weight = item.Percent(simple.Text())
	}
}

// addAll puts all questions into the pack. If they are worth the same they give what questions give here; else the most common
// worth does, and the others in proportion.
func (r *reader) addAll() {
	usual := usualWeight(r.items)
	for _, q := range r.items {
		switch points := math.Round(q.weight / usual * draft.DefaultPoints); {
		case q.worthless:
			q.Q.Points = -1
		case q.weight <= 0:
		case points > questions.MaxPoints:
			q.Q.Points = questions.MaxPoints
			q.Warn("points", "it gives %g points where most give %g; here it gives %d", q.weight, usual, questions.MaxPoints)
		default:
			q.Q.Points = int(max(1, points))
		}
		r.draft.Inside(q.file)
		q.Add()
	}
}

// usualWeight is the worth that most questions have, the smaller one of two that are as common.
func usualWeight(items []*entry) float64 {
	count := map[float64]int{}
	usual := 1.0
	for _, q := range items {
		if q.weight > 0 {
			count[q.weight]++
		}
	}
	for weight, n := range count {
		if best := count[usual]; n > best || n == best && weight < usual {
			usual = weight
		}
	}
	return usual
}
