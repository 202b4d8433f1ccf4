package lint_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/questions"
	"trivium/questions/lint"
)

func sound() questions.Question {
	return questions.Question{
		ID: "p/q", Kind: questions.Single, Language: "en", Prompt: "Which planet has the most rings?", Time: 20 * time.Second,
		Points: 1000, Summary: "Saturn.",
		Choices: []questions.Choice{{Text: "Saturn", Correct: true}, {Text: "Jupiter"}, {Text: "Venus"}, {Text: "Mars"}},
	}
}

func packOf(qs ...questions.Question) *questions.Pack {
	return &questions.Pack{ID: "p", Title: "P", Language: "en", Version: "1.0.0", License: "CC0-1.0", Questions: qs}
}

// codes are what is found on a day, by "severity code".
func codes(packs ...*questions.Pack) []string {
	var found []string
	for _, finding := range lint.CheckAt(time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), packs...) {
		found = append(found, fmt.Sprintf("%s %s", finding.Severity, finding.Code))
	}
	return found
}

func TestASoundQuestionHasNoFindings(t *testing.T) {
	t.Parallel()
	if found := codes(packOf(sound())); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

func TestEachRuleFindsItsFault(t *testing.T) {
	t.Parallel()
	typed := func(q *questions.Question, accept ...string) {
		q.Kind, q.Choices = questions.Text, nil
		for _, text := range accept {
			q.Accept = append(q.Accept, questions.Accepted{Text: text})
		}
	}
	choices := func(q *questions.Question, texts ...string) {
		q.Choices = nil
		for i, text := range texts {
			q.Choices = append(q.Choices, questions.Choice{Text: text, Correct: i == 0})
		}
	}
	for want, spoil := range map[string]func(q *questions.Question){
		"error key":                func(q *questions.Question) { q.Choices[0].Correct = false },
		"error equal-choices":      func(q *questions.Question) { choices(q, "Saturn", "Mars", "MARS") },
		"warning long-right":       func(q *questions.Question) { choices(q, "The one with the bright rings", "Mars", "Venus") },
		"warning all-of-the-above": func(q *questions.Question) { q.KeepOrder = true; choices(q, "Saturn", "Mars", "None of the above") },
		"error position":           func(q *questions.Question) { choices(q, "Saturn", "Mars", "Both A and B") },
		"warning absolutes":        func(q *questions.Question) { choices(q, "Some", "Always two", "Never any") },
		"warning stem-word":        func(q *questions.Question) { choices(q, "A planet with bands", "A star", "A moon") },
		"warning article":          func(q *questions.Question) { q.Prompt = "Saturn looks like an"; choices(q, "eye", "ball", "cube") },
		"warning unsorted-numbers": func(q *questions.Question) { q.KeepOrder = true; choices(q, "3", "1", "2") },
		"warning answer-in-stem":   func(q *questions.Question) { q.Prompt = "Which rings has Saturn?" },
		"warning negative":         func(q *questions.Question) { q.Prompt = "Which planet is not made of gas?" },
		"error double-negative":    func(q *questions.Question) { q.Prompt = "Which planet is not never seen?" },
		"error entity":             func(q *questions.Question) { q.Prompt = "Salt &amp; pepper?" },
		"error tag":                func(q *questions.Question) { q.Summary = "It is <b>bold</b>." },
		"error mojibake":           func(q *questions.Question) { q.Prompt = "Where is the cafÃ©?" },
		"error escape":             func(q *questions.Question) { q.Prompt = `What is 1+1 \= ?` },
		"error quotes":             func(q *questions.Question) { q.Prompt = `Who wrote "1984?` },
		"warning long-stem":        func(q *questions.Question) { q.Time = time.Minute; q.Prompt = fmt.Sprintf("%0121d?", 1) },
		"warning long-choice":      func(q *questions.Question) { q.Choices[1].Text = fmt.Sprintf("%076d", 1) },
		"warning long-typed":       func(q *questions.Question) { typed(q, "The Hitchhiker's Guide") },
		"warning short-time":       func(q *questions.Question) { q.Time = 5 * time.Second },
		"warning no-summary":       func(q *questions.Question) { q.Summary = "" },
		"error alt": func(q *questions.Question) {
			q.Media = []questions.Media{{Type: "image", Src: "media/map.png", Alt: "map.png"}}
		},
		"warning alt-answer": func(q *questions.Question) {
			q.Media = []questions.Media{{Type: "image", Src: "media/map.png", Alt: "A drawing of Saturn"}}
		},
		"warning mixed-shapes": func(q *questions.Question) { choices(q, "Saturn", "5", "Mars", "Venus") },
		"warning stale":        func(q *questions.Question) { q.Prompt = "Which is the latest planet?" },
		"warning checked":      func(q *questions.Question) { q.Checked = "2024-01-01" },
		"warning expired":      func(q *questions.Question) { q.Expires = "2026-11-23" },
		"warning typo-radius": func(q *questions.Question) {
			typed(q, "Slovakia")
			q.Reject = []string{"Slovekia"}
		},
		"warning same-accept": func(q *questions.Question) { typed(q, "The Beatles", "beatles") },
		"error equal-choices ": func(q *questions.Question) {
			q.Kind, q.Choices, q.Items = questions.Order, nil, []string{"A", "B", "a"}
		},
		"error equal-choices  ": func(q *questions.Question) {
			q.Kind, q.Choices = questions.Match, nil
			q.Pairs, q.Extra = []questions.Pair{{Left: "A", Right: "1"}, {Left: "B", Right: "2"}}, []string{"Five", "five"}
		},
		"error equal-choices   ": func(q *questions.Question) {
			q.Kind, q.Choices, q.Points = questions.Poll, []questions.Choice{{Text: "Red"}, {Text: "RED"}}, 0
		},
		"error equal": func(q *questions.Question) {
			q.Kind, q.Choices, q.Items = questions.Order, nil, []string{"A", "B", "A"}
		},
		"error range": func(q *questions.Question) {
			q.Kind, q.Choices = questions.Number, nil
			q.Number = &questions.NumberSpec{Answer: "7", Range: &questions.Range{Min: "0", Max: "10", Step: "2"}}
		},
		"error accept-reject": func(q *questions.Question) {
			typed(q, "Saturn")
			q.Reject = []string{"saturn"}
		},
		"error unreachable": func(q *questions.Question) { typed(q, strings.Repeat("語", 200)) },
		"error license":     func(q *questions.Question) { q.License = "free for all" },
		"error missing":     func(q *questions.Question) { q.Media = []questions.Media{{Type: "image", Src: "media/map.png"}} },
		"error alt ": func(q *questions.Question) {
			q.Media = []questions.Media{{Type: "image", Src: "media/a.png", Alt: "IMG_204.JPG"}}
		},
		"error mojibake ":  func(q *questions.Question) { q.Choices[1].Text = "Bad \ufffd byte" },
		"error quotes ":    func(q *questions.Question) { q.Prompt = "Who wrote “1984?" },
		"error quotes  ":   func(q *questions.Question) { q.Prompt = "Wer schrieb „1984?" },
		"error quotes   ":  func(q *questions.Question) { q.Prompt = "Qui a écrit « 1984 ?" },
		"error quotes    ": func(q *questions.Question) { q.Prompt = "「坊っちゃんの作者は？" },
		"warning short-time ": func(q *questions.Question) {
			q.Kind, q.Choices, q.Number, q.Time = questions.Number, nil, &questions.NumberSpec{Answer: "7"}, 6*time.Second
		},
		"warning short-time  ": func(q *questions.Question) {
			q.Language, q.Prompt, q.Time = "ja", strings.Repeat("漢字", 40), 20*time.Second
		},
	} {
		want = strings.TrimSpace(want)
		q := sound()
		spoil(&q)
		if found := codes(packOf(q)); !slices.Contains(found, want) {
			t.Errorf("found %v, want %s", found, want)
		}
	}
}

func TestThePackAsAWhole(t *testing.T) {
	t.Parallel()
	many := func(spoil func(i int, q *questions.Question)) *questions.Pack {
		var qs []questions.Question
		for i := range 20 {
			q := sound()
			q.ID = fmt.Sprintf("p/q%d", i)
			q.Prompt = fmt.Sprintf("%d %d %d?", i*7919, i*104729, i*1299709)
			spoil(i, &q)
			qs = append(qs, q)
		}
		return packOf(qs...)
	}
	study := packOf(sound())
	study.Topics = []questions.Topic{{ID: "t", Title: "T", Summary: "S", Details: "D"}}
	unlicensed := packOf(sound())
	unlicensed.License = ""
	again := packOf(sound())
	again.ID = "other"
	unstated := packOf(sound())
	unstated.License = "LicenseRef-unstated"
	near := sound()
	near.ID, near.Prompt = "p/near", "Which planet has the most rings of all?"
	for want, packs := range map[string][]*questions.Pack{
		"warning longest-right":  {many(func(_ int, q *questions.Question) { q.Choices[0].Text = "The longest" })},
		"warning first-right":    {many(func(_ int, q *questions.Question) { q.KeepOrder = true })},
		"warning true-balance":   {many(func(_ int, q *questions.Question) { q.Kind, q.Choices, q.Answer = questions.TrueFalse, nil, true })},
		"error no-details":       {study},
		"error licence":          {unlicensed},
		"warning licence":        {unstated},
		"error duplicate-id":     {packOf(sound(), sound())},
		"error duplicate":        {packOf(sound()), again},
		"warning near-duplicate": {packOf(sound(), near)},
	} {
		if found := codes(packs...); !slices.Contains(found, want) {
			t.Errorf("found %v, want %s", found, want)
		}
	}
}

func TestALargePicture(t *testing.T) {
	t.Parallel()
	q := sound()
	q.Media = []questions.Media{{Type: "image", Src: "media/map.png", Alt: "A map"}, {Type: "image", Src: "media/small.png", Alt: "A map"}}
	p := packOf(q)
	found := lint.CheckWith(lint.Options{Size: func(of *questions.Pack, src string) int64 {
		if of == p && src == "media/map.png" {
			return 301 << 10
		}
		return 300 << 10
	}}, p)
	if len(found) != 1 || found[0].Code != "large-image" || found[0].Path != "media.0.src" || found[0].Question != "q" {
		t.Errorf("found %v", found)
	}
}

// TestFindingsNameTheirField looks at what an editor shows beside a field.
func TestFindingsNameTheirField(t *testing.T) {
	t.Parallel()
	q := sound()
	q.Choices[2].Text, q.Choices[3].Why, q.Summary = "Mars &amp; Co", `A "quote`, ""
	paths := map[string]string{}
	for _, finding := range lint.Check(packOf(q)) {
		paths[finding.Code] = finding.Path
	}
	want := map[string]string{"entity": "choices.2.text", "quotes": "choices.3.why", "no-summary": "summary"}
	if !maps.Equal(paths, want) {
		t.Errorf("found %v, want %v", paths, want)
	}
}

// TestNearDuplicatesAmongMany finds each pair that comparing all with all finds, and is quick about it.
func TestNearDuplicatesAmongMany(t *testing.T) {
	t.Parallel()
	var qs []questions.Question
	for i := range 150 {
		q := sound()
		q.ID = fmt.Sprintf("p/q%d", i)
		q.Prompt = fmt.Sprintf("In which year was the town of %c%c%c%c%c founded by %d people?", 'a'+i%3, 'b'+i%5, 'c'+i%7, 'd'+i%2, 'e'+i%11, i%9)
		qs = append(qs, q)
	}
	got := map[string]bool{}
	for _, finding := range lint.Check(packOf(qs...)) {
		if finding.Code == "near-duplicate" {
			got[finding.Question] = true
		}
	}
	trigrams := func(text string) map[string]bool {
		set := map[string]bool{}
		runes := []rune(strings.TrimSuffix(strings.ToLower(text), "?"))
		for i := 0; i+3 <= len(runes); i++ {
			set[string(runes[i:i+3])] = true
		}
		return set
	}
	near := 0
	for i := range qs {
		a, isNear := trigrams(qs[i].Prompt), false
		for j := range i {
			b := trigrams(qs[j].Prompt)
			common := 0
			for trigram := range a {
				if b[trigram] {
					common++
				}
			}
			isNear = isNear || common*10 >= (len(a)+len(b)-common)*8 && qs[i].Prompt != qs[j].Prompt
		}
		if isNear {
			near++
		}
		if isNear != got[fmt.Sprintf("q%d", i)] {
			t.Errorf("%s: near %v, found %v", qs[i].Prompt, isNear, !isNear)
		}
	}
	if near == 0 || near == len(qs) {
		t.Errorf("%d of %d are near another, which proves nothing", near, len(qs))
	}
}

// TestManyAlike lints thousands of questions after one pattern, which is bounded.
func TestManyAlike(t *testing.T) {
	t.Parallel()
	var qs []questions.Question
	for i := range 2_400 {
		q := sound()
		q.ID = fmt.Sprintf("p/q%d", i)
		q.Prompt = fmt.Sprintf("Which river number %d flows through the town %d in country %d?", i*7919%10_007, i*104_729%10_009, i%97)
		qs = append(qs, q)
	}
	if found := codes(packOf(qs...)); !slices.Contains(found, "warning alike") {
		t.Errorf("found %d", len(found))
	}
}
