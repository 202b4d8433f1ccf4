package draft_test

import (
	"bytes"
	"encoding/base64"
	"image"
	"image/png"
	"strings"
	"testing"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

func slide(prompt string) questions.Question {
	return questions.Question{Kind: questions.Slide, Prompt: prompt}
}

func TestIDsAreUniqueAndValid(t *testing.T) {
	t.Parallel()
	d := draft.New("test", "Pub Night.txt")
	long := strings.Repeat("a", 64)
	for range 12 {
		d.Add(draft.Place{}, questions.Question{ID: long, Kind: questions.Slide, Prompt: "A"})
		d.Add(draft.Place{}, slide("Wer war's?"))
		d.Add(draft.Place{}, slide("Где?"))
		d.Add(draft.Place{}, slide("Café Straße"))
	}
	seen := map[string]bool{}
	for _, q := range d.Result().Pack.Questions {
		_, id, _ := strings.Cut(q.ID, "/")
		if seen[id] || !questions.ValidID(id) {
			t.Errorf("the id %s is not valid or not unique", id)
		}
		seen[id] = true
	}
	for _, id := range []string{
		long, strings.Repeat("a", 62) + "-2", "wer-war-s", "cafe-strasse", "wer-war-s-2", "wer-war-s-12", "q", "q-12",
	} {
		if !seen[id] {
			t.Errorf("there is no id %s", id)
		}
	}
}

func TestOnlyRoundsWithQuestionsAreListed(t *testing.T) {
	t.Parallel()
	d := draft.New("test", "a.txt")
	for _, title := range []string{"Empty", "Music", "Sport", "Music"} {
		q := slide("A slide")
		if q.Round = d.Round(title); title != "Empty" {
			d.Add(draft.Place{}, q)
		}
	}
	rounds := d.Result().Pack.Rounds
	if len(rounds) != 2 || rounds[0].Title != "Music" || rounds[1].ID != "sport" {
		t.Errorf("the rounds are %+v", rounds)
	}
}

func TestThatAFileCannotBeReadIsSaidAfterAThousandFindings(t *testing.T) {
	t.Parallel()
	d := draft.New("test", "a.txt")
	for line := range 5000 {
		d.Skip(draft.Place{Line: line}, "kind", "an essay")
	}
	got := d.Result()
	if got.Pack != nil || !questions.HasErrors(got.Findings) || len(got.Findings) > 1002 {
		t.Errorf("there are %d findings and the last is %v", len(got.Findings), got.Findings[len(got.Findings)-1])
	}
}

func TestExplanationsBecomeSummaryAndDetails(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("long ", 100)
	for _, c := range []struct {
		texts            []string
		summary, details string
	}{
		{[]string{"", " Short. ", "Short."}, "Short.", ""},
		{[]string{"Short.", "More.", "Most."}, "Short.", "More.\n\nMost."},
		{[]string{long, "Short."}, "", strings.TrimSpace(long) + "\n\nShort."},
	} {
		var q questions.Question
		if !draft.Explain(&q, c.texts...) || q.Summary != c.summary || q.Details != c.details {
			t.Errorf("%q became %q and %q", c.texts, q.Summary, q.Details)
		}
	}
	if draft.Explain(&questions.Question{}, strings.Repeat("a", questions.MaxDetails+1)) {
		t.Error("what is cut is not said")
	}
}

func TestEmbeddedPictures(t *testing.T) {
	t.Parallel()
	data := picture(t)
	uri := "data:image/png;base64," + base64.StdEncoding.EncodeToString(data)
	embedded := draft.Embedded{}
	text := embedded.Take(`<img src="` + uri + `"> and (` + uri + `) and data:image/svg+xml,%3Csvg%3E`)
	if want := "<img src=\"\ufdee1\ufdee\"> and (\ufdee2\ufdee) and \ufdee3\ufdee"; text != want {
		t.Errorf("the text is %q, not %q", text, want)
	}
	if got, ok := embedded.Picture("\ufdee2\ufdee"); !ok || !bytes.Equal(got, data) {
		t.Errorf("the picture is %x, %v", got, ok)
	}
	if got := embedded.Restore(text); !strings.HasPrefix(got, `<img src="`+uri+`"> and (`+uri+`)`) {
		t.Errorf("the text was %q", got)
	}
	numbered := draft.Embedded{} // what stands before a picture may be what one is called
	if text := "1" + uri + "1"; numbered.Restore(numbered.Take(text)) != text {
		t.Errorf("%q became %q", text, numbered.Restore(numbered.Take(text)))
	}
	for _, name := range []string{"\ufdee3\ufdee", "\ufdee4\ufdee", ""} {
		if _, ok := embedded.Picture(name); ok {
			t.Errorf("%q is a picture", name)
		}
	}
}

func TestPicturesAreShownWithTheirQuestion(t *testing.T) {
	t.Parallel()
	d := draft.New("test", "a.txt")
	q, dropped := slide("A picture"), slide(" ")
	d.Attach(draft.Place{Line: 3}, &q, picture(t), "", questions.AtPrompt)
	d.Attach(draft.Place{Line: 3}, &q, picture(t), "the same again", questions.AtReveal)
	d.Attach(draft.Place{Line: 4}, &q, []byte("no picture"), "", questions.AtReveal)
	d.Add(draft.Place{}, q)
	d.Add(draft.Place{}, dropped)
	got := d.Result()
	if media := got.Pack.Questions[0].Media; len(media) != 1 || media[0].At != "" || got.Media[media[0].Src] == nil {
		t.Errorf("the media are %+v", media)
	}
	var codes []string
	for _, finding := range got.Findings {
		codes = append(codes, finding.Code)
	}
	if want := "no-alt picture missing"; strings.Join(codes, " ") != want {
		t.Errorf("the findings are %v, not %v", codes, want)
	}
}

func TestAPictureIsTakenOnce(t *testing.T) {
	t.Parallel()
	d := draft.New("test", "a.txt")
	first, err := d.Picture(picture(t), "one")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := d.Picture(picture(t), "two"); err != nil || again.Src != first.Src || again.Alt != "two" {
		t.Errorf("the same picture is %v, %v", again, err)
	}
}

func TestTheHeadOfALongFileIsText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{strings.Repeat("€", 100_000), "a" + strings.Repeat("€", 100_000), strings.Repeat("a", 300_000)} {
		head := draft.Head([]byte(text))
		if len(head) < 100_000 || !strings.HasPrefix(text, head) {
			t.Errorf("the head of %.10s... has %d bytes and ends in %q", text, len(head), head[max(0, len(head)-5):])
		}
	}
	if head := draft.Head([]byte("\x00\x01\x02")); head != "" {
		t.Errorf("the head of what is no text is %q", head)
	}
}

// picture is a small PNG file.
func picture(t *testing.T) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
