package app

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"trivium/server/hosts"
	"trivium/server/redistest"
)

// TestSearchOnAllInstances uploads on one instance and finds on the other, which indexes for itself; a game of picked questions that is
// played on one is among what was played on the other, and goes with its host.
func TestSearchOnAllInstances(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	one, two := launch(t, redis, t.TempDir(), newBrowser(t)), launch(t, redis, t.TempDir(), nil)
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	two.browser = one.browser
	found := func(at instance, query string) (ids string) {
		t.Helper()
		for _, q := range as[struct{ Questions []struct{ ID string } }](t, at.must(http.MethodGet, "/api/questions?"+query, "")).Questions {
			ids += q.ID + " "
		}
		return strings.TrimSpace(ids)
	}
	if status, text := one.upload("mine.yaml", packOf("mine")); status != http.StatusCreated {
		t.Fatalf("upload: %d %s", status, text)
	}
	mine := found(one, "pack=mine")
	if mine == "" {
		t.Fatal("an uploaded pack is not found where it was uploaded")
	}
	within(t, 10*time.Second, "the other instance finds it", func() bool { return found(two, "pack=mine") == mine })
	one.must(http.MethodPut, "/api/me/favourites/"+mine, "")
	if got := found(two, "favourite=true"); got != mine {
		t.Errorf("favourites on the other: %q", got)
	}

	created := as[struct{ PIN string }](t, one.must(http.MethodPost, "/api/games", fmt.Sprintf(`{"questions":["demo/floating-planet",%q]}`, mine)))
	command := func(do string) {
		t.Helper()
		one.must(http.MethodPost, "/api/games/"+created.PIN+"/commands", fmt.Sprintf(`{"do":%q}`, do))
	}
	phase := func() string {
		return as[struct{ Phase string }](t, one.must(http.MethodGet, "/api/games/"+created.PIN+"/state", "")).Phase
	}
	command("start")
	for phase() != "open" { // the first question alone is asked
		command("next")
	}
	command("end")
	command("end")
	within(t, 10*time.Second, "what was played is known on the other", func() bool { return found(two, "played=recently") == "demo/floating-planet" })
	if got := found(two, "played=never&pack=mine"); got != mine {
		t.Errorf("what was not asked: %q", got)
	}
}

// TestMarksGoWithTheHost removes a host who has stars.
func TestMarksGoWithTheHost(t *testing.T) {
	one := launchWith(t, Options{Data: t.TempDir()}, newBrowser(t))
	one.must(http.MethodPost, "/api/signin", fmt.Sprintf(`{"key":%q}`, one.key))
	bea := invite(t, one, one, "bea")
	bea.must(http.MethodPut, "/api/me/favourites/demo/floating-planet", "")
	id := as[struct{ ID string }](t, bea.must(http.MethodGet, "/api/me", "")).ID
	if id == hosts.FirstID {
		t.Fatal("the first host stays")
	}
	if err := one.hosts.Remove(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if left, err := one.marks.Favourites(t.Context(), id); err != nil || len(left) > 0 {
		t.Errorf("stars of nobody: %v, %v", left, err)
	}
}
