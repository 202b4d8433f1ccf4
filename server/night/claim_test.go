package night_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trivium/server/browsertest"
	"trivium/server/wire"
)

// line is a line of a season's table.
type line struct {
	Key    string `json:"key"`
	Name   string `json:"name"`
	Points int    `json:"points"`
}

// seasonTable asks for the table of a league's season.
func seasonTable(t *testing.T, s *browsertest.Server, league, season string) []line {
	t.Helper()
	var table struct {
		Lines []line `json:"lines"`
	}
	ask(t, s, http.MethodGet, "/api/leagues/"+league+"/table?season="+season, nil, &table)
	return table.Lines
}

// TestAClaimedTeam gives a team its link, opens it on a phone, and has that phone join a game of the league: the team has the points
// of the first place, under its own key and without anybody typing its name.
func TestAClaimedTeam(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	now := time.Now().UTC()
	var league struct {
		ID string `json:"id"`
	}
	ask(t, s, http.MethodPost, "/api/leagues", map[string]any{
		"slug": "city", "name": "City League", "time_zone": "Europe/Berlin", "language": "en", "of": "teams",
		"seasons": []map[string]any{{
			"id": "autumn", "name": "Autumn", "from": now.Add(-24 * time.Hour), "to": now.Add(24 * time.Hour),
			"rules": map[string]any{"scoring": "place", "table": []int{15, 12, 9}, "sharing": "split"},
		}},
	}, &league)
	address := "/api/leagues/" + league.ID
	ask(t, s, http.MethodPost, address+"/changes", map[string]any{"kind": "enter", "key": "foxes", "name": "The Foxes"}, nil)
	var claim struct {
		Secret string `json:"secret"`
		URL    string `json:"url"`
	}
	ask(t, s, http.MethodPost, address+"/teams/foxes/claim", map[string]any{}, &claim)
	if !strings.HasSuffix(claim.URL, "/t#"+claim.Secret) {
		t.Errorf("the link of a team is %s", claim.URL)
	}

	phone := browser.Open(t, s.URL("/t#"+claim.Secret), browsertest.Phone)
	phone.SeeIn("h1", "You play as The Foxes")
	phone.SeeText("City League")
	phone.Accessible()

	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{
		"packs": []string{"demo"}, "count": 1, "leagues": []string{league.ID}, "venue": "The Crown",
		"settings": map[string]any{"scoring": "accuracy", "time_factor": 100, "table_after": "end", "credit_max": 500, "seat_max": 20},
	}, &created)
	phone.Goto(s.URL("/j/" + created.PIN))
	phone.SeeText("You play as The Foxes in City League")
	phone.Accessible()
	phone.ClickText("button", "I’m in")
	phone.SeeText("You are in")
	other := browser.Open(t, s.URL("/j/"+created.PIN), browsertest.Phone)
	other.Fill("#name", "Bears")
	other.Press("Enter")
	other.SeeText("You are in")

	host := newRemote(t, s, created.PIN)
	host.until("both are seated", func(v wire.View) bool { return v.View.Lobby != nil && v.View.Lobby.Players == 2 })
	host.do(map[string]any{"verb": "adjust", "seat": 1, "delta": 100, "reason": "first to arrive"})
	for host.view.View.Phase != "ended" {
		host.next()
	}
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(30 * time.Second)
	for {
		lines := seasonTable(t, s, league.ID, "autumn")
		if len(lines) == 2 && lines[0] == (line{"foxes", "The Foxes", 15}) && lines[1].Name == "Bears" && lines[1].Points == 12 {
			break
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("the table of the season is %+v", lines)
		}
	}
	phone.NoProblems()
	other.NoProblems()
}
