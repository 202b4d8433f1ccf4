package gift

import (
	"strconv"
	"strings"

	"trivium/questions"
)

// answer is what stands in the braces, each part on a line of its own. It is false for a question that GIFT cannot hold.
func (w *writer) answer(q *questions.Question) (string, bool) {
	switch q.Kind {
	case questions.Slide:
		return "", true
	case questions.Single, questions.Multi:
		return choices(q), true
	case questions.TrueFalse:
		return strings.ToUpper(strconv.FormatBool(q.Answer)), true
	case questions.Text:
		return w.typed(q)
	case questions.Number:
		return w.number(q)
	case questions.Match:
		return pairs(q), true
	case questions.Order, questions.Poll:
	}
	w.leave("kind", "GIFT has no questions of the kind %s", q.Kind)
	return "", false
}

// choices writes one right choice with =, and choices of which several may be right with weights that add up to 100 %.
func choices(q *questions.Question) string {
	right := 0
	for _, choice := range q.Choices {
		if choice.Correct {
			right++
		}
	}
	share := weight(full / float64(max(right, 1)))
	wrong := share
	if q.Scoring != questions.ScoringPartial {
		wrong = weight(full)
	}
	var out strings.Builder
	for _, choice := range q.Choices {
		sign := "~"
		switch {
		case q.Kind == questions.Single && choice.Correct:
			sign = "="
		case q.Kind == questions.Multi && choice.Correct:
			sign = "~%" + share + "%"
		case q.Kind == questions.Multi:
			sign = "~%-" + wrong + "%"
		}
		out.WriteString("\n\t" + sign + field(q, choice.Text) + feedback(q, choice.Why))
	}
	return out.String()
}

// weight is a percentage as Moodle knows it: with five digits, where it has them.
func weight(percent float64) string {
	text := strconv.FormatFloat(percent, 'f', 5, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// typed writes accepted answers, their notes as feedback, and rejected ones with a weight of nothing. A star is a wildcard unless
// a backslash stands before it. An arrow would make it a match question, and there is no way to write one that does not.
func (w *writer) typed(q *questions.Question) (string, bool) {
	var out strings.Builder
	arrows := false
	star := strings.NewReplacer("*", `\*`)
	for _, accepted := range q.Accept {
		arrows = arrows || strings.Contains(accepted.Text, arrow)
		out.WriteString("\n\t=" + field(q, star.Replace(accepted.Text)) + feedback(q, accepted.Note))
	}
	for _, rejected := range q.Reject {
		arrows = arrows || strings.Contains(rejected, arrow)
		out.WriteString("\n\t=%0%" + field(q, star.Replace(rejected)))
	}
	if arrows {
		w.leave("arrow", "GIFT cannot hold -> in a typed answer; write an arrow of another kind")
		return "", false
	}
	return out.String(), true
}

// pairs writes each pair, and right sides that belong to nothing as pairs without a left one. An arrow in a left side would end
// it, so it is written in HTML; the right ones are always plain.
func pairs(q *questions.Question) string {
	var out strings.Builder
	for _, pair := range q.Pairs {
		left := field(q, pair.Left)
		if strings.Contains(pair.Left, arrow) {
			left = "[" + formatHTML + "]" + inHTML(pair.Left, nil)
		}
		out.WriteString("\n\t=" + left + " " + arrow + " " + escaped(pair.Right))
	}
	for _, extra := range q.Extra {
		out.WriteString("\n\t= " + arrow + " " + escaped(extra))
	}
	return out.String()
}
