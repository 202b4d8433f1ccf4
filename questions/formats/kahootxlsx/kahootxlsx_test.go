package kahootxlsx_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/sheet/sheettest"
	"trivium/questions/formats/kahootxlsx"
	"trivium/questions/pack/packtest"
)

var update = flag.Bool("update", false, "write the fixtures anew")

func headings() []any {
	return []any{
		nil, "Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters", "Answer 3 - max 75 characters",
		"Answer 4 - max 75 characters", "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one",
	}
}

// filled is the template with these questions.
func filled(questions ...[]any) [][]any {
	rows := [][]any{nil, {nil, "Quiz template"}, {nil, "Answers have 75 characters max."}, nil, nil, nil, {nil, "Remember to upload it to Kahoot!"}, headings()}
	return append(rows, questions...)
}

// fixture is a file in testdata, which is a workbook of these rows.
func fixture(tb testing.TB, name string, rows [][]any) []byte {
	tb.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, sheettest.Workbook(tb, rows), 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestTheTemplateIsRead(t *testing.T) {
	t.Parallel()
	data := fixture(t, "template.xlsx", filled(
		[]any{1, "Which is a prime?", "4", 7.0, "9", nil, 20.0, 2.0},
		[]any{2, "Which are noble gases?", "Neon", "Iron", "Argon", "Gold", 30, "1,3"},
		[]any{3, "The Moon is a planet.", "True", "False", nil, nil, 10, 2},
		[]any{4, "A gap in the answers?", "a", nil, "b", nil, nil, 3},
		[]any{5, "Read by a spreadsheet with commas for points", "a", "b", "c", nil, 20, 1.3},
		[]any{6, "Read by a spreadsheet with commas for thousands", "a", "b", "c", nil, 20, 13},
		[]any{7, "No key?", "a", "b", nil, nil, 20, nil},
		[]any{8, "Wrong key?", "a", "b", nil, nil, 20, "1,4"},
		[]any{9, "A key beyond?", "a", "b", nil, nil, 20, 5},
		[]any{10, nil, "an answer", nil, nil, nil, nil, nil},
		[]any{11, "One answer?", "a", nil, nil, nil, 20, 1},
		[]any{12, "Soon?", "a", "b", nil, nil, "soon", 1},
		[]any{13, "A date?", "a", time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), nil, nil, 20, 1},
		[]any{14}, []any{15},
	))
	want := `single 20s 1000 "Which is a prime?" 4 *7 9
multi 30s 1000 "Which are noble gases?" *Neon Iron *Argon Gold
truefalse 10s 1000 "The Moon is a planet." false
single 20s 1000 "A gap in the answers?" a *b
multi 20s 1000 "Read by a spreadsheet with commas for points" *a b *c
multi 20s 1000 "Read by a spreadsheet with commas for thousands" *a b *c
single 20s 1000 "Soon?" *a b
single 20s 1000 "A date?" *a 2026-02-01
night.xlsx:21:4: warning: the spreadsheet keeps this cell as a date or a time; if something else was written, make it a text cell (date)
night.xlsx:13:8: warning: "1.3" was read as several numbers; write them with commas, in a text cell (key)
night.xlsx:14:8: warning: "13" was read as several numbers; write them with commas, in a text cell (key)
night.xlsx:15:8: skipped: it is not said which answer is right; write its number (key)
night.xlsx:16:8: skipped: answer 4 is said to be right, but it is empty (key)
night.xlsx:17:8: skipped: "5" is not the number of an answer; write 1, or 1,3 for two (key)
night.xlsx:18:2: skipped: there are answers in this row but no question; write one (missing)
night.xlsx:19: skipped: not taken: choices: there are 1 choices; there must be 2 to 10 (count)
night.xlsx:20:7: warning: "soon" is not a time that a question can have, in seconds (time)
`
	got := kahootxlsx.Read("night.xlsx", data)
	if diff := cmp.Diff(want, sheettest.Short(got)); diff != "" || !kahootxlsx.Is("x", data) {
		t.Error(diff)
	}
}

func TestWhatWasSavedAsTextIsRead(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/template.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := "single 20s 1000 \"Which, if any?\" a *b\n" +
		"x.csv:10: skipped: the row cannot be read: extraneous or missing \" in quoted-field; a quote inside a cell is written twice (csv)\n"
	if diff := cmp.Diff(want, sheettest.Short(kahootxlsx.Read("x.csv", data))); diff != "" || !kahootxlsx.Is("x", data) {
		t.Error(diff)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		rows [][]any
		want bool
	}{
		"the template":       {filled(), true},
		"headings at once":   {[][]any{headings()}, true},
		"a table of our own": {[][]any{{"Question", "Answer 1", "Answer 2", "Time", "Correct"}, {"Is this Kahoot?", "a", "b", 20, 1}}, false},
		"no headings":        {[][]any{{"Kahoot"}, {"Question"}}, false},
	} {
		if got := kahootxlsx.Is("x", sheettest.Workbook(t, c.rows)); got != c.want {
			t.Errorf("%s: is %v", name, got)
		}
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for want, data := range map[string][]byte{
		"no-headings": sheettest.Workbook(t, [][]any{{"Kahoot"}}), "empty": sheettest.Workbook(t, filled()),
		"workbook": []byte("PK\x03\x04"), "encoding": {0, 1, 2},
	} {
		got := kahootxlsx.Read("x", data)
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+want+")") {
			t.Errorf("want %s in %s", want, sheettest.Short(got))
		}
	}
}

// TestWhatIsWrittenIsReadAgain draws packs of the kinds that the spreadsheet holds.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := packtest.Packs(questions.Single, questions.Multi, questions.TrueFalse).Draw(t, "pack")
		data, findings, err := kahootxlsx.Write(want, nil)
		if err != nil {
			t.Fatal(err)
		}
		skipped := map[string]bool{}
		for _, f := range findings {
			skipped[f.Question] = skipped[f.Question] || f.Severity == questions.Skipped
		}
		var expected []questions.Question
		for _, q := range want.Questions {
			if !skipped[strings.TrimPrefix(q.ID, want.ID+"/")] {
				expected = append(expected, questions.Question{Kind: q.Kind, Prompt: q.Prompt, Answer: q.Answer, Choices: withoutWhy(q.Choices)})
			}
		}
		got := kahootxlsx.Read("x", data)
		if len(expected) == 0 {
			return
		}
		if got.Pack == nil || len(got.Findings) > 0 {
			t.Fatal(got.Findings)
		}
		for i, q := range got.Pack.Questions {
			if q.Kind != expected[i].Kind && len(q.Choices) > 0 {
				q.Kind = expected[i].Kind // several choices of which one is right
			}
			got.Pack.Questions[i] = questions.Question{Kind: q.Kind, Prompt: q.Prompt, Answer: q.Answer, Choices: q.Choices}
		}
		if diff := cmp.Diff(expected, got.Pack.Questions, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func withoutWhy(choices []questions.Choice) []questions.Choice {
	var plain []questions.Choice
	for _, c := range choices {
		plain = append(plain, questions.Choice{Text: c.Text, Correct: c.Correct})
	}
	return plain
}

func TestWhatTheSpreadsheetCannotHoldIsSaid(t *testing.T) {
	t.Parallel()
	two := []questions.Choice{{Text: "=1+1", Correct: true}, {Text: "_x000D_"}}
	p := &questions.Pack{ID: "p", Title: "P", Language: "en", License: "CC0-1.0", Questions: []questions.Question{
		{ID: "p/a", Kind: questions.Single, Prompt: "a", Language: "en", Points: 1000, Time: 25 * time.Second, Choices: two, Summary: "s"},
		{ID: "p/b", Kind: questions.Single, Prompt: "b", Language: "en", Points: 1000, Time: time.Hour / 10, Choices: two},
		{ID: "p/c", Kind: questions.Single, Prompt: strings.Repeat("c", 121), Choices: two},
		{ID: "p/d", Kind: questions.Single, Prompt: "d", Choices: append([]questions.Choice{{Text: strings.Repeat("d", 76)}}, two...)},
		{ID: "p/e", Kind: questions.Multi, Prompt: "e", Choices: append(append(two, two...), two...)},
		{ID: "p/f", Kind: questions.Order, Prompt: "f"},
	}}
	data, findings, err := kahootxlsx.Write(p, nil)
	want := `warning: Kahoot's spreadsheet cannot hold the licence; it is left out (not-held)
warning: question a: Kahoot's spreadsheet cannot hold its summary; it is left out (not-held)
warning: question a: Kahoot has no time of 25s; it becomes 30 s (time)
warning: question b: Kahoot has no time of 6m0s; it becomes 240 s (time)
skipped: question c: Kahoot's spreadsheet cannot hold this question: it has 121 characters, and the most is 120; shorten it (not-held)
skipped: question d: Kahoot's spreadsheet cannot hold this question: a choice has 76 characters, and the most is 75; shorten it (not-held)
skipped: question e: Kahoot's spreadsheet cannot hold this question: it has 6 choices, and the most is 4 (not-held)
skipped: question f: Kahoot's spreadsheet cannot hold this question: it is not one of choices, but order (not-held)
`
	if diff := cmp.Diff(want, sheettest.Short(draft.Imported{Findings: findings})); diff != "" || err != nil {
		t.Error(diff, err)
	}
	got := sheettest.Short(kahootxlsx.Read("x", data))
	if want := "single 30s 1000 \"a\" *=1+1 _x000D_\nsingle 4m0s 1000 \"b\" *=1+1 _x000D_\n"; got != want || !kahootxlsx.Is("x", data) {
		t.Errorf("got %s", got)
	}
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"template.xlsx", "template.csv"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		kahootxlsx.Is("x", data)
		got := kahootxlsx.Read("x", data)
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
		written, findings, err := kahootxlsx.Write(got.Pack, nil)
		if err != nil {
			t.Fatal(err)
		}
		again := kahootxlsx.Read("x", written)
		skipped := 0
		for _, f := range findings {
			if f.Severity == questions.Skipped {
				skipped++
			}
		}
		if held := len(got.Pack.Questions) - skipped; held > 0 && (again.Pack == nil || len(again.Pack.Questions) != held) {
			t.Errorf("%d of %d questions came back: %v", held, len(got.Pack.Questions), again.Findings)
		}
	})
}
