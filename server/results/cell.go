package results

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"trivium/game"
)

// Safe keeps a text from being read as a formula by a spreadsheet: one that begins like a formula gets an apostrophe before it.
// The beginnings are those of OWASP ("CSV Injection"), the full-width forms that some programs take for them too, and all of
// these behind spaces and other characters that are not seen.
func Safe(text string) string {
	rest := strings.TrimLeftFunc(text, func(r rune) bool {
		return r != '\t' && r != '\r' && r != '\n' && (unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.IsControl(r))
	})
	first, size := utf8.DecodeRuneInString(rest)
	if size > 0 && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + text
	}
	return text
}

// row is a line of a table: texts, numbers, and what is neither.
type row []any

// texts gives a row's cells for CSV.
func (r row) texts() []string {
	cells := make([]string, len(r))
	for i, cell := range r {
		switch c := cell.(type) {
		case string:
			cells[i] = Safe(c)
		case int:
			cells[i] = strconv.Itoa(c)
		case bool:
			cells[i] = strconv.FormatBool(c)
		case seconds:
			cells[i] = strconv.FormatFloat(float64(c)/1000, 'f', 3, 64)
		case game.Millis:
			cells[i] = strconv.FormatInt(int64(c), 10)
		case fraction:
			cells[i] = strconv.FormatFloat(float64(c), 'f', 2, 64)
		}
	}
	return cells
}

// values gives a row's cells for a workbook.
func (r row) values() []any {
	cells := make([]any, len(r))
	for i, cell := range r {
		switch c := cell.(type) {
		case string:
			cells[i] = Safe(c)
		case seconds:
			cells[i] = float64(c) / 1000
		case fraction:
			cells[i] = float64(c)
		case game.Millis:
			cells[i] = int64(c)
		default:
			cells[i] = c
		}
	}
	return cells
}

// seconds is milliseconds that are told in seconds.
type seconds int64

// fraction is a number with two digits behind the point.
type fraction float64
