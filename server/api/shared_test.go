package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// packNamed is a pack with an id.
func packNamed(id string) string { return strings.Replace(yaml, "id: small", "id: "+id, 1) }

func TestPacksAreAHostsOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea, cem := w.host("bea"), w.host("cem")
	bea.upload(http.MethodPost, "/api/packs", "mine.yaml", packNamed("beas")).is(t, "upload", http.StatusCreated, `"source":"yours"`)
	bea.get("/api/packs").is(t, "her list", http.StatusOK, `"id":"beas"`)
	for what, r := range map[string]reply{"another's list": cem.get("/api/packs"), "another's search": cem.get("/api/questions?q=colour")} {
		if r.status != http.StatusOK || strings.Contains(r.body, "beas") {
			t.Errorf("%s: %d %s", what, r.status, r.body)
		}
	}
	if r := w.get("/api/packs"); strings.Contains(r.body, "beas") {
		t.Errorf("the owner's own list: %s", r.body)
	}
	w.get("/api/packs?all=true").is(t, "the owner's list of all", http.StatusOK, `"host_name":"Host bea"`)
	w.get("/api/packs/beas").is(t, "the owner looks in", http.StatusOK, "Blue")
	for _, path := range []string{"/api/packs/beas", "/api/packs/beas/file"} {
		cem.get(path).is(t, path+" of another", http.StatusNotFound, "no_pack")
	}
	cem.json(http.MethodPost, "/api/games", `{"packs":["beas"]}`).is(t, "a game of it", http.StatusUnprocessableEntity, "no pack")
	cem.send(http.MethodDelete, "/api/packs/beas", "", nil, nil).is(t, "delete", http.StatusNotFound, "no_pack")
	cem.json(http.MethodPatch, "/api/packs/beas/sharing", `{"all":true}`).is(t, "share", http.StatusNotFound, "no_pack")
	cem.upload(http.MethodPut, "/api/packs/beas", "beas.yaml", packNamed("beas")).is(t, "replace", http.StatusNotFound, "no_pack")
	cem.upload(http.MethodPost, "/api/packs", "beas.yaml", packNamed("beas")).is(t, "the same id", http.StatusConflict, "taken")
	cem.upload(http.MethodPost, "/api/packs", "small.yaml", yaml).is(t, "the id of one that came along", http.StatusConflict, "taken")

	cem.upload(http.MethodPost, "/api/packs", "mine.yaml", packNamed("cems")).is(t, "the same file name", http.StatusCreated, "")
	bea.get("/api/packs/beas").is(t, "hers is there", http.StatusOK, "Blue")
	bea.create("beas")
	w.send(http.MethodDelete, "/api/packs/beas", "", nil, nil).is(t, "the owner deletes it", http.StatusNoContent, "")
	cem.upload(http.MethodPost, "/api/packs", "beas.yaml", packNamed("beas")).is(t, "the id is free", http.StatusCreated, "")
}

func TestAPackIsSharedWithAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea, cem := w.host("bea"), w.host("cem")
	bea.upload(http.MethodPost, "/api/packs", "beas.yaml", packNamed("beas")).is(t, "upload", http.StatusCreated, "")
	bea.json(http.MethodPatch, "/api/packs/beas/sharing", `{"all":true}`).is(t, "share", http.StatusOK, `"all":true`)
	cem.get("/api/packs").is(t, "another's list", http.StatusOK, `"source":"others"`)
	cem.create("beas")
	cem.send(http.MethodDelete, "/api/packs/beas", "", nil, nil).is(t, "delete", http.StatusNotFound, "no_pack")
	bea.json(http.MethodPatch, "/api/packs/beas/sharing", `{"all":false}`).is(t, "share no more", http.StatusOK, `"all":false`)
	cem.get("/api/packs/beas").is(t, "after that", http.StatusNotFound, "no_pack")
}

func TestAPackIsSharedByALink(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	bea, cem := w.host("bea"), w.host("cem")
	bea.upload(http.MethodPost, "/api/packs", "beas.yaml", packNamed("beas")).is(t, "upload", http.StatusCreated, "")
	link := func() string {
		return fmt.Sprintf(`{"secret":%q}`, secretOf(t, bea.json(http.MethodPatch, "/api/packs/beas/sharing", `{"link":true}`)))
	}
	secret := link()
	w.elsewhere().json(http.MethodPost, "/api/shared-packs/look", secret).is(t, "nobody looks", http.StatusUnauthorized, "signin")
	cem.json(http.MethodPost, "/api/shared-packs/look", secret).is(t, "look", http.StatusOK, `"host_name":"Host bea"`)
	cem.get("/api/packs/beas").is(t, "before it is taken", http.StatusNotFound, "no_pack")
	cem.json(http.MethodPost, "/api/shared-packs", secret).is(t, "take", http.StatusOK, `"taken":true`)
	cem.json(http.MethodPost, "/api/shared-packs", secret).is(t, "take twice", http.StatusOK, `"taken":true`)
	bea.get("/api/packs").is(t, "how many took it", http.StatusOK, `"takers":1`)
	cem.create("beas")
	cem.send(http.MethodDelete, "/api/shared-packs/beas", "", nil, nil).is(t, "leave", http.StatusNoContent, "")
	cem.get("/api/packs/beas").is(t, "after that", http.StatusNotFound, "no_pack")

	again := link()
	cem.json(http.MethodPost, "/api/shared-packs", secret).is(t, "the old link", http.StatusNotFound, "not_found")
	cem.json(http.MethodPost, "/api/shared-packs", again).is(t, "the new one", http.StatusOK, "")
	bea.json(http.MethodPatch, "/api/packs/beas/sharing", `{"link":false}`).is(t, "no link any more", http.StatusOK, `"takers":0`)
	cem.get("/api/packs/beas").is(t, "shared no more", http.StatusNotFound, "no_pack")
	cem.json(http.MethodPost, "/api/shared-packs", again).is(t, "the link", http.StatusNotFound, "not_found")
}
