package pack

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"trivium/questions"
)

// maxTitleRows is how many rows may stand above the headings where a table is read row by row: a title, a note how to fill it in.
const maxTitleRows = 20

// table reads the rows of one file.
type table struct {
	*report
	pack    *questions.Pack
	columns columns
	ids     map[string]int // lines by question id
	rounds  map[string]bool
}

func (t *table) read(rows iter.Seq[Row]) {
	headed, above := false, 0
	for r := range rows {
		switch {
		case r.Err != nil:
			t.broken(r)
			if !t.lenient {
				return
			}
		case blank(r.Cells):
		case !headed:
			t.columns = t.headings(r.Cells, r.Line)
			headed = t.columns.prompt >= 0
			if above++; !headed && (!t.lenient || above > maxTitleRows) {
				t.noHeadings(r.Line)
				return
			}
		case len(t.pack.Questions) == MaxQuestions:
			t.at(questions.Error, r.Line, 0, "too-many", "there are more than %d questions; make it several files", MaxQuestions)
			return
		default:
			t.row(row{table: t, line: r.Line, cells: r.Cells})
			if t.weight > questions.MaxWeight {
				return
			}
		}
	}
	if !headed && above > 0 {
		t.noHeadings(0)
	}
}

func blank(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

func (t *table) noHeadings(line int) {
	t.at(questions.Error, line, 0, "no-headings",
		"the first row must be headings and one of them question; others are answer, choice1 to choice6, correct, time, points, round")
}

// broken reports a row that could not be read.
func (t *table) broken(r Row) {
	severity := questions.Error
	if t.lenient {
		severity = questions.Skipped
	}
	t.at(severity, r.Line, 0, "csv", "%v", r.Err)
}

// at reports a finding at a cell; column counts from 1, and 0 is the row.
func (t *table) at(severity questions.Severity, line, column int, code, format string, args ...any) {
	t.add(questions.Finding{
		Severity: severity, Line: line, Column: column, Code: code, Words: fmt.Sprintf(format, args...),
	})
}

// newID is the id of a row: what its id column says, or one of its number that no row above has.
func (t *table) newID(r row) string {
	if id := r.cell(t.columns.id); id != "" {
		if first, again := t.ids[id]; again {
			r.fail(t.columns.id, "duplicate-id", "the id %s is taken by line %d", short(id), first)
		}
		return id
	}
	for n := len(t.pack.Questions) + 1; ; n++ {
		if id := "q" + strconv.Itoa(n); t.ids[id] == 0 {
			return id
		}
	}
}

// take takes a question of a row.
func (t *table) take(q questions.Question, line int) {
	_, id, _ := strings.Cut(q.ID, "/")
	t.ids[id] = line
	switch {
	case q.Round == "" || t.rounds[q.Round]:
	case len(t.pack.Rounds) == MaxRounds:
		t.at(questions.Warning, line, t.columns.round+1, "too-many-rounds",
			"there are more than %d rounds; this question is in none", MaxRounds)
		q.Round = ""
	default:
		t.rounds[q.Round] = true
		t.pack.Rounds = append(t.pack.Rounds, questions.Round{ID: "round-" + strconv.Itoa(len(t.pack.Rounds)+1), Title: q.Round})
	}
	t.pack.Questions = append(t.pack.Questions, q)
}
