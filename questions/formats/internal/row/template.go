package row

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// Template says which columns of a table are what, from 0; -1 is none.
type Template struct {
	Question, Time, Key int
	Answers             []int
}

// Find reads the columns of a template with up to four answers from its headings. ok is false if they are not there.
func Find(r pack.Row, question string) (t Template, ok bool) {
	named := sheet.Headings(r)
	find := func(names ...string) int {
		for _, name := range names {
			if column, found := named[name]; found {
				return column
			}
		}
		return -1
	}
	t = Template{
		Question: find(question), Time: find("time limit", "time"), Key: find("correct answer", "correct answers", "correct"),
	}
	for _, name := range []string{"answer 1", "answer 2", "answer 3", "answer 4"} {
		if column := find(name); column >= 0 {
			t.Answers = append(t.Answers, column)
		}
	}
	return t, t.Question >= 0 && t.Key >= 0 && len(t.Answers) >= 2
}

// Read reads one row, and says in the draft what is wrong with it. Templates number rows that nobody has filled in. ok is false if
// there is no question.
func (t Template) Read(d *draft.Draft, r pack.Row) (q questions.Question, ok bool) {
	at := func(column int) draft.Place { return draft.Place{Line: r.Line, Column: column + 1} }
	q.Prompt = sheet.Cell(r, t.Question)
	texts := t.Texts(r)
	if q.Prompt == "" {
		if strings.Join(texts, "") != "" {
			d.Skip(at(t.Question), "missing", "there are answers in this row but no question; write one")
		}
		return q, false
	}
	right, guessed, err := Key(sheet.Cell(r, t.Key), texts)
	if err != nil {
		d.Skip(at(t.Key), "key", "%v", err)
		return q, false
	}
	if guessed {
		d.Warn(at(t.Key), "key", "%q was read as several numbers; write them with commas, in a text cell", sheet.Cell(r, t.Key))
	}
	limit, known := Seconds(sheet.Cell(r, t.Time))
	if q.Time = limit; !known {
		d.Warn(at(t.Time), "time", "%q is not a time that a question can have, in seconds", sheet.Cell(r, t.Time))
	}
	Settle(&q, Choices(texts, right))
	return q, true
}

// Texts are the cells of the answers, the empty ones too.
func (t Template) Texts(r pack.Row) []string {
	texts := make([]string, len(t.Answers))
	for i, column := range t.Answers {
		texts[i] = sheet.Cell(r, column)
	}
	return texts
}
