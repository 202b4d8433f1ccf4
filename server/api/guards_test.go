package api_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"trivium/server/api"
)

// addressOf fills the parameters of a path with what could be there.
func addressOf(path string) string {
	return strings.NewReplacer(
		"{pack}", "small", "{question}", "one", "{pin}", "123456", "{game}", strings.Repeat("0", 32), "{kind}", "csv", "{seat}", "1", "{board}", "server",
		"{entry}", "x-1", "{league}", "tuesdays", "{key}", "owls", "{host}", "none",
		"{session}", "none", "{token}", "none", "{invitation}", "none",
	).Replace(path)
}

// ofHosts are the operations that need a host.
func ofHosts() []api.Route {
	var list []api.Route
	for _, r := range api.Routes() {
		if r.Scope != api.Anyone && r.Scope != api.Public {
			list = append(list, r)
		}
	}
	return list
}

// TestOperationsOfHostsAreGuarded asks for each without credentials, with wrong ones, and from a page of another site.
func TestOperationsOfHostsAreGuarded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, r := range ofHosts() {
		at := addressOf(r.Path)
		w.send(r.Method, at, "", nil, nil).is(t, r.Method+" "+at+" by nobody", http.StatusUnauthorized, `"signin"`)
		wrong := map[string]string{"Authorization": "Bearer " + strings.Repeat("0", 32)}
		w.send(r.Method, at, "", nil, wrong).is(t, r.Method+" "+at+" with a wrong token", http.StatusUnauthorized, `"signin"`)
	}
	w.signIn()
	elsewhere := map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
	for _, r := range api.Routes() {
		if r.Method == http.MethodGet {
			continue // reads are safe: the browser keeps their answers from other sites
		}
		at := addressOf(r.Path)
		w.send(r.Method, at, "application/json", strings.NewReader(`{}`), elsewhere).is(t, r.Method+" "+at+" from elsewhere", http.StatusForbidden, `"cross_site"`)
	}
	if len(ofHosts()) < 30 {
		t.Errorf("only %d operations are guarded", len(ofHosts()))
	}
}

// TestBodiesAreWhatTheySay sends each operation that takes JSON something else.
func TestBodiesAreWhatTheySay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	c, err := theContract()
	if err != nil {
		t.Fatal(err)
	}
	r := w.opened("small")
	l := w.league("tuesdays")
	w.board(strings.Repeat("b", 32), "Ada")
	at := strings.NewReplacer("{pin}", r.PIN(), "{league}", l.ID, "{game}", string(r.ID()), "{entry}", w.entryOf(strings.Repeat("b", 32), "Ada"))
	taking := 0
	for _, o := range c.operations {
		body, _ := c.resolve(o.operation["requestBody"], "")
		if body == nil {
			continue
		}
		taking++
		path := addressOf(at.Replace(o.path))
		header := map[string]string{"If-Match": `"v1"`}
		answer := w.send(o.method, path, "text/plain", strings.NewReader("hello"), header)
		answer.is(t, o.method+" "+path+" as text", http.StatusUnsupportedMediaType, "media_type")
		if content := body["content"].(map[string]any); content["application/json"] == nil {
			continue
		}
		unknown := w.send(o.method, path, "application/json", strings.NewReader(`{"surprise":1}`), header)
		unknown.is(t, o.method+" "+path+" with a field that nobody knows", http.StatusBadRequest, "/surprise")
		most, small := 70_000, true
		if strings.HasPrefix(path, "/api/packs/") && (strings.HasSuffix(path, "/check") || strings.HasSuffix(path, "/contents")) {
			most, small = 64<<20, false // a pack with all its pictures
		}
		large := `{"x":"` + strings.Repeat("x", most) + `"}`
		told := w.send(o.method, path, "application/json", strings.NewReader(large), header)
		told.is(t, o.method+" "+path+" too large", http.StatusRequestEntityTooLarge, "too_large")
		if small { // a large one takes a minute of a processor to read, and goes the same way
			untold := w.send(o.method, path, "application/json", io.MultiReader(strings.NewReader(large)), header) // no Content-Length
			untold.is(t, o.method+" "+path+" too large, which it does not tell", http.StatusRequestEntityTooLarge, "too_large")
		}
	}
	if taking < 10 {
		t.Errorf("only %d operations take a body", taking)
	}
	w.get("/api/nothing").is(t, "no address", http.StatusNotFound, "not_found")
	only := w.send(http.MethodGet, "/api/packs", "", nil, map[string]string{"Accept": "text/html, application/json;q=0"})
	only.is(t, "a page of packs", http.StatusNotAcceptable, "not_acceptable")
	w.send(http.MethodGet, "/api/packs", "", nil, map[string]string{"Accept": "text/html, */*;q=0.1"}).is(t, "anything", http.StatusOK, "")
}
