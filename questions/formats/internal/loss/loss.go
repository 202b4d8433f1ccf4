// Package loss says what a format that is written cannot hold.
package loss

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/questions"
)

// Holds is what a format holds of a question besides its prompt and its answer.
type Holds struct {
	Summary, Details, Sources, Media, Topic, Tags, Round, Difficulty, Language, License, Dates bool
	Why, Notes, Rules, Scoring, KeepOrder, Points, Milliseconds                                bool
	// NoTime says that there are no time limits at all.
	NoTime bool
}

// Question is a finding that names what is left out of a question, nil if nothing is.
func Question(p *questions.Pack, q *questions.Question, format string, holds Holds) *questions.Finding {
	var lost []string
	for _, part := range []struct {
		name        string
		there, held bool
	}{
		{"its media", len(q.Media) > 0, holds.Media},
		{"its round", q.Round != "", holds.Round},
		{"its topic", q.Topic != "", holds.Topic},
		{"its tags", len(q.Tags) > 0, holds.Tags},
		{"its language", q.Language != p.Language, holds.Language},
		{"its difficulty", q.Difficulty != "", holds.Difficulty},
		{"its points", q.Points != usualPoints(q.Kind), holds.Points},
		{"its time limit", q.Time != usualTime, !holds.NoTime},
		{"fractions of a second", q.Time%time.Second != 0, holds.Milliseconds || holds.NoTime},
		{"the order of its choices", q.KeepOrder, holds.KeepOrder},
		{"its scoring", q.Scoring != "" && q.Scoring != questions.ScoringAll, holds.Scoring},
		{"why choices are right or wrong", slices.ContainsFunc(q.Choices, func(c questions.Choice) bool { return c.Why != "" }), holds.Why},
		{"notes", slices.ContainsFunc(q.Accept, func(a questions.Accepted) bool { return a.Note != "" }), holds.Notes},
		{"how typed answers are compared", q.Rules != questions.MatchRules{}, holds.Rules},
		{"its summary", q.Summary != "", holds.Summary},
		{"its details", q.Details != "", holds.Details},
		{"its sources", len(q.Sources) > 0, holds.Sources},
		{"its licence", q.License != "" && q.License != p.License, holds.License},
		{"dates", q.Checked+q.Expires != "", holds.Dates},
	} {
		if part.there && !part.held {
			lost = append(lost, part.name)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	return &questions.Finding{
		Severity: questions.Warning, Question: ID(p, q), Code: "not-held",
		Words: fmt.Sprintf("%s cannot hold %s; it is left out", format, strings.Join(lost, ", ")),
	}
}

// usualTime is the limit of a question that has none of its own.
const usualTime = 20 * time.Second

func usualPoints(kind questions.Kind) int {
	if kind == questions.Poll || kind == questions.Slide {
		return 0
	}
	return 1000
}

// Skip is a finding that says why a question is not written.
func Skip(p *questions.Pack, q *questions.Question, format, words string, args ...any) questions.Finding {
	return questions.Finding{
		Severity: questions.Skipped, Question: ID(p, q), Code: "not-held",
		Words: fmt.Sprintf("%s cannot hold this question: %s", format, fmt.Sprintf(words, args...)),
	}
}

// Pack is a finding that names what is left out of the pack itself, nil if nothing is.
func Pack(p *questions.Pack, format string) *questions.Finding {
	var lost []string
	for _, part := range []struct {
		name  string
		there bool
	}{
		{"the description", p.Description != ""},
		{"the authors", len(p.Authors) > 0},
		{"the licence", p.License != "" && p.License != "LicenseRef-unstated"},
		{"the topics", len(p.Topics) > 0},
		{"the introductions of rounds", slices.ContainsFunc(p.Rounds, func(r questions.Round) bool { return r.Intro != "" })},
	} {
		if part.there {
			lost = append(lost, part.name)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	return &questions.Finding{
		Severity: questions.Warning, Code: "not-held", Words: fmt.Sprintf("%s cannot hold %s; it is left out", format, strings.Join(lost, ", ")),
	}
}

// ID is a question's id in its pack.
func ID(p *questions.Pack, q *questions.Question) string { return strings.TrimPrefix(q.ID, p.ID+"/") }
