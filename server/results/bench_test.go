package results

import (
	"fmt"
	"io"
	"testing"

	"trivium/game"
	"trivium/questions"
)

// BenchmarkTenThousand makes the report of ten thousand players and twenty questions.
func BenchmarkTenThousand(b *testing.B) {
	var qs []questions.Question
	for i := range 20 {
		qs = append(qs, questions.Question{
			Kind: questions.Single, Prompt: fmt.Sprintf("Question %d?", i+1), Points: 1000,
			Choices: []questions.Choice{{Text: "a", Correct: true}, {Text: "b"}, {Text: "c"}},
		})
	}
	var seats []game.SeatEntry
	for i := range 10_000 {
		name := fmt.Sprintf("Player number %d", i)
		seats = append(seats, game.SeatEntry{Name: name, Key: name})
	}
	set := game.DefaultSettings()
	set.SeatMax = 20_000
	h := play(b, set, qs, seats, func(n int, _ *questions.Question, seat int) (game.Answer, game.Millis, bool) {
		return game.Answer{Pick: []int{(n*7 + seat) % 3}}, game.Millis(500 + seat%9_000), true
	})
	r := h.report()
	b.Run("report", func(b *testing.B) {
		for b.Loop() {
			h.report()
		}
	})
	b.Run("page", func(b *testing.B) {
		size := 0
		for b.Loop() {
			page, err := r.HTML(Page{Base: "/r/x"})
			if err != nil {
				b.Fatal(err)
			}
			size = len(page)
		}
		b.ReportMetric(float64(size), "bytes")
	})
	for name, write := range map[string]func(io.Writer) error{"xlsx": r.XLSX, "csv": r.CSV, "json": r.JSON} {
		b.Run(name, func(b *testing.B) {
			var n counter
			for b.Loop() {
				n = 0
				if err := write(&n); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n), "bytes")
		})
	}
}

// counter counts what is written.
type counter int

func (c *counter) Write(data []byte) (int, error) { *c += counter(len(data)); return len(data), nil }
