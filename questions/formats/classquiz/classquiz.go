// Package classquiz is the spreadsheet of ClassQuiz: title and description in fixed cells, headings in row 13, and below them a question
// a row with up to four answers, a time, and the numbers of the right answers.
package classquiz

import (
	"slices"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "classquiz"

// Where in the spreadsheet what is: rows from 1, columns from 0.
const (
	titleRow, descriptionRow, headingRow = 5, 6, 13

	labelColumn, titleColumn = 1, 2
)

func template() row.Template {
	return row.Template{Question: 1, Answers: []int{2, 3, 4, 5}, Time: 6, Key: 7}
}

// at is the row of that number, empty if there is none.
func at(rows []pack.Row, line int) pack.Row {
	if i := slices.IndexFunc(rows, func(r pack.Row) bool { return r.Line == line }); i >= 0 {
		return rows[i]
	}
	return pack.Row{Line: line}
}

// Is tells whether a file is a workbook with ClassQuiz's headings where they must be, under a label for the title or the name.
func Is(_ string, data []byte) bool {
	if !draft.IsArchive(data) {
		return false
	}
	rows := sheet.Top(data)
	if !strings.HasPrefix(sheet.Heading(sheet.Cell(at(rows, headingRow), template().Question)), "question") {
		return false
	}
	return strings.Contains(strings.ToLower(sheet.Cell(at(rows, titleRow), labelColumn)), "title") ||
		slices.ContainsFunc(rows, func(r pack.Row) bool {
			return strings.Contains(strings.ToLower(strings.Join(r.Cells, " ")), "classquiz")
		})
}

// Read reads ClassQuiz's spreadsheet.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	if !draft.IsArchive(data) {
		d.Fail(draft.Place{}, "workbook", "the file is no workbook (.xlsx)")
		return d.Result()
	}
	table, ok := sheet.Load(d, data)
	if !ok {
		return d.Result()
	}
	d.Title(sheet.Cell(at(table.Rows, titleRow), titleColumn))
	d.Describe(sheet.Cell(at(table.Rows, descriptionRow), titleColumn))
	for _, r := range table.Rows {
		if r.Line <= headingRow {
			continue
		}
		if q, ok := template().Read(d, r); ok {
			d.Add(draft.Place{Line: r.Line}, q)
		}
		if d.Failed() {
			break
		}
	}
	return d.Result()
}
