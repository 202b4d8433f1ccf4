// Package sheettest makes workbooks for tests, and says in a few words what was read of them.
package sheettest

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// Workbook is a workbook with these rows, from the cell A1; a row of nil is empty, and so is a cell of nil.
func Workbook(tb testing.TB, rows [][]any) []byte {
	tb.Helper()
	book := excelize.NewFile()
	for i, row := range rows {
		for j, value := range row {
			cell, err := excelize.CoordinatesToCellName(j+1, i+1)
			if err != nil {
				tb.Fatal(err)
			}
			if err := book.SetCellValue("Sheet1", cell, value); err != nil {
				tb.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// Short is what was read: a line for each question (kind, limit, prompt, choices with a star at the right ones), and for each finding.
func Short(got draft.Imported) string {
	var out strings.Builder
	if got.Pack != nil {
		for _, q := range got.Pack.Questions {
			out.WriteString(Question(q) + "\n")
		}
	}
	for _, f := range got.Findings {
		out.WriteString(f.String() + "\n")
	}
	return out.String()
}

// Question is a question in one line.
func Question(q questions.Question) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s %s %d %q", q.Kind, q.Time, q.Points, q.Prompt)
	for _, c := range q.Choices {
		fmt.Fprintf(&out, " %s%s", map[bool]string{true: "*"}[c.Correct], c.Text)
	}
	for _, a := range q.Accept {
		fmt.Fprintf(&out, " =%s", a.Text)
	}
	for i, item := range q.Items {
		fmt.Fprintf(&out, " %d.%s", i+1, item)
	}
	if n := q.Number; n != nil {
		fmt.Fprintf(&out, " =%s", n.Answer)
		if n.ToleranceAbs != "" {
			fmt.Fprintf(&out, "±%s", n.ToleranceAbs)
		}
		if n.Range != nil {
			fmt.Fprintf(&out, " %s..%s/%s", n.Range.Min, n.Range.Max, n.Range.Step)
		}
	}
	if q.Kind == questions.TrueFalse {
		fmt.Fprintf(&out, " %v", q.Answer)
	}
	if q.Summary != "" {
		fmt.Fprintf(&out, " (%s)", q.Summary)
	}
	return out.String()
}
