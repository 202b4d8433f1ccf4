package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

const draft = `{"slug":%q,"name":"Tuesdays","listed":true,"of":"players","divisions":["A","B"],"gather":{"packs":["small"]},
	"seasons":[{"id":"one","name":"One","from":"2020-01-01T00:00:00Z","rules":{"scoring":"place","table":[3,2,1],"sharing":"split"}}],
	"nights":[{"id":"","at":"2099-01-01T19:00:00Z","title":"The next"}]}`

type league struct {
	ID      string
	Slug    string
	Version int
	Nights  []struct{ ID string }
}

// league makes one.
func (w *world) league(slug string) league {
	w.t.Helper()
	return read[league](w.t, w.json(http.MethodPost, "/api/leagues", fmt.Sprintf(draft, slug)))
}

func (w *world) ifMatch(path, tag, body string) reply {
	w.t.Helper()
	header := map[string]string{}
	if tag != "" {
		header["If-Match"] = tag
	}
	return w.send(http.MethodPut, path, "application/json", strings.NewReader(body), header)
}

// TestALeague makes, lists, changes and deletes one; a change names what it was made on.
func TestALeague(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	made := w.json(http.MethodPost, "/api/leagues", fmt.Sprintf(draft, "tuesdays"))
	l := read[league](t, made)
	path := "/api/leagues/" + l.ID
	if made.header.Get("Location") != path || len(l.Nights) != 1 || l.Nights[0].ID == "" {
		t.Errorf("made: %v %+v", made.header, l)
	}
	w.json(http.MethodPost, "/api/leagues", fmt.Sprintf(draft, "tuesdays")).is(t, "a taken slug", http.StatusConflict, "taken")
	w.json(http.MethodPost, "/api/leagues", fmt.Sprintf(draft, "no slug")).is(t, "no slug", http.StatusUnprocessableEntity, "slug")
	w.json(http.MethodPost, "/api/leagues", `{"slug":"x","surprise":1}`).is(t, "a field that nobody knows", http.StatusBadRequest, "/surprise")
	tag := w.get("/api/leagues/tuesdays").header.Get("ETag")
	w.ifMatch(path, "", fmt.Sprintf(draft, "tuesdays")).is(t, "without If-Match", http.StatusPreconditionRequired, "if_match")
	w.ifMatch(path, `"v99"`, fmt.Sprintf(draft, "tuesdays")).is(t, "another version", http.StatusPreconditionFailed, "changed")
	changed := w.ifMatch(path, tag, fmt.Sprintf(draft, "wednesdays"))
	changed.is(t, "changed", http.StatusOK, `"old_slugs":["tuesdays"]`)
	w.ifMatch(path, tag, fmt.Sprintf(draft, "tuesdays")).is(t, "the version before", http.StatusPreconditionFailed, "changed")
	other := w.league("mondays")
	w.ifMatch(path, changed.header.Get("ETag"), fmt.Sprintf(draft, "mondays")).is(t, "another's slug", http.StatusConflict, "taken")
	w.get("/api/leagues?mine=1&limit=1").is(t, "own", http.StatusOK, other.ID)
	page := read[struct {
		Leagues []struct{ ID string }
		Next    string
	}](t, w.get("/api/leagues?limit=1"))
	if len(page.Leagues) != 1 || page.Leagues[0].ID != other.ID || page.Next == "" {
		t.Errorf("a page: %+v", page)
	}
	w.get("/api/leagues?limit=1&cursor="+page.Next).is(t, "the next page", http.StatusOK, l.ID)
	w.get("/api/leagues?mine=1&cursor="+page.Next).is(t, "a cursor of another list", http.StatusBadRequest, "cursor")
	w.delete(path).is(t, "delete", http.StatusNoContent, "")
	w.get(path).is(t, "deleted", http.StatusNotFound, "not_found")
}

// TestASeason lets games count by hand, changes who is who, and reads the table.
func TestASeason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	path := "/api/leagues/" + w.league("tuesdays").ID
	for i, id := range []string{strings.Repeat("a", 32), strings.Repeat("b", 32)} {
		w.board(id, []string{"Ada", "Ben"}[i], "Eve")
		w.json(http.MethodPost, path+"/games", fmt.Sprintf(`{"game":%q}`, id)).is(t, "a game", http.StatusNoContent, "")
	}
	w.json(http.MethodPost, path+"/games", `{"game":"none"}`).is(t, "no game", http.StatusNotFound, "not_found")
	change := func(body string) reply { return w.json(http.MethodPost, path+"/changes", body) }
	for _, body := range []string{
		`{"kind":"enter","name":"Owls"}`, fmt.Sprintf(`{"kind":"move","key":%q,"division":"A"}`, keyOf("Ada")),
		fmt.Sprintf(`{"kind":"adjust","key":%q,"points":5,"why":"sang"}`, keyOf("Eve")),
		fmt.Sprintf(`{"kind":"merge","key":%q,"into":%q,"why":"one player"}`, keyOf("Ben"), keyOf("Ada")),
		fmt.Sprintf(`{"kind":"void","game":%q,"why":"a test"}`, strings.Repeat("b", 32)),
		fmt.Sprintf(`{"kind":"hide","key":%q,"why":"for later"}`, keyOf("Owls")),
	} {
		change(body).is(t, body, http.StatusNoContent, "")
	}
	change(`{"kind":"adjust","key":"nobody","points":5,"why":"x"}`).is(t, "nobody", http.StatusNotFound, "not_found")
	change(`{"kind":"dance"}`).is(t, "no change", http.StatusUnprocessableEntity, "bad")
	w.get(path+"/teams").is(t, "teams", http.StatusOK, `"into"`)
	type table struct {
		Nights []struct{ Void bool }
		Lines  []struct {
			Name           string
			Points, Played int
		}
	}
	first := w.get("/api/leagues/tuesdays/table?season=one")
	got := read[table](t, first)
	if len(got.Nights) != 2 || !(got.Nights[0].Void || got.Nights[1].Void) || len(got.Lines) != 2 || got.Lines[0].Name != "Eve" || got.Lines[0].Points != 7 {
		t.Errorf("the table: %+v", got)
	}
	again := w.send(http.MethodGet, "/api/leagues/tuesdays/table?season=one", "", nil, map[string]string{"If-None-Match": first.header.Get("ETag")})
	again.is(t, "again", http.StatusNotModified, "")
	if division := read[table](t, w.get(path+"/table?division=A")); len(division.Lines) != 1 || division.Lines[0].Name != "Ada" {
		t.Errorf("of a division: %+v", division)
	}
	w.get(path+"/table?season=none").is(t, "no season", http.StatusNotFound, "not_found")
	page := read[struct {
		Changes []struct{ Kind string }
		Next    string
	}](t, w.get(path+"/changes?limit=2"))
	if len(page.Changes) != 2 || page.Next == "" {
		t.Errorf("the history: %+v", page)
	}
	w.get(path+"/changes?cursor="+page.Next).is(t, "the rest", http.StatusOK, `"kind":"void"`)
	w.get(path+"/changes?limit=x").is(t, "no limit", http.StatusBadRequest, "limit")
	w.delete(path+"/games/"+strings.Repeat("a", 32)).is(t, "a game goes", http.StatusNoContent, "")
	w.delete(path+"/games/none").is(t, "no game goes", http.StatusNotFound, "not_found")
}

// TestTeamsHaveLinks makes a link, reads whose it is, ends it, and takes a name away.
func TestTeamsHaveLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	path := "/api/leagues/" + w.league("tuesdays").ID
	w.json(http.MethodPost, path+"/changes", `{"kind":"enter","name":"Night Owls"}`).is(t, "enter", http.StatusNoContent, "")
	team := path + "/teams/" + keyOf("Night Owls")
	claim := read[struct {
		Secret, URL string
		QR          string `json:"qr_svg"`
	}](t, w.send(http.MethodPost, team+"/claim", "", nil, nil))
	if !strings.HasSuffix(claim.URL, "/t#"+claim.Secret) || !strings.HasPrefix(claim.QR, "<svg") {
		t.Errorf("the link: %+v", claim)
	}
	secret := fmt.Sprintf(`{"secret":%q}`, claim.Secret)
	w.json(http.MethodPost, "/api/claims", secret).is(t, "whose it is", http.StatusOK, "Night Owls")
	w.delete(team+"/claim").is(t, "end it", http.StatusNoContent, "")
	w.json(http.MethodPost, "/api/claims", secret).is(t, "ended", http.StatusNotFound, "no_claim")
	w.delete(team+"/name").is(t, "the name goes", http.StatusNoContent, "")
	if teams := w.get(path + "/teams").body; strings.Contains(teams, "Night") {
		t.Errorf("it is still there: %s", teams)
	}
	for _, r := range []reply{
		w.send(http.MethodPost, path+"/teams/none/claim", "", nil, nil), w.delete(path + "/teams/none/claim"), w.delete(path + "/teams/none/name"),
	} {
		r.is(t, "no team", http.StatusNotFound, "not_found")
	}
}
