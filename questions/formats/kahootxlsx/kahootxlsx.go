// Package kahootxlsx is Kahoot's spreadsheet: some rows that explain it, headings, and below them a question a row with up to four
// answers, a time, and the numbers of the right answers. It is read from workbooks and from what was saved of them as text.
//
// Kahoot gives the points for any one of several right answers; here such a question asks for all of them.
package kahootxlsx

import (
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "kahootxlsx"

// answers is how many columns of answers there are.
const answers = 4

// columns says where in the rows what is; -1 is nowhere.
type columns struct {
	question, time, key int
	answers             [answers]int
}

// headings reads a row of headings.
func headings(r pack.Row) (columns, bool) {
	named := sheet.Headings(r)
	find := func(names ...string) int {
		for _, name := range names {
			if column, found := named[name]; found {
				return column
			}
		}
		return -1
	}
	c := columns{
		question: find("question"), time: find("time limit", "time"), key: find("correct answer", "correct answers", "correct"),
		answers: [answers]int{find("answer 1"), find("answer 2"), find("answer 3"), find("answer 4")},
	}
	return c, c.question >= 0 && c.answers[0] >= 0 && c.answers[1] >= 0 && c.key >= 0
}

// Is tells whether a file is Kahoot's spreadsheet: its headings, and the name or the limits of Kahoot above them or in them.
func Is(_ string, data []byte) bool {
	for i, rows := 0, sheet.Top(data); i < len(rows); i++ {
		if _, ok := headings(rows[i]); ok {
			return slices.ContainsFunc(rows[:i+1], isKahoots)
		}
	}
	return false
}

func isKahoots(r pack.Row) bool {
	text := strings.ToLower(strings.Join(r.Cells, " "))
	return strings.Contains(text, "kahoot") || strings.Contains(text, "max 120 characters") && strings.Contains(text, "max 75 characters")
}

// Read reads Kahoot's spreadsheet.
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
	d.Fail(draft.Place{}, "no-headings", "no row has the headings of Kahoot's spreadsheet: Question, Answer 1 to Answer 4, Time limit, Correct answer(s)")
	return d.Result()
}

// read reads one row. The template numbers rows that nobody has filled in.
func (c columns) read(d *draft.Draft, r pack.Row) {
	at := func(column int) draft.Place { return draft.Place{Line: r.Line, Column: column + 1} }
	q := questions.Question{Prompt: sheet.Cell(r, c.question)}
	texts := make([]string, answers)
	for i, column := range c.answers {
		texts[i] = sheet.Cell(r, column)
	}
	if q.Prompt == "" {
		if strings.Join(texts, "") != "" {
			d.Skip(at(c.question), "missing", "there are answers in this row but no question; write one")
		}
		return
	}
	right, guessed, err := row.Key(sheet.Cell(r, c.key), texts)
	if err != nil {
		d.Skip(at(c.key), "key", "%v", err)
		return
	}
	if guessed {
		d.Warn(at(c.key), "key", "%q was read as several numbers; write them with commas, in a text cell", sheet.Cell(r, c.key))
	}
	limit, ok := row.Seconds(sheet.Cell(r, c.time))
	if q.Time = limit; !ok {
		d.Warn(at(c.time), "time", "%q is not a time that a question can have, in seconds", sheet.Cell(r, c.time))
	}
	row.Settle(&q, row.Choices(texts, right))
	d.Add(draft.Place{Line: r.Line}, q)
}
