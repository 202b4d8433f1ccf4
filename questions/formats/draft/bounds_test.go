package draft

import (
	"strings"
	"testing"

	"trivium/questions"
)

func trueFalse(prompt string) questions.Question {
	return questions.Question{Kind: questions.TrueFalse, Prompt: prompt}
}

// TestADraft takes what can be played, says what it does not take, and makes ids that are unique.
func TestADraft(t *testing.T) {
	t.Parallel()
	d := New("gift", `C:\quiz\Week 7: Wälder.txt`)
	d.Language("de-AT")
	d.Language("no language")
	at := Place{Line: 3}
	for range 3 {
		if !d.Add(at, trueFalse("Der Wald ist grün.")) {
			t.Fatal("a sound question was not taken")
		}
	}
	q := trueFalse("Another")
	q.ID = "q-2"
	d.Add(at, q)
	d.Add(at, trueFalse("42"))
	if d.Add(Place{Line: 9}, questions.Question{Kind: questions.Single, Prompt: "Only one choice?", Choices: []questions.Choice{{Text: "x"}}}) {
		t.Error("a question that cannot be played was taken")
	}
	d.Skip(Place{Line: 12}, "essay", "an essay has no right answer")
	d.Warn(Place{Line: 14, Column: 2}, "weights", "shares of %d %%", 50)
	got := d.Result()
	if got.Pack == nil || got.Pack.ID != "week-7-walder" || got.Pack.Title != "Week 7: Wälder" || got.Pack.Language != "de-AT" || got.Format != "gift" {
		t.Fatalf("the pack: %+v", got.Pack)
	}
	var ids []string
	for _, q := range got.Pack.Questions {
		ids = append(ids, strings.TrimPrefix(q.ID, got.Pack.ID+"/"))
		if problems := q.Check(); len(problems) > 0 || q.Time != DefaultTime || q.Points != DefaultPoints || q.Language != "de-AT" {
			t.Errorf("%+v: %v", q, problems)
		}
	}
	if want := "der-wald-ist-grun der-wald-ist-grun-2 der-wald-ist-grun-3 q-2 42"; strings.Join(ids, " ") != want {
		t.Errorf("ids %v, want %s", ids, want)
	}
	if n := len(got.Findings); n < 3 || got.Findings[0].Severity != questions.Skipped || got.Findings[0].Line != 9 || questions.HasErrors(got.Findings) {
		t.Errorf("findings: %v", got.Findings)
	}
	if last := got.Findings[len(got.Findings)-1].String(); last != `C:\quiz\Week 7: Wälder.txt:14:2: warning: shares of 50 % (weights)` {
		t.Errorf("the last finding: %s", last)
	}
}

// TestAnEmptyDraft is an error, and so is a file that cannot be read.
func TestAnEmptyDraft(t *testing.T) {
	t.Parallel()
	d := New("gift", "")
	if got := d.Result(); got.Pack != nil || !questions.HasErrors(got.Findings) {
		t.Errorf("nothing in it: %+v", got)
	}
	d = New("gift", "x")
	d.Add(Place{}, trueFalse("One"))
	d.Fail(Place{Line: 2}, "broken", "it breaks off")
	if got := d.Result(); got.Pack != nil || !d.Failed() || !questions.HasErrors(got.Findings) {
		t.Errorf("a broken file: %+v", got)
	}
}

// TestTooManyQuestions end an import.
func TestTooManyQuestions(t *testing.T) {
	t.Parallel()
	d := New("gift", "x")
	for range MaxQuestions {
		d.Add(Place{}, trueFalse("The same"))
	}
	if d.Add(Place{}, trueFalse("One more")) || !d.Failed() {
		t.Error("there was no bound")
	}
}
