// Package csv is tables of questions as people make them: a row of headings, and a question a row. It reads them from text as all
// spreadsheets save it, and from workbooks (.xlsx), and writes text. Package pack knows the columns; here a bad row is skipped, and the
// others are taken.
package csv

import (
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/classquiz"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/loss"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/formats/kahootxlsx"
	"trivium/questions/formats/wayground"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "csv"

// Is tells whether a file is a table of questions: one of its first rows is headings. The templates of other programs, which are such
// tables too, are not.
func Is(name string, data []byte) bool {
	return headed(sheet.Top(data)) && !kahootxlsx.Is(name, data) && !wayground.Is(name, data) && !classquiz.Is(name, data)
}

// headed tells whether headings are among the rows, and under them something like a row.
func headed(rows []pack.Row) bool {
	at := slices.IndexFunc(rows, func(r pack.Row) bool { return pack.IsHeadings(r.Cells) && !strings.HasPrefix(r.Cells[0], "//") })
	if at < 0 || slices.ContainsFunc(rows[:at], isTemplate) {
		return false
	}
	return at+1 == len(rows) || slices.ContainsFunc(rows[at+1:], func(r pack.Row) bool { return len(r.Cells) > 1 })
}

// isTemplate knows the first row of templates that have a format of their own.
func isTemplate(r pack.Row) bool {
	first := strings.ToLower(strings.Join(strings.Fields(strings.Join(r.Cells, " ")), " "))
	return strings.HasPrefix(first, "blooket") || strings.HasPrefix(first, "gimkit")
}

// Read reads a table.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	if draft.IsArchive(data) {
		table, err := sheet.Read(data)
		if err != nil {
			sheet.Report(d, err)
			return d.Result()
		}
		table.Warn(d)
		d.Whole(pack.ReadRows(name, slices.Values(table.Rows)))
		return d.Result()
	}
	if len(data) > pack.MaxFile {
		d.Fail(draft.Place{}, "too-large", "the file has more than %d MiB", pack.MaxFile>>20)
		return d.Result()
	}
	if text, ok := d.Text(data); ok {
		d.Whole(pack.ReadRows(name, pack.Rows(text)))
	}
	return d.Result()
}

// Write writes a table. A table has no media: the findings name what it cannot hold.
func Write(p *questions.Pack, _ func(src string) ([]byte, error)) ([]byte, []questions.Finding, error) {
	const format = "a table"
	holds := loss.Holds{
		Summary: true, Details: true, Round: true, Tags: true, Difficulty: true, Language: true, Scoring: true, KeepOrder: true, Points: true,
		Milliseconds: true,
	}
	data, findings := pack.WriteCSV(p)
	if lost := loss.Pack(p, format); lost != nil {
		findings = append(findings, *lost)
	}
	for i := range p.Questions {
		if lost := loss.Question(p, &p.Questions[i], format, holds); lost != nil {
			findings = append(findings, *lost)
		}
	}
	return data, findings, nil
}
