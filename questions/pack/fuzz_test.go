package pack_test

import (
	"testing"

	"trivium/questions"
	"trivium/questions/pack"
)

func FuzzParseYAML(f *testing.F) { fuzz(f, "fuzz.yaml", pack.ParseYAML) }

func FuzzParseCSV(f *testing.F) { fuzz(f, "fuzz.csv", pack.ParseCSV) }

// fuzz feeds a parser with all fixtures and what grows from them: it must not panic, and what it takes must be playable.
func fuzz(f *testing.F, name string, parse func(string, []byte) (*questions.Pack, []questions.Finding)) {
	f.Helper()
	for _, folder := range []string{"refused", "taken"} {
		for _, file := range seeds(f, folder) {
			f.Add(file)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, findings := parse(name, data)
		if (got == nil) != questions.HasErrors(findings) {
			t.Fatalf("the pack is %v, the findings are %v", got, findings)
		}
		if got == nil {
			return
		}
		if len(got.Questions) == 0 || !questions.ValidID(got.ID) || got.Title == "" {
			t.Errorf("a pack without questions, id or title is taken: %+v", got)
		}
		seen := map[string]bool{}
		for i := range got.Questions {
			q := &got.Questions[i]
			if seen[q.ID] {
				t.Errorf("two questions are called %s", q.ID)
			}
			seen[q.ID] = true
			for _, problem := range q.Check() {
				t.Errorf("question %s is taken but %v", q.ID, problem)
			}
		}
	})
}
