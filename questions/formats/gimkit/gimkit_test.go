package gimkit_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/gimkit"
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

func TestTheTemplatesAreRead(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"template.csv": `single 20s 1000 "Which one?" *This That None, I fear
text 20s 1000 "Typed?" =Vienna
g.csv:5:2: skipped: the correct answer is missing; write it (key)
g.csv:6:1: skipped: there are answers in this row but no question; write one (missing)
`,
		"typed.csv": "text 20s 1000 \"What is the capital of Austria?\" =Vienna\n",
	} {
		data := read(t, name)
		if diff := cmp.Diff(want, sheettest.Short(gimkit.Read("g.csv", data))); diff != "" || !gimkit.Is("x", data) {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// firstRows is the template without a question.
func firstRows(t *testing.T) []byte {
	t.Helper()
	head, _, _ := strings.Cut(string(read(t, "template.csv")), "\nWhich")
	return []byte(head)
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for want, data := range map[string][]byte{
		"no-headings": []byte("a,b\nc,d\n"), "workbook": []byte("PK\x03\x04"), "encoding": {0, 1, 2}, "empty": firstRows(t),
	} {
		got := gimkit.Read("x", data)
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+want+")") {
			t.Errorf("want %s in %s", want, sheettest.Short(got))
		}
	}
	if gimkit.Is("x", []byte("question,correct answer\na,b\n")) {
		t.Error("any table is taken for the template")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(read(f, "template.csv"))
	f.Fuzz(func(t *testing.T, data []byte) {
		gimkit.Is("x", data)
		got := gimkit.Read("x", data)
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
