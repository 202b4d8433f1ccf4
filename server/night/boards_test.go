package night_test

import (
	"net/http"
	"slices"
	"testing"
	"time"

	"trivium/server/browsertest"
	"trivium/server/wire"
)

// TestOnTheBoards opens a game that goes on public boards. Of three phones one says that it wants to be there and is, one does not
// and is not, and a player who is removed is not there either.
func TestOnTheBoards(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{
		"packs": []string{"demo"}, "count": 1, "shuffle": false, "public": true,
		"settings": map[string]any{"scoring": "accuracy", "time_factor": 100, "table_after": "end", "credit_max": 500, "seat_max": 20},
	}, &created)
	for _, each := range []struct {
		name   string
		public bool
	}{{"Ada", true}, {"Ben", false}, {"Cleo", true}} {
		phone := browser.Open(t, s.URL("/j/"+created.PIN), browsertest.Phone)
		phone.Fill("#name", each.name)
		phone.See(`[name="public"]`)
		phone.Accessible()
		if each.public {
			phone.Click(`[name="public"]`)
		}
		phone.ClickText("button", "I’m in")
		phone.SeeText("You are in")
	}
	host := newRemote(t, s, created.PIN)
	host.do(map[string]any{"verb": "kick", "seat": 3})
	host.until("the first view", func(v wire.View) bool { return v.View.Phase != "" })
	for host.view.View.Phase != "ended" {
		host.next()
	}
	names := func() []string {
		var page struct {
			Entries []struct {
				Name string `json:"name"`
			} `json:"entries"`
		}
		ask(t, s, http.MethodGet, "/api/boards/server", nil, &page)
		var names []string
		for _, row := range page.Entries {
			names = append(names, row.Name)
		}
		return names
	}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(30 * time.Second)
	for !slices.Equal(names(), []string{"Ada"}) {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("on the board are %v", names())
		}
	}
}
