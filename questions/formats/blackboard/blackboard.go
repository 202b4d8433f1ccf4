// Package blackboard reads the text files that Blackboard takes to upload questions: a row a question, tabs between the cells, the
// kind of question in the first one, and no headings.
package blackboard

import (
	"regexp"
	"slices"
	"strings"

	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "blackboard"

// kinds are all that Blackboard knows, as its help has them.
func kinds() []string {
	return []string{
		"MC", "MA", "TF", "ESS", "ORD", "MAT", "FIB", "FIB_PLUS", "FIL", "NUM", "SR", "OP", "JUMBLED_SENTENCE", "QUIZ_BOWL",
	}
}

// Is tells whether rows begin with the kinds of question: the first one, and most of the others.
func Is(_ string, data []byte) bool {
	known, rows, right := kinds(), 0, 0
	for line := range strings.SplitSeq(draft.Head(data), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		rows++
		kind, _, tabbed := strings.Cut(line, "\t")
		switch {
		case tabbed && slices.Contains(known, unquoted(kind)):
			right++
		case rows == 1:
			return false
		}
	}
	return right > 0 && right*2 >= rows
}

// Read makes a pack of an upload file.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(ID, name)
	text, ok := d.Plain(data)
	if !ok {
		return d.Result()
	}
	html := regexp.MustCompile(`(?i)</?(?:p|br|b|i|u|em|strong|sub|sup|span|div|img|font|a|ul|ol|li|table)\b[^<>]*>|&(?:[a-z]+|#[0-9]+);`)
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		if number++; d.Failed() {
			break
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		r := row{draft: d, line: number, cells: cellsOf(line), html: html}
		r.read()
	}
	return d.Result()
}

// maxCells is how many cells of a row are looked at: far more than a question holds.
const maxCells = 300

// cellsOf takes a row apart. Empty cells at the end, which spreadsheets add, are dropped.
func cellsOf(line string) []string {
	cells := strings.SplitN(line, "\t", maxCells+1)
	cells = cells[:min(len(cells), maxCells)]
	for i, cell := range cells {
		cells[i] = unquoted(cell)
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// unquoted takes off the quotes that a spreadsheet puts around a cell with quotes or commas in it.
func unquoted(cell string) string {
	cell = strings.TrimSpace(cell)
	if len(cell) < 2 || cell[0] != '"' || cell[len(cell)-1] != '"' {
		return cell
	}
	inner := strings.ReplaceAll(cell[1:len(cell)-1], `""`, "\ufdef")
	if strings.Contains(inner, `"`) {
		return cell // quotes that were meant
	}
	return strings.TrimSpace(strings.ReplaceAll(inner, "\ufdef", `"`))
}
