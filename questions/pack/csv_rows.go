package pack

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// The bounds of a text that is taken apart into rows.
const (
	maxCells  = 5000 // in a line
	maxBreaks = 10   // quotes that are never closed
)

// Row is one row of a table.
type Row struct {
	Line  int // in the file, or the number of the row in a sheet
	Cells []string
	Err   error // why the row cannot be read; there are no cells then
}

// Rows takes a text apart into rows and cells: CSV as spreadsheets write it (RFC 4180), with commas, semicolons or tabs. Blank
// lines are no rows. A row that cannot be read does not end the table.
func Rows(text string) iter.Seq[Row] {
	return func(yield func(Row) bool) {
		comma, text, line := separator(strings.TrimPrefix(text, "\ufeff"))
		for breaks := 0; ; breaks++ {
			start, ok := readRows(text, comma, line, yield)
			if !ok {
				return
			}
			// A quote that is never closed has swallowed all the rest: begin again in the line below it.
			rest := strings.IndexByte(text[start:], '\n')
			if rest < 0 {
				return
			}
			if breaks == maxBreaks {
				yield(Row{Line: line, Err: errors.New("too many quotes are opened and never closed")})
				return
			}
			line += strings.Count(text[:start+rest+1], "\n")
			text = text[start+rest+1:]
		}
	}
}

// separator is the sign between the cells. Some programs write it in a line of its own, sep=; at the top.
func separator(text string) (comma rune, rest string, line int) {
	first, after, _ := strings.Cut(text, "\n")
	if sign, found := strings.CutPrefix(strings.TrimSpace(first), "sep="); found && len(sign) <= 1 {
		if sign == "" {
			sign = "\t" // the space around the line was cut
		}
		if strings.Contains(",;\t", sign) {
			return rune(sign[0]), after, 2
		}
	}
	return delimiter(text), text, 1
}

// readRows reads rows until the text ends or the caller has enough: then ok is false. Otherwise start is where the row begins
// whose quote is never closed.
func readRows(text string, comma rune, line int, yield func(Row) bool) (start int, ok bool) {
	if crowded := crowdedLine(text, comma); crowded > 0 {
		yield(Row{Line: line + crowded - 1, Err: fmt.Errorf("the line has more than %d cells", maxCells)})
		return 0, false
	}
	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.FieldsPerRecord, reader.TrimLeadingSpace = comma, -1, comma != '\t'
	for {
		start := int(reader.InputOffset())
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return 0, false
		}
		broken, isBroken := errors.AsType[*csv.ParseError](err)
		switch {
		case isBroken:
			row := mended(text[start:], comma, broken)
			row.Line = line + broken.StartLine - 1
			if !yield(row) {
				return 0, false
			}
			if errors.Is(broken.Err, csv.ErrQuote) && int(reader.InputOffset()) == len(text) && broken.Line > broken.StartLine {
				start += len(text[start:]) - len(strings.TrimLeft(text[start:], "\r\n"))
				return start, true
			}
		case err != nil:
			yield(Row{Line: line, Err: err})
			return 0, false
		default:
			at, _ := reader.FieldPos(0)
			if !yield(Row{Line: line + at - 1, Cells: cells}) {
				return 0, false
			}
		}
	}
}

// mended reads a row once more whose quotes are broken: a quote in the middle of a cell is a sign like any other there.
func mended(text string, comma rune, broken *csv.ParseError) Row {
	failed := Row{Err: fmt.Errorf("the row cannot be read: %w; a quote inside a cell is written twice", broken.Err)}
	if !errors.Is(broken.Err, csv.ErrBareQuote) || broken.Line != broken.StartLine {
		return failed
	}
	first, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	if strings.Contains(first, string(comma)+"\"") || strings.HasPrefix(first, "\"") {
		return failed // with quotes of both sorts nobody knows which is which
	}
	reader := csv.NewReader(strings.NewReader(first))
	reader.Comma, reader.FieldsPerRecord, reader.TrimLeadingSpace, reader.LazyQuotes = comma, -1, true, true
	cells, err := reader.Read()
	if err != nil {
		return failed
	}
	return Row{Cells: cells}
}

// crowdedLine is the first line with more signs between cells than any table has, 0 if there is none. They would cost far more
// memory than the file.
func crowdedLine(text string, comma rune) int {
	number := 0
	for line := range strings.Lines(text) {
		number++
		if len(line) > maxCells && strings.Count(line, string(comma)) > maxCells {
			return number
		}
	}
	return 0
}

// delimiter is the sign between the cells of the first line that is not blank: the most frequent one outside quotes.
func delimiter(text string) rune {
	best, most := ',', 0
	for _, candidate := range []rune{',', ';', '\t'} {
		count, quoted, blank := 0, false, true
		for _, r := range text[:min(len(text), 8<<10)] {
			if r == '\n' && !quoted && !blank {
				break
			}
			blank = blank && (r == '\n' || r == '\r' || r == ' ')
			if r == '"' {
				quoted = !quoted
			}
			if r == candidate && !quoted {
				count++
			}
		}
		if count > most {
			best, most = candidate, count
		}
	}
	return best
}
