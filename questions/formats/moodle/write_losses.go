package moodle

import (
	"fmt"

	"trivium/questions"
	"trivium/questions/formats/internal/loss"
)

// losses says what is lost of each question that is written, and what is to be said once for all.
func (w *writer) losses() {
	for i := range w.pack.Questions {
		q := w.pack.Questions[i]
		if q.Kind == questions.Poll {
			continue
		}
		if q.Rules.Case != "" {
			q.Rules.Case = "" // usecase
		}
		if found := loss.Question(w.pack, &q, "Moodle XML", loss.Holds{
			Summary: true, Details: true, Media: true, Round: true, Tags: true, Difficulty: true, Language: true,
			Why: true, Notes: true, Scoring: true, KeepOrder: true, Points: true, NoTime: true,
		}); found != nil {
			w.findings = append(w.findings, *found)
		}
	}
	for _, once := range []struct{ code, words string }{
		{"scoring", "in Moodle a part of the right choices or pairs gives a part of the points; questions that were all or nothing: %d"},
		{"typed", "Moodle forgives no typing mistakes, accents, articles or punctuation in typed answers; such questions: %d"},
		{"ordering", "Moodle has ordering questions since version 4.4, before that with the plugin qtype_ordering; such questions: %d"},
	} {
		if count := w.lost[once.code]; count > 0 {
			w.findings = append(w.findings, questions.Finding{
				Severity: questions.Warning, Code: once.code, Words: fmt.Sprintf(once.words, count),
			})
		}
	}
	if found := loss.Pack(w.pack, "Moodle XML"); found != nil {
		w.findings = append(w.findings, *found)
	}
}

// lose says that something of the question that is written is lost.
func (w *writer) lose(code, format string, args ...any) {
	w.findings = append(w.findings, questions.Finding{
		Severity: questions.Warning, Question: loss.ID(w.pack, w.question), Code: code, Words: fmt.Sprintf(format, args...),
	})
}
