package pack

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"trivium/questions"
)

// WriteCSV writes a table that ReadRows reads the same questions from, as far as a table can hold them: one question a row, and
// only the columns that are needed. What is left out of a row that is written is not said here; a question that no row can hold is.
// Texts that a spreadsheet would compute begin with an apostrophe.
func WriteCSV(p *questions.Pack) ([]byte, []questions.Finding) {
	headings, used := tableHeadings(p), map[string]bool{}
	var rows []map[string]string
	var findings []questions.Finding
	for i := range p.Questions {
		q := &p.Questions[i]
		cells := map[string]string{}
		if why := fillRow(cells, q, strings.TrimPrefix(q.ID, p.ID+"/")); why != "" {
			findings = append(findings, questions.Finding{
				Severity: questions.Skipped, Question: strings.TrimPrefix(q.ID, p.ID+"/"), Code: "not-held", Words: why,
			})
			continue
		}
		for name, cell := range cells {
			used[name] = used[name] || cell != ""
		}
		rows = append(rows, cells)
	}
	return tableText(headings, used, rows), findings
}

// tableHeadings are all columns, in their order.
func tableHeadings(p *questions.Pack) []string {
	most := 0
	for i := range p.Questions {
		q := &p.Questions[i]
		most = max(most, len(q.Choices), len(q.Items), len(q.Pairs), len(q.Accept))
	}
	headings := []string{"id", "kind", "question"}
	for i := range most {
		headings = append(headings, choiceHeading(i))
	}
	return append(headings, "correct", "reject", "extra", "keep order", "scoring", "unit", "tolerance", "min", "max", "step", "closest",
		"time", "points", "round", "difficulty", "tags", "language", "explanation", "details")
}

func choiceHeading(i int) string { return "choice " + strconv.Itoa(i+1) }

// tableText joins the cells of the columns that are used. The mark at the beginning tells spreadsheets that it is UTF-8.
func tableText(headings []string, used map[string]bool, rows []map[string]string) []byte {
	out := bytes.NewBufferString("\ufeff")
	table := csv.NewWriter(out)
	line := make([]string, 0, len(headings))
	for i := -1; i < len(rows); i++ {
		line = line[:0]
		for _, name := range headings {
			switch {
			case !used[name] && name != "correct":
			case i < 0:
				line = append(line, name)
			default:
				line = append(line, escaped(rows[i][name]))
			}
		}
		_ = table.Write(line) // to memory
	}
	table.Flush()
	return out.Bytes()
}

// escaped puts an apostrophe before what a spreadsheet would compute, but for plain numbers. unescaped takes it off.
func escaped(cell string) string {
	if _, err := questions.ReadDecimal(cell); err == nil || !likeFormula(strings.TrimLeft(cell, "'")) {
		return cell
	}
	return "'" + cell
}

// fillRow writes the cells of a question, and says why if they cannot hold it.
func fillRow(cells map[string]string, q *questions.Question, id string) string {
	cells["id"], cells["kind"], cells["question"], cells["language"] = id, string(q.Kind), q.Prompt, q.Language
	cells["time"] = strconv.FormatFloat(q.Time.Round(time.Millisecond).Seconds(), 'f', -1, 64)
	cells["points"], cells["round"], cells["difficulty"] = strconv.Itoa(q.Points), q.Round, q.Difficulty
	cells["tags"] = strings.Join(q.Tags, ", ")
	cells["explanation"], cells["details"], cells["scoring"] = q.Summary, q.Details, q.Scoring
	if q.KeepOrder {
		cells["keep order"] = "yes"
	}
	return fillAnswer(cells, q)
}

func fillAnswer(cells map[string]string, q *questions.Question) string {
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		return fillChoices(cells, q)
	case questions.TrueFalse:
		cells["correct"] = strconv.FormatBool(q.Answer)
	case questions.Text:
		return fillTyped(cells, q)
	case questions.Number:
		fillNumber(cells, q)
	case questions.Order:
		for i, item := range q.Items {
			cells[choiceHeading(i)] = item
		}
	case questions.Match:
		return fillPairs(cells, q)
	case questions.Slide:
	}
	return ""
}

func fillPairs(cells map[string]string, q *questions.Question) string {
	for i, p := range q.Pairs {
		if strings.Contains(p.Left, "->") || strings.Contains(p.Right, "->") {
			return fmt.Sprintf("the pair %q, %q holds an arrow; a table keeps pairs apart by it", short(p.Left), short(p.Right))
		}
		cells[choiceHeading(i)] = p.Left + " -> " + p.Right
	}
	extra, ok := joined(q.Extra)
	if !ok {
		return "the extra right sides hold | and line breaks; a table keeps them apart by these"
	}
	cells["extra"] = extra
	return ""
}
