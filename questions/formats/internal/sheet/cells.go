package sheet

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// cell is a cell as it stands in a sheet.
type cell struct {
	row, column int // from 1
	kind        string
	style       int
	value       string
}

// table reads one sheet.
func (b *book) table(part string) (Table, error) {
	r := &cellReader{most: b.rows}
	if err := b.walk(part, r.visit); err != nil {
		return Table{}, err
	}
	shared, err := b.strings(r.cells)
	if err != nil {
		return Table{}, err
	}
	table := Table{}
	for _, c := range r.cells {
		text, date := b.shown(c, shared)
		if strings.TrimSpace(text) == "" {
			continue
		}
		if last := len(table.Rows) - 1; last < 0 || table.Rows[last].Line != c.row {
			table.Rows = append(table.Rows, pack.Row{Line: c.row})
		}
		row := &table.Rows[len(table.Rows)-1]
		for len(row.Cells) < c.column {
			row.Cells = append(row.Cells, "")
		}
		row.Cells[c.column-1] = text
		if date {
			table.Dates = append(table.Dates, draft.Place{Line: c.row, Column: c.column})
		}
	}
	return table, nil
}

// cellReader gathers the cells of a sheet that have a value.
type cellReader struct {
	text
	cells  []cell
	cell   cell
	rows   int
	most   int // rows to be read, 0 is all
	filled int // rows that have a value
}

func (r *cellReader) visit(token xml.Token) error {
	switch token := token.(type) {
	case xml.StartElement:
		switch token.Name.Local {
		case "row":
			r.cell.row, r.cell.column = number(attribute(token, "r"), r.cell.row+1), 0
			if r.rows++; r.most > 0 && r.rows > r.most {
				return errEnough
			}
		case "c":
			r.cell.kind, r.cell.style = attribute(token, "t"), number(attribute(token, "s"), 0)
			r.cell.column = column(attribute(token, "r"), r.cell.column+1)
			r.reset()
		case "v", "t", "rPh", "f":
			r.open(token.Name.Local)
		}
	case xml.EndElement:
		switch token.Name.Local {
		case "c":
			return r.end()
		case "sheetData":
			return errEnough
		default:
			r.close(token.Name.Local)
		}
	case xml.CharData:
		return r.add(token)
	}
	return nil
}

// end ends a cell. The rows of a sheet rise, and the cells of a row; what does not is left out, as no program writes it.
func (r *cellReader) end() error {
	c := r.cell
	if c.value = r.String(); c.value == "" || c.column > maxWidth {
		return nil
	}
	if last := len(r.cells) - 1; last >= 0 && (r.cells[last].row > c.row || r.cells[last].row == c.row && r.cells[last].column >= c.column) {
		return fmt.Errorf("%w: the cells are in no order", draft.ErrArchive)
	}
	if last := len(r.cells) - 1; last < 0 || r.cells[last].row < c.row {
		if r.filled++; r.filled > maxRows {
			return fmt.Errorf("%w: there are more than %d rows; make it several workbooks", draft.ErrTooLarge, maxRows)
		}
	}
	r.cells = append(r.cells, c)
	return nil
}

// text gathers the text of a cell or of a shared string: all runs of it, but not how it is pronounced.
type text struct {
	out    strings.Builder
	taken  bool // inside v or t
	spoken bool // inside rPh
}

func (t *text) reset() {
	t.out.Reset()
	t.taken, t.spoken = false, false
}

// String is the text so far.
func (t *text) String() string { return t.out.String() }

func (t *text) open(name string) {
	switch name {
	case "v", "t":
		t.taken = true
	case "rPh":
		t.spoken = true
	}
}

func (t *text) close(name string) {
	switch name {
	case "v", "t":
		t.taken = false
	case "rPh":
		t.spoken = false
	}
}

func (t *text) add(data []byte) error {
	if !t.taken || t.spoken {
		return nil
	}
	if t.out.Len()+len(data) > maxCell*utf8.UTFMax {
		return fmt.Errorf("%w: a cell has more than %d characters", draft.ErrTooLarge, maxCell)
	}
	t.out.Write(data)
	return nil
}

// strings reads the shared strings that cells name.
func (b *book) strings(cells []cell) (map[int]string, error) {
	shared, last := map[int]string{}, -1
	for _, c := range cells {
		if c.kind == "s" {
			index := number(c.value, -1)
			shared[index], last = "", max(last, index)
		}
	}
	t, index := &text{}, 0
	err := b.walk(stringsPart, func(token xml.Token) error {
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Local == "si" {
				t.reset()
			}
			t.open(token.Name.Local)
		case xml.EndElement:
			t.close(token.Name.Local)
			if token.Name.Local != "si" {
				return nil
			}
			if _, wanted := shared[index]; wanted {
				shared[index] = t.String()
			}
			if index++; index > last {
				return errEnough
			}
		case xml.CharData:
			return t.add(token)
		}
		return nil
	})
	return shared, err
}

// shown is the text of a cell as people see it.
func (b *book) shown(c cell, shared map[int]string) (shown string, date bool) {
	switch c.kind {
	case "s":
		return unescaped(shared[number(c.value, -1)]), false
	case "inlineStr", "str":
		return unescaped(c.value), false
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[c.value], false
	case "e":
		return c.value, false
	case "d":
		return c.value, true
	}
	return b.styles[c.style].shown(c.value, b.from)
}

// number reads a number of a part, or takes another if there is none.
func number(figure string, otherwise int) int {
	if value, err := strconv.Atoi(figure); err == nil && value >= 0 {
		return value
	}
	return otherwise
}

// column reads the number of a column from a reference like AB12, or takes another if there is none.
func column(reference string, otherwise int) int {
	letters := strings.TrimRight(reference, "0123456789")
	value := 0
	for _, letter := range letters {
		if letter < 'A' || letter > 'Z' || value > maxWidth {
			return maxWidth + 1
		}
		value = value*26 + int(letter-'A') + 1
	}
	if value == 0 {
		return otherwise
	}
	return value
}

// unescaped resolves what stands for a character that XML cannot hold: _x000D_ (ECMA-376, part 1, 22.9.2.19).
func unescaped(text string) string {
	var out strings.Builder
	for rest := text; rest != ""; {
		at := strings.Index(rest, "_x")
		if at < 0 || len(rest) < at+7 {
			out.WriteString(rest)
			break
		}
		code, err := strconv.ParseUint(rest[at+2:at+6], 16, 16)
		if err != nil || rest[at+6] != '_' {
			out.WriteString(rest[:at+2])
			rest = rest[at+2:]
			continue
		}
		out.WriteString(rest[:at])
		out.WriteRune(rune(code))
		rest = rest[at+7:]
	}
	return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(out.String())
}
