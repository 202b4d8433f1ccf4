package moodle

import (
	"fmt"
	"strconv"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
)

// answer is what differs by the kind of question. It is false for a question that Moodle XML cannot hold.
func (w *writer) answer() (string, bool) {
	q := w.question
	switch q.Kind {
	case questions.Slide:
		return "", true
	case questions.Single, questions.Multi:
		return w.choices(), true
	case questions.TrueFalse:
		return answerOf(share(q.Answer), "true", "") + answerOf(share(!q.Answer), "false", ""), true
	case questions.Text:
		return w.typed(), true
	case questions.Number:
		return w.number()
	case questions.Match:
		return w.pairs(), true
	case questions.Order:
		return w.ordering(), true
	case questions.Poll:
	}
	w.findings = append(w.findings, loss.Skip(w.pack, q, "Moodle XML", "it has no questions of the kind %s", q.Kind))
	return "", false
}

func share(right bool) string {
	if right {
		return "100"
	}
	return "0"
}

// answerOf is one answer. What stands inside it besides its text comes last.
func answerOf(fraction, text, said string, inside ...string) string {
	var out strings.Builder
	fmt.Fprintf(&out, "    <answer fraction=\"%s\" format=\"%s\">\n      <text>%s</text>\n", fraction, formatPlain, escaped(text))
	for _, line := range inside {
		out.WriteString("      " + line + "\n")
	}
	if said != "" {
		fmt.Fprintf(&out, "      <feedback format=\"%s\">\n        <text>%s</text>\n      </feedback>\n", formatPlain, escaped(said))
	}
	out.WriteString("    </answer>\n")
	return out.String()
}

// choices writes one right choice, or choices of which several may be right, with weights that add up to 100 %.
func (w *writer) choices() string {
	q := w.question
	right := 0
	for _, choice := range q.Choices {
		if choice.Correct {
			right++
		}
	}
	correct, wrong := "100", "0"
	if q.Kind == questions.Multi {
		correct = weight(full / float64(max(right, 1)))
		wrong = "-" + correct
		if right == 1 {
			wrong = "-50" // all points would mean all or nothing
		}
		if q.Scoring != questions.ScoringPartial {
			wrong = "-100"
			w.lost["scoring"]++
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "    <single>%t</single>\n    <shuffleanswers>%t</shuffleanswers>\n", q.Kind == questions.Single, !q.KeepOrder)
	out.WriteString("    <answernumbering>abc</answernumbering>\n")
	for _, choice := range q.Choices {
		fraction := wrong
		if choice.Correct {
			fraction = correct
		}
		out.WriteString(answerOf(fraction, choice.Text, choice.Why))
	}
	return out.String()
}

// weight is a percentage as Moodle knows it: with five digits, where it has them.
func weight(percent float64) string {
	text := strconv.FormatFloat(percent, 'f', 5, 64)
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

// typed writes accepted answers, their notes as feedback, and rejected ones, which give nothing. A star is a wildcard unless a
// backslash stands before it.
func (w *writer) typed() string {
	q := w.question
	usecase := 0
	if q.Rules.Case == "exact" {
		usecase = 1
	}
	w.lost["typed"]++
	var out strings.Builder
	fmt.Fprintf(&out, "    <usecase>%d</usecase>\n", usecase)
	star := strings.NewReplacer("*", `\*`)
	for _, accepted := range q.Accept {
		out.WriteString(answerOf("100", star.Replace(accepted.Text), accepted.Note))
	}
	for _, rejected := range q.Reject {
		out.WriteString(answerOf("0", star.Replace(rejected), ""))
	}
	return out.String()
}

// pairs writes each pair, and right sides that belong to nothing as pairs without a left one.
func (w *writer) pairs() string {
	q := w.question
	if q.Scoring != questions.ScoringPartial {
		w.lost["scoring"]++
	}
	var out strings.Builder
	out.WriteString("    <shuffleanswers>true</shuffleanswers>\n")
	pair := func(left, right string) {
		fmt.Fprintf(&out, "    <subquestion format=\"%s\">\n      <text>%s</text>\n      <answer>\n        <text>%s</text>\n      </answer>\n"+
			"    </subquestion>\n", formatPlain, escaped(left), escaped(right))
	}
	for _, p := range q.Pairs {
		pair(p.Left, p.Right)
	}
	for _, extra := range q.Extra {
		pair("", extra)
	}
	return out.String()
}

// ordering writes the items in the right order, with their positions as fractions, as Moodle does.
func (w *writer) ordering() string {
	w.lost["ordering"]++
	grading := "ALL_OR_NOTHING"
	switch w.question.Scoring {
	case questions.ScoringPartial:
		grading = "ABSOLUTE_POSITION"
	case questions.ScoringAdjacent:
		grading = "RELATIVE_NEXT_EXCLUDE_LAST"
	}
	var out strings.Builder
	fmt.Fprintf(&out, "    <layouttype>VERTICAL</layouttype>\n    <selecttype>ALL</selecttype>\n    <selectcount>0</selectcount>\n"+
		"    <gradingtype>%s</gradingtype>\n    <showgrading>SHOW</showgrading>\n    <numberingstyle>none</numberingstyle>\n", grading)
	for n, item := range w.question.Items {
		out.WriteString(answerOf(strconv.Itoa(n+1), item, ""))
	}
	return out.String()
}
