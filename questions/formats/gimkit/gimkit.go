// Package gimkit is the import template of Gimkit, as a spreadsheet saves it: a row that names it, headings, and a question a row with
// its right answer and up to three wrong ones. Without wrong answers the right one is typed, which is Gimkit's second template.
package gimkit

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "gimkit"

// columns says where in the rows what is.
type columns struct {
	question, right int
	wrong           []int
}

// headings reads a row of headings.
func headings(r pack.Row) (c columns, ok bool) {
	named := sheet.Headings(r)
	question, asked := named["question"]
	right, answered := named["correct answer"]
	c = columns{question: question, right: right}
	for _, name := range []string{"incorrect answer 1", "incorrect answer 2", "incorrect answer 3", "incorrect answer"} {
		if column, found := named[name]; found {
			c.wrong = append(c.wrong, column)
		}
	}
	return c, asked && answered
}

// Is tells whether a file is Gimkit's template: its name, and its headings below.
func Is(_ string, data []byte) bool {
	named := false
	for _, r := range sheet.Top(data) {
		if _, ok := headings(r); ok {
			return named
		}
		named = named || strings.HasPrefix(strings.ToLower(strings.TrimSpace(strings.Join(r.Cells, " "))), "gimkit")
	}
	return false
}

// Read reads Gimkit's template.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	table, ok := sheet.Load(d, data)
	if !ok {
		return d.Result()
	}
	for i, r := range table.Rows {
		c, found := headings(r)
		if !found {
			continue
		}
		for _, r := range table.Rows[i+1:] {
			if c.read(d, r); d.Failed() {
				break
			}
		}
		return d.Result()
	}
	d.Fail(draft.Place{}, "no-headings", "no row has the headings of Gimkit's template: Question, Correct Answer, Incorrect Answer 1")
	return d.Result()
}

// read reads one row.
func (c columns) read(d *draft.Draft, r pack.Row) {
	q := questions.Question{Kind: questions.Text, Prompt: sheet.Cell(r, c.question)}
	right := sheet.Cell(r, c.right)
	var wrong []questions.Choice
	for _, column := range c.wrong {
		if text := sheet.Cell(r, column); text != "" {
			wrong = append(wrong, questions.Choice{Text: text})
		}
	}
	switch {
	case q.Prompt == "" && right == "" && len(wrong) == 0:
		return
	case q.Prompt == "":
		d.Skip(draft.Place{Line: r.Line, Column: c.question + 1}, "missing", "there are answers in this row but no question; write one")
		return
	case right == "":
		d.Skip(draft.Place{Line: r.Line, Column: c.right + 1}, "key", "the correct answer is missing; write it")
		return
	case len(wrong) > 0:
		q.Kind, q.Choices = questions.Single, append([]questions.Choice{{Text: right, Correct: true}}, wrong...)
	default:
		q.Accept = []questions.Accepted{{Text: right}}
	}
	d.Add(draft.Place{Line: r.Line}, q)
}
