package formats_test

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"trivium/questions"
	"trivium/questions/formats"
	"trivium/questions/formats/draft"
)

// The bounds of an import of as many questions as a pack may have, on any machine that is worth the name.
const (
	mostTime = 5 * time.Second
	mostHeap = 300 << 20
)

// large is a pack of as many questions as there may be, of several kinds.
func large() *questions.Pack {
	p := &questions.Pack{ID: "large", Title: "Large", Language: "en", Version: "1.0.0", License: "CC0-1.0"}
	for i := range draft.MaxQuestions {
		q := questions.Question{
			ID: fmt.Sprintf("large/q%d", i), Language: "en", Time: draft.DefaultTime, Points: draft.DefaultPoints,
			Prompt:  fmt.Sprintf("Which is the right answer to the question with the number %d?", i),
			Summary: "Whoever has read the book knows it; and who has not, can look it up there.",
		}
		switch i % 4 {
		case 0, 1:
			q.Kind, q.Choices = questions.Single, []questions.Choice{{Text: "This one"}, {Text: "That one", Correct: true}, {Text: "Both"}, {Text: "Neither"}}
		case 2:
			q.Kind, q.Accept = questions.Text, []questions.Accepted{{Text: "George Orwell"}, {Text: "Eric Arthur Blair"}}
		case 3:
			q.Kind, q.Number = questions.Number, &questions.NumberSpec{Answer: "1969", ToleranceAbs: "2"}
		}
		p.Questions = append(p.Questions, q)
	}
	return p
}

// BenchmarkImport10000 reads the largest pack that each format can hold, of those that can be written, and holds the time and the heap against their bounds.
func BenchmarkImport10000(b *testing.B) {
	p := large()
	for _, format := range formats.All() {
		if format.Read == nil || format.Write == nil {
			continue
		}
		data, _, err := format.Write(p, nil)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(format.ID, func(b *testing.B) {
			peak := 0.0
			for b.Loop() {
				runtime.GC()
				stop := watchHeap()
				got := formats.Read("large"+format.Ends, data)
				peak = max(peak, stop())
				if got.Pack == nil || len(got.Pack.Questions) < len(p.Questions)/2 {
					b.Fatal(got.Findings)
				}
			}
			b.ReportMetric(peak, "peak-B")
			b.ReportMetric(float64(len(data)), "file-B")
			if each := b.Elapsed() / time.Duration(b.N); each > mostTime || peak > mostHeap {
				b.Errorf("%s takes %s and %.0f MiB; the most is %s and %d MiB", format.ID, each, peak/(1<<20), mostTime, mostHeap>>20)
			}
		})
	}
}

// watchHeap looks at the heap again and again; stop says what the most was that lay there, garbage included, above what did before.
func watchHeap() (stop func() float64) {
	look := func() float64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return float64(sample[0].Value.Uint64())
	}
	before, peak := look(), 0.0
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			peak = max(peak, look())
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	return func() float64 {
		close(done)
		<-ended
		return max(peak, look()) - before
	}
}

// TestHostileFilesEndSoon reads what would cost much in whatever format it is taken for.
func TestHostileFilesEndSoon(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing but commas": "question,answer\n" + strings.Repeat(",", 8<<20), "nothing but quotes": strings.Repeat("\"", 8<<20),
		"a bomb of YAML": "format: 1\nquestions: [" + strings.Repeat("[a,", 2<<20), "a large prompt": "question,answer\n" + strings.Repeat("x", 16<<20) + ",a\n",
		"brackets": strings.Repeat("[", 8<<20), "braces": `{"questions":[` + strings.Repeat(`{"choices":`, 1<<20),
	} {
		if got := formats.Read("x", []byte(text)); got.Pack != nil || !questions.HasErrors(got.Findings) {
			t.Errorf("%s: taken as %s", name, got.Format)
		}
	}
}
