package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// studied is a pack with the word canary in all that must not be known before an answer.
const studied = `format: 1
id: studied
title: Studied
language: en
version: 1.0.0
license: CC0-1.0
topics:
  - {id: t, title: The topic, summary: canary summary of the topic, details: "canary **details** of the topic"}
questions:
  - id: typed
    kind: text
    topic: t
    prompt: Say it.
    accept: [canary]
    summary: canary summary
    details: "canary <script>alert(1)</script> **details**"
    sources: [{title: canary source, url: "https://example.org/"}]
  - id: choice
    kind: single
    prompt: Which?
    choices: [{text: one, correct: true, why: canary why}, two, three]
  - id: half
    kind: slide
    points: 0
    prompt: Half time
`

// TestStudy opens a pack, studies it, and is refused while a game plays it. Nothing of the answers is told before one.
func TestStudy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	w.upload(http.MethodPost, "/api/packs", "studied.yaml", studied).is(t, "upload", http.StatusCreated)
	w.get("/api/study/studied").is(t, "not open", http.StatusNotFound, "not_open")
	w.json(http.MethodPut, "/api/packs/studied/study", `{}`).is(t, "open what", http.StatusUnprocessableEntity, "bad")
	w.json(http.MethodPut, "/api/packs/studied/study", `{"open":true}`).is(t, "open", http.StatusOK, `"open":true`)
	w.get("/api/packs/studied").is(t, "the host's page", http.StatusOK, `"study":true`)

	before := []reply{
		w.get("/api/study"), w.get("/api/study/studied"), w.get("/api/study/studied/questions/typed?sitting=a"),
		w.get("/api/study/studied/questions/choice?sitting=a"),
	}
	for _, r := range before {
		r.is(t, "before the answer", http.StatusOK)
		if strings.Contains(r.body, "canary") || strings.Contains(r.body, "correct") {
			t.Errorf("before the answer: %s", r.body)
		}
	}
	before[0].is(t, "the list", http.StatusOK, `"questions":2`, `"topics":1`)
	w.get("/api/study/studied/questions/half").is(t, "a slide", http.StatusNotFound, "not_open")
	w.get("/api/study/studied/questions/none").is(t, "no such question", http.StatusNotFound, "not_open")

	answer := "/api/study/studied/questions/typed/answer"
	w.json(http.MethodPost, answer, `{"sitting":"a","text":"CANARY!"}`).is(t, "right", http.StatusOK,
		`"right":true`, "canary summary", "\\u003cstrong\\u003edetails", "canary source", `"title":"The topic"`)
	if r := w.json(http.MethodPost, answer, `{"sitting":"a","text":"dog"}`); !strings.Contains(r.body, `"right":false`) || strings.Contains(r.body, "script") {
		t.Errorf("wrong: %s", r.body)
	}
	w.json(http.MethodPost, answer, `{"sitting":"a","give_up":true}`).is(t, "given up", http.StatusOK, `"right":false`, `"text":"canary"`)
	w.json(http.MethodPost, answer, `{"sitting":"a","pick":[1]}`).is(t, "no answer to that", http.StatusUnprocessableEntity, "bad")
	w.json(http.MethodPost, "/api/study/studied/questions/choice/answer", `{"sitting":"a","give_up":true}`).is(t, "why", http.StatusOK, "canary why")
	w.json(http.MethodPost, answer, `{"sitting":"`+strings.Repeat("x", 65)+`"}`).is(t, "a long name", http.StatusUnprocessableEntity, "bad")
}

// TestStudyGivesWayToGames: while a room plays a pack its answers are nowhere else.
func TestStudyGivesWayToGames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	w.json(http.MethodPut, "/api/packs/typed/study", `{"open":true}`).is(t, "open one that came along", http.StatusOK)
	pin := w.create("typed")
	w.get("/api/study").is(t, "the list", http.StatusOK, `"playing":true`)
	for _, r := range []reply{
		w.get("/api/study/typed"), w.get("/api/study/typed/questions/first"),
		w.json(http.MethodPost, "/api/study/typed/questions/first/answer", `{"give_up":true}`),
	} {
		r.is(t, "while it is played", http.StatusConflict, "playing")
		if strings.Contains(r.body, "canary") {
			t.Errorf("while it is played: %s", r.body)
		}
	}
	w.json(http.MethodPost, "/api/games/"+pin+"/commands", `{"do":"end"}`).is(t, "end", http.StatusOK)
	w.json(http.MethodPut, "/api/packs/typed/study", `{"open":false}`).is(t, "close", http.StatusOK)
	w.get("/api/study/typed").is(t, "closed", http.StatusNotFound, "not_open")
}
