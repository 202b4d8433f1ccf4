package draft

import (
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// Explain gives a question what its file says about the answer. The first text is the summary if it is short enough to be shown at
// the reveal; all others, and a long first one, are the details. Blank texts and repetitions are left out. It reports false if
// there was more than a question holds.
func Explain(q *questions.Question, texts ...string) bool {
	var details []string
	if q.Details != "" {
		details = append(details, q.Details)
	}
	seen := map[string]bool{q.Summary: true}
	for _, text := range texts {
		if text = strings.TrimSpace(text); text == "" || seen[text] {
			continue
		}
		seen[text] = true
		if q.Summary == "" && len(details) == 0 && utf8.RuneCountInString(text) <= questions.MaxSummary {
			q.Summary = text
			continue
		}
		details = append(details, text)
	}
	all := strings.Join(details, "\n\n")
	q.Details = shorten(all, questions.MaxDetails)
	return q.Details == all
}
