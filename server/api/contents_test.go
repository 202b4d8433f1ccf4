package api_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/png"
	"net/http"
	"strings"
	"testing"
)

// edited is a pack as an editor has it, loosely.
type edited map[string]any

// contentsOf reads a pack whole, with its entity tag.
func (w *world) contentsOf(id string) (pack edited, own bool, tag string) {
	w.t.Helper()
	r := w.get("/api/packs/" + id + "/contents")
	r.is(w.t, "read "+id, http.StatusOK, `"questions"`)
	var body struct {
		Pack edited `json:"pack"`
		Own  bool   `json:"own"`
	}
	if err := json.Unmarshal([]byte(r.body), &body); err != nil {
		w.t.Fatal(err)
	}
	return body.Pack, body.Own, r.header.Get("ETag")
}

// save stores a pack under a condition, with files by their Src.
func (w *world) save(id string, pack edited, files map[string][]byte, header, tag string) reply {
	w.t.Helper()
	sent := map[string]any{"pack": pack}
	if len(files) > 0 {
		sent["files"] = files
	}
	body, err := json.Marshal(sent)
	if err != nil {
		w.t.Fatal(err)
	}
	conditions := map[string]string{}
	if header != "" {
		conditions[header] = tag
	}
	return w.send(http.MethodPut, "/api/packs/"+id+"/contents", "application/json", bytes.NewReader(body), conditions)
}

// first is the first question of a pack.
func (e edited) first() map[string]any { return e["questions"].([]any)[0].(map[string]any) }

func TestAPackIsEdited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	small, own, _ := w.contentsOf("small")
	if own || small.first()["id"] != "one" || small.first()["time"] != 20.0 {
		t.Errorf("one that came along: %v %v", own, small)
	}
	w.save("small", small, nil, "If-Match", `"x"`).is(t, "one that came along", http.StatusNotFound, "no_pack")
	w.save("small", small, nil, "If-None-Match", "*").is(t, "an id that is taken", http.StatusPreconditionFailed, "taken")
	w.save("mine", small, nil, "", "").is(t, "no condition", http.StatusPreconditionRequired, "if_match")

	made := w.save("mine", small, nil, "If-None-Match", "*")
	made.is(t, "a new one", http.StatusCreated, `"id":"mine"`)
	if made.header.Get("Location") != "/api/packs/mine" {
		t.Errorf("it is at %q", made.header.Get("Location"))
	}
	mine, own, tag := w.contentsOf("mine")
	if !own || tag == "" || tag != made.header.Get("ETag") {
		t.Errorf("own %v, tag %q, made %q", own, tag, made.header.Get("ETag"))
	}
	mine.first()["prompt"] = "Which one is a colour?"
	changed := w.save("mine", mine, nil, "If-Match", tag)
	changed.is(t, "changed", http.StatusOK, "Which one")
	w.save("mine", mine, nil, "If-Match", tag).is(t, "the version before", http.StatusPreconditionFailed, "changed")
	w.get("/api/packs/mine/file").is(t, "its file", http.StatusOK, "prompt: Which one is a colour?")
	mine.first()["prompt"] = "Once more?"
	w.save("mine", mine, nil, "If-Match", changed.header.Get("ETag")).is(t, "changed again", http.StatusOK, "Once more?")

	stranger := w.host("bea")
	stranger.get("/api/packs/mine/contents").is(t, "another host's", http.StatusNotFound, "no_pack")
	stranger.save("mine", mine, nil, "If-Match", tag).is(t, "another host's", http.StatusNotFound, "no_pack")
	stranger.save("mine", mine, nil, "If-None-Match", "*").is(t, "another host's id", http.StatusPreconditionFailed, "taken")
}

func TestAPackThatCannotBePlayedIsNotSaved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	small, _, _ := w.contentsOf("small")
	small.first()["choices"] = []any{map[string]any{"text": "Blue"}, map[string]any{"text": ""}}
	small["title"] = ""
	refused := w.save("mine", small, nil, "If-None-Match", "*")
	for _, want := range []string{`"path":"title"`, `"question":"one","path":"choices"`, `"question":"one","path":"choices.1.text"`} {
		refused.is(t, "a broken one", http.StatusUnprocessableEntity, want)
	}
	w.get("/api/packs/mine").is(t, "it", http.StatusNotFound, "no_pack")

	body, err := json.Marshal(small)
	if err != nil {
		t.Fatal(err)
	}
	checked := w.json(http.MethodPost, "/api/packs/check", string(body))
	for _, want := range []string{`"path":"title"`, `"question":"one","path":"choices.1.text"`, `"code":"no-summary"`} {
		checked.is(t, "a draft", http.StatusOK, want)
	}
	if strings.Contains(checked.body, "choices: ") || strings.Contains(checked.body, `"line":1`) {
		t.Errorf("places that nobody sees: %s", checked.body)
	}
	const empty = `{"id":"","title":"","language":"","version":"","license":"","questions":[
		{"id":"","kind":"number","prompt":"","time":0,"points":0},{"id":"","kind":"match","prompt":"","time":1e300,"points":0}]}`
	w.json(http.MethodPost, "/api/packs/check", empty).is(t, "nearly nothing", http.StatusOK, `"path":"answer"`)
	w.json(http.MethodPost, "/api/packs/check", `{"surprise":1}`).is(t, "a field that nobody knows", http.StatusBadRequest, "/surprise")
}

func TestAnEditedPackHasMedia(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewRGBA(image.Rect(0, 0, 4, 4))); err != nil {
		t.Fatal(err)
	}
	small, _, _ := w.contentsOf("small")
	small.first()["media"] = []any{
		map[string]any{"type": "image", "src": "new/a.png", "alt": "A dot"},
		map[string]any{"type": "audio", "src": "new/b.mp3", "alt": "A beep", "at": "reveal"},
	}
	files := map[string][]byte{"new/a.png": append(picture.Bytes(), "<script>"...), "new/b.mp3": []byte("ID3 a beep")}
	w.save("mine", small, map[string][]byte{"new/a.png": picture.Bytes()}, "If-None-Match", "*").
		is(t, "without the sound", http.StatusUnprocessableEntity, `"question":"one","path":"media.1.src"`)
	w.save("mine", small, map[string][]byte{"new/a.png": []byte("GIF"), "new/b.mp3": []byte("x")}, "If-None-Match", "*").
		is(t, "what is neither", http.StatusUnprocessableEntity, `"path":"media.0.src"`)
	made := w.save("mine", small, files, "If-None-Match", "*")
	made.is(t, "with both", http.StatusCreated, `"new/b.mp3":"/media/`)

	mine, _, tag := w.contentsOf("mine")
	src := mine.first()["media"].([]any)[0].(map[string]any)["src"].(string)
	if served := w.get(src); served.status != http.StatusOK || strings.Contains(served.body, "script") {
		t.Errorf("%s: %d", src, served.status)
	}
	mine.first()["prompt"] = "And now?"
	w.save("mine", mine, nil, "If-Match", tag).is(t, "without sending them again", http.StatusOK, src)
	copied, _, _ := w.contentsOf("mine")
	copied.first()["prompt"] = "Which of these is not never wrong?" // the linter calls it an error, and a file with it is taken
	body, err := json.Marshal(copied)
	if err != nil {
		t.Fatal(err)
	}
	w.json(http.MethodPost, "/api/packs/check", string(body)).is(t, "what the linter says", http.StatusOK, "double-negative")
	w.save("copy", copied, nil, "If-None-Match", "*").is(t, "a copy", http.StatusCreated, src)
	w.delete("/api/packs/mine").is(t, "delete", http.StatusNoContent, "")
	if served := w.get(src); served.status != http.StatusOK {
		t.Errorf("the picture of the copy went with the pack: %d", served.status)
	}
}

func TestAGuestsDraftIsBounded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.json(http.MethodPost, "/api/signin", `{"guest":true}`).is(t, "a guest", http.StatusNoContent, "")
	small, _, _ := w.contentsOf("small")
	large := map[string][]byte{"new/b.mp3": []byte("ID3" + strings.Repeat("x", base64.StdEncoding.DecodedLen(2<<20)))}
	w.save("mine", small, large, "If-None-Match", "*").is(t, "a large one", http.StatusRequestEntityTooLarge, "too_large")
	w.save("mine", small, nil, "If-None-Match", "*").is(t, "a small one", http.StatusCreated, "")
	for range 20 { // saving again is not opening
		mine, _, tag := w.contentsOf("mine")
		w.save("mine", mine, nil, "If-Match", tag).is(t, "again", http.StatusOK, "")
	}
}
