package sheet

import (
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// headBytes is how much of a text is looked at to tell what it is. It is whole characters of every encoding but UTF-8, where half
// of one at the end does no harm.
const headBytes = 64 << 10

// Top are the first rows of a workbook or of a text, empty if it is neither.
func Top(data []byte) []pack.Row {
	if draft.IsArchive(data) {
		return Head(data)
	}
	text, _, err := draft.Decode(data[:min(len(data), headBytes)])
	if err != nil {
		return nil
	}
	var rows []pack.Row
	for row := range pack.Rows(text) {
		if rows = append(rows, row); len(rows) == headRows {
			break
		}
	}
	return rows
}

// Load reads the table of a file, a workbook or a text, and says in the draft what cannot be read. ok is false if that is all of it.
func Load(d *draft.Draft, data []byte) (table Table, ok bool) {
	if draft.IsArchive(data) {
		table, err := Read(data)
		if err != nil {
			Report(d, err)
			return Table{}, false
		}
		table.Warn(d)
		return table, true
	}
	if len(data) > pack.MaxFile {
		d.Fail(draft.Place{}, "too-large", "the file has more than %d MiB", pack.MaxFile>>20)
		return Table{}, false
	}
	text, ok := d.Text(data)
	if !ok {
		return Table{}, false
	}
	for row := range pack.Rows(text) {
		switch {
		case row.Err != nil:
			d.Skip(draft.Place{Line: row.Line}, "csv", "%v", row.Err)
		case strings.TrimSpace(strings.Join(row.Cells, "")) == "":
		case len(table.Rows) == maxRows:
			d.Fail(draft.Place{Line: row.Line}, "too-large", "the table has more than %d rows; make it several files", maxRows)
			return Table{}, false
		default:
			table.Rows = append(table.Rows, row)
		}
	}
	return table, true
}

// Cell is the text of a cell by its column, from 0; empty if there is none.
func Cell(row pack.Row, column int) string {
	if column < 0 || column >= len(row.Cells) {
		return ""
	}
	return strings.TrimSpace(strings.ReplaceAll(row.Cells[column], "\r\n", "\n"))
}

// Heading is a heading in its plain form: small letters and single spaces, without what is in brackets or behind a dash.
func Heading(cell string) string {
	cell = strings.Join(strings.Fields(strings.ToLower(cell)), " ")
	for _, remark := range []string{"(", " - ", " – ", ":"} {
		cell, _, _ = strings.Cut(cell, remark)
	}
	return strings.TrimSpace(cell)
}

// Headings are the columns of a row by their plain headings, the first of each.
func Headings(row pack.Row) map[string]int {
	columns := map[string]int{}
	for i, cell := range row.Cells {
		name := Heading(cell)
		if _, again := columns[name]; !again && name != "" {
			columns[name] = i
		}
	}
	return columns
}

// Escape is a text as a cell of a workbook holds it: what looks like an escape for a character is escaped itself.
func Escape(text string) string {
	parts := strings.Split(text, "_x")
	for i, part := range parts[1:] {
		if len(part) > 4 && part[4] == '_' && strings.Trim(part[:4], "0123456789abcdefABCDEF") == "" {
			parts[i+1] = "005F_x" + part
		}
	}
	return strings.Join(parts, "_x")
}
