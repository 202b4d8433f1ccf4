package blackboard

import (
	"fmt"
	"regexp"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// row is one question.
type row struct {
	draft *draft.Draft
	line  int
	cells []string
	html  *regexp.Regexp // what is HTML and no plain text
	q     questions.Question
}

// at is a cell, from 1; 0 is the row.
func (r *row) at(cell int) draft.Place { return draft.Place{Line: r.line, Column: cell} }

func (r *row) skip(cell int, code, format string, args ...any) bool {
	r.draft.Skip(r.at(cell), code, "not taken: %s", fmt.Sprintf(format, args...))
	return false
}

func (r *row) read() {
	if len(r.cells) < 2 {
		r.skip(0, "row", "a row has the kind of question, a tab, and the question")
		return
	}
	r.q.Prompt = r.text(r.cells[1], 2)
	if r.answer(r.cells[0], r.cells[2:]) {
		r.draft.Add(r.at(0), r.q)
	}
}

// text reads a cell, which may be written in HTML.
func (r *row) text(cell string, column int) string {
	if !strings.ContainsAny(cell, "<&") || !r.html.MatchString(cell) {
		return cell
	}
	rich := draft.HTML(cell)
	for range rich.Images {
		r.draft.Warn(r.at(column), "picture", "the picture is not in the file; add it by hand")
	}
	for _, lost := range rich.Lost {
		r.draft.Warn(r.at(column), "layout", "a %s was taken as its text only", lost)
	}
	return rich.Text
}

// answer reads the cells behind the question, and tells whether they make an answer.
func (r *row) answer(kind string, cells []string) bool {
	switch kind {
	case "MC", "MA":
		return r.choices(kind, cells)
	case "TF":
		return r.statement(cells)
	case "FIB":
		r.q.Kind = questions.Text
		r.accept(cells, 3)
	case "FIB_PLUS":
		return r.blank(cells)
	case "NUM":
		return r.number(cells)
	case "ORD":
		r.q.Kind, r.q.Scoring = questions.Order, questions.ScoringPartial
		for i, cell := range cells {
			r.q.Items = append(r.q.Items, r.text(cell, i+3))
		}
	case "MAT":
		return r.pairs(cells)
	case "OP":
		r.q.Kind = questions.Poll
		for _, choice := range []string{"Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree"} {
			r.q.Choices = append(r.q.Choices, questions.Choice{Text: choice})
		}
	case "ESS", "SR", "FIL":
		return r.skip(1, "essay", "an essay, a short response (SR) or a file cannot be judged; make it FIB, with the answers that are accepted")
	case "JUMBLED_SENTENCE", "QUIZ_BOWL":
		return r.skip(1, "kind", "there are no questions of the kind %s here", kind)
	default:
		return r.skip(1, "kind", "there is no kind %q; the kinds are %s", shorten(kind), strings.Join(kinds(), ", "))
	}
	return true
}

// choices reads pairs of cells: a choice, and whether it is correct.
func (r *row) choices(kind string, cells []string) bool {
	right := 0
	for i := 0; i < len(cells); i += 2 {
		mark := ""
		if i+1 < len(cells) {
			mark = strings.ToLower(cells[i+1])
		}
		if mark != "correct" && mark != "incorrect" {
			return r.skip(i+4, "mark", "behind each choice stands correct or incorrect, not %q", shorten(mark))
		}
		if mark == "correct" {
			right++
		}
		r.q.Choices = append(r.q.Choices, questions.Choice{Text: r.text(cells[i], i+3), Correct: mark == "correct"})
	}
	r.q.Kind = questions.Single
	if kind == "MA" || right > 1 {
		r.q.Kind, r.q.Scoring = questions.Multi, questions.ScoringPartial
	}
	if kind == "MC" && right > 1 {
		r.draft.Warn(r.at(1), "several-right", "%d choices are correct, so it is taken as MA", right)
	}
	return true
}

func (r *row) statement(cells []string) bool {
	r.q.Kind = questions.TrueFalse
	answer := ""
	if len(cells) > 0 {
		answer = strings.ToLower(cells[0])
	}
	switch answer {
	case "true":
		r.q.Answer = true
	case "false":
	default:
		return r.skip(3, "answer", "the answer is true or false, not %q", shorten(answer))
	}
	return true
}

func (r *row) accept(cells []string, column int) {
	for i, cell := range cells {
		if cell != "" {
			r.q.Accept = append(r.q.Accept, questions.Accepted{Text: r.text(cell, column+i)})
		}
	}
}

// blank reads a question with named gaps: a name, its answers, an empty cell, the next name. A question here has one gap.
func (r *row) blank(cells []string) bool {
	r.q.Kind = questions.Text
	if len(cells) < 2 {
		return r.skip(3, "answer", "behind the question stand the name of the gap and its answers")
	}
	for i, cell := range cells {
		if cell == "" {
			return r.skip(i+3, "several-gaps", "a question here has one gap; make it several questions")
		}
	}
	gap := "[" + cells[0] + "]"
	if !strings.Contains(r.q.Prompt, gap) {
		return r.skip(2, "gap", "there is no %s in the question", shorten(gap))
	}
	r.q.Prompt = strings.ReplaceAll(r.q.Prompt, gap, "_____")
	r.accept(cells[1:], 4)
	return true
}

func (r *row) number(cells []string) bool {
	r.q.Kind, r.q.Number = questions.Number, &questions.NumberSpec{}
	for i, figure := range []*string{&r.q.Number.Answer, &r.q.Number.ToleranceAbs} {
		if i >= len(cells) || cells[i] == "" {
			continue
		}
		value, err := questions.ParseDecimal(cells[i], "en")
		if err != nil {
			return r.skip(i+3, "number", "%v", err)
		}
		if i == 0 || value.Sign() != 0 {
			*figure = value.String()
		}
	}
	return true
}

func (r *row) pairs(cells []string) bool {
	r.q.Kind, r.q.Scoring = questions.Match, questions.ScoringPartial
	for i := 0; i < len(cells); i += 2 {
		right := ""
		if i+1 < len(cells) {
			right = r.text(cells[i+1], i+4)
		}
		if cells[i] == "" { // one more right side
			r.q.Extra = append(r.q.Extra, right)
			continue
		}
		r.q.Pairs = append(r.q.Pairs, questions.Pair{Left: r.text(cells[i], i+3), Right: right})
	}
	return true
}

// shorten keeps messages readable.
func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}
