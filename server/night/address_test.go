package night_test

import (
	"net/http"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/wire"
)

// TestTheAddressOfALeague stays at the one address of a league all night: it shows what is planned, becomes the way in, then the
// table of tonight with the season's, and then the season with the night in it.
func TestTheAddressOfALeague(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	var league struct {
		ID string `json:"id"`
	}
	ask(t, s, http.MethodPost, "/api/leagues", map[string]any{
		"slug": "owl", "name": "Thursdays at the Owl", "time_zone": "Europe/Berlin", "language": "en", "of": "players", "listed": true, "venues": []string{"The Owl"},
		"seasons": []any{map[string]any{
			"id": "first", "name": "First season", "from": time.Now().Add(-time.Hour).UTC(),
			"rules": map[string]any{"scoring": "place", "table": []int{5, 3, 1}, "sharing": "split", "ties": []string{"score"}},
		}},
		"nights": []any{map[string]any{"at": time.Now().Add(26 * time.Hour).UTC(), "title": "The first night", "venue": "The Owl"}},
	}, &league)
	page := browser.Open(t, s.URL("/l/owl?lang=en"), browsertest.Phone)
	page.SeeIn(".next", "The first night")
	page.SeeIn(".countdown", "in 1 d")
	page.SeeText("No night of this season has been played yet.")

	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{
		"packs": []string{"demo"}, "count": 2, "leagues": []string{league.ID}, "settings": game.DefaultSettings(),
	}, &created)
	page.Within(40*time.Second).SeeIn(".door-pin", created.PIN)
	page.Accessible()
	phone := page.Tab(s.URL("/l/owl?lang=en"), browsertest.Phone)
	phone.Click("#join-" + created.PIN)
	phone.Fill("#name", "Ada")
	phone.Press("Enter")
	phone.SeeText("You are in")
	page.Within(40 * time.Second).SeeText("1 is in already")

	host := newRemote(t, s, created.PIN)
	host.until("the lobby", func(v wire.View) bool { return v.View.Phase == game.Lobby })
	host.next()
	page.Within(40 * time.Second).See(".tonight")
	page.SeeText("The table as it would be now")
	page.SeeIn(".tonight", "Ada")
	for host.view.View.Phase != game.Over {
		host.next()
	}
	page.Within(40 * time.Second).Gone(".tonight")
	page.SeeIn(".season .points", "5")
	page.See(".nights li")
	page.Gone(".note")
	page.NoProblems()
	phone.NoProblems()
}
