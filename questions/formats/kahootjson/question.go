package kahootjson

import (
	"fmt"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/row"
)

// question takes a question, or says why not.
func (r *reader) question(at draft.Place, i *item) {
	q := questions.Question{Prompt: plain(i.Question), Points: i.points()}
	if why := fill(&q, i); why != "" {
		r.draft.Skip(at, "kind", "question %d: %s", r.count, why)
		return
	}
	limit, ok := i.limit()
	if q.Time = limit; !ok {
		r.draft.Warn(at, "time", "question %d: %s ms is not a time that a question can have; it gets the usual one", r.count, i.Time)
	}
	withoutSlider := row.DropSlider(&q)
	if !r.draft.Add(at, q) {
		return
	}
	if withoutSlider {
		r.draft.Warn(at, "range", "question %d: its slider cannot reach the answer, so the number is typed", r.count)
	}
	if lost := i.lost(); len(lost) > 0 {
		r.draft.Warn(at, "media", "question %d: not in the file, but on the web: %s; add it in the editor", r.count, strings.Join(lost, ", "))
	}
}

// fill gives a question its kind and its answer, and says why it cannot.
func fill(q *questions.Question, i *item) string {
	switch i.Type {
	case "quiz", "multiple_select_quiz", "":
		return fillChoices(q, i)
	case "survey", "multiple_select_poll":
		q.Kind = questions.Poll
		q.Choices = row.Choices(i.texts(), nil)
	case "open_ended":
		q.Kind = questions.Text
		for _, text := range i.texts() {
			if text != "" {
				q.Accept = append(q.Accept, questions.Accepted{Text: text})
			}
		}
	case "slider":
		return fillNumber(q, i.Range)
	case "jumble":
		q.Kind, q.Items = questions.Order, i.texts()
	case "content":
		q.Kind = questions.Slide
		if title := plain(i.Title); title != "" {
			q.Prompt = title
		}
		row.Explain(q, plain(i.Description))
	default:
		return fmt.Sprintf("questions of the kind %.40q have no counterpart here", i.Type)
	}
	return ""
}

func fillChoices(q *questions.Question, i *item) string {
	texts := i.texts()
	var right []int
	for n, c := range i.Choices {
		switch {
		case texts[n] == "" && c.Image != nil:
			return "its answers are pictures that nothing is said about"
		case c.Correct:
			right = append(right, n)
		}
	}
	if len(right) == 0 {
		return "no answer is marked as right"
	}
	row.Settle(q, row.Choices(texts, right))
	if i.Type == "multiple_select_quiz" && q.Kind != questions.TrueFalse {
		q.Kind, q.Scoring = questions.Multi, questions.ScoringPartial
	}
	if i.Layout == "TRUE_FALSE" && len(i.Choices) == 2 && q.Kind == questions.Single {
		q.Kind, q.Answer, q.Choices = questions.TrueFalse, isTrue(texts[right[0]], right[0]), nil
	}
	return ""
}

// isTrue tells whether an answer of a statement is true, in whatever language: Kahoot puts true first.
func isTrue(text string, place int) bool {
	switch strings.ToLower(text) {
	case "true", "wahr", "richtig", "vrai", "verdadero", "vero", "verdadeiro", "waar", "sant", "sandt", "prawda":
		return true
	case "false", "falsch", "faux", "falso", "onwaar", "niet waar", "usant", "falskt", "fałsz":
		return false
	}
	return place == 0
}

func fillNumber(q *questions.Question, s *slider) string {
	q.Kind = questions.Number
	if s == nil || figure(s.Correct) == "" {
		return "the slider has no right answer"
	}
	q.Number = &questions.NumberSpec{Answer: figure(s.Correct), ToleranceAbs: figure(s.Tolerance), Unit: plain(s.Unit)}
	if low, high := figure(s.Start), figure(s.End); low != "" && high != "" {
		q.Number.Range = &questions.Range{Min: low, Max: high, Step: figure(s.Step)}
		if q.Number.Range.Step == "" {
			q.Number.Range.Step = "1"
		}
	}
	return ""
}
