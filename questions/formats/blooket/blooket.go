// Package blooket is the import template of Blooket, as a spreadsheet saves it: a row that names it, headings, and a question a row. In
// the tenth column the word typing asks for a typed answer.
//
// Blooket takes any one of several right answers; here such a question asks for all of them.
package blooket

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
	"trivium/questions/formats/internal/sheet"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "blooket"

// Is tells whether a file is Blooket's template: its name, and its headings below.
func Is(_ string, data []byte) bool {
	named := false
	for _, r := range sheet.Top(data) {
		if _, ok := row.Find(r, "question text"); ok {
			return named
		}
		named = named || strings.HasPrefix(strings.ToLower(strings.TrimSpace(strings.Join(r.Cells, " "))), "blooket")
	}
	return false
}

// Read reads Blooket's template.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	table, ok := sheet.Load(d, data)
	if !ok {
		return d.Result()
	}
	for i, r := range table.Rows {
		template, found := row.Find(r, "question text")
		if !found {
			continue
		}
		for _, r := range table.Rows[i+1:] {
			read(d, template, r)
			if d.Failed() {
				break
			}
		}
		return d.Result()
	}
	d.Fail(draft.Place{}, "no-headings", "no row has the headings of Blooket's template: Question Text, Answer 1 to Answer 4, Correct Answer(s)")
	return d.Result()
}

// read reads one row.
func read(d *draft.Draft, template row.Template, r pack.Row) {
	q, ok := template.Read(d, r)
	if !ok {
		return
	}
	if strings.EqualFold(sheet.Cell(r, template.Key+2), "typing") {
		right, _, err := row.Key(sheet.Cell(r, template.Key), template.Texts(r))
		if err != nil {
			return // as Read of the template has said
		}
		q.Kind, q.Choices = questions.Text, nil
		for _, answer := range right {
			q.Accept = append(q.Accept, questions.Accepted{Text: template.Texts(r)[answer]})
		}
	}
	d.Add(draft.Place{Line: r.Line}, q)
}
