package csv_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/formats/csv"
	"trivium/questions/formats/draft"
	"trivium/questions/pack/packtest"
)

func read(tb testing.TB, file string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// short is what was read, a line for each question and each finding.
func short(got draft.Imported) string {
	var out strings.Builder
	if got.Pack != nil {
		for _, q := range got.Pack.Questions {
			fmt.Fprintf(&out, "%s %s %q", strings.TrimPrefix(q.ID, got.Pack.ID+"/"), q.Kind, q.Prompt)
			for _, c := range q.Choices {
				fmt.Fprintf(&out, " %s%s", map[bool]string{true: "*"}[c.Correct], c.Text)
			}
			switch {
			case q.Kind == questions.TrueFalse:
				fmt.Fprintf(&out, " %v", q.Answer)
			case q.Number != nil:
				fmt.Fprintf(&out, " %+v", *q.Number)
			default:
				for _, a := range q.Accept {
					fmt.Fprintf(&out, " =%s", a.Text)
				}
				fmt.Fprintf(&out, "%v%v", q.Items, q.Pairs)
			}
			out.WriteByte('\n')
		}
	}
	for _, f := range got.Findings {
		out.WriteString(f.String() + "\n")
	}
	return out.String()
}

func TestABadRowIsSkippedAndTheOthersAreTaken(t *testing.T) {
	t.Parallel()
	want := `q1 single "Fine?" *a b[][]
q2 single "Also fine?" a *b[][]
q3 single "What is \"it\" called?" *a b[][]
twice truefalse "Is it?" true
q5 match "Pairs"[][{A 1} {B 2}]
q6 number "How many?" {Answer:5 ToleranceAbs:0.5 ToleranceRel: Low: High: Closest:true Range:0xRANGE Unit:}
q7 order "After the open quote"[x y][]
rows.csv:3:10: warning: the column "colour" is not known and was left out (unknown-column)
rows.csv:5:5: skipped: question q2: "7" is no choice; write its text, its number or its letter (key)
rows.csv:7: skipped: the row cannot be read: extraneous or missing " in quoted-field; a quote inside a cell is written twice (csv)
rows.csv:8:6: skipped: question q3: "soon" is not a time in seconds, like 20 (time)
rows.csv:11:4: skipped: the id twice is taken by line 10 (duplicate-id)
rows.csv:13:8: skipped: question q6: "a - b" is no pair; each choice of a match question is written left -> right (pair)
rows.csv:15: skipped: the row cannot be read: extraneous or missing " in quoted-field; a quote inside a cell is written twice (csv)
`
	data := read(t, "rows.csv")
	got := csv.Read("rows.csv", data)
	text := short(got)
	if at := strings.Index(text, "Range:0x"); at > 0 {
		end := at + strings.IndexByte(text[at:], ' ')
		text = text[:at] + "Range:0xRANGE" + text[end:]
	}
	if diff := cmp.Diff(want, text); diff != "" || !csv.Is("", data) {
		t.Error(diff)
	}
	if diff := cmp.Diff(&questions.Range{Min: "0", Max: "10", Step: "0.5"}, got.Pack.Questions[5].Number.Range); diff != "" {
		t.Error(diff)
	}
}

func TestEncodingsAndSeparators(t *testing.T) {
	t.Parallel()
	const text = "Frage;Antwort;Zeit\nWie heißt die Hauptstadt?;Wien;15\n"
	utf16 := func(order unicode.Endianness, bom unicode.BOMPolicy) []byte {
		data, err := unicode.UTF16(order, bom).NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	for name, c := range map[string]struct {
		data    []byte
		guessed bool
	}{
		"UTF-8":         {[]byte(text), false},
		"with a mark":   {[]byte("\ufeff" + text), false},
		"Windows-1252":  {[]byte(strings.ReplaceAll(text, "ß", "\xdf")), true},
		"UTF-16":        {utf16(unicode.LittleEndian, unicode.UseBOM), false},
		"UTF-16 BE":     {utf16(unicode.BigEndian, unicode.UseBOM), false},
		"no mark":       {utf16(unicode.LittleEndian, unicode.IgnoreBOM), false},
		"carriage":      {[]byte(strings.ReplaceAll(text, "\n", "\r")), false},
		"windows lines": {[]byte(strings.ReplaceAll(text, "\n", "\r\n")), false},
		"sep=":          {[]byte("sep=;\n" + text), false},
		"tabs":          {[]byte(strings.ReplaceAll(text, ";", "\t")), false},
		"spaces":        {[]byte("Frage; \"Antwort\"; Zeit\n \"Wie heißt die Hauptstadt?\"; \"Wien\"; 15\n"), false},
		"a title":       {[]byte("My quiz;;\n\n" + text), false},
	} {
		got := csv.Read("x.csv", c.data)
		if got.Pack == nil || !csv.Is("x.csv", c.data) {
			t.Errorf("%s: %v", name, got.Findings)
			continue
		}
		q := got.Pack.Questions[0]
		if q.Prompt != "Wie heißt die Hauptstadt?" || q.Accept[0].Text != "Wien" || q.Time != 15*time.Second || c.guessed != (len(got.Findings) == 1) {
			t.Errorf("%s: %+v %v", name, q, got.Findings)
		}
	}
}

func TestAWorkbookIsRead(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	for i, row := range [][]any{
		{"Our quiz"},
		{"Question", "Answer", "Choice 1", "Choice 2", "Time"},
		{"Which?", 2, "This", "That", 30.0},
		{"When?", 1969},
		{"Is it?", true},
		{"How much?", time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)},
		{"Wrong", 9, "a", "b"},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("B%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := `q1 single "Which?" This *That[][]
q2 number "When?" {Answer:1969 ToleranceAbs: ToleranceRel: Low: High: Closest:false Range:<nil> Unit:}
q3 truefalse "Is it?" true
q4 text "How much?" =2026-02-01[][]
x.xlsx:6:3: warning: the spreadsheet keeps this cell as a date or a time; if something else was written, make it a text cell (date)
x.xlsx:7:3: skipped: question q5: "9" is no choice; write its text, its number or its letter (key)
`
	if diff := cmp.Diff(want, short(csv.Read("x.xlsx", out.Bytes()))); diff != "" || !csv.Is("x.xlsx", out.Bytes()) {
		t.Error(diff)
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"question,answer\n": true, "a,b\nc,d\n": false, "question\nWho?\n": false, "// question, answer\n::x:: Who? {=me}\n": false,
		"Blooket\nquestion,answer\na,b": false, "\"Blooket\nImport Template\",,\nquestion,answer\na,b": false, "format: 1\nquestions: [answer, b]": false,
		"question, answer, prose\nand no more than that": false, "": false, "{\"question\": \"answer\"}": false,
	} {
		if csv.Is("x.csv", []byte(text)) != want {
			t.Errorf("%q: is %v", text, !want)
		}
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"a,b\nc,d\n":                                              "no-headings",
		"question,answer\n":                                       "empty",
		"question,answer\n,\n":                                    "empty",
		"question,answer\nx,y\n\x00":                              "encoding",
		strings.Repeat("x,y\n", 50):                               "no-headings",
		"question,answer\n" + strings.Repeat(",", 6000):           "empty",
		"question,answer\n" + strings.Repeat("Who?,Me\n", 10_001): "too-many",
		"question,answer\n" + strings.Repeat("\"Who?,Me\n", 40):   "csv",
	} {
		got := csv.Read("x.csv", []byte(text))
		if got.Pack != nil || !strings.Contains(short(got), "("+want+")") {
			t.Errorf("%.40q: want %s in %.300s", text, want, short(got))
		}
	}
}

// TestWhatIsWrittenIsReadAgain draws packs of all kinds: what a table holds comes back.
func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := packtest.Packs().Draw(t, "pack")
		data, findings, err := csv.Write(want, nil)
		if err != nil {
			t.Fatal(err)
		}
		skipped := map[string]bool{}
		for _, f := range findings {
			skipped[f.Question] = skipped[f.Question] || f.Severity == questions.Skipped
		}
		got := csv.Read(want.ID+".csv", data)
		var expected []questions.Question
		for _, q := range want.Questions {
			if !skipped[strings.TrimPrefix(q.ID, want.ID+"/")] {
				expected = append(expected, held(q))
			}
		}
		if len(expected) == 0 {
			return
		}
		if got.Pack == nil || len(got.Findings) > 0 {
			t.Fatalf("%v\n%s", got.Findings, data)
		}
		if diff := cmp.Diff(expected, got.Pack.Questions, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, data)
		}
	})
}

// held is a question without what a table cannot hold.
func held(q questions.Question) questions.Question {
	q.Time = q.Time.Round(time.Millisecond)
	q.Topic, q.Sources, q.Media, q.License, q.Checked, q.Expires, q.Rules = "", nil, nil, "", "", "", questions.MatchRules{}
	q.Choices, q.Accept = append([]questions.Choice{}, q.Choices...), append([]questions.Accepted{}, q.Accept...)
	for i := range q.Choices {
		q.Choices[i].Why = ""
	}
	for i := range q.Accept {
		q.Accept[i].Note = ""
	}
	return q
}

func TestWhatATableCannotHoldIsSaid(t *testing.T) {
	t.Parallel()
	p := &questions.Pack{ID: "p", Language: "en", Authors: []string{"Ada"}, Questions: []questions.Question{
		{ID: "p/a", Kind: questions.Slide, Prompt: "=1+1", Language: "en", Topic: "x", Media: []questions.Media{{Src: "media/a.png"}}},
		{ID: "p/b", Kind: questions.Match, Prompt: "b", Language: "en", Points: 1000, Pairs: []questions.Pair{{Left: "a->b", Right: "c"}}},
	}}
	data, findings, err := csv.Write(p, nil)
	want := `skipped: question b: the pair "a->b", "c" holds an arrow; a table keeps pairs apart by it (not-held)
warning: a table cannot hold the authors; it is left out (not-held)
warning: question a: a table cannot hold its media, its topic; it is left out (not-held)
`
	if diff := cmp.Diff(want, short(draft.Imported{Findings: findings})); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if want := "\ufeffid,kind,question,correct,time,points,language\na,slide,'=1+1,,0,0,en\n"; string(data) != want {
		t.Errorf("got %q, want %q", data, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(read(f, "rows.csv"))
	f.Add([]byte("sep=;\nquestion;answer;tolerance;language\nx;1,5;1..2;de\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		csv.Is("x", data)
		got := csv.Read("x", data)
		if (got.Pack == nil) != questions.HasErrors(got.Findings) {
			t.Fatalf("%v %v", got.Pack, got.Findings)
		}
		if got.Pack == nil {
			return
		}
		seen, rounds := map[string]bool{}, map[string]bool{"": true}
		for _, r := range got.Pack.Rounds {
			rounds[r.Title] = true
		}
		for i := range got.Pack.Questions {
			q := &got.Pack.Questions[i]
			if problems := q.Check(); len(problems) > 0 || seen[q.ID] || !rounds[q.Round] {
				t.Errorf("%s: %v", q.ID, problems)
			}
			seen[q.ID] = true
		}
		text, findings, err := csv.Write(got.Pack, nil)
		if err != nil || len(findings) > 0 {
			t.Fatal(err, findings)
		}
		again := csv.Read("x", text)
		if again.Pack == nil {
			t.Fatal(again.Findings)
		}
		if diff := cmp.Diff(got.Pack.Questions, again.Pack.Questions, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%s", diff, text)
		}
	})
}
