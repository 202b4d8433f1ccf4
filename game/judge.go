package game

import (
	"slices"
	"strings"

	"trivium/questions"
)

// share gives how much of an answer was right, as a fraction. Typed answers go by the recorded verdicts.
func (show *Showing) share(q *questions.Question, a *Answer) (num, den int) {
	right := show.rightPicks(q)
	switch q.Kind {
	case questions.Single, questions.TrueFalse:
		return whole(len(a.Pick) == 1 && slices.Contains(right, a.Pick[0]))
	case questions.Multi:
		return multiShare(q.Scoring, right, a.Pick)
	case questions.Order:
		return orderShare(q.Scoring, right, a.Pick)
	case questions.Match:
		return matchShare(q.Scoring, right, a.Pick)
	case questions.Text, questions.Number:
		return whole(show.Verdicts[a.Text])
	case questions.Poll, questions.Slide:
	}
	return 0, 1
}

func whole(right bool) (num, den int) {
	if right {
		return 1, 1
	}
	return 0, 1
}

// multiShare: all or nothing, or right picks less wrong ones over the number of right ones, never below nothing.
func multiShare(scoring string, right, pick []int) (num, den int) {
	hits := 0
	for _, p := range pick {
		if slices.Contains(right, p) {
			hits++
		}
	}
	if scoring != questions.ScoringPartial {
		return whole(hits == len(right) && len(pick) == len(right))
	}
	return max(2*hits-len(pick), 0), max(len(right), 1)
}

// orderShare: all or nothing, the share of items in their right place (partial), or the share of neighbouring pairs that
// are right (adjacent).
func orderShare(scoring string, right, pick []int) (num, den int) {
	switch scoring {
	case questions.ScoringPartial:
		return matchShare(scoring, right, pick)
	case questions.ScoringAdjacent:
		pairs := 0
		for i := 1; i < len(pick); i++ {
			at := slices.Index(right, pick[i-1])
			if at >= 0 && at+1 < len(right) && right[at+1] == pick[i] {
				pairs++
			}
		}
		return pairs, max(len(right)-1, 1)
	}
	return whole(slices.Equal(right, pick))
}

func matchShare(scoring string, right, pick []int) (num, den int) {
	if scoring != questions.ScoringPartial {
		return whole(slices.Equal(right, pick))
	}
	hits := 0
	for i, p := range pick {
		if i < len(right) && right[i] == p {
			hits++
		}
	}
	return hits, max(len(right), 1)
}

// NumberKey is the text under which equal numbers are grouped: the decimal in its canonical form.
func NumberKey(q *questions.Question, text string) string {
	d, err := questions.ParseDecimal(text, q.Language)
	if err != nil {
		return strings.TrimSpace(text)
	}
	return d.String()
}

// givenKey is the text under which an answer is judged; empty for kinds whose answers judge themselves.
func givenKey(q *questions.Question, a *Answer) string {
	switch q.Kind {
	case questions.Text:
		return questions.NormaliseText(q, a.Text)
	case questions.Number:
		return NumberKey(q, a.Text)
	case questions.Single, questions.Multi, questions.TrueFalse, questions.Order, questions.Match, questions.Poll, questions.Slide:
	}
	return ""
}

// GivenKey is the text under which equal typed answers are one answer; empty for kinds that are not typed.
func GivenKey(q *questions.Question, a Answer) string { return givenKey(q, &a) }

// verdicts judges each distinct typed answer of a sealed showing once, by the text as it was typed. It is a decision, stored
// with the reveal: a later version that judges otherwise does not change a game that was played.
func verdicts(q *questions.Question, records []Record) map[string]bool {
	if q.Kind != questions.Text && q.Kind != questions.Number {
		return nil
	}
	judged := make(map[string]bool, len(records))
	var typed *questions.TextJudge
	if q.Kind == questions.Text {
		typed = questions.NewTextJudge(q)
	}
	for i := range records {
		text := records[i].Text
		if _, known := judged[text]; known {
			continue
		}
		if typed != nil {
			judged[text] = typed.Judge(text) == questions.Right
			continue
		}
		d, err := questions.ParseDecimal(text, q.Language)
		judged[text] = err == nil && q.Number != nil && questions.JudgeNumber(q.Number, d)
	}
	return judged
}

// figures reads the number of each typed answer where the closest wins; what is no number has none.
func figures(q *questions.Question, records []Record) map[string]string {
	if q.Kind != questions.Number || q.Number == nil || !q.Number.Closest {
		return nil
	}
	read := make(map[string]string, len(records))
	for i := range records {
		if d, err := questions.ParseDecimal(records[i].Text, q.Language); err == nil {
			read[records[i].Text] = d.String()
		}
	}
	return read
}

// sameAnswers gives the typed answers of a showing that are one answer for the host: those with the same key.
func (show *Showing) sameAnswers(q *questions.Question, key string) []string {
	var texts []string
	for i := range show.Records {
		text := show.Records[i].Text
		if givenKey(q, &show.Records[i].Answer) == key && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}
