package blooket_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/blooket"
	"trivium/questions/formats/internal/sheet/sheettest"
)

func read(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestTheTemplateIsRead(t *testing.T) {
	t.Parallel()
	want := `single 20s 1000 "Which one, if any?" a, or so *b c
multi 5m0s 1000 "Which two?" *a b c *d
text 1m0s 1000 "Type it" =Vienna =Wien
truefalse 20s 1000 "True?" true
single 20s 1000 "What is \"it\"?" *a b
b.csv:12:8: skipped: it is not said which answer is right; write its number (key)
b.csv:13:2: skipped: there are answers in this row but no question; write one (missing)
`
	data := read(t, "template.csv")
	if diff := cmp.Diff(want, sheettest.Short(blooket.Read("b.csv", data))); diff != "" || !blooket.Is("x", data) {
		t.Error(diff)
	}
}

// firstRows is the template without a question.
func firstRows(t *testing.T) []byte {
	t.Helper()
	head, _, _ := strings.Cut(string(read(t, "template.csv")), "\n1,")
	return []byte(head)
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for want, data := range map[string][]byte{
		"no-headings": []byte("a,b\nc,d\n"), "workbook": []byte("PK\x03\x04"), "encoding": {0, 1, 2}, "empty": firstRows(t),
	} {
		got := blooket.Read("x", data)
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+want+")") {
			t.Errorf("want %s in %s", want, sheettest.Short(got))
		}
	}
	if blooket.Is("x", []byte("question,correct answer\na,b\n")) {
		t.Error("any table is taken for the template")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(read(f, "template.csv"))
	f.Fuzz(func(t *testing.T, data []byte) {
		blooket.Is("x", data)
		got := blooket.Read("x", data)
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
