package pack_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/pack"
)

func TestWhatIsWrittenIsReadAgainForAllShippedPacks(t *testing.T) {
	t.Parallel()
	shipped, err := filepath.Glob("../packs/*.yaml")
	if err != nil || len(shipped) == 0 {
		t.Fatalf("found the packs %v, error %v", shipped, err)
	}
	for _, file := range append(shipped, "testdata/taken/kinds.yaml") {
		want, findings := pack.ParseYAML(filepath.Base(file), read(t, file))
		if want == nil {
			t.Fatal(findings)
		}
		same(t, want)
	}
}

// same fails unless a pack is read as it was written, without a word.
func same(t interface {
	Helper()
	Fatalf(format string, args ...any)
}, want *questions.Pack) {
	t.Helper()
	text := pack.Write(want)
	got, findings := pack.ParseYAML(want.ID+".yaml", text)
	if len(findings) > 0 {
		t.Fatalf("%v\n%s", findings, text)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("another pack is read (-want +got):\n%s\n%s", diff, text)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) { same(t, anyPack().Draw(t, "pack")) })
}

func TestWhatIsWrittenReadsWell(t *testing.T) {
	t.Parallel()
	p, findings := pack.ParseYAML("kinds.yaml", read(t, "testdata/taken/kinds.yaml"))
	if p == nil {
		t.Fatal(findings)
	}
	p.Questions[0].Details = "Long.\n\n- one\n- two"
	compare(t, "testdata/written.yaml", string(pack.Write(p)))
}

func TestARoundThatOnlyAQuestionNamesIsWritten(t *testing.T) {
	t.Parallel()
	p, findings := pack.ParseYAML("kinds.yaml", read(t, "testdata/taken/kinds.yaml"))
	if p == nil {
		t.Fatal(findings)
	}
	p.Questions[1].Round, p.Rounds[0].ID = "Elsewhere", "round-3"
	got, findings := pack.ParseYAML("kinds.yaml", pack.Write(p))
	if got == nil || got.Questions[1].Round != "Elsewhere" || len(got.Rounds) != 3 {
		t.Errorf("got %v, %v", got, findings)
	}
}

// anyText draws a text as packs hold it, with what YAML could misread.
func anyText(most int) *rapid.Generator[string] {
	traps := []string{
		"1984", "true", "no", "null", "~", "- a", "a: b", "a #b", "#a", "{a, b}", "[a]", "'a'", `"a"`, `\n`, "a\nb", "a\n\n  b\nc", "a \nb",
		"|", ">", "&a", "*a", "!a", "%a", "@a", "`a`", "? a", "2026-11-24", "é", "日本語", "👩‍🚀", "a\u00a0b", "a\u200bb", "a\u2028b", "a\tb",
		"0x10", ".5", "1e3", "12:30:45", "---", "...", "a:", "---\na", "a\n...\nb", "\ufeffa", "\u00ada", "Éa, b? (c!) 50 %", "a\n\tb", "=", "<<", "-",
	}
	return rapid.Custom(func(t *rapid.T) string {
		text := rapid.OneOf(rapid.SampledFrom(traps), rapid.String(), rapid.StringMatching(`[a-z ,:#'"\n-]{1,60}`)).Draw(t, "text")
		text = strings.TrimSpace(strings.Map(func(r rune) rune {
			if r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 || r == '\ufffd' || r >= '\u202a' && r <= '\u202e' {
				return -1
			}
			return r
		}, strings.ToValidUTF8(text, "")))
		if runes := []rune(text); len(runes) > most {
			text = strings.TrimSpace(string(runes[:most]))
		}
		return text
	})
}

// someText is a text that a reader sees, different for each n.
func someText(t *rapid.T, n int) string {
	return fmt.Sprintf("%s %d", anyText(100).Draw(t, "some text"), n)
}

func someTexts(t *rapid.T, least, most int) []string {
	texts := make([]string, rapid.IntRange(least, most).Draw(t, "texts"))
	for i := range texts {
		texts[i] = strings.TrimSpace(someText(t, i))
	}
	return texts
}

func anyPack() *rapid.Generator[*questions.Pack] {
	return rapid.Custom(func(t *rapid.T) *questions.Pack {
		p := &questions.Pack{
			ID: rapid.StringMatching(`[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}`).Draw(t, "id"), Title: strings.TrimSpace(someText(t, 0)),
			Description: anyText(500).Draw(t, "description"), Language: rapid.SampledFrom([]string{"en", "de-AT", "no"}).Draw(t, "language"),
			Version: "1.2.3", License: "CC-BY-SA-4.0 OR MIT", Authors: someTexts(t, 0, 2),
		}
		for i, title := range someTexts(t, 0, 3) {
			p.Rounds = append(p.Rounds, questions.Round{ID: fmt.Sprintf("r%d", i), Title: title, Intro: anyText(500).Draw(t, "intro")})
		}
		for i, title := range someTexts(t, 0, 2) {
			p.Topics = append(p.Topics, questions.Topic{
				ID: fmt.Sprintf("t%d", i), Title: title, Summary: strings.TrimSpace(someText(t, i)), Details: strings.TrimSpace(someText(t, i)),
				Sources: anySources(t),
			})
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "questions") {
			p.Questions = append(p.Questions, anyQuestion(t, p, i))
		}
		return p
	})
}

func anySources(t *rapid.T) []questions.Source {
	var sources []questions.Source
	for _, title := range someTexts(t, 0, 2) {
		url := rapid.SampledFrom([]string{"", "https://example.org/a?b=c&d=%20#e, f"}).Draw(t, "url")
		sources = append(sources, questions.Source{Title: title, URL: url})
	}
	return sources
}

func anyQuestion(t *rapid.T, p *questions.Pack, n int) questions.Question {
	pick := func(words ...string) string { return rapid.SampledFrom(words).Draw(t, "word") }
	q := questions.Question{
		ID: fmt.Sprintf("%s/q%d", p.ID, n), Kind: rapid.SampledFrom(questions.Kinds()).Draw(t, "kind"), Language: pick(p.Language, "en", "fr"),
		Prompt: strings.TrimSpace(someText(t, n)), Time: time.Duration(rapid.Int64Range(1e9, 600e9).Draw(t, "time")),
		Summary: anyText(questions.MaxSummary).Draw(t, "summary"), Details: anyText(900).Draw(t, "details"), Sources: anySources(t),
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
	anyAnswer(t, &q, pick)
	return q
}

func anyAnswer(t *rapid.T, q *questions.Question, pick func(...string) string) {
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		q.KeepOrder = rapid.Bool().Draw(t, "keep order")
		for i, text := range someTexts(t, 2, 6) {
			correct := q.Kind != questions.Poll && i == 0 || q.Kind == questions.Multi && rapid.Bool().Draw(t, "correct")
			q.Choices = append(q.Choices, questions.Choice{Text: text, Correct: correct, Why: anyText(200).Draw(t, "why")})
		}
	case questions.TrueFalse:
		q.Answer = rapid.Bool().Draw(t, "answer")
	case questions.Text:
		q.Rules = questions.MatchRules{Case: pick("", "exact"), Typos: pick("", "none", "auto"), Numbers: pick("", "words")}
		for i := range rapid.IntRange(1, 3).Draw(t, "accept") {
			text := pick("Orwell", "1984", "a, b: {c}", "George \"Eric\" Orwell", "no", "ÆØÅ") + fmt.Sprintf(" number%d", i)
			q.Accept = append(q.Accept, questions.Accepted{Text: text, Note: anyText(100).Draw(t, "note")})
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
	spec.Unit = anyText(50).Draw(t, "unit")
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
