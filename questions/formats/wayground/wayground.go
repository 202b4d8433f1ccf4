// Package wayground is the spreadsheet of Wayground, which was Quizizz: a row of headings, perhaps a row that explains them, and a
// question a row with its kind, up to five options, the numbers of the right ones, a time, a picture's address and an explanation.
package wayground

import (
	"strconv"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "wayground"

// options is how many columns of options there may be.
const options = 9

// columns says where in the rows what is; -1 is nowhere.
type columns struct {
	question, kind, key, time, image, explanation int
	options                                       []int
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
		question: find("question text"), kind: find("question type"), key: find("correct answer", "correct answers"),
		time: find("time in seconds", "time"), image: find("image link", "image"), explanation: find("answer explanation", "explanation"),
	}
	for n := range options {
		if column := find("option " + strconv.Itoa(n+1)); column >= 0 {
			c.options = append(c.options, column)
		}
	}
	return c, c.question >= 0 && c.kind >= 0 && c.key >= 0 && len(c.options) >= 2
}

// Is tells whether a file has the headings of Wayground.
func Is(_ string, data []byte) bool {
	for _, r := range sheet.Top(data) {
		if _, ok := headings(r); ok {
			return true
		}
	}
	return false
}

// Read reads Wayground's spreadsheet, from a workbook or from what was saved of it as text.
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
		for n, r := range table.Rows[i+1:] {
			if n == 0 && c.explains(r) {
				continue
			}
			if c.read(d, r); d.Failed() {
				break
			}
		}
		return d.Result()
	}
	d.Fail(draft.Place{}, "no-headings", "no row has the headings of Wayground's spreadsheet: Question Text, Question Type, Option 1, Option 2, Correct Answer")
	return d.Result()
}

// explains tells whether a row is the one of the template that says what to write into the columns.
func (c columns) explains(r pack.Row) bool {
	question := strings.ToLower(sheet.Cell(r, c.question))
	kind := strings.ToLower(sheet.Cell(r, c.kind))
	return strings.HasPrefix(question, "text of the question") || strings.HasPrefix(kind, "question type") || strings.Contains(kind, "default is")
}

// item is a row that is being read.
type item struct {
	columns
	draft *draft.Draft
	row   pack.Row
	texts []string
}

func (c columns) read(d *draft.Draft, r pack.Row) {
	i := &item{columns: c, draft: d, row: r}
	for _, column := range c.options {
		i.texts = append(i.texts, sheet.Cell(r, column))
	}
	q := questions.Question{Prompt: sheet.Cell(r, c.question)}
	if q.Prompt == "" {
		if strings.Join(i.texts, "") != "" {
			d.Skip(i.at(c.question), "missing", "there are options in this row but no question; write one")
		}
		return
	}
	if !i.answer(&q) {
		return
	}
	limit, ok := row.Seconds(sheet.Cell(r, c.time))
	if q.Time = limit; !ok {
		d.Warn(i.at(c.time), "time", "%q is not a time that a question can have, in seconds", sheet.Cell(r, c.time))
	}
	row.Explain(&q, sheet.Cell(r, c.explanation))
	if d.Add(draft.Place{Line: r.Line}, q) && sheet.Cell(r, c.image) != "" {
		d.Warn(i.at(c.image), "media", "the picture is not in the file, but on the web; add it in the editor")
	}
}

func (i *item) at(column int) draft.Place { return draft.Place{Line: i.row.Line, Column: column + 1} }

// answer reads the answer of a row by its kind, or says why not.
func (i *item) answer(q *questions.Question) bool {
	kind := sheet.Cell(i.row, i.kind)
	switch strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(kind)) {
	case "", "multiple choice", "mcq", "checkbox", "multiple select", "true/false", "true or false":
		return i.choices(q, strings.EqualFold(kind, "checkbox"))
	case "fill in the blank", "fill in the blanks":
		q.Kind = questions.Text
		for _, text := range i.texts {
			if text != "" {
				q.Accept = append(q.Accept, questions.Accepted{Text: text})
			}
		}
	case "poll":
		q.Kind, q.Choices = questions.Poll, row.Choices(i.texts, nil)
	case "open ended", "draw":
		i.draft.Skip(i.at(i.kind), "kind", "nobody can judge the answers to a question of the kind %q; make it %q with the accepted answers as options",
			kind, "Fill-in-the-Blank")
		return false
	default:
		i.draft.Skip(i.at(i.kind), "kind", "questions of the kind %.40q have no counterpart here", kind)
		return false
	}
	return true
}

func (i *item) choices(q *questions.Question, several bool) bool {
	key := sheet.Cell(i.row, i.key)
	right, guessed, err := row.Key(key, i.texts)
	if err != nil {
		i.draft.Skip(i.at(i.key), "key", "%v", err)
		return false
	}
	if guessed {
		i.draft.Warn(i.at(i.key), "key", "%q was read as several numbers; write them with commas, in a text cell", key)
	}
	row.Settle(q, row.Choices(i.texts, right))
	if several && q.Kind == questions.Single {
		q.Kind = questions.Multi
	}
	return true
}
