// Package sheet reads the tables of spreadsheet workbooks (Office Open XML, .xlsx) as people see them.
//
// It walks through the parts of a workbook and keeps only what is in cells, so what a file can cost is bounded whatever it holds:
// bytes that are unpacked, cells, and the text of each. Nothing is computed: of a formula the value is taken that was saved with it.
package sheet

import (
	"errors"
	"fmt"

	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// The bounds of a workbook.
const (
	maxPart  = 24 << 20 // bytes of a part, unpacked
	maxMarks = 1 << 20  // elements of all parts that are read
	maxCell  = 32_767   // characters of a cell, as Excel has it
	maxWidth = 64       // columns that are looked at
	maxRows  = 12_000   // rows that are not empty
	maxStyle = 65_490   // cell formats, as Excel has it
	headRows = 30       // rows that are looked at to tell what a workbook is
)

// ErrNoSheet is what reading returns for a workbook without a sheet that has anything in it.
var ErrNoSheet = errors.New("there is no sheet with anything in it")

// errEnough ends a walk early.
var errEnough = errors.New("enough is read")

// Table is what is in a sheet.
type Table struct {
	// Rows are the rows that are not empty, by their numbers in the sheet.
	Rows []pack.Row
	// Dates are the cells that the spreadsheet keeps as a date or a time. Often somebody wrote 1/2 or 3-4, and the spreadsheet
	// made a date of it.
	Dates []draft.Place
}

// Is tells whether a file looks like a workbook.
func Is(data []byte) bool {
	if !draft.IsArchive(data) {
		return false
	}
	archive, err := draft.Open(data)
	return err == nil && archive.Has(workbookPart)
}

// Read reads the first sheet that people see and that has anything in it. draft.ErrArchive, draft.ErrTooLarge, ErrNoSheet.
func Read(data []byte) (Table, error) { return read(data, 0) }

// Head is Read for the first rows only; empty if they cannot be read.
func Head(data []byte) []pack.Row {
	if !Is(data) {
		return nil
	}
	table, err := read(data, headRows)
	if err != nil {
		return nil
	}
	return table.Rows
}

func read(data []byte, rows int) (Table, error) {
	archive, err := draft.Open(data)
	if err != nil {
		return Table{}, err
	}
	book := &book{archive: archive, rows: rows, styles: map[int]style{}}
	parts, err := book.sheets()
	if err != nil {
		return Table{}, err
	}
	if err := book.readStyles(); err != nil {
		return Table{}, err
	}
	for _, part := range parts {
		table, err := book.table(part)
		if err != nil {
			return Table{}, fmt.Errorf("read %s: %w", part, err)
		}
		if len(table.Rows) > 0 {
			return table, nil
		}
	}
	return Table{}, ErrNoSheet
}

// Report says in a draft what kept a workbook from being read.
func Report(d *draft.Draft, err error) {
	code := "workbook"
	if errors.Is(err, draft.ErrTooLarge) {
		code = "too-large"
	}
	d.Fail(draft.Place{}, code, "the workbook cannot be read: %v", err)
}

// Warn says in a draft which cells are dates.
func (t Table) Warn(d *draft.Draft) {
	for _, place := range t.Dates {
		d.Warn(place, "date", "the spreadsheet keeps this cell as a date or a time; if something else was written, make it a text cell")
	}
}
