package pack

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"trivium/questions"
)

// ParseCSV reads a table with a row of headings: one question a row. It takes commas, semicolons and tabs between cells, with
// or without quotes, and the encodings that spreadsheets save (UTF-8, UTF-16, Windows-1252). A cell is always text: one that
// looks like a formula is not computed. In findings the line is that of the file and the column is counted in cells.
// The pack is nil if any finding is an error.
func ParseCSV(name string, data []byte) (*questions.Pack, []questions.Finding) {
	r := &report{file: name}
	if len(data) > MaxFile {
		r.fail(nil, "too-large", "the file has %d bytes; the most is %d MiB", len(data), MaxFile>>20)
		return r.result(nil)
	}
	table := &table{report: r, pack: packOfTable(name), ids: map[string]int{}, rounds: map[string]bool{}}
	table.read(r.decoded(data))
	if len(table.pack.Questions) == 0 && !questions.HasErrors(r.findings) {
		r.fail(nil, "empty", "there are no questions in the table; each is a row below the row of headings")
	}
	return r.result(table.pack)
}

// packOfTable is what a table does not say of itself.
func packOfTable(name string) *questions.Pack {
	title := strings.TrimSpace(strings.Map(visible, strings.ToValidUTF8(stem(name), "")))
	if title == "" {
		title = "Questions"
	}
	if runes := []rune(title); len(runes) > questions.MaxTitle {
		title = string(runes[:questions.MaxTitle])
	}
	id := slug(title)
	if id == "" {
		id = "questions"
	}
	return &questions.Pack{ID: id, Title: title, Language: "en", Version: "1.0.0", License: "LicenseRef-unstated"}
}

// visible drops control characters.
func visible(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// slug makes an id of a title.
func slug(title string) string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	id := strings.Join(words, "-")
	return strings.Trim(id[:min(len(id), 60)], "-")
}

// decoded makes UTF-8 of what spreadsheets save.
func (r *report) decoded(data []byte) []byte {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			r.fail(nil, "encoding", "the file begins as UTF-16 but is not: %v; save it as UTF-8", err)
			return nil
		}
		data = decoded
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		decoded, err := charmap.Windows1252.NewDecoder().Bytes(data)
		if err != nil {
			r.fail(nil, "encoding", "the file is not UTF-8: %v; save it as UTF-8", err)
			return nil
		}
		r.warn(nil, "encoding", "the file is not UTF-8; it was read as Windows-1252, so look at the accents, or save it as UTF-8")
		data = decoded
	}
	return data
}

// delimiter is the sign between the cells of the first line that is not blank: the most frequent one outside quotes.
func delimiter(data []byte) rune {
	best, most := ',', 0
	for _, candidate := range []rune{',', ';', '\t'} {
		count, quoted, blank := 0, false, true
		for _, r := range string(data[:min(len(data), 8<<10)]) {
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

// table reads the rows of one file.
type table struct {
	*report
	pack    *questions.Pack
	columns columns
	ids     map[string]int // lines by question id
	rounds  map[string]bool
}

func (t *table) read(data []byte) {
	reader := csv.NewReader(bytes.NewReader(data))
	reader.Comma, reader.FieldsPerRecord, reader.TrimLeadingSpace = delimiter(data), -1, true
	for headed := false; ; {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.broken(err)
			return
		}
		line, _ := reader.FieldPos(0)
		switch {
		case blank(cells):
		case !headed:
			headed = true
			if t.columns = t.headings(cells, line); t.columns.prompt < 0 {
				return
			}
		case len(t.pack.Questions) == MaxQuestions:
			t.at(questions.Error, line, 0, "too-many", "there are more than %d questions; make it several files", MaxQuestions)
			return
		default:
			t.row(row{table: t, line: line, cells: cells})
		}
	}
}

func blank(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

// broken reports what the reader of cells could not read.
func (t *table) broken(err error) {
	finding := questions.Finding{Severity: questions.Error, Code: "csv", Words: "the table cannot be read: " + err.Error()}
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		finding.Line = parse.Line
		finding.Words = fmt.Sprintf("the table cannot be read here: %v; a quote inside a cell is written twice", parse.Err)
	}
	t.add(finding)
}

// at reports a finding at a cell; column counts from 1, and 0 is the row.
func (t *table) at(severity questions.Severity, line, column int, code, format string, args ...any) {
	t.add(questions.Finding{
		Severity: severity, Line: line, Column: column, Code: code, Words: fmt.Sprintf(format, args...),
	})
}

// takeID gives a row its id: what its id column says, or its number.
func (t *table) takeID(r row) string {
	id := r.cell(t.columns.id)
	if id == "" {
		id = "q" + strconv.Itoa(len(t.pack.Questions)+1)
	}
	if first, again := t.ids[id]; again {
		r.fail(t.columns.id, "duplicate-id", "the id %s is taken by line %d", short(id), first)
	}
	t.ids[id] = r.line
	return t.pack.ID + "/" + id
}

// takeRound makes sure that the round of a row is listed.
func (t *table) takeRound(title string) string {
	if title != "" && !t.rounds[title] {
		t.rounds[title] = true
		t.pack.Rounds = append(t.pack.Rounds, questions.Round{ID: "round-" + strconv.Itoa(len(t.pack.Rounds)+1), Title: title})
	}
	return title
}
