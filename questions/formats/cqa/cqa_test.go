package cqa_test

import (
	"bytes"
	"compress/gzip"
	"flag"
	"image"
	"image/png"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"trivium/questions"
	"trivium/questions/formats/cqa"
	"trivium/questions/formats/internal/sheet/sheettest"
)

var update = flag.Bool("update", false, "write the fixtures anew")

const quiz = `{"title": "Our <b>quiz</b>", "description": "<p>Made in class</p>", "cover_image": "x", "questions": [
{"question": "<p>Which?</p>", "time": "60", "type": "ABCD", "answers": [{"answer": "a", "right": false}, {"answer": "b", "right": true}], "image": "0"},
{"question": "Which two?", "time": 20, "type": "ABCD", "answers": [{"answer": "a", "right": true}, {"answer": "b", "right": true}]},
{"question": "Check one", "time": "20", "type": "CHECK", "answers": [{"answer": "a", "right": true}, {"answer": "b", "right": false}], "image": "2"},
{"question": "How many?", "time": "20", "type": "RANGE", "answers": {"min": 0, "max": 100, "min_correct": 40, "max_correct": 45}},
{"question": "Who?", "time": "20", "type": "TEXT", "answers": [{"answer": "Orwell", "case_sensitive": true}, {"answer": "Blair"}]},
{"question": "In order", "time": "20", "type": "ORDER", "answers": [{"answer": "1"}, {"answer": "2"}]},
{"question": "Well?", "time": "20", "type": "VOTING", "answers": [{"answer": "Good"}, {"answer": "Bad"}]},
{"question": "Half time", "time": "", "type": "SLIDE", "answers": "<p>Stretch your legs</p>"},
{"question": "Another?", "time": "20", "type": "NEW", "answers": []},
{"question": "No key?", "time": "soon", "type": "ABCD", "answers": [{"answer": "a"}]},
{"question": "A list?", "time": "20", "type": "ABCD", "answers": {}},
{"question": [], "type": "ABCD"}
]}`

// archive is a quiz with pictures by the numbers of their questions.
func archive(tb testing.TB, quiz string, images map[string][]byte) []byte {
	tb.Helper()
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	if _, err := writer.Write([]byte(quiz)); err != nil {
		tb.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		tb.Fatal(err)
	}
	out.WriteString("\xc7\xc7\xc7\x00")
	for number, data := range images {
		out.WriteString("\xc6\xc6\xc6\x00" + number + "\xc5\xc5\x00")
		out.Write(data)
	}
	return out.Bytes()
}

// picture is a small PNG in which stands what divides pictures.
func picture(tb testing.TB) []byte {
	tb.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, 3, 2))); err != nil {
		tb.Fatal(err)
	}
	out.WriteString("\xc6\xc6\xc6\x00x\xc6\xc6\xc6\x0012\xc7\xc7\xc7\x00")
	return out.Bytes()
}

func fixture(tb testing.TB) []byte {
	tb.Helper()
	data, err := os.ReadFile("testdata/quiz.cqa")
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func TestAnArchiveIsRead(t *testing.T) {
	t.Parallel()
	if *update {
		data := archive(t, quiz, map[string][]byte{"0": picture(t), "-1": picture(t), "2": []byte("no picture")})
		if err := os.WriteFile("testdata/quiz.cqa", data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want := `single 1m0s 1000 "Which?" a *b
multi 20s 1000 "Which two?" *a *b
multi 20s 1000 "Check one" *a b
number 20s 1000 "How many?" =42 0..100/1
text 20s 1000 "Who?" =Orwell =Blair
order 20s 1000 "In order" 1.1 2.2
poll 20s 0 "Well?" Good Bad
slide 20s 0 "Half time" (Stretch your legs)
c.cqa: warning: the picture on the cover of the quiz is left out; a pack has none (media)
c.cqa:2:1: warning: question 1: nothing is said about its picture; describe it in the editor, for those who cannot see it (alt)
c.cqa:4:1: warning: question 3: the picture cannot be read; save it as PNG, JPEG, GIF or WebP: image: unknown format (media)
c.cqa:10:1: skipped: question 9: questions of the kind "NEW" have no counterpart here (kind)
c.cqa:11:1: skipped: question 10: no answer is marked as right (kind)
c.cqa:12:1: skipped: question 11: its answers are not what ClassQuiz writes (kind)
c.cqa:13:1: skipped: question 12 is not what ClassQuiz writes; make it anew in the editor (json)
`
	data := fixture(t)
	got := cqa.Read("c.cqa", data)
	if diff := cmp.Diff(want, sheettest.Short(got)); diff != "" || !cqa.Is("x", data) {
		t.Error(diff)
	}
	p := got.Pack
	if p.Title != "Our quiz" || p.Description != "Made in class" || len(got.Media) != 1 || len(got.Media[p.Questions[0].Media[0].Src]) == 0 {
		t.Errorf("the pack is %q, %q, with %d media", p.Title, p.Description, len(got.Media))
	}
	if n := p.Questions[3].Number; n.Low != "40" || n.High != "45" || p.Questions[4].Rules.Case != "exact" {
		t.Errorf("got %+v, %+v", n, p.Questions[4].Rules)
	}
}

func TestWhatCannotBeReadIsSaid(t *testing.T) {
	t.Parallel()
	whole := archive(t, quiz, nil)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"not compressed": {[]byte(quiz), "archive"}, "cut off": {whole[:len(whole)/2], "archive"}, "no JSON": {archive(t, `{"questions": [`, nil), "json"},
		"no mark": {append(whole[:len(whole)-4:len(whole)-4], 'x'), "archive"}, "no questions": {archive(t, `{}`, nil), "empty"},
		"a bomb": {archive(t, strings.Repeat(" ", 33<<20), nil), "archive"},
	} {
		got := cqa.Read("x", c.data)
		if got.Pack != nil || !strings.Contains(sheettest.Short(got), "("+c.want+")") {
			t.Errorf("%s: want %s in %s", name, c.want, sheettest.Short(got))
		}
	}
	for name, data := range map[string][]byte{"not compressed": []byte(quiz), "no quiz": archive(t, "hello", nil), "empty": nil} {
		if cqa.Is("x", data) {
			t.Errorf("%s is taken for an archive", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(fixture(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		cqa.Is("x", data)
		got := cqa.Read("x", data)
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
