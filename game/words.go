package game

import (
	"strings"

	"trivium/questions"
)

// AnswerWords says a given answer in words, as it was shown to the player.
func (show *Showing) AnswerWords(q *questions.Question, a Answer) string {
	if a.Text != "" {
		return a.Text
	}
	choices, lefts := show.texts(q)
	parts := make([]string, 0, len(a.Pick))
	for i, pick := range a.Pick {
		word := "–"
		if pick >= 0 && pick < len(choices) {
			word = choices[pick]
		}
		if i < len(lefts) {
			word = lefts[i] + " – " + word
		}
		parts = append(parts, word)
	}
	if q.Kind == questions.Order {
		return strings.Join(parts, " → ")
	}
	return strings.Join(parts, ", ")
}
