// Package packtest draws packs for the tests of whatever writes them: every kind and every field, and in the texts whatever a
// format could misread.
package packtest

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"trivium/questions"
)

// Texts draws texts of at most so many characters as packs hold them, with what YAML could misread.
func Texts(most int) *rapid.Generator[string] {
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
	return fmt.Sprintf("%s %d", Texts(100).Draw(t, "some text"), n)
}

func someTexts(t *rapid.T, least, most int) []string {
	texts := make([]string, rapid.IntRange(least, most).Draw(t, "texts"))
	for i := range texts {
		texts[i] = strings.TrimSpace(someText(t, i))
	}
	return texts
}

// Packs draws packs as ParseYAML gives them, with questions of these kinds; without any, of all.
func Packs(kinds ...questions.Kind) *rapid.Generator[*questions.Pack] {
	if len(kinds) == 0 {
		kinds = questions.Kinds()
	}
	return rapid.Custom(func(t *rapid.T) *questions.Pack {
		p := &questions.Pack{
			ID: rapid.StringMatching(`[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,2}`).Draw(t, "id"), Title: strings.TrimSpace(someText(t, 0)),
			Description: Texts(500).Draw(t, "description"), Language: rapid.SampledFrom([]string{"en", "de-AT", "no"}).Draw(t, "language"),
			Version: "1.2.3", License: "CC-BY-SA-4.0 OR MIT", Authors: someTexts(t, 0, 2),
		}
		for i, title := range someTexts(t, 0, 3) {
			p.Rounds = append(p.Rounds, questions.Round{ID: fmt.Sprintf("r%d", i), Title: title, Intro: Texts(500).Draw(t, "intro")})
		}
		for i, title := range someTexts(t, 0, 2) {
			p.Topics = append(p.Topics, questions.Topic{
				ID: fmt.Sprintf("t%d", i), Title: title, Summary: strings.TrimSpace(someText(t, i)), Details: strings.TrimSpace(someText(t, i)),
				Sources: anySources(t),
			})
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "questions") {
			p.Questions = append(p.Questions, anyQuestion(t, p, rapid.SampledFrom(kinds).Draw(t, "kind"), i))
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
