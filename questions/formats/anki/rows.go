package anki

import "strings"

// table takes the rows of a file apart, as spreadsheets write them: a cell in quotes may hold separators, line ends, and quotes that
// are doubled. Cells beyond maxFields are passed over, so that a row costs no more than its text.
type table struct {
	text      string
	separator string
	line      int // of what comes next, from 1
}

// next returns the next row and its line. Comments are no rows. It is false behind the last one.
func (t *table) next() (cells []string, line int, more bool) {
	for strings.HasPrefix(t.text, "#") {
		_, t.text, _ = strings.Cut(t.text, "\n")
		t.line++
	}
	if t.text == "" {
		return nil, 0, false
	}
	line = t.line
	for {
		cell, ended := t.cell()
		if len(cells) < maxFields {
			cells = append(cells, cell)
		}
		if ended {
			return cells, line, true
		}
	}
}

// cell takes the next cell off the text, and tells whether it ends its row.
func (t *table) cell() (cell string, ended bool) {
	if rest, quoted := strings.CutPrefix(t.text, `"`); quoted {
		if cell, ended, ok := t.quoted(rest); ok {
			return cell, ended
		}
	}
	end := strings.IndexAny(t.text, t.separator+"\n")
	if end < 0 {
		cell, t.text = t.text, ""
		return cell, true
	}
	cell, ended = t.text[:end], t.text[end] == '\n'
	t.behind(end, ended)
	return cell, ended
}

// behind goes on behind the separator or the line end at that place.
func (t *table) behind(end int, ended bool) {
	if ended {
		t.line++
		t.text = t.text[end+1:]
		return
	}
	t.text = t.text[end+len(t.separator):]
}

// quoted reads a cell whose quote is open. It is not ok if what begins with a quote is no cell in quotes.
func (t *table) quoted(rest string) (cell string, ended, ok bool) {
	from := 0
	for {
		at := strings.IndexByte(rest[from:], '"')
		if at < 0 || from+at > maxCell {
			return "", false, false
		}
		at += from
		switch behind := rest[at+1:]; {
		case strings.HasPrefix(behind, `"`):
			from = at + 2
			continue
		case behind == "", behind[0] == '\n', strings.HasPrefix(behind, t.separator):
			cell = strings.ReplaceAll(rest[:at], `""`, `"`)
			t.line += strings.Count(rest[:at], "\n")
			t.text = behind
			if behind == "" {
				return cell, true, true
			}
			ended = behind[0] == '\n'
			t.behind(0, ended)
			return cell, ended, true
		}
		return "", false, false
	}
}

// maxCell is the most bytes of a cell in quotes.
const maxCell = 64 << 10
