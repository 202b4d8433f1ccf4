package questions_test

import (
	"strings"
	"testing"
	"time"

	"trivium/questions"
)

func sound() questions.Question {
	return questions.Question{
		ID: "pack/question", Kind: questions.Single, Language: "en", Prompt: "Which?", Time: 20 * time.Second, Points: 1000,
		Choices: []questions.Choice{{Text: "This", Correct: true}, {Text: "That"}},
	}
}

func TestCheckFindsEachFaultAndWhereItIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(q *questions.Question)
		path  string
	}{
		"no prompt":          {func(q *questions.Question) { q.Prompt = " \u200b " }, "prompt"},
		"long prompt":        {func(q *questions.Question) { q.Prompt = strings.Repeat("é", questions.MaxPrompt+1) }, "prompt"},
		"turned text":        {func(q *questions.Question) { q.Prompt = "a\u202eb" }, "prompt"},
		"mojibake":           {func(q *questions.Question) { q.Prompt = "caf\ufffd" }, "prompt"},
		"broken encoding":    {func(q *questions.Question) { q.Summary = "caf\xe9" }, "summary"},
		"id":                 {func(q *questions.Question) { q.ID = "pack/Not an id" }, "id"},
		"kind":               {func(q *questions.Question) { q.Kind = "quiz" }, "kind"},
		"no time":            {func(q *questions.Question) { q.Time = 0 }, "time"},
		"negative points":    {func(q *questions.Question) { q.Points = -1 }, "points"},
		"language":           {func(q *questions.Question) { q.Language = "english" }, "language"},
		"two right":          {func(q *questions.Question) { q.Choices[1].Correct = true }, "choices"},
		"the same twice":     {func(q *questions.Question) { q.Choices[1].Text = "Ｔhis " }, "choices.1.text"},
		"blank choice":       {func(q *questions.Question) { q.Choices[0].Text = "" }, "choices.0.text"},
		"one choice":         {func(q *questions.Question) { q.Choices = q.Choices[:1] }, "choices"},
		"partial single":     {func(q *questions.Question) { q.Scoring = questions.ScoringPartial }, "scoring"},
		"medium's path":      {func(q *questions.Question) { q.Media = []questions.Media{{Type: "image", Alt: "a", Src: "/etc/a.png"}} }, "media.0.src"},
		"medium without alt": {func(q *questions.Question) { q.Media = []questions.Media{{Type: "image", Src: "media/a.png"}} }, "media.0.alt"},
		"source's address":   {func(q *questions.Question) { q.Sources = []questions.Source{{Title: "a", URL: "javascript:0"}} }, "sources.0.url"},
		"a tag":              {func(q *questions.Question) { q.Tags = []string{"Outer Space"} }, "tags"},
		"a tag twice":        {func(q *questions.Question) { q.Tags = []string{"space", "space"} }, "tags"},
		"date":               {func(q *questions.Question) { q.Checked = "2026-13-01" }, "checked"},
	} {
		q := sound()
		c.spoil(&q)
		problems := q.Check()
		if len(problems) != 1 || problems[0].Path != c.path || problems[0].Code == "" || problems[0].Words == "" {
			t.Errorf("%s: got %v, want one problem at %s", name, problems, c.path)
		}
	}
	q := sound()
	if problems := q.Check(); len(problems) != 0 {
		t.Errorf("a sound question has problems: %v", problems)
	}
}

func TestNamesAreWellFormed(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what  string
		valid func(string) bool
		yes   []string
		no    []string
	}{
		{
			"id", questions.ValidID,
			[]string{"a", "a-1", "2001"},
			[]string{"", "-a", "a-", "a--b", "A", "a_b", "é", strings.Repeat("a", 65)},
		},
		{
			"language", questions.ValidLanguage,
			[]string{"en", "de-AT", "zh-Hans-CN", "es-419", "gsw"},
			[]string{"", "e", "english", "de_AT", "de-", "1e"},
		},
		{
			"licence", questions.ValidLicense,
			[]string{"CC-BY-SA-4.0", "MIT OR Apache-2.0", "GPL-2.0+ WITH Classpath-exception-2.0", "(MIT AND CC0-1.0)", "LicenseRef-own"},
			[]string{"", "Creative Commons", "MIT OR", "OR MIT", "a/b", "MIT and BSD"},
		},
		{"version", questions.ValidVersion, []string{"1.0.0", "0.10.2"}, []string{"", "1.0", "1.0.0.0", "01.0.0", "v1.0.0", "1.0.x"}},
	} {
		for _, text := range c.yes {
			if !c.valid(text) {
				t.Errorf("%q is no valid %s", text, c.what)
			}
		}
		for _, text := range c.no {
			if c.valid(text) {
				t.Errorf("%q is a valid %s", text, c.what)
			}
		}
	}
}

func TestAFindingIsOneLine(t *testing.T) {
	t.Parallel()
	finding := questions.Finding{
		Severity: questions.Error, File: "a.yaml", Line: 3, Column: 7, Question: "q", Code: "key", Words: "two are right",
	}
	if got, want := finding.String(), "a.yaml:3:7: error: question q: two are right (key)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := (questions.Finding{Severity: questions.Warning, Code: "x", Words: "w"}).String(), "warning: w (x)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEditDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0},
		{"", "abc", 3},
		{"abc", "acb", 1},
		{"ca", "abc", 3}, // 2 without the restriction that no part is edited twice
		{"kitten", "sitting", 3},
		{"größe", "grösse", 2},
	} {
		if got, back := questions.EditDistance(c.a, c.b), questions.EditDistance(c.b, c.a); got != c.want || back != c.want {
			t.Errorf("%q and %q: got %d and back %d, want %d", c.a, c.b, got, back, c.want)
		}
	}
}
