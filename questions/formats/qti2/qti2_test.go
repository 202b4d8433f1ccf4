package qti2_test

import (
	"flag"
	"fmt"
	"html"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/formattest"
	"trivium/questions/formats/qti2"
	"trivium/questions/pack/packtest"
)

var _ = flag.Bool("update", false, "write the golden files anew")

func TestWhatIsRead(t *testing.T) {
	t.Parallel()
	formattest.Golden(t, qti2.Read, "*.xml")
}

func TestPackages(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"kinds", "version3"} {
		data := formattest.Zip(t, "testdata/"+name)
		if !qti2.Is("upload", data) {
			t.Errorf("%s is not recognised", name)
		}
		got := qti2.Read(name+".zip", data)
		formattest.Sound(t, got)
		formattest.Compare(t, name, formattest.Outline(got))
	}
}

func TestIsTellsByTheContents(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"<assessmentItem>": true, "<?xml version='1.0'?><!-- c --><q:qti-assessment-item xmlns:q='u'/>": true, "<assessmentTest/>": true,
		"<questestinterop/>": false, "<quiz/>": false, "<item/>": false, "": false, "PK\x03\x04": false,
	} {
		if qti2.Is("x.xml", []byte(text)) != want {
			t.Errorf("%q: is %v", text, !want)
		}
	}
}

func TestHostileFiles(t *testing.T) {
	t.Parallel()
	const slide = "<assessmentItem identifier='a'><itemBody>A <img src='../../etc/x.png'/></itemBody></assessmentItem>"
	for name, c := range map[string]struct {
		files map[string]string
		want  string
	}{
		"bomb":      {map[string]string{"a.xml": "<assessmentItem>" + strings.Repeat(" ", 5<<20)}, "4096 KiB"},
		"broken":    {map[string]string{"a.xml": "<assessmentItem>\n<itemBody>", "b.xml": slide}, "x.zip/a.xml:2: skipped"},
		"traversal": {map[string]string{"a.xml": slide, "../../etc/x.png": "x"}, "is not in the file"},
		"outside": {map[string]string{
			"a.xml": slide, "t.xml": "<assessmentTest><testPart><assessmentSection>" +
				"<assessmentItemRef href='../../../etc/passwd'/><assessmentItemRef/></assessmentSection></testPart></assessmentTest>",
		}, "is not in the file"},
		"elements": {map[string]string{"a.xml": "<assessmentItem>" + strings.Repeat("<a/>", 30_000)}, "20000 elements"},
	} {
		got := qti2.Read("x.zip", formattest.Zipped(t, c.files))
		formattest.Sound(t, got)
		if !strings.Contains(formattest.Words(got.Findings), c.want) {
			t.Errorf("%s: %.500s", name, formattest.Words(got.Findings))
		}
	}
	if got := qti2.Read("x.zip", []byte("PK\x03\x04 no zip")); got.Pack != nil || got.Findings[0].Code != "archive" {
		t.Errorf("what is no zip: %v", got.Findings)
	}
}

func TestAllOfALargePackageIsRead(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 2100 {
		files[fmt.Sprintf("items/%d.xml", i)] = "<assessmentItem identifier='a'><itemBody>A</itemBody></assessmentItem>"
	}
	if got := qti2.Read("x.zip", formattest.Zipped(t, files)); got.Pack == nil || len(got.Pack.Questions) != len(files) {
		t.Errorf("not all was read: %.500s", formattest.Words(got.Findings))
	}
}

// picture is a medium of a test.
func picture(t *testing.T) (questions.Media, []byte) {
	t.Helper()
	got := qti2.Read("x.xml", []byte("<assessmentItem identifier='a'><itemBody><p>A <img src='data:image/png;base64,"+
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==' alt='x'/></p>"+
		"</itemBody></assessmentItem>"))
	if got.Pack == nil || len(got.Pack.Questions[0].Media) != 1 {
		t.Fatal(got.Findings)
	}
	medium := got.Pack.Questions[0].Media[0]
	return medium, got.Media[medium.Src]
}

// shown is a text as HTML shows it.
func shown(text string) string {
	text = strings.NewReplacer("\ufffe", "", "\uffff", "").Replace(text)
	return draft.HTML(strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")).Text
}

// held is what QTI holds of a question: what is read again when it has been written.
func held(q questions.Question) questions.Question {
	q.Tags, q.Sources, q.Topic, q.License, q.Checked, q.Expires, q.Difficulty = nil, nil, "", "", "", "", ""
	q.Round, q.Prompt, q.Summary = strings.Join(strings.Fields(q.Round), " "), shown(q.Prompt), shown(q.Summary)
	q.Rules = questions.MatchRules{Case: q.Rules.Case}
	if q.Scoring == questions.ScoringAll || q.Kind == questions.Order {
		q.Scoring = ""
	}
	for i := range q.Choices {
		q.Choices[i].Text, q.Choices[i].Why = shown(q.Choices[i].Text), shown(q.Choices[i].Why)
	}
	for i := range q.Pairs {
		q.Pairs[i].Left, q.Pairs[i].Right = shown(q.Pairs[i].Left), shown(q.Pairs[i].Right)
	}
	for i := range q.Items {
		q.Items[i] = shown(q.Items[i])
	}
	for i := range q.Accept {
		q.Accept[i].Note = ""
	}
	if q.Number != nil {
		n := *q.Number
		n.Closest, n.Unit = false, ""
		if n.ToleranceAbs == "0" {
			n.ToleranceAbs = ""
		}
		if n.Range != nil && n.Range.Step != "1" {
			n.Range = nil
		}
		q.Number = &n
	}
	return q
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	medium, content := picture(t)
	rapid.Check(t, func(t *rapid.T) {
		p := packtest.Packs().Draw(t, "pack")
		formattest.Trap(t, p)
		var want []questions.Question
		for i := range p.Questions {
			q := &p.Questions[i]
			q.Media = nil
			if rapid.Bool().Draw(t, "media") {
				q.Media = []questions.Media{medium}
				q.Media[0].Alt = `A "picture" & more`
				q.Media[0].At = rapid.SampledFrom([]string{"", questions.AtReveal}).Draw(t, "at")
			}
		}
		data, _, err := qti2.Write(p, func(string) ([]byte, error) { return content, nil })
		if err != nil || !qti2.Is("x", data) {
			t.Fatalf("%v, or it is not recognised", err)
		}
		for _, q := range p.Questions {
			want = append(want, held(q))
		}
		got := qti2.Read("x.zip", data)
		if got.Pack == nil || len(got.Findings) > 0 {
			t.Fatalf("%v", got.Findings)
		}
		for i := range got.Pack.Questions {
			q := &got.Pack.Questions[i]
			q.ID = p.ID + "/" + strings.TrimPrefix(q.ID, got.Pack.ID+"/")
			if q.Details != "" { // kept as it stands
				want[i].Details = strings.NewReplacer("\ufffe", "", "\uffff", "").Replace(want[i].Details)
			}
		}
		if diff := cmp.Diff(want, got.Pack.Questions, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWhatIsLostIsSaid(t *testing.T) {
	t.Parallel()
	medium, _ := picture(t)
	p := &questions.Pack{
		ID: "p", Title: "P", Language: "en", License: "CC0-1.0",
		Questions: []questions.Question{
			{
				ID: "p/number", Kind: questions.Number, Language: "en", Prompt: "?", Time: 30e9, Points: 1000,
				Sources: []questions.Source{{Title: "a"}},
				Number:  &questions.NumberSpec{Answer: "5", Closest: true, Unit: "m", Range: &questions.Range{Min: "0", Max: "10", Step: "0.5"}},
				Media:   []questions.Media{medium},
			},
			{ID: "p/none", Kind: questions.Number, Language: "en", Prompt: "?", Time: 20e9, Points: 1000},
			{
				ID: "p/order", Kind: questions.Order, Language: "en", Prompt: "?", Time: 20e9, Points: 1000,
				Items: []string{"a", "b"}, Scoring: "partial",
			},
			{
				ID: "p/text", Kind: questions.Text, Language: "en", Prompt: "?", Time: 20e9, Points: 1000,
				Accept: []questions.Accepted{{Text: "a", Note: "b"}}, Rules: questions.MatchRules{Case: "exact", Typos: "none"},
				Media: []questions.Media{{Type: "audio", Src: "media/a.mp3", Alt: "a"}},
			},
		},
	}
	_, findings, err := qti2.Write(p, func(string) ([]byte, error) { return nil, fs.ErrNotExist })
	if err != nil {
		t.Fatal(err)
	}
	formattest.Compare(t, "lost", formattest.Words(findings))
	if _, _, err := qti2.Write(p, func(string) ([]byte, error) { return nil, fs.ErrPermission }); err == nil {
		t.Error("a medium that cannot be read is no error")
	}
}

func FuzzRead(f *testing.F) {
	formattest.Seeds(f)
	for _, name := range []string{"kinds", "version3"} {
		f.Add(formattest.Zip(f, "testdata/"+name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		qti2.Is("x", data)
		got := qti2.Read("x", data)
		formattest.Sound(t, got)
		if got.Pack == nil {
			return
		}
		again, _, err := qti2.Write(got.Pack, func(src string) ([]byte, error) { return got.Media[src], nil })
		if err != nil {
			t.Fatal(err)
		}
		if back := qti2.Read("x", again); back.Pack == nil || len(back.Pack.Questions) != len(got.Pack.Questions) {
			t.Fatalf("%v", back.Findings)
		}
	})
}
