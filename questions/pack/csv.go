package pack

import (
	"bytes"
	"iter"
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
	return r.result(r.table(Rows(string(r.decoded(data)))))
}

// ReadRows makes a pack of a table, row by row: a row with an error is skipped, and the others are taken. The headings need not be
// the first row. The name is for messages, and becomes the title. The pack is nil if no question could be taken.
func ReadRows(name string, rows iter.Seq[Row]) (*questions.Pack, []questions.Finding) {
	r := &report{file: name, lenient: true}
	return r.result(r.table(rows))
}

// table reads a table.
func (r *report) table(rows iter.Seq[Row]) *questions.Pack {
	t := &table{report: r, pack: packOfTable(r.file), ids: map[string]int{}, rounds: map[string]bool{}}
	t.read(rows)
	if len(t.pack.Questions) == 0 && !questions.HasErrors(r.findings) {
		r.fail(nil, "empty", "there are no questions in the table; each is a row below the row of headings")
	}
	return t.pack
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
