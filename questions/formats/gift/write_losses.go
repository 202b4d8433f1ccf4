package gift

import (
	"trivium/questions"
	"trivium/questions/formats/draft"
)

// about counts what GIFT holds of no question, to be said once for all.
func (w *writer) about(q *questions.Question) {
	for code, lost := range map[string]bool{
		"time":    q.Time != draft.DefaultTime && q.Kind != questions.Slide,
		"points":  q.Points != draft.DefaultPoints && q.Kind != questions.Slide,
		"sources": len(q.Sources) > 0,
		"topic":   q.Topic != "",
		"license": q.License != "",
		"dates":   q.Checked != "" || q.Expires != "",
		"order":   q.KeepOrder,
		"scoring": q.Scoring != questions.ScoringPartial && (q.Kind == questions.Multi || q.Kind == questions.Match),
		"typed":   q.Kind == questions.Text,
		"rules":   q.Rules != questions.MatchRules{},
	} {
		if lost {
			w.lost[code]++
		}
	}
}

// losses says what is lost of the pack as a whole.
func (w *writer) losses(p *questions.Pack) {
	for _, loss := range []struct{ code, words string }{
		{"time", "GIFT has no time limits; questions that lose one of their own: %d"},
		{"points", "GIFT has no points; questions that lose points of their own: %d"},
		{"sources", "GIFT has no sources; questions that lose theirs: %d"},
		{"topic", "GIFT has no topics; questions that lose theirs: %d"},
		{"license", "GIFT has no licences; questions that lose one of their own: %d"},
		{"dates", "GIFT has no dates (checked, expires); questions that lose theirs: %d"},
		{"order", "GIFT cannot say that choices keep their order; questions that lose that: %d"},
		{"scoring", "in GIFT a part of the right choices or pairs gives a part of the points; questions that were all or nothing: %d"},
		{"typed", "Moodle forgives no typing mistakes, accents, articles or punctuation in typed answers; such questions: %d"},
		{"rules", "GIFT has no rules of comparing typed answers; questions that lose theirs: %d"},
	} {
		if count := w.lost[loss.code]; count > 0 {
			w.lose(loss.code, loss.words, count)
		}
	}
	if p.Description != "" || len(p.Authors) > 0 || len(p.Topics) > 0 || hasIntro(p) {
		w.lose("pack", "GIFT holds of a pack its title and language, not the description, authors, topics or intros of rounds")
	}
	if p.License != "" && p.License != "LicenseRef-unstated" {
		w.lose("pack-license", "GIFT has no place for the licence %s; say it where the file is", p.License)
	}
}

func hasIntro(p *questions.Pack) bool {
	for _, round := range p.Rounds {
		if round.Intro != "" {
			return true
		}
	}
	return false
}
