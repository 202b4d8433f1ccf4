package results

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// sheetRows is how many rows a sheet takes (of 1,048,576 that the format has); what is more goes on in another one.
const sheetRows = 1_000_000

// XLSX writes a workbook: a sheet each for the game, players, teams, rounds, questions, answers with their audit lines, who
// knew what, and corrections. No cell is a formula, nor would become one if it were saved as text.
func (r *Report) XLSX(w io.Writer) (err error) {
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("make the workbook: %w", err)
	}
	tables := []table{r.gameTable(), r.playersTable()}
	if len(r.Teams) > 0 {
		tables = append(tables, r.teamsTable())
	}
	tables = append(tables, r.roundsTable(), r.questionsTable(), r.answersTable(), r.knewTable())
	if len(r.Changes) > 0 {
		tables = append(tables, r.changesTable())
	}
	first := true
	for _, t := range tables {
		part := 1
		for rows := range chunks(t.rows) {
			name := t.name
			if part > 1 {
				name = fmt.Sprintf("%s %d", t.name, part)
			}
			if err := sheet(book, name, t.header, rows, bold, first); err != nil {
				return fmt.Errorf("make the sheet %s: %w", name, err)
			}
			first = false
			part++
		}
	}
	if err := book.Write(w); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return nil
}

// chunks gives rows in parts that a sheet takes, and one empty part if there are none.
func chunks(rows []row) func(yield func([]row) bool) {
	if len(rows) == 0 {
		return func(yield func([]row) bool) { yield(nil) }
	}
	return slices.Chunk(rows, sheetRows)
}

// sheet writes one sheet: a bold header that stays in sight, and rows.
func sheet(book *excelize.File, name string, header []string, rows []row, bold int, first bool) error {
	var err error
	if first {
		err = book.SetSheetName("Sheet1", name)
	} else {
		_, err = book.NewSheet(name)
	}
	if err != nil {
		return err
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i := range header {
		if err := out.SetColWidth(i+1, i+1, width(header[i], rows, i)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{
		Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft",
	}); err != nil {
		return err
	}
	head := make([]any, len(header))
	for i := range header {
		head[i] = excelize.Cell{StyleID: bold, Value: Safe(header[i])}
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for i, line := range rows {
		if err := out.SetRow(fmt.Sprintf("A%d", i+2), line.values()); err != nil {
			return err
		}
	}
	return out.Flush()
}

// width is how wide a column should be, in characters, by its first rows.
func width(header string, rows []row, column int) float64 {
	const least, most, looked = 8, 60, 200
	widest := utf8.RuneCountInString(header) + 2
	for _, line := range rows[:min(looked, len(rows))] {
		if column < len(line) {
			if text, ok := line[column].(string); ok {
				widest = max(widest, utf8.RuneCountInString(text)+2)
			}
		}
	}
	return float64(min(max(widest, least), most))
}
