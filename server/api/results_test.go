package api_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"trivium/server/gateway/names"
)

func keyOf(name string) string { return names.Key(name) }

// read decodes the body of a good answer.
func read[T any](t *testing.T, r reply) T {
	t.Helper()
	var value T
	if err := json.Unmarshal([]byte(r.body), &value); err != nil || r.status >= 300 {
		t.Fatalf("%d %s: %v", r.status, r.body, err)
	}
	return value
}

// is holds an answer's status, and a text that it has.
func (r reply) is(t *testing.T, what string, status int, has ...string) {
	t.Helper()
	lacks := func(text string) bool { return !strings.Contains(r.body, text) }
	if r.status != status || slices.ContainsFunc(has, lacks) {
		t.Errorf("%s: %d %s, want %d and %q", what, r.status, r.body, status, has)
	}
}

func (w *world) delete(path string) reply {
	w.t.Helper()
	return w.send(http.MethodDelete, path, "", nil, nil)
}

// keyed sends JSON with an Idempotency-Key.
func (w *world) keyed(path, key, body string) reply {
	w.t.Helper()
	return w.send(http.MethodPost, path, "application/json", strings.NewReader(body), map[string]string{"Idempotency-Key": key})
}

type results struct {
	Results []struct{ ID, Title string }
	Next    string
}

// TestResultsArePaged goes through all results by cursor while a new one comes, and searches by title.
func TestResultsArePaged(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	played := map[string]bool{}
	for range 3 {
		played[string(w.play("small", "Ada").ID())] = true
	}
	w.opened("small", "Ada") // it has not ended
	seen, path := 0, "/api/results?limit=1&q=small"
	for path != "" {
		page := w.get(path)
		list := read[results](t, page)
		for _, result := range list.Results {
			if !played[result.ID] {
				t.Errorf("%s is there again, or should not be", result.ID)
			}
			delete(played, result.ID)
		}
		if link := page.header.Get("Link"); (link == "") != (list.Next == "") || link != "" && !strings.Contains(link, "cursor="+list.Next) {
			t.Errorf("the link %q for the cursor %q", link, list.Next)
		}
		if seen++; seen == 1 {
			w.play("small", "Ada")
		}
		if path = ""; list.Next != "" {
			path = "/api/results?limit=1&q=small&cursor=" + list.Next
		}
	}
	if len(played) > 0 {
		t.Errorf("%d results were left out", len(played))
	}
	if list := read[results](t, w.get("/api/results?q=nothing")); len(list.Results) != 0 {
		t.Errorf("a title that there is not: %v", list)
	}
	games := read[struct {
		Live []struct{ Title string }
		Next string
	}](t, w.get("/api/games?limit=1"))
	w.get("/api/results?cursor="+games.Next).is(t, "the cursor of another list", http.StatusBadRequest, "cursor")
	for _, query := range []string{"limit=0", "limit=201", "limit=x", "cursor=x", "cursor=%FF"} {
		w.get("/api/results?"+query).is(t, query, http.StatusBadRequest, `"code"`)
	}
}

type history struct {
	Corrections []struct {
		N          int
		Kind, Host string
		Moves      []struct{ Name string }
	}
	Next string
}

// TestCorrections accepts an answer, leaves a question out, adjusts, renames, and sends each again.
func TestCorrections(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	id := string(w.play("typed", "Ada", "Ben").ID())
	path := "/api/results/" + id + "/corrections"
	for i, body := range []string{
		`{"kind":"judged","showing":0,"text":"Wrong  WORD!","right":true}`, `{"kind":"voided","showing":1,"on":true}`,
		`{"kind":"adjusted","seat":2,"delta":300,"reason":"sang"}`, `{"kind":"renamed","seat":1,"name":"Eve"}`,
	} {
		key := fmt.Sprint("key-", i)
		first := w.keyed(path, key, body)
		again := w.keyed(path, key, body)
		if first.status != http.StatusCreated || again.status != http.StatusOK || first.body != again.body {
			t.Errorf("%s: %d %s, then %d %s", body, first.status, first.body, again.status, again.body)
		}
	}
	w.keyed(path, "", `{"kind":"voided","showing":1,"on":true}`).is(t, "what is so already", http.StatusConflict, "past")
	for name, body := range map[string]string{
		"no kind": `{"kind":"kicked"}`, "no reason": `{"kind":"adjusted","seat":2,"delta":300}`, "nobody": `{"kind":"renamed","seat":9,"name":"X"}`,
		"no name": `{"kind":"renamed","seat":1,"name":""}`, "both": `{"kind":"adjusted","seat":2,"team":"x","delta":3,"reason":"x"}`,
		"not given": `{"kind":"judged","showing":0,"text":"nobody said so","right":true}`, "half": `{"kind":"judged","showing":0}`,
		"no team": `{"kind":"adjusted","team":"nobody","delta":3,"reason":"x"}`, "no question": `{"kind":"voided"}`,
	} {
		w.json(http.MethodPost, path, body).is(t, name, http.StatusUnprocessableEntity, "bad")
	}
	w.json(http.MethodPost, path, `{"kind":"renamed","seat":1,"name":"Ben"}`).is(t, "a name that is taken", http.StatusConflict, "taken")
	w.json(http.MethodPost, path, `{"kind":"voided","showing":9,"on":true}`).is(t, "no such question", http.StatusConflict, "not_now")
	w.keyed(path, strings.Repeat("x", 101), `{"kind":"voided","showing":1,"on":false}`).is(t, "a long key", http.StatusBadRequest, "idempotency_key")
	list := read[history](t, w.get(path+"?limit=3"))
	rest := read[history](t, w.get(path+"?limit=3&cursor="+list.Next))
	if len(list.Corrections) != 3 || len(rest.Corrections) != 1 || rest.Next != "" || rest.Corrections[0].Kind != "renamed" {
		t.Errorf("the history: %+v, then %+v", list, rest)
	}
	report := read[struct {
		Players []struct {
			Name  string
			Score int
		}
		Changes []struct{ Kind string }
	}](t, w.get("/api/results/"+id))
	if len(report.Changes) != 4 || report.Players[0].Name != "Eve" || report.Players[1].Score != 300 {
		t.Errorf("the report: %+v", report)
	}
	for _, kind := range []string{"csv", "xlsx", "json"} {
		w.get("/api/results/"+id+"/files/"+kind).is(t, kind, http.StatusOK, "")
	}
	w.get("/api/results/"+id+"/files/exe").is(t, "no kind of file", http.StatusNotFound, "not_found")
}

// TestARunningGameIsNoResult asks for what only a finished game has.
func TestARunningGameIsNoResult(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	path := "/api/results/" + string(w.opened("small", "Ada").ID())
	for _, r := range []reply{
		w.get(path), w.get(path + "/files/csv"), w.get(path + "/corrections"), w.get(path + "/players/1"), w.delete(path),
		w.delete(path + "/names"), w.delete(path + "/players/1"), w.json(http.MethodPost, path+"/corrections", `{"kind":"voided","showing":0,"on":true}`),
	} {
		r.is(t, "of a running game", http.StatusConflict, `"running"`)
	}
	nowhere := "/api/results/" + strings.Repeat("0", 32)
	for _, r := range []reply{
		w.get(nowhere), w.get(nowhere + "/files/csv"), w.get(nowhere + "/corrections"), w.get(nowhere + "/players/1"), w.delete(nowhere),
		w.delete(nowhere + "/names"), w.delete(nowhere + "/players/1"), w.get(nowhere + "/retention"),
		w.json(http.MethodPut, nowhere+"/retention", `{}`), w.json(http.MethodPost, nowhere+"/corrections", `{}`),
	} {
		r.is(t, "of no game", http.StatusNotFound, `"no_game"`)
	}
}

// TestPlayersAndTheirNames finds, exports and forgets a player, sets when names go, removes them, and then the game.
func TestPlayersAndTheirNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	path := "/api/results/" + string(w.play("typed", "Ada", "Ben").ID())
	w.get("/api/results/players?name=ADA").is(t, "found", http.StatusOK, `"seat":1`)
	w.get("/api/results/players?name=Nobody").is(t, "not found", http.StatusOK, `"players":[]`)
	w.get("/api/results/players").is(t, "no name", http.StatusBadRequest, "name")
	w.get(path+"/players/1").is(t, "export", http.StatusOK, "wrong word")
	w.get(path+"/players/9").is(t, "nobody", http.StatusUnprocessableEntity, "bad")
	w.get(path+"/players/x").is(t, "no number", http.StatusNotFound, "no_game")
	w.delete(path+"/players/1").is(t, "forget", http.StatusNoContent, "")
	w.get(path+"/players/1").is(t, "forgotten", http.StatusGone, "no_names")
	if report := w.get(path).body; strings.Contains(report, "Ada") || strings.Contains(report, "wrong word") || !strings.Contains(report, "Ben") {
		t.Errorf("the report without one: %s", report)
	}
	w.get(path+"/retention").is(t, "the rule", http.StatusOK, `"days":0`)
	w.json(http.MethodPut, path+"/retention", `{"days":7,"whole":true}`).is(t, "a rule of its own", http.StatusOK, `"days":7,"whole":true`)
	w.json(http.MethodPut, path+"/retention", `{"days":-1}`).is(t, "no rule", http.StatusUnprocessableEntity, "days")
	w.delete(path+"/names").is(t, "names", http.StatusNoContent, "")
	w.get(path).is(t, "without names", http.StatusOK, `"nameless":true`)
	w.json(http.MethodPost, path+"/corrections", `{"kind":"renamed","seat":2,"name":"X"}`).is(t, "a name again", http.StatusGone, "no_names")
	w.delete(path).is(t, "delete", http.StatusNoContent, "")
	w.get(path).is(t, "deleted", http.StatusNotFound, "no_game")
}

// TestAPlayersOwnRight exports and deletes with the token of the phone alone, and limits who tries.
func TestAPlayersOwnRight(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	path := "/api/results/" + string(w.play("typed", "Ada", "Ben").ID()) + "/own"
	w.jar = nil
	as := func(method, token string) reply {
		return w.send(method, path, "", nil, map[string]string{"Authorization": "Bearer " + token})
	}
	as(http.MethodGet, tokenOf("Ben")).is(t, "export", http.StatusOK, "other word")
	as(http.MethodGet, tokenOf("Eve")).is(t, "another phone", http.StatusUnauthorized, "token")
	as(http.MethodGet, hostKey).is(t, "the key of hosts", http.StatusUnauthorized, "token")
	w.get(path).is(t, "no token", http.StatusUnauthorized, "token")
	as(http.MethodDelete, tokenOf("Ben")).is(t, "delete", http.StatusNoContent, "")
	as(http.MethodGet, tokenOf("Ben")).is(t, "deleted", http.StatusUnauthorized, "token")
	as(http.MethodGet, tokenOf("Ada")).is(t, "the other is there", http.StatusOK, "wrong word")
	refused := 0
	for range 60 {
		r := as(http.MethodDelete, "guess")
		if r.status == http.StatusTooManyRequests {
			refused++
			if r.header.Get("Retry-After") == "" {
				t.Fatal("no Retry-After")
			}
		}
	}
	if refused < 20 {
		t.Errorf("only %d of 60 guesses were refused", refused)
	}
}
