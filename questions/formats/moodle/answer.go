package moodle

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// answer reads what differs by the type of question.
func (q *quizItem) answer(kind string) {
	switch kind {
	case "multichoice", "multichoiceset", "oumultiresponse":
		q.multichoice(kind)
	case "truefalse":
		q.truth()
	case "shortanswer":
		q.shortAnswer()
	case "numerical":
		q.numerical()
	case "matching", "match", "ddmatch":
		q.pairs()
	case "ordering":
		q.ordering()
	case "description":
		q.Q.Kind = questions.Slide
	case "multianswer", "cloze", "gapselect", "ddwtos":
		q.gaps(kind)
	case "":
		q.Skip("kind", `it has no type; write <question type="multichoice">`)
	default:
		q.Skip("kind", "%s", reason(kind))
	}
}

// reason says why a type of question is not taken.
func reason(kind string) string {
	switch kind {
	case "essay":
		return "an essay has no answer that could be judged; make it a short answer"
	case "calculated", "calculatedsimple", "calculatedmulti", "formulas", "coderunner", "stack":
		return "the numbers or answers of a " + kind + " question are made while it is asked; write one out as a numerical question"
	case "ddmarker", "ddimageortext":
		return "a place on a picture cannot be answered here; ask for the name of the place"
	case "pmatch", "regexp":
		return "the answers of a " + kind + " question are patterns; write the accepted answers out as a short answer"
	case "randomsamatch", "random":
		return "a " + kind + " question takes others from a category; export those instead"
	}
	return "there are no " + item.Shorten(kind) + " questions here"
}

// truth reads the answer to a statement. The words of old files are those of their language; then the first is true.
func (q *quizItem) truth() {
	q.Q.Kind = questions.TrueFalse
	known, rightSaid, wrongSaid := false, "", ""
	for n, answer := range q.element.All("answer") {
		value := n == 0
		switch source(answer) {
		case "true":
			value = true
		case "false":
			value = false
		}
		said := q.feedback(answer)
		if item.Percent(answer.Attr("fraction")) >= full {
			known, q.Q.Answer, rightSaid = true, value, said
		} else {
			wrongSaid = said
		}
	}
	if !known {
		q.Skip("key", "neither true nor false has 100 %%")
	}
	q.said = append(q.said, rightSaid, wrongSaid)
}

// pairs reads the pairs of a match question. A pair without a left side is one more right side.
func (q *quizItem) pairs() {
	q.Q.Kind, q.Q.Scoring = questions.Match, questions.ScoringPartial
	all := q.element.All("subquestion")
	if len(all) > 2*questions.MaxChoices {
		q.Skip("count", "it has %d pairs; the most is %d", len(all), questions.MaxChoices)
		return
	}
	for _, pair := range all {
		left, right := q.choice(pair), pair.First("answer").First("text").Text() // the right one is always plain
		switch {
		case left == "" && right == "":
		case left == "":
			q.Q.Extra = append(q.Q.Extra, right)
		default:
			q.Q.Pairs = append(q.Q.Pairs, questions.Pair{Left: left, Right: right})
		}
	}
}

// ordering reads the items of an ordering question, which stand in the right order.
func (q *quizItem) ordering() {
	q.Q.Kind = questions.Order
	answers := q.element.All("answer")
	if len(answers) > questions.MaxChoices {
		q.Skip("count", "it has %d items; the most is %d", len(answers), questions.MaxChoices)
		return
	}
	for _, answer := range answers {
		q.Q.Items = append(q.Q.Items, q.choice(answer))
		q.said = append(q.said, q.feedback(answer))
	}
	if kind := strings.ToUpper(q.element.First("selecttype").Text()); kind == "RANDOM" || kind == "CONTIGUOUS" {
		q.Warn("ordering", "only some of the items were asked at a time; here all are")
	}
	switch strings.ToUpper(q.element.First("gradingtype").Text()) {
	case "ALL_OR_NOTHING":
	case "ABS", "ABSOLUTE", "ABSOLUTE_POSITION":
		q.Q.Scoring = questions.ScoringPartial
	default:
		q.Q.Scoring = questions.ScoringAdjacent
	}
}

// feedback reads what is said to an answer.
func (q *quizItem) feedback(answer *xmlread.Element) string {
	field := answer.First("feedback")
	if field == nil {
		return ""
	}
	return q.text(field, questions.AtReveal)
}
