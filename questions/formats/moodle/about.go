package moodle

import (
	"math"
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
)

// about reads what stands around the answer: feedback, points, tags.
func (q *quizItem) about() {
	q.explain()
	q.points()
	q.tags()
	if len(q.element.All("hint")) > 0 {
		q.once(q.At, "hint", "hints are not taken; there is one try at each question here")
	}
}

// explain gives the question its explanations: the general feedback first, in which Markdown is kept, then what is said to answers
// and to the result as a whole.
func (q *quizItem) explain() {
	general := q.element.First("generalfeedback")
	first := q.text(general, questions.AtReveal)
	if formatOf(general, q.format) == formatMarkdown {
		q.Q.Summary, q.Q.Details = splitMarkdown(first)
		first = ""
	}
	texts := append([]string{first}, q.said...)
	for _, name := range []string{"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"} {
		if field := q.element.First(name); field != nil {
			if said := q.text(field, questions.AtReveal); !isStock(said) {
				texts = append(texts, said)
			}
		}
	}
	q.Explain(texts...)
}

// isStock knows what Moodle fills in if nobody writes anything: it explains nothing.
func isStock(said string) bool {
	return slices.Contains([]string{
		"", "Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect.",
		"Die Antwort ist richtig.", "Die Antwort ist teilweise richtig.", "Die Antwort ist falsch.",
		"Votre réponse est correcte.", "Votre réponse est partiellement correcte.", "Votre réponse est incorrecte.",
		"Respuesta correcta", "Respuesta parcialmente correcta.", "Respuesta incorrecta.",
		"Risposta corretta.", "Risposta parzialmente corretta.", "Risposta errata.",
		"Je antwoord is juist.", "Je antwoord is gedeeltelijk juist.", "Je antwoord is onjuist.",
	}, said)
}

// points are a thousand for each point of Moodle, where one is usual.
func (q *quizItem) points() {
	text := q.element.First("defaultgrade").Text()
	if text == "" {
		return
	}
	switch points := math.Round(item.Percent(text) * draft.DefaultPoints); {
	case points <= 0:
		q.Q.Points = -1
	case points > questions.MaxPoints:
		q.Q.Points = questions.MaxPoints
		q.once(draft.Place{}, "points", "questions that gave more than %d points give %d here, as all of them do",
			questions.MaxPoints/draft.DefaultPoints, questions.MaxPoints)
	default:
		q.Q.Points = int(points)
	}
}

// tags reads the tags of the question, and how difficult it is, which is one of them.
func (q *quizItem) tags() {
	var tags []string
	for _, tag := range q.element.First("tags").All("tag") {
		word := tag.First("text").Text()
		if level := strings.ToLower(word); slices.Contains([]string{"easy", "medium", "hard"}, level) {
			q.Q.Difficulty = level
			continue
		}
		tags = append(tags, word)
	}
	q.Q.Tags = questions.Tags(tags)
}
