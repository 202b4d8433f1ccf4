package kahootjson_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/internal/sheet/sheettest"
	"trivium/questions/formats/kahootjson"
)

func read(tb testing.TB, name string) []byte {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestAKahootIsRead(t *testing.T) {
	t.Parallel()
	want := `single 20s 1000 "Which is right & proper?" *This That H₂O
multi 5s 0 "Old ones have points that are true or false" *a *b
truefalse 30s 2000 "The Moon is a planet." false
truefalse 30s 1000 "Wien liegt an der Donau." true
multi 1m0s 0 "Which two?" *a b *c
text 1m30s 1000 "Who wrote it?" =George Orwell =Orwell
number 20s 1000 "How many?" =42±2 0..100/0.5
number 20s 1000 "How far off?" =50±0
order 30s 1000 "Put them in order" 1.1 2.2 3.3
poll 20s 0 "How was it?" Good Bad
slide 20s 0 "Half time" (Stretch your legs)
single 20s 1000 "Pictures?" *A cat A dog
single 20s 1000 "Too long a time?" *a b
k.json:9:5: warning: question 1: not in the file, but on the web: its picture; add it in the editor (media)
k.json:22:5: warning: question 8: its slider cannot reach the answer, so the number is typed (range)
k.json:26:5: skipped: question 12: questions of the kind "word_cloud" have no counterpart here (kind)
k.json:27:5: warning: question 13: not in the file, but on the web: the pictures of its answers; add it in the editor (media)
k.json:28:5: skipped: question 14: its answers are pictures that nothing is said about (kind)
k.json:29:5: skipped: question 15: no answer is marked as right (kind)
k.json:30:5: skipped: question 16: "question" holds a number, which is not what Kahoot writes (json)
k.json:31:5: skipped: question 17: "" holds a string, which is not what Kahoot writes (json)
k.json:32:5: skipped: not taken: prompt: a text is missing here (missing)
k.json:33:5: warning: question 19: 7200000 ms is not a time that a question can have; it gets the usual one (time)
k.json:33:5: warning: question 19: not in the file, but on the web: its picture, its video; add it in the editor (media)
`
	data := read(t, "kahoot.json")
	got := kahootjson.Read("k.json", data)
	if diff := cmp.Diff(want, sheettest.Short(got)); diff != "" || !kahootjson.Is("x", data) {
		t.Error(diff)
	}
	p := got.Pack
	if p.Title != "A night of quizzes" || p.ID != "a-night-of-quizzes" || p.Language != "de" || p.Description != "For everybody" {
		t.Errorf("the pack is %s, %q, %s, %q", p.ID, p.Title, p.Language, p.Description)
	}
	if q := p.Questions[4]; q.Scoring != questions.ScoringPartial || q.Language != "de" {
		t.Errorf("the scoring is %q in %s", q.Scoring, q.Language)
	}
}

func TestAKahootWithItsCardIsRead(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{"as it is": string(read(t, "card.json")), "with a mark": "\ufeff" + string(read(t, "card.json"))} {
		got := kahootjson.Read("k.json", []byte(data))
		if want := "single 20s 1000 \"Inside?\" *Yes No\n"; sheettest.Short(got) != want || got.Pack.Title != "The kahoot's title" || !kahootjson.Is("", []byte(data)) {
			t.Errorf("%s: %s", name, sheettest.Short(got))
		}
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	item := `{"type":"quiz","question":"a","choices":[{"answer":"a","correct":true},{"answer":"b"}]}`
	for text, want := range map[string]string{
		`{"questions":[` + item:       "json",
		`{"questions":[` + item + `}`: "json",
		`[]`:                          "json",
		`{"questions":{}}`:            "json",
		`{"questions":null}`:          "json",
		`{"questions":[]}`:            "empty",
		`{}`:                          "empty",
		"\x00":                        "encoding",
		`{"questions":[` + strings.Repeat(item+",", 10_000) + item + `]}`:            "too-many",
		`{"questions":[{"choices":[` + strings.Repeat("{},", 1<<20) + `{}]}]}`:       "json",
		`{"questions":[` + strings.Repeat("{},", 1<<20) + `{}]}`:                     "too-many",
		`{` + strings.Repeat(`"a":1,`, 2000) + `"b":1}`:                              "json",
		`{"questions":[` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000): "json",
		strings.Repeat(" ", 33<<20):                                                  "too-large",
	} {
		got := kahootjson.Read("x", []byte(text))
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+want+")") {
			t.Errorf("%.40q: want %s in %.300s", text, want, sheettest.Short(got))
		}
	}
}

func TestIs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		string(read(t, "kahoot.json")):                                                                      true,
		`{"response_code":0,"results":[{"type":"multiple","question":"a"}]}`:                                false,
		`[{"question":"a","choices":[],"type":"quiz"}]`:                                                     false,
		`{"title":"x","questions":[{"question":"a","time":"20","type":"ABCD","answers":[{"answer":"a"}]}]}`: false,
		`{"questions":[{"question":"a","choices":["a","b"],"answer":0}]}`:                                   false,
		`"questions": [ "choices": "type": "quiz"`:                                                          false,
		"": false,
	} {
		if kahootjson.Is("x", []byte(text)) != want {
			t.Errorf("%.40q: is %v", text, !want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(read(f, "kahoot.json"))
	f.Add(read(f, "card.json"))
	f.Fuzz(func(t *testing.T, data []byte) {
		kahootjson.Is("x", data)
		got := kahootjson.Read("x", data)
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
