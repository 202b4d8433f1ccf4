package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

)

// TestPacksOfHosts: a pack is its host's own until it is shared, with all or by a link.
func TestPacksOfHosts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	ada, bea := w.invited("ada"), w.invited("bea")
	mine := strings.Replace(yaml, "id: small", "id: mine", 1)
	ada.upload(http.MethodPost, "/api/packs", "mine.yaml", mine).is(t, "a pack of Ada's", http.StatusCreated, `"own":true`)
	bea.upload(http.MethodPost, "/api/packs", "mine.yaml", mine).is(t, "another's id", http.StatusUnprocessableEntity, "another id")
	bea.upload(http.MethodPost, "/api/packs", "small.yaml", yaml).is(t, "the id of one that came along", http.StatusUnprocessableEntity, "another id")
	hidden := func(what string) {
		t.Helper()
		for _, path := range []string{"/api/packs/mine", "/api/packs/mine/file"} {
			bea.get(path).is(t, what+": "+path, http.StatusNotFound, "no_pack")
		}
		if r := bea.get("/api/packs"); strings.Contains(r.body, `"mine"`) {
			t.Errorf("%s: the list has it: %s", what, r.body)
		}
		if r := bea.get("/api/questions?q=colour"); strings.Contains(r.body, "mine/") {
			t.Errorf("%s: the search finds it: %s", what, r.body)
		}
		bea.json(http.MethodPost, "/api/games", `{"packs":["mine"]}`).is(t, what+": a game", http.StatusUnprocessableEntity, "bad")
		bea.json(http.MethodPut, "/api/packs/mine/sharing", `{"with":"all"}`).is(t, what+": sharing it", http.StatusNotFound, "no_pack")
		bea.delete("/api/packs/mine").is(t, what+": removing it", http.StatusNotFound, "no_pack")
	}
	seen := func(what string) {
		t.Helper()
		bea.get("/api/packs/mine").is(t, what, http.StatusOK, `"own":false`)
		bea.create("mine")
		bea.delete("/api/packs/mine").is(t, what+": removing it", http.StatusUnprocessableEntity, "another host")
		bea.json(http.MethodPost, "/api/packs/mine/link", `{}`).is(t, what+": a link of one's own", http.StatusUnprocessableEntity, "another host")
		bea.delete("/api/packs/mine/link").is(t, what+": ending the link", http.StatusUnprocessableEntity, "another host")
	}
	hidden("not shared")
	ada.json(http.MethodPut, "/api/packs/mine/sharing", `{"with":"friends"}`).is(t, "with friends", http.StatusUnprocessableEntity, "bad")
	ada.json(http.MethodPut, "/api/packs/mine/sharing", `{"with":"all"}`).is(t, "with all", http.StatusOK, `"all"`)
	seen("shared with all")
	ada.json(http.MethodPut, "/api/packs/mine/sharing", `{"with":"nobody"}`).is(t, "with nobody", http.StatusOK, `"nobody"`)
	hidden("not shared any more")
	made := read[struct{ URL string }](t, ada.json(http.MethodPost, "/api/packs/mine/link", `{}`))
	_, secret, _ := strings.Cut(made.URL, "#pack=")
	bea.json(http.MethodPost, "/api/packs/taken", `{"secret":"nothing"}`).is(t, "no link", http.StatusNotFound, "no_pack")
	bea.json(http.MethodPost, "/api/packs/taken", fmt.Sprintf(`{"secret":%q}`, secret)).is(t, "the link", http.StatusOK, `"mine"`)
	seen("by link")
	ada.delete("/api/packs/mine/link").is(t, "the link ends", http.StatusNoContent, "")
	hidden("the link has ended")
	w.get("/api/packs/mine").is(t, "the first host sees all", http.StatusOK, `"own":true`)
	ada.delete("/api/packs/mine").is(t, "removed", http.StatusNoContent, "")
	bea.upload(http.MethodPost, "/api/packs", "mine.yaml", mine).is(t, "the id is free again", http.StatusCreated, `"own":true`)
}
