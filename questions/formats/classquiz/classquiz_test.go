package classquiz_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/classquiz"
	"trivium/questions/formats/internal/sheet/sheettest"
)

var update = flag.Bool("update", false, "write the fixtures anew")

// template is the spreadsheet with these questions.
func template(questions ...[]any) [][]any {
	rows := make([][]any, 12)
	rows[1] = []any{nil, "ClassQuiz"}
	rows[4], rows[5] = []any{nil, "Title", "Our class"}, []any{nil, "Description", "Made in class"}
	rows = append(rows, []any{nil, "Question", "Answer 1", "Answer 2", "Answer 3", "Answer 4", "Time (s)", "Correct answer"})
	return append(rows, questions...)
}

func fixture(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/template.xlsx")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestTheTemplateIsRead(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile("testdata/template.xlsx", sheettest.Workbook(t, template(
			[]any{1, "Which?", "a", "b", "c", nil, 60, 2}, []any{2, "Which two?", "a", "b", "c", "d", 20, "1,3"},
			[]any{3, "True?", "True", "False", nil, nil, 20, 1}, []any{4, "No key?", "a", "b"}, []any{5},
		)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := `single 1m0s 1000 "Which?" a *b c
multi 20s 1000 "Which two?" *a b *c d
truefalse 20s 1000 "True?" true
c.xlsx:17:8: skipped: it is not said which answer is right; write its number (key)
`
	data := fixture(t)
	got := classquiz.Read("c.xlsx", data)
	if diff := cmp.Diff(want, sheettest.Short(got)); diff != "" || !classquiz.Is("x", data) {
		t.Error(diff)
	}
	if got.Pack.Title != "Our class" || got.Pack.Description != "Made in class" {
		t.Errorf("the pack is %q, %q", got.Pack.Title, got.Pack.Description)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for want, data := range map[string][]byte{"workbook": []byte("question,answer"), "empty": sheettest.Workbook(t, template())} {
		got := classquiz.Read("x", data)
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+want+")") {
			t.Errorf("want %s in %s", want, sheettest.Short(got))
		}
	}
	if classquiz.Is("x", sheettest.Workbook(t, [][]any{{"Question", "Answer"}})) || classquiz.Is("x", []byte("ClassQuiz")) {
		t.Error("any table is taken for the template")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fixture(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		classquiz.Is("x", data)
		got := classquiz.Read("x", data)
		if (got.Pack == nil) != questions.HasErrors(got.Findings) {
			t.Fatalf("%v %v", got.Pack, got.Findings)
		}
		if got.Pack == nil {
			return
		}
		seen := map[string]bool{}
		for i := range got.Pack.Questions {
			q := &got.Pack.Questions[i]
			if problems := q.Check(); len(problems) > 0 || seen[q.ID] {
				t.Errorf("%s: %v", q.ID, problems)
			}
			seen[q.ID] = true
		}
	})
}
