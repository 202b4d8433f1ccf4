package pack_test

import (
	"fmt"
	"strings"
	"testing"

	"trivium/questions"
	"trivium/questions/pack"
)

// manyQuestions is the largest pack that is taken: its text in YAML.
func manyQuestions(tb testing.TB) []byte {
	tb.Helper()
	p := &questions.Pack{ID: "many", Title: "Many", Language: "en", Version: "1.0.0", License: "CC0-1.0"}
	for i := range pack.MaxQuestions {
		p.Questions = append(p.Questions, questions.Question{
			ID: fmt.Sprintf("many/q%d", i), Kind: questions.Single, Language: "en", Time: 20e9, Points: 1000,
			Prompt:  fmt.Sprintf("Which of these four answers is the right one to question number %d?", i),
			Choices: []questions.Choice{{Text: "This", Correct: true}, {Text: "That"}, {Text: "None of both"}, {Text: "Both", Why: "Never."}},
			Summary: strings.Repeat("A summary, in some words. ", 5), Details: strings.Repeat("A detail at some length, told in a line.\n", 10) + "End.",
			Sources: []questions.Source{{Title: "A source", URL: "https://example.org/"}}, Checked: "2026-11-24",
		})
	}
	return pack.Write(p)
}

func BenchmarkParseYAML10000(b *testing.B) {
	text := manyQuestions(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if p, findings := pack.ParseYAML("many.yaml", text); p == nil {
			b.Fatal(findings)
		}
	}
}

func BenchmarkWrite10000(b *testing.B) {
	p, findings := pack.ParseYAML("many.yaml", manyQuestions(b))
	if p == nil {
		b.Fatal(findings)
	}
	b.ReportAllocs()
	for b.Loop() {
		pack.Write(p)
	}
}
