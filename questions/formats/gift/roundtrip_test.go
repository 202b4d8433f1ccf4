package gift_test

import (
	"bytes"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/formattest"
	"trivium/questions/formats/gift"
)

// held is what GIFT holds of a pack.
func held(p *questions.Pack) []questions.Question {
	var all []questions.Question
	for _, q := range p.Questions {
		n := q.Number
		if q.Kind == questions.Order || q.Kind == questions.Poll || n != nil && (n.Low == "") != (n.High == "") || arrowed(&q) {
			continue
		}
		_, q.ID, _ = strings.Cut(q.ID, "/")
		q.Pairs, q.Accept, q.Media = slices.Clone(q.Pairs), slices.Clone(q.Accept), slices.Clone(q.Media)
		q.Time, q.Points, q.Rules, q.KeepOrder = 0, 0, questions.MatchRules{}, false
		q.Topic, q.License, q.Checked, q.Expires, q.Sources = "", "", "", "", nil
		q.Round = strings.Join(strings.Fields(q.Round), " ")
		if q.Kind == questions.Multi || q.Kind == questions.Match {
			q.Scoring = questions.ScoringPartial
		}
		for i := range q.Pairs {
			q.Pairs[i].Left = inHTML(q.Pairs[i].Left)
		}
		for i := range q.Accept {
			q.Accept[i].Note = inHTML(q.Accept[i].Note)
		}
		if q.Kind == questions.Slide {
			q.Summary, q.Details = "", ""
		}
		if n != nil {
			q.Number = heldNumber(*n)
		}
		for i := range q.Media {
			q.Media[i].Src = ""
		}
		all = append(all, q)
	}
	return all
}

// inHTML is what is left of a text with an arrow, which is written in HTML: without space that HTML does not show.
func inHTML(text string) string {
	if !strings.Contains(text, "->") {
		return text
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// arrowed tells whether a typed answer has an arrow, which would make it a match question.
func arrowed(q *questions.Question) bool {
	has := func(text string) bool { return strings.Contains(text, "->") }
	return slices.ContainsFunc(q.Accept, func(a questions.Accepted) bool { return has(a.Text) }) || slices.ContainsFunc(q.Reject, has)
}

// heldNumber is a number with the one tolerance that its two amount to.
func heldNumber(n questions.NumberSpec) *questions.NumberSpec {
	answer, _ := questions.ReadDecimal(n.Answer)
	allowed, _ := questions.ReadDecimal(n.ToleranceAbs)
	if share, err := questions.ReadDecimal(n.ToleranceRel); err == nil {
		if byShare := share.Mul(answer.Abs()); byShare.Cmp(allowed) > 0 {
			allowed = byShare
		}
	}
	out := questions.NumberSpec{Answer: answer.String(), Low: n.Low, High: n.High}
	if allowed.Sign() > 0 && n.Low == "" {
		out.ToleranceAbs = allowed.String()
	}
	return &out
}

// tester is a test of the standard library or of rapid.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// roundTrip writes a pack, reads it, and expects what GIFT holds of it.
func roundTrip(t tester, p *questions.Pack, media map[string][]byte) {
	t.Helper()
	data, findings, err := gift.Write(p, func(src string) ([]byte, error) {
		if media[src] == nil {
			return nil, fs.ErrNotExist
		}
		return media[src], nil
	})
	if err != nil {
		t.Fatalf("the pack cannot be written: %v", err)
	}
	want := held(p)
	got := gift.Read(p.ID+".gift", data)
	if len(want) == 0 {
		return
	}
	if got.Pack == nil {
		t.Fatalf("what is written cannot be read: %v\n%s", got.Findings, data)
	}
	if diff := cmp.Diff(want, held(got.Pack)); diff != "" {
		t.Fatalf("what is read is not what was written (-want +got):\n%s\n%s\n%v", diff, data, got.Findings)
	}
	if got.Pack.Language != p.Language || got.Pack.Title != strings.Join(strings.Fields(p.Title), " ") {
		t.Fatalf("the pack is called %q in %q, not %q in %q", got.Pack.Title, got.Pack.Language, p.Title, p.Language)
	}
	for _, finding := range findings {
		if finding.Code == "" || finding.Words == "" {
			t.Fatalf("a finding without code or words: %+v", finding)
		}
	}
}

// text draws texts that are full of signs.
func text(most int) *rapid.Generator[string] {
	pieces := rapid.SampledFrom([]string{
		"a", "b", "c", "Zürich", "Москва", "一", "1", "7", " ", " ", "\n",
		"\\", "\\n", "\\\\", "{", "}", "=", "~", "#", "####", ":", "::", "//",
		"->", "[html]", "[plain]", "[", "]", "%50%", "%", "*", "\\*", "<b>", "<img src=x>", "&amp;", "&",
		"$CATEGORY:", "T", "FALSE", "..", "embedded:1",
		"data:image/png;base64,AAAA", "![x](y)", "---", "\t", "\u00a0", "\"", "'",
	})
	return rapid.Custom(func(t *rapid.T) string {
		return strings.TrimSpace(strings.Join(rapid.SliceOfN(pieces, 1, 12).Draw(t, "pieces"), ""))
	}).Filter(func(text string) bool { return text != "" && len([]rune(text)) <= most })
}

func texts(t *rapid.T, name string, least, most int) []string {
	same := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	return rapid.SliceOfNDistinct(text(200), least, most, same).Draw(t, name)
}

func maybe(t *rapid.T, name string, of *rapid.Generator[string]) string {
	return rapid.OneOf(rapid.Just(""), of).Draw(t, name)
}

// question draws a question of any kind.
func question(t *rapid.T) questions.Question {
	q := questions.Question{
		Kind:     rapid.SampledFrom(questions.Kinds()).Draw(t, "kind"),
		Language: rapid.SampledFrom([]string{"en", "de"}).Draw(t, "language"), Prompt: text(200).Draw(t, "prompt"),
		Round: maybe(t, "round", text(100)), Summary: maybe(t, "summary", text(200)), Details: maybe(t, "details", text(400)),
		Difficulty: rapid.SampledFrom([]string{"", "easy", "hard"}).Draw(t, "difficulty"), Time: 20 * time.Second,
	}
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		for i, choice := range texts(t, "choices", 2, 10) {
			right := q.Kind != questions.Poll && (i == 0 || q.Kind == questions.Multi && rapid.Bool().Draw(t, "right"))
			q.Choices = append(q.Choices, questions.Choice{Text: choice, Correct: right, Why: maybe(t, "why", text(200))})
		}
		q.Choices = rapid.Permutation(q.Choices).Draw(t, "shuffled")
	case questions.TrueFalse:
		q.Answer = rapid.Bool().Draw(t, "answer")
	case questions.Text:
		all := texts(t, "typed", 2, 8)
		q.Accept = []questions.Accepted{{Text: all[0], Note: maybe(t, "note", text(150))}}
		q.Reject = all[1:]
	case questions.Number:
		q.Number = rapid.SampledFrom([]*questions.NumberSpec{
			{Answer: "1969"},
			{Answer: "-0.5", ToleranceAbs: "0.25"},
			{Answer: "200", ToleranceAbs: "1", ToleranceRel: "0.05"},
			{Answer: "2.5", Low: "1", High: "4"},
			{Answer: "5", Low: "1"},
			{Answer: "0", Closest: true, Unit: "m"},
		}).Draw(t, "number")
	case questions.Order:
		q.Items = texts(t, "items", 2, 6)
	case questions.Match:
		all := texts(t, "sides", 5, 5)
		q.Pairs = []questions.Pair{{Left: all[0], Right: all[1]}, {Left: all[2], Right: all[3]}}
		q.Extra = all[4:]
	case questions.Slide:
	}
	if q.Kind != questions.Poll && q.Kind != questions.Slide {
		q.Points = draft.DefaultPoints
	}
	return q
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := &questions.Pack{ID: "demo", Title: text(100).Draw(t, "title"), Language: "en"}
		for i, q := range rapid.SliceOfN(rapid.Custom(question), 1, 4).Draw(t, "questions") {
			q.ID = "demo/q-" + string(rune('a'+i))
			if len(q.Check()) == 0 {
				p.Questions = append(p.Questions, q)
			}
		}
		roundTrip(t, p, nil)
	})
}

func FuzzRead(f *testing.F) {
	for _, data := range formattest.Fixtures(f) {
		for piece := range bytes.SplitSeq(data, []byte("\n\n")) { // short ones are tried more often
			f.Add(piece)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		gift.Is("fuzz.txt", data)
		got := gift.Read("fuzz.txt", data)
		formattest.Promise(t, got)
		if got.Pack != nil {
			roundTrip(t, got.Pack, got.Media)
		}
	})
}
