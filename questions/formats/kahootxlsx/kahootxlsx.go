// Package kahootxlsx is Kahoot's spreadsheet: some rows that explain it, headings, and below them a question a row with up to four
// answers, a time, and the numbers of the right answers. It is read from workbooks and from what was saved of them as text.
//
// Kahoot gives the points for any one of several right answers; here such a question asks for all of them.
package kahootxlsx

import (
	"slices"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "kahootxlsx"

// answers is how many columns of answers there are.
const answers = 4

// Is tells whether a file is Kahoot's spreadsheet: its headings, and the name or the limits of Kahoot above them or in them.
func Is(_ string, data []byte) bool {
	for i, rows := 0, sheet.Top(data); i < len(rows); i++ {
		if _, ok := row.Find(rows[i], "question"); ok {
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
		template, found := row.Find(r, "question")
		if !found {
			continue
		}
		for _, r := range table.Rows[i+1:] {
			if q, ok := template.Read(d, r); ok {
				d.Add(draft.Place{Line: r.Line}, q)
			}
			if d.Failed() {
				break
			}
		}
		return d.Result()
	}
	d.Fail(draft.Place{}, "no-headings", "no row has the headings of Kahoot's spreadsheet: Question, Answer 1 to Answer 4, Time limit, Correct answer(s)")
	return d.Result()
}
