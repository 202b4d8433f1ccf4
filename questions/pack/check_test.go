package pack_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"trivium/questions"
	"trivium/questions/pack"
	"trivium/questions/pack/packtest"
)

// paths are the fields that findings name.
func paths(findings []questions.Finding) string {
	var list []string
	for _, f := range findings {
		list = append(list, strings.TrimPrefix(f.Question+"/"+f.Path, "/")+" "+f.Code)
	}
	return strings.Join(list, ", ")
}

func TestWhatIsCheckedCanBeWrittenAndRead(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := packtest.Packs().Draw(t, "pack")
		if found := pack.Check(p); len(found) > 0 {
			t.Fatalf("a sound pack: %s", paths(found))
		}
		broken := *p
		broken.Questions = append([]questions.Question{}, p.Questions...)
		breaks := map[string]func(){
			"id":             func() { broken.ID = "Ö" },
			"title":          func() { broken.Title = " " },
			"version":        func() { broken.Version = "1\nx: y" },
			"language":       func() { broken.Language = "?" },
			"license":        func() { broken.License = "" },
			"questions":      func() { broken.Questions = nil },
			"rounds.0.title": func() { broken.Rounds = []questions.Round{{ID: "a"}} },
			"rounds.1.id":    func() { broken.Rounds = []questions.Round{{ID: "a", Title: "A"}, {ID: "a", Title: "B"}} },
			"topics.0.details": func() {
				broken.Topics = []questions.Topic{{ID: "a", Title: "A", Summary: "s"}}
				for i := range broken.Questions {
					broken.Questions[i].Topic = ""
				}
			},
		}
		field := rapid.SampledFrom([]string{
			"id", "title", "version", "language", "license", "questions", "rounds.0.title", "rounds.1.id", "topics.0.details",
		}).Draw(t, "field")
		breaks[field]()
		if found := pack.Check(&broken); !strings.Contains(paths(found), field+" ") {
			t.Fatalf("%s is broken, and found was %s", field, paths(found))
		}
	})
}

func TestQuestionsOfAPackAreCheckedTogether(t *testing.T) {
	t.Parallel()
	const text = "format: 1\nid: p\ntitle: A\nlanguage: en\nversion: 1.0.0\nlicense: CC0-1.0\nquestions: [{id: a, kind: slide, prompt: A}]\n"
	p, findings := pack.Parse("p.yaml", []byte(text))
	if p == nil {
		t.Fatal(findings)
	}
	p.Questions = append(p.Questions, p.Questions[0])
	p.Questions[1].Topic = "nowhere"
	id := strings.TrimPrefix(p.Questions[0].ID, p.ID+"/")
	if want, got := id+"/id duplicate-id, "+id+"/topic unknown-topic", paths(pack.Check(p)); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
