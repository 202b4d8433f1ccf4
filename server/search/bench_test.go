package search_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"trivium/questions"
	"trivium/server/search"
)

// large is a bank of ten thousand questions in twenty packs. Words are as frequent as in a language (Zipf's law), a question has about
// twenty, and what is said about it a hundred.
func large() []*questions.Pack {
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.2, 8, 20_000)
	text := func(words int) string {
		var out strings.Builder
		for range words {
			fmt.Fprintf(&out, "w%d ", zipf.Uint64())
		}
		return strings.TrimSpace(out.String())
	}
	kinds := questions.Kinds()
	packs := make([]*questions.Pack, 20)
	for i := range packs {
		p := &questions.Pack{ID: fmt.Sprintf("pack%d", i), Title: text(3), Language: "en"}
		for n := range 500 {
			p.Questions = append(p.Questions, question(fmt.Sprintf("%s/q%d", p.ID, n), text(12)+"?", text(3), func(q *questions.Question) {
				q.Kind, q.Round, q.Summary, q.Details = kinds[n%len(kinds)], fmt.Sprintf("Round %d", n/50), text(20), text(80)
				q.Tags = []string{fmt.Sprintf("t%d", zipf.Uint64()), "x"}
				for range 4 {
					q.Choices = append(q.Choices, questions.Choice{Text: text(2)})
				}
			}))
		}
		packs[i] = p
	}
	return packs
}

// BenchmarkSearch searches ten thousand questions: for nothing in particular, for a rare word, two words, a word that a third of all
// have, and the beginning of a thousand words.
func BenchmarkSearch(b *testing.B) {
	x := open(b, large())
	for _, c := range []struct {
		name  string
		query search.Query
	}{
		{"all", search.Query{}},
		{"filter", search.Query{Kinds: []string{"match"}, Tags: []string{"x"}}},
		{"rare", search.Query{Words: "w7001"}},
		{"two", search.Query{Words: "w17 w40"}},
		{"common", search.Query{Words: "w3 "}},
		{"prefix", search.Query{Words: "w40"}},
	} {
		b.Run(c.name, func(b *testing.B) {
			_, result := find(b, x, c.query)
			for b.Loop() {
				find(b, x, c.query)
			}
			b.ReportMetric(float64(result.Total), "found")
		})
	}
}

// BenchmarkUpdate indexes ten thousand questions from nothing, and follows a bank that read all its files again.
func BenchmarkUpdate(b *testing.B) {
	packs := large()
	b.Run("new", func(b *testing.B) {
		for b.Loop() {
			open(b, packs)
		}
	})
	b.Run("reread", func(b *testing.B) {
		x, again := open(b, packs), [2][]*questions.Pack{large(), packs}
		for i := 0; b.Loop(); i++ {
			if err := x.Update(b.Context(), again[i%2]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
