package pack

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"trivium/questions"
)

// row is one row of a table below its headings.
type row struct {
	table *table
	line  int
	cells []string
}

// cell is the text of a column, empty if the row or the table has none.
func (r row) cell(column int) string {
	if column < 0 || column >= len(r.cells) {
		return ""
	}
	return unescaped(strings.TrimSpace(strings.ReplaceAll(r.cells[column], "\r\n", "\n")))
}

// fail reports an error at a column, -1 for the row.
func (r row) fail(column int, code, format string, args ...any) {
	r.table.at(questions.Error, r.line, column+1, code, format, args...)
}

// row reads one question. Where the table is read row by row, what is wrong with it is said, and it is skipped.
func (t *table) row(r row) {
	if r.empty() {
		return
	}
	c := t.columns
	t.failed, t.inRow = false, true
	defer func() { t.question, t.inRow = "", false }()
	t.question = t.newID(r)
	q := questions.Question{
		ID: t.pack.ID + "/" + t.question, Prompt: r.cell(c.prompt), Language: r.cell(c.language), Round: r.cell(c.round),
		Summary: r.cell(c.summary), Details: r.cell(c.details), Difficulty: strings.ToLower(r.cell(c.difficulty)),
		Time: r.seconds(), Points: r.points(), Scoring: strings.ToLower(r.cell(c.scoring)), Tags: r.tags(),
	}
	if q.Language == "" {
		q.Language = t.pack.Language
	}
	if utf8.RuneCountInString(q.Summary) > questions.MaxSummary && q.Details == "" {
		q.Summary, q.Details = "", q.Summary
	}
	r.answer(&q)
	if q.Kind == questions.Poll || q.Kind == questions.Slide {
		q.Points = 0
	}
	if utf8.RuneCountInString(q.Round) > questions.MaxTitle {
		r.fail(c.round, "too-long", "the title of a round has at most %d characters", questions.MaxTitle)
	}
	if !t.failed {
		for _, problem := range t.check(&q) {
			r.fail(c.column(problem.Path), problem.Code, "%s", problem.Words)
		}
	}
	if !t.failed || !t.lenient {
		t.take(q, r.line)
	}
}

// empty tells whether nothing is written in the columns that mean something; templates number their empty rows.
func (r row) empty() bool {
	for _, column := range r.table.columns.all() {
		if r.cell(column) != "" {
			return false
		}
	}
	return true
}

// column is the one that a problem's path came from, -1 if that is not clear.
func (c columns) column(path string) int {
	name, rest, _ := strings.Cut(path, ".")
	if name == "choices" || name == "items" {
		at, _, _ := strings.Cut(rest, ".")
		if i, err := strconv.Atoi(at); err == nil && i < len(c.choices) {
			return c.choices[i]
		}
		return c.list
	}
	if place := c.place(name); place != nil {
		return *place
	}
	if name == "accept" {
		return c.key
	}
	return -1
}

func (r row) seconds() time.Duration {
	text := r.cell(r.table.columns.time)
	if text == "" {
		return defaultTime
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil && seconds > 0 && seconds < 100_000 {
		return time.Duration(seconds * float64(time.Second)).Round(time.Millisecond)
	}
	limit, err := time.ParseDuration(text)
	if err != nil {
		r.fail(r.table.columns.time, "time", "%q is not a time in seconds, like 20", short(text))
		return defaultTime
	}
	return limit
}

func (r row) points() int {
	text := r.cell(r.table.columns.points)
	if text == "" {
		return defaultPoints
	}
	points, err := strconv.Atoi(text)
	if err != nil || points < 0 {
		r.fail(r.table.columns.points, "points", "%q is not a whole number of points", short(text))
	}
	return points
}

// tags are the words that the question is found by, however they were written.
func (r row) tags() []string {
	return questions.Tags(strings.FieldsFunc(r.cell(r.table.columns.tags), func(sign rune) bool { return strings.ContainsRune(",;|\n", sign) }))
}

// choices are the choices of the row, from their columns or from one list.
func (r row) choices() []string {
	var choices []string
	for _, column := range r.table.columns.choices {
		if text := r.cell(column); text != "" {
			choices = append(choices, text)
		}
	}
	return append(choices, split(r.cell(r.table.columns.list))...)
}

// split takes a list in one cell apart: by lines, else by bars, else by semicolons.
func split(cell string) []string {
	separator := ";"
	for _, candidate := range []string{"\n", "|"} {
		if strings.Contains(cell, candidate) {
			separator = candidate
			break
		}
	}
	var parts []string
	for part := range strings.SplitSeq(cell, separator) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// unescaped takes off the apostrophe before a text that spreadsheets would take for a formula. Writing a table puts it there.
func unescaped(cell string) string {
	if rest, found := strings.CutPrefix(cell, "'"); found && likeFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}

// likeFormula tells whether a spreadsheet would compute a text.
func likeFormula(text string) bool { return text != "" && strings.ContainsRune("=+-@", rune(text[0])) }
