package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"trivium/server/boards"
	"trivium/server/finished"
)

// board puts a made-up game on the boards.
func (w *world) board(id string, names ...string) {
	w.t.Helper()
	g := finished.Game{
		ID: id, Title: "Tuesday", Revision: 1, Ended: time.Now().UTC(), Packs: []string{"small"}, Whole: true, Rule: "speed", Public: true,
	}
	for i, name := range names {
		g.Players = append(g.Players, finished.Standing{
			Key: keyOf(name), Name: name, Place: i + 1, Score: 1000 - i, Right: 1, Time: 900, Public: true,
		})
	}
	w.mu.Lock()
	w.ended[id] = g
	w.mu.Unlock()
	if err := w.boards.Take(w.t.Context(), g); err != nil {
		w.t.Fatal(err)
	}
}

type boardPage struct {
	Count   int
	Entries []struct {
		ID, Name, Audit string
		Rank            int
	}
	Next string
}

// TestBoards pages, searches and looks around, and asks again with what is known.
func TestBoards(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var names []string
	for i := range 25 {
		names = append(names, fmt.Sprintf("Player %02d", i))
	}
	id := strings.Repeat("a", 32)
	w.board(id, names...)
	list := read[struct {
		Boards []struct{ Board, Title string }
	}](t, w.get("/api/boards"))
	if len(list.Boards) != 2 || list.Boards[0].Board != "server" || list.Boards[1].Title != "=Small" {
		t.Errorf("the boards: %+v", list)
	}
	first := read[boardPage](t, w.get("/api/boards/small?span=week&limit=20"))
	second := read[boardPage](t, w.get("/api/boards/small?span=week&limit=20&cursor="+first.Next))
	if first.Count != 25 || len(first.Entries) != 20 || len(second.Entries) != 5 || second.Next != "" || second.Entries[0].Rank != 21 ||
		first.Entries[0].Audit != "/r/"+id {
		t.Errorf("two pages: %+v, %+v", first, second)
	}
	if around := read[boardPage](t, w.get("/api/boards/server?around="+first.Entries[15].ID)); len(around.Entries) != 20 || around.Entries[10].Rank != 16 {
		t.Errorf("around one: %+v", around)
	}
	if found := read[boardPage](t, w.get("/api/boards/server?q=player%200&limit=4")); len(found.Entries) != 4 || found.Next == "" {
		t.Errorf("a search: %+v", found)
	}
	page := w.get("/api/boards/server")
	again := w.send(http.MethodGet, "/api/boards/server", "", nil, map[string]string{"If-None-Match": page.header.Get("ETag")})
	if again.status != http.StatusNotModified || again.body != "" || page.header.Get("Cache-Control") != "public, max-age=5" ||
		page.header.Get("Access-Control-Allow-Origin") != "*" || page.header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("again: %d %q, headers %v", again.status, again.body, page.header)
	}
	if head := w.send(http.MethodHead, "/api/boards/server", "", nil, nil); head.status != http.StatusOK || head.body != "" ||
		head.header.Get("ETag") != page.header.Get("ETag") {
		t.Errorf("HEAD: %d %q %v", head.status, head.body, head.header)
	}
	w.get("/api/boards/server?span=year").is(t, "no span", http.StatusUnprocessableEntity, "bad")
	w.get("/api/boards/server?span=day&period=x").is(t, "no period", http.StatusUnprocessableEntity, "bad")
	w.get("/api/boards/server?around=x").is(t, "no entry", http.StatusNotFound, "not_found")
	w.get("/api/boards/server?limit=1000").is(t, "too many", http.StatusBadRequest, "limit")
	w.get("/api/boards?cursor=x").is(t, "no cursor", http.StatusBadRequest, "cursor")
	other := w.send(http.MethodPost, "/api/boards/server", "", nil, nil)
	other.is(t, "another method", http.StatusMethodNotAllowed, "method")
	if allow := other.header.Get("Allow"); !strings.Contains(allow, "GET") || !strings.Contains(allow, "HEAD") {
		t.Errorf("allowed is %q", allow)
	}
}

// TestModeration hides an entry with a reason and shows it again.
func TestModeration(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.signIn()
	id := strings.Repeat("b", 32)
	w.board(id, "Ada", "Rude Name")
	entry := "/api/boards/entries/" + boards.EntryID(id, keyOf("Rude Name"))
	w.get(entry).is(t, "shown", http.StatusOK, `"hidden":false`)
	w.json(http.MethodPost, entry+"/hide", `{"reason":"offensive"}`).is(t, "hide", http.StatusOK, `"why":"offensive"`)
	if page := w.get("/api/boards/server").body; strings.Contains(page, "Rude") || !strings.Contains(page, "Ada") {
		t.Errorf("the board without it: %s", page)
	}
	w.json(http.MethodPost, entry+"/hide", `{"reason":"offensive"}`).is(t, "hide again", http.StatusUnprocessableEntity, "bad")
	w.json(http.MethodPost, entry+"/show", `{"reason":""}`).is(t, "no reason", http.StatusUnprocessableEntity, "bad")
	w.json(http.MethodPost, entry+"/show", `{"reason":"it is her name"}`).is(t, "show", http.StatusOK, `"hidden":false`)
	for _, r := range []reply{
		w.get("/api/boards/entries/none-1"), w.json(http.MethodPost, "/api/boards/entries/none-1/hide", `{"reason":"x"}`),
		w.json(http.MethodPost, "/api/boards/entries/none-1/show", `{"reason":"x"}`),
	} {
		r.is(t, "no entry", http.StatusNotFound, "not_found")
	}
}

// TestPublicReadsAreLimited reads more than an address may, then each of what everybody may read.
func TestPublicReadsAreLimited(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	refused := func(path string) bool {
		r := w.get(path)
		if r.status == http.StatusTooManyRequests && r.header.Get("Retry-After") == "" {
			t.Fatal("no Retry-After")
		}
		return r.status == http.StatusTooManyRequests
	}
	const quick = "/api/leagues/none/table"
	for tries := 0; !refused(quick); tries++ {
		if tries == 2000 {
			t.Fatal("nothing was refused")
		}
	}
	for _, path := range []string{"/api/boards", "/api/boards/server", "/api/leagues", "/api/study", quick, "/api/openapi.json", "/api/docs"} {
		for tries := 0; !refused(path); tries++ { // a little comes back with time
			if tries == 50 {
				t.Fatalf("%s is not limited", path)
			}
		}
	}
}

// entry is the id of an entry of a made-up game.
func (w *world) entryOf(game, name string) string { return boards.EntryID(game, keyOf(name)) }
