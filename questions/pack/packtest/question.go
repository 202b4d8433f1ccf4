package packtest

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"trivium/questions"
)

func anyQuestion(t *rapid.T, p *questions.Pack, kind questions.Kind, n int) questions.Question {
	pick := func(words ...string) string { return rapid.SampledFrom(words).Draw(t, "word") }
	q := questions.Question{
		ID: fmt.Sprintf("%s/q%d", p.ID, n), Kind: kind, Language: pick(p.Language, "en", "fr"),
		Prompt: strings.TrimSpace(someText(t, n)), Time: time.Duration(rapid.Int64Range(1e9, 600e9).Draw(t, "time")),
		Summary: Texts(questions.MaxSummary).Draw(t, "summary"), Details: Texts(900).Draw(t, "details"), Sources: anySources(t),
		Difficulty: pick("", "easy", "hard"), License: pick("", "CC0-1.0"), Checked: pick("", "2026-11-24"), Expires: pick("", "2027-01-01"),
	}
	if q.Kind != questions.Poll && q.Kind != questions.Slide {
		q.Points = rapid.SampledFrom([]int{1000, 0, 1, questions.MaxPoints}).Draw(t, "points")
	}
	if len(p.Rounds) > 0 {
		q.Round = p.Rounds[n%len(p.Rounds)].Title
	}
	if len(p.Topics) > 0 {
		q.Topic = p.Topics[n%len(p.Topics)].ID
	}
	for _, alt := range someTexts(t, 0, 2) {
		q.Media = append(q.Media, questions.Media{
			Type: pick("image", "audio"), Src: pick("media/a.png", "media/a b, {c}.png", "media/ä/#.png"), Alt: alt, License: pick("", "MIT"), At: pick("", "reveal"),
		})
	}
	q.Tags = rapid.SampledFrom([][]string{nil, {"space"}, {"food-and-drink", "1984", "no", "größe", "ひらがな"}}).Draw(t, "tags")
	anyAnswer(t, &q, pick)
	return q
}

func anyAnswer(t *rapid.T, q *questions.Question, pick func(...string) string) {
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		q.KeepOrder = rapid.Bool().Draw(t, "keep order")
		for i, text := range someTexts(t, 2, 6) {
			correct := q.Kind != questions.Poll && i == 0 || q.Kind == questions.Multi && rapid.Bool().Draw(t, "correct")
			q.Choices = append(q.Choices, questions.Choice{Text: text, Correct: correct, Why: Texts(200).Draw(t, "why")})
		}
	case questions.TrueFalse:
		q.Answer = rapid.Bool().Draw(t, "answer")
	case questions.Text:
		q.Rules = questions.MatchRules{Case: pick("", "exact"), Typos: pick("", "none", "auto"), Numbers: pick("", "words")}
		for i := range rapid.IntRange(1, 3).Draw(t, "accept") {
			text := pick("Orwell", "1984", "a, b: {c}", "George \"Eric\" Orwell", "no", "ÆØÅ") + fmt.Sprintf(" number%d", i)
			q.Accept = append(q.Accept, questions.Accepted{Text: text, Note: Texts(100).Draw(t, "note")})
		}
		q.Reject = rapid.SampledFrom([][]string{nil, {"Aldous Huxley", "- Wells; B|C"}}).Draw(t, "reject")
	case questions.Number:
		q.Number = anyNumber(t, pick)
	case questions.Order:
		q.Items, q.Scoring = someTexts(t, 2, 5), pick("", "adjacent", "partial", "all")
	case questions.Match:
		for i, text := range someTexts(t, 2, 5) {
			q.Pairs = append(q.Pairs, questions.Pair{Left: text, Right: strings.TrimSpace(someText(t, 100+i))})
		}
		q.Extra, q.Scoring = rapid.SampledFrom([][]string{nil, {"none of these: 0"}}).Draw(t, "extra"), pick("", "partial")
	case questions.Slide:
	}
}

func anyNumber(t *rapid.T, pick func(...string) string) *questions.NumberSpec {
	spec := &questions.NumberSpec{Answer: pick("0", "-0.5", "1969", "1.969", "12345678901234567890.5"), Closest: rapid.Bool().Draw(t, "closest")}
	spec.Unit = Texts(50).Draw(t, "unit")
	switch pick("abs", "rel", "both", "range", "none") {
	case "abs":
		spec.ToleranceAbs = pick("0", "1.5")
	case "rel":
		spec.ToleranceRel = "0.05"
	case "both":
		spec.ToleranceAbs, spec.ToleranceRel = "2", "0.1"
	case "range":
		spec.Low, spec.High = pick("", "-10"), pick("", "12345678901234567891")
	}
	if spec.Answer == "1969" {
		spec.Range = &questions.Range{Min: "1900", Max: "2000", Step: pick("1", "0.5")}
	}
	return spec
}
