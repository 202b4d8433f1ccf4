package moodle_test

import (
	"bytes"
	"flag"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/formats/internal/formattest"
	"trivium/questions/formats/moodle"
	"trivium/questions/pack/packtest"
)

var _ = flag.Bool("update", false, "write the golden files anew")

func TestWhatIsRead(t *testing.T) {
	t.Parallel()
	formattest.Golden(t, moodle.Read, "*.xml")
}

func TestIsTellsByTheContents(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`<quiz><question type="x">`: true, "<?xml version='1.0'?>\n<!-- c -->\n<quiz>\n<question type='category'/>": true,
		"<quiz></quiz>": true, "\xff\xfe<\x00q\x00u\x00i\x00z\x00>\x00": true, "<quiz><question>": false, "<quiz><item/></quiz>": false,
		"<questestinterop><item/>": false, "<quiz": false, "": false, "::a:: <quiz> {T}": false,
	} {
		if moodle.Is("x.gift", []byte(text)) != want {
			t.Errorf("%q: is %v", text, !want)
		}
	}
}

func TestLanguageAndTitle(t *testing.T) {
	t.Parallel()
	got := moodle.Read("x.xml", []byte(`<quiz xml:lang="de" title="Ein Quiz"><question type="description" xml:lang="fr"><questiontext>
		<text>Bonjour</text></questiontext></question></quiz>`))
	if p := got.Pack; p == nil || p.Language != "de" || p.Title != "Ein Quiz" || p.ID != "ein-quiz" || p.Questions[0].Language != "fr" {
		t.Errorf("the pack is %+v, %v", p, got.Findings)
	}
}

func TestHostileFilesEndSoon(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ source, want string }{
		"deep": {"<quiz>" + strings.Repeat("<question type='x'>", 100_000), "deep"},
		"wide": {"<quiz><question type='x'>" + strings.Repeat("<a/>", 100_000), "elements"},
		"many": {"<quiz>" + strings.Repeat("<question type='x'/>", 100_000), "more than 50000 questions"},
		"elements": {
			"<quiz><question type='category'>" + strings.Repeat("<a/>", 10_000) +
				strings.Repeat("</question><question type='category'><a/>", 100_000), "50000",
		},
		"long": {"<quiz><question type='description'><questiontext><text>" + strings.Repeat("a", 20<<20), "ends before"},
		"long too": {
			"<quiz><question type='description'><questiontext><text>" + strings.Repeat("&amp;", 4<<20) + "</text></questiontext></question></quiz>",
			"no question",
		},
	} {
		got := moodle.Read("x.xml", []byte(c.source))
		if got.Pack != nil || !strings.Contains(formattest.Words(got.Findings), c.want) {
			t.Errorf("%s: %.500s", name, formattest.Words(got.Findings))
		}
	}
}

// picture is a medium of a test.
func picture(t interface{ Fatal(args ...any) }) (questions.Media, []byte) {
	const source = "<quiz><question type='description'><questiontext format='html'><text>&lt;img src='data:image/png;base64," +
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==' alt='x'> x</text>" +
		"</questiontext></question></quiz>"
	got := moodle.Read("x.xml", []byte(source))
	if got.Pack == nil {
		t.Fatal(got.Findings)
	}
	medium := got.Pack.Questions[0].Media[0]
	return medium, got.Media[medium.Src]
}

// held is what Moodle XML holds of a question: what is read again when it has been written.
func held(q questions.Question) questions.Question {
	q.Sources, q.Topic, q.License, q.Checked, q.Expires, q.Time = nil, "", "", "", "", 0
	q.Round = strings.Join(strings.Fields(q.Round), " ")
	q.Rules = questions.MatchRules{Case: q.Rules.Case}
	if q.Scoring == questions.ScoringAll {
		q.Scoring = ""
	}
	wrong := 0
	for _, choice := range q.Choices {
		if !choice.Correct {
			wrong++
		}
	}
	if q.Kind == questions.Match || q.Kind == questions.Multi && wrong == 0 {
		q.Scoring = questions.ScoringPartial
	}
	if n := q.Number; n != nil {
		q.Number = &questions.NumberSpec{Answer: n.Answer, Unit: n.Unit, ToleranceAbs: n.ToleranceAbs}
		switch {
		case n.Low != "":
			q.Number.Answer, q.Number.ToleranceAbs = "6172839450617283940.5", "6172839450617283950.5"
		case n.ToleranceAbs == "0":
			q.Number.ToleranceAbs = ""
		case n.ToleranceRel != "":
			answer, _ := questions.ReadDecimal(n.Answer)
			share, _ := questions.ReadDecimal(n.ToleranceRel)
			if by, _ := questions.ReadDecimal("2"); n.ToleranceAbs == "" || share.Mul(answer.Abs()).Cmp(by) > 0 {
				q.Number.ToleranceAbs = share.Mul(answer.Abs()).String()
			}
			if q.Number.ToleranceAbs == "0" {
				q.Number.ToleranceAbs = ""
			}
		}
	}
	return q
}

// spaces drops what HTML drops of space.
func spaces(text string) string { return strings.Join(strings.Fields(text), " ") }

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
			for range rapid.IntRange(0, 1).Draw(t, "media") {
				q.Media = []questions.Media{medium}
				q.Media[0].Alt = "A picture"
				q.Media[0].At = rapid.SampledFrom([]string{"", questions.AtReveal}).Draw(t, "at")
			}
			if q.Kind == questions.Poll || q.Number != nil && (q.Number.Low == "") != (q.Number.High == "") {
				continue
			}
			want = append(want, held(*q))
		}
		data, findings, err := moodle.Write(p, func(string) ([]byte, error) { return content, nil })
		if err != nil {
			t.Fatal(err)
		}
		if len(want) == 0 {
			return
		}
		if !moodle.Is("x", data) {
			t.Fatalf("it is not recognised: %s", data)
		}
		got := moodle.Read("x.xml", data)
		if got.Pack == nil || len(got.Findings) > 0 {
			t.Fatalf("%v\n%s", got.Findings, data)
		}
		var again []questions.Question
		for _, q := range got.Pack.Questions {
			q.ID = p.ID + "/" + strings.TrimPrefix(q.ID, got.Pack.ID+"/")
			q.Time = 0
			again = append(again, q)
		}
		for _, list := range [][]questions.Question{want, again} {
			for i := range list {
				q := &list[i]
				dropped := strings.NewReplacer("\ufffe", "", "\uffff", "")
				q.Prompt, q.Summary = strings.TrimSpace(dropped.Replace(q.Prompt)), strings.TrimSpace(dropped.Replace(q.Summary))
				if len(q.Media) > 0 {
					q.Prompt, q.Summary = spaces(q.Prompt), spaces(q.Summary)
				}
				for _, finding := range findings {
					if finding.Code == "feedback" {
						q.Summary, q.Details = "", ""
					}
				}
			}
		}
		if diff := cmp.Diff(want, again, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", diff, data)
		}
	})
}

func TestWhatIsLostIsSaid(t *testing.T) {
	t.Parallel()
	medium, _ := picture(t)
	p := &questions.Pack{
		ID: "p", Title: "P", Language: "en", License: "CC0-1.0",
		Questions: []questions.Question{
			{ID: "p/poll", Kind: questions.Poll, Language: "en", Prompt: "?", Time: 20e9},
			{
				ID: "p/number", Kind: questions.Number, Language: "en", Prompt: "?", Time: 30e9, Points: 1000,
				Sources: []questions.Source{{Title: "a"}},
				Number:  &questions.NumberSpec{Answer: "5", Low: "4", High: "10", Closest: true}, Media: []questions.Media{medium},
			},
			{
				ID: "p/half", Kind: questions.Number, Language: "en", Prompt: "?", Time: 20e9, Points: 1000,
				Number: &questions.NumberSpec{Answer: "5", Low: "4"},
			},
			{
				ID: "p/text", Kind: questions.Text, Language: "en", Prompt: "?", Time: 20e9, Points: 1000,
				Accept: []questions.Accepted{{Text: "a"}}, Rules: questions.MatchRules{Case: "exact", Typos: "none"},
				Media: []questions.Media{{Type: "audio", Src: "media/a.mp3", Alt: "a"}},
			},
		},
	}
	_, findings, err := moodle.Write(p, func(string) ([]byte, error) { return nil, fs.ErrNotExist })
	if err != nil {
		t.Fatal(err)
	}
	formattest.Compare(t, "lost", formattest.Words(findings))
	if _, _, err := moodle.Write(p, func(string) ([]byte, error) { return nil, fs.ErrPermission }); err == nil {
		t.Error("a medium that cannot be read is no error")
	}
}

func FuzzRead(f *testing.F) {
	formattest.Seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		moodle.Is("x", data)
		got := moodle.Read("x", data)
		formattest.Sound(t, got)
		if got.Pack == nil {
			return
		}
		text, _, err := moodle.Write(got.Pack, func(src string) ([]byte, error) { return got.Media[src], nil })
		if err != nil {
			t.Fatal(err)
		}
		again := moodle.Read("x", text)
		formattest.Sound(t, again)
		if again.Pack == nil || len(again.Pack.Questions) != len(got.Pack.Questions) {
			t.Fatalf("%v\n%s", again.Findings, text)
		}
		if twice, _, err := moodle.Write(again.Pack, func(src string) ([]byte, error) { return again.Media[src], nil }); err != nil {
			t.Fatal(err)
		} else if third := moodle.Read("x", twice); !bytes.Equal(twice, text) && third.Pack == nil {
			t.Fatalf("%v", third.Findings)
		}
	})
}
