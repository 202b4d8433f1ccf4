package cqa

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
)

// item is a question as ClassQuiz writes it.
type item struct {
	Question string          `json:"question"`
	Time     json.RawMessage `json:"time"` // seconds, mostly as a text
	Type     string          `json:"type"`
	Answers  json.RawMessage `json:"answers"` // a list, or for a range an object, or for a slide a text
}

// answer is an answer of any kind that has several.
type answer struct {
	Answer        string `json:"answer"`
	Right         bool   `json:"right"`
	CaseSensitive bool   `json:"case_sensitive"`
}

// span is the answer of a question for a number.
type span struct {
	Min        float64 `json:"min"`
	Max        float64 `json:"max"`
	MinCorrect float64 `json:"min_correct"`
	MaxCorrect float64 `json:"max_correct"`
}

// plain is a text without marks.
func plain(source string) string { return draft.HTML(source).Text }

// question takes a question, or says why not.
func (r *reader) question(at draft.Place, i *item) {
	q := questions.Question{Prompt: plain(i.Question)}
	if why := i.fill(&q); why != "" {
		r.draft.Skip(at, "kind", "question %d: %s", r.count, why)
		return
	}
	limit, ok := row.Seconds(strings.Trim(string(i.Time), `"`))
	if q.Time = limit; !ok && i.Type != "SLIDE" {
		r.draft.Warn(at, "time", "question %d: %.40s is not a time that a question can have, in seconds", r.count, i.Time)
	}
	if row.DropSlider(&q) {
		r.draft.Warn(at, "range", "question %d: its slider cannot reach the answer, so the number is typed", r.count)
	}
	r.picture(at, &q)
	r.draft.Add(at, q)
}

// picture takes the picture of a question along. Nothing is said about it in the archive.
func (r *reader) picture(at draft.Place, q *questions.Question) {
	data := r.images[r.count-1]
	if len(data) == 0 {
		return
	}
	medium, err := r.draft.Picture(data, "Picture of the question")
	if err != nil {
		r.draft.Warn(at, "media", "question %d: %v", r.count, err)
		return
	}
	q.Media = []questions.Media{medium}
	r.draft.Warn(at, "alt", "question %d: nothing is said about its picture; describe it in the editor, for those who cannot see it", r.count)
}

// fill gives a question its kind and its answer, and says why it cannot.
func (i *item) fill(q *questions.Question) string {
	if i.Type == "RANGE" {
		return i.fillNumber(q)
	}
	if i.Type == "SLIDE" {
		q.Kind = questions.Slide
		var text string
		if json.Unmarshal(i.Answers, &text) == nil {
			row.Explain(q, plain(text))
		}
		return ""
	}
	var answers []answer
	if err := json.Unmarshal(i.Answers, &answers); err != nil {
		return "its answers are not what ClassQuiz writes"
	}
	texts, right := make([]string, len(answers)), []int(nil)
	for n, a := range answers {
		if texts[n] = plain(a.Answer); a.Right {
			right = append(right, n)
		}
	}
	switch i.Type {
	case "ABCD", "CHECK":
		if len(right) == 0 {
			return "no answer is marked as right"
		}
		if row.Settle(q, row.Choices(texts, right)); i.Type == "CHECK" && q.Kind == questions.Single {
			q.Kind = questions.Multi
		}
	case "VOTING":
		q.Kind, q.Choices = questions.Poll, row.Choices(texts, nil)
	case "ORDER":
		q.Kind, q.Items = questions.Order, texts
	case "TEXT":
		q.Kind = questions.Text
		for n, a := range answers {
			q.Accept = append(q.Accept, questions.Accepted{Text: texts[n]})
			if a.CaseSensitive {
				q.Rules.Case = "exact"
			}
		}
	default:
		return fmt.Sprintf("questions of the kind %.40q have no counterpart here", i.Type)
	}
	return ""
}

// fillNumber makes a number of a range: what is right is from one figure to another, and its middle is shown.
func (i *item) fillNumber(q *questions.Question) string {
	var s span
	if err := json.Unmarshal(i.Answers, &s); err != nil {
		return "its range is not what ClassQuiz writes"
	}
	figure := func(value float64) string { return strconv.FormatFloat(value, 'f', -1, 64) }
	middle := s.MinCorrect + (s.MaxCorrect-s.MinCorrect)/2
	if whole := math.Floor(middle); s.MinCorrect == math.Floor(s.MinCorrect) && whole >= s.MinCorrect {
		middle = whole // so that a slider in whole steps reaches it
	}
	q.Kind = questions.Number
	q.Number = &questions.NumberSpec{
		Answer: figure(middle), Low: figure(s.MinCorrect), High: figure(s.MaxCorrect),
		Range: &questions.Range{Min: figure(s.Min), Max: figure(s.Max), Step: "1"},
	}
	return ""
}
