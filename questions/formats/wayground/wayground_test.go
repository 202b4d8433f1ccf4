package wayground_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/internal/sheet/sheettest"
	"trivium/questions/formats/wayground"
)

var update = flag.Bool("update", false, "write the fixtures anew")

func headings() []any {
	return []any{
		"Question Text", "Question Type", "Option 1", "Option 2", "Option 3", "Option 4", "Option 5", "Correct Answer", "Time in seconds",
		"Image Link", "Answer explanation",
	}
}

// template is the template with a question of each kind and each trap.
func template() [][]any {
	return [][]any{
		headings(),
		{"Text of the question\n\n(required)", "Question Type\n\n(default is Multiple Choice)", "Text for option 1", "Text for option 2"},
		{"Which is a prime?", "Multiple Choice", 4, 7, nil, nil, nil, 2, 30, nil, "Only 1 and 7 divide it."},
		{"Without a kind?", nil, "a", "b", "c", nil, nil, 3.0, nil, nil, strings.Repeat("long ", 60)},
		{"Which are even?", "Checkbox", 1, 2, 3, 4, nil, "2,4", 20},
		{"Only one, but a checkbox", "Checkbox", "a", "b", nil, nil, nil, 1, 20},
		{"Several, but no checkbox", "Multiple Choice", "a", "b", "c", nil, nil, "1, 3", 900},
		{"The Sun is a star.", "Multiple Choice", "True", "False", nil, nil, nil, 1, 20},
		{"The capital of Austria is", "Fill-in-the-Blank", "Vienna", "Wien", nil, nil, nil, nil, 20, "https://images.example/vienna.jpg"},
		{"What next?", "Poll", "Music", "Sport", nil, nil, nil, nil, 20},
		{"Tell me", "Open-Ended"},
		{"Draw me", "Draw"},
		{"Move me", "Drag and Drop", "a", "b"},
		{"No key?", "Multiple Choice", "a", "b"},
		{nil, "Multiple Choice", "a", "b", nil, nil, nil, 1},
		{nil, "Multiple Choice"},
		{"Nothing accepted?", "Fill-in-the-Blank"},
	}
}

func fixture(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "template.xlsx"))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestTheTemplateIsRead(t *testing.T) {
	t.Parallel()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", "template.xlsx"), sheettest.Workbook(t, template()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := `single 30s 1000 "Which is a prime?" 4 *7 (Only 1 and 7 divide it.)
single 20s 1000 "Without a kind?" a b *c
multi 20s 1000 "Which are even?" 1 *2 3 *4
multi 20s 1000 "Only one, but a checkbox" *a b
multi 10m0s 1000 "Several, but no checkbox" *a b *c
truefalse 20s 1000 "The Sun is a star." true
text 20s 1000 "The capital of Austria is" =Vienna =Wien
poll 20s 0 "What next?" Music Sport
q.xlsx:7:9: warning: "900" is not a time that a question can have, in seconds (time)
q.xlsx:9:10: warning: the picture is not in the file, but on the web; add it in the editor (media)
q.xlsx:11:2: skipped: nobody can judge the answers to a question of the kind "Open-Ended"; make it "Fill-in-the-Blank" with the accepted answers as options (kind)
q.xlsx:12:2: skipped: nobody can judge the answers to a question of the kind "Draw"; make it "Fill-in-the-Blank" with the accepted answers as options (kind)
q.xlsx:13:2: skipped: questions of the kind "Drag and Drop" have no counterpart here (kind)
q.xlsx:14:8: skipped: it is not said which answer is right; write its number (key)
q.xlsx:15:1: skipped: there are options in this row but no question; write one (missing)
q.xlsx:17: skipped: not taken: accept: there are 0 accepted answers; there must be 1 to 100 (count)
`
	data := fixture(t)
	got := wayground.Read("q.xlsx", data)
	if diff := cmp.Diff(want, sheettest.Short(got)); diff != "" || !wayground.Is("x", data) {
		t.Error(diff)
	}
	if details := got.Pack.Questions[1].Details; !strings.HasPrefix(details, "long long") {
		t.Errorf("a long explanation becomes %q", details)
	}
}

func TestWhatWasSavedAsTextIsRead(t *testing.T) {
	t.Parallel()
	data := []byte("Question Text,Question Type,Option 1,Option 2,Correct Answer\nWhich?,,a,b,2\n")
	if want := "single 20s 1000 \"Which?\" a *b\n"; sheettest.Short(wayground.Read("x.csv", data)) != want || !wayground.Is("x.csv", data) {
		t.Error(sheettest.Short(wayground.Read("x.csv", data)))
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for want, data := range map[string][]byte{
		"no-headings": sheettest.Workbook(t, [][]any{{"Question"}}), "empty": sheettest.Workbook(t, [][]any{headings()}),
		"workbook": []byte("PK\x03\x04"), "encoding": {0, 1, 2},
	} {
		got := wayground.Read("x", data)
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+want+")") {
			t.Errorf("want %s in %s", want, sheettest.Short(got))
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fixture(f))
	f.Add([]byte("Question Text,Question Type,Option 1,Option 2,Correct Answer\nWhich?,,a,b,2\nWhich?,Checkbox,a,b,\"1,2\"\n,Poll,a,b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		wayground.Is("x", data)
		got := wayground.Read("x", data)
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
