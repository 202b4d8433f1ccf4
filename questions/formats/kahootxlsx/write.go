package kahootxlsx

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
	"trivium/questions/formats/internal/sheet"
)

// What Kahoot takes, in characters.
const (
	maxQuestion = 120
	maxAnswer   = 75
)

// The rows of the spreadsheet.
const (
	headingRow = 8
	firstRow   = 9
)

const program = "Kahoot's spreadsheet"

// times are the limits that Kahoot knows, in seconds.
func times() []int { return []int{5, 10, 20, 30, 60, 90, 120, 240} }

// Write writes Kahoot's spreadsheet. It holds questions with up to four choices and statements; findings say what is left out.
func Write(p *questions.Pack, _ func(src string) ([]byte, error)) ([]byte, []questions.Finding, error) {
	book := excelize.NewFile()
	w := &writer{pack: p, book: book, row: firstRow}
	if lost := loss.Pack(p, program); lost != nil {
		w.findings = append(w.findings, *lost)
	}
	w.head()
	for i := range p.Questions {
		w.question(&p.Questions[i])
	}
	var out bytes.Buffer
	if w.err == nil {
		w.err = book.Write(&out)
	}
	if w.err != nil {
		return nil, nil, fmt.Errorf("write the spreadsheet: %w", w.err)
	}
	return out.Bytes(), w.findings, nil
}

// writer writes one workbook. After an error it writes no more.
type writer struct {
	pack     *questions.Pack
	book     *excelize.File
	row      int
	findings []questions.Finding
	err      error
}

func (w *writer) set(cell string, row int, value any) {
	if text, ok := value.(string); ok {
		value = sheet.Escape(text)
	}
	if w.err == nil {
		w.err = w.book.SetCellValue("Sheet1", cell+strconv.Itoa(row), value)
	}
}

// head writes what stands above the questions, where Kahoot looks for it.
func (w *writer) head() {
	w.set("B", 2, w.pack.Title)
	w.set("B", 3, "Questions for Kahoot. A question has at most 120 characters, an answer at most 75.")
	for i, heading := range []string{
		"Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters", "Answer 3 - max 75 characters",
		"Answer 4 - max 75 characters", "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one",
	} {
		w.set(string(rune('B'+i)), headingRow, heading)
	}
	for columns, width := range map[string]float64{"B:B": 60, "C:F": 30, "G:H": 18} {
		first, last, _ := strings.Cut(columns, ":")
		if w.err == nil {
			w.err = w.book.SetColWidth("Sheet1", first, last, width)
		}
	}
}

func (w *writer) question(q *questions.Question) {
	texts, right, why := held(q)
	if why != "" {
		w.findings = append(w.findings, loss.Skip(w.pack, q, program, "%s", why))
		return
	}
	if lost := loss.Question(w.pack, q, program, loss.Holds{Milliseconds: true}); lost != nil {
		w.findings = append(w.findings, *lost)
	}
	w.set("A", w.row, w.row-firstRow+1)
	w.set("B", w.row, q.Prompt)
	for i, text := range texts {
		w.set(string(rune('C'+i)), w.row, text)
	}
	w.set("G", w.row, w.limit(q))
	w.set("H", w.row, strings.Join(right, ","))
	w.row++
}

// held are the answers of a question and the numbers of the right ones, or why the spreadsheet cannot hold it.
func held(q *questions.Question) (texts, right []string, why string) {
	switch q.Kind {
	case questions.TrueFalse:
		texts, right = []string{"True", "False"}, []string{map[bool]string{true: "1", false: "2"}[q.Answer]}
	case questions.Single, questions.Multi:
		for i, choice := range q.Choices {
			if texts = append(texts, choice.Text); choice.Correct {
				right = append(right, strconv.Itoa(i+1))
			}
		}
	case questions.Text, questions.Number, questions.Order, questions.Match, questions.Poll, questions.Slide:
		return nil, nil, fmt.Sprintf("it is not one of choices, but %s", q.Kind)
	}
	if length := utf8.RuneCountInString(q.Prompt); length > maxQuestion {
		return nil, nil, fmt.Sprintf("it has %d characters, and the most is %d; shorten it", length, maxQuestion)
	}
	if len(texts) > answers {
		return nil, nil, fmt.Sprintf("it has %d choices, and the most is %d", len(texts), answers)
	}
	for _, text := range texts {
		if length := utf8.RuneCountInString(text); length > maxAnswer {
			return nil, nil, fmt.Sprintf("a choice has %d characters, and the most is %d; shorten it", length, maxAnswer)
		}
	}
	return texts, right, ""
}

// limit is the time that Kahoot has next above a question's, or its longest.
func (w *writer) limit(q *questions.Question) int {
	all := times()
	at := slices.IndexFunc(all, func(seconds int) bool { return time.Duration(seconds)*time.Second >= q.Time })
	limit := all[len(all)-1]
	if at >= 0 {
		limit = all[at]
	}
	if time.Duration(limit)*time.Second != q.Time {
		w.findings = append(w.findings, questions.Finding{
			Severity: questions.Warning, Question: loss.ID(w.pack, q), Code: "time",
			Words: fmt.Sprintf("Kahoot has no time of %s; it becomes %d s", q.Time, limit),
		})
	}
	return limit
}
