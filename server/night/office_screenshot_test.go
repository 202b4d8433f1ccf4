package night_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/wire"
)

// teams play in the season that pictures are taken of.
var teams = []string{"Quizzly Bears", "The Table at the End", "Les Quizérables", "Norfolk & Chance"}

// quizNight plays a short game in teams to its end and gives its id.
func quizNight(t *testing.T, s *browsertest.Server, title string, questions int) string {
	t.Helper()
	settings := game.DefaultSettings()
	settings.Title, settings.Teams, settings.TableAfter = title, true, game.TableAtEnd
	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{"packs": []string{"league-night"}, "count": questions, "settings": settings}, &created)
	var info struct {
		ResultURL string `json:"result_url"`
	}
	ask(t, s, http.MethodGet, "/api/games/"+created.PIN, nil, &info)
	host := newRemote(t, s, created.PIN)
	ctx, cancel := context.WithCancel(t.Context())
	var playing sync.WaitGroup
	defer playing.Wait()
	defer cancel()
	for i, team := range teams {
		for n := range 2 {
			player := load.NewPlayer(load.PlayerOptions{
				URL: "http://" + s.Addr, PIN: created.PIN, Name: fmt.Sprintf("%s %d", []string{"Ada", "Ben", "Cleo", "Dan"}[i], n+1), Team: team,
				Seed: uint64(i*2 + n), ThinkLeast: 10 * time.Millisecond, ThinkMost: 50 * time.Millisecond,
			})
			playing.Go(func() { _ = player.Run(ctx) })
		}
	}
	host.until("eight players", func(v wire.View) bool { return v.View.Lobby != nil && v.View.Lobby.Players == 2*len(teams) })
	for i, points := range []int{300, 200, 100} {
		host.do(map[string]any{"verb": "adjust", "seat": 1 + 2*i, "delta": points, "reason": "A song well sung."})
	}
	for host.view.View.Phase != game.Over {
		host.next()
	}
	return info.ResultURL[len("/r/"):]
}

// season makes a league with two nights that were held, and one that is to come.
func season(t *testing.T, s *browsertest.Server) (league, result string) {
	t.Helper()
	addPack(t, s, leaguePack)
	now := time.Now().UTC()
	var made struct {
		ID string `json:"id"`
	}
	ask(t, s, http.MethodPost, "/api/leagues", map[string]any{
		"slug": "tuesdays", "name": "Tuesdays at the Owl", "about": "Every Tuesday at eight, in the back room.", "time_zone": "Europe/Berlin",
		"language": "en", "of": "teams", "gather": map[string]any{"hosts": []string{"first"}}, "divisions": []string{"North", "South"},
		"seasons": []map[string]any{{
			"id": "autumn", "name": "Autumn", "from": now.Add(-72 * time.Hour),
			"rules": map[string]any{"scoring": "place", "table": []int{15, 12, 9, 6, 3, 1}, "sharing": "split", "drop": 2, "ties": []string{"wins", "score"}},
		}},
		"nights": []map[string]any{{"id": "", "at": now.Add(96 * time.Hour), "title": "Third night", "division": "North"}},
	}, &made)
	quizNight(t, s, "First night", 1)
	result = quizNight(t, s, "Second night", 1)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(60 * time.Second); len(seasonTable(t, s, made.ID, "autumn")) < len(teams); {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("the nights do not come to the league")
		}
	}
	ask(t, s, http.MethodPost, "/api/leagues/"+made.ID+"/changes", map[string]any{"kind": "enter", "name": "Latecomers"}, nil)
	return made.ID, result
}

// TestScreenshotsOfTheOffice takes a picture of each of the host's pages beside games, and fails for what a person would stumble over.
func TestScreenshotsOfTheOffice(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	league, result := season(t, s)
	ask(t, s, http.MethodPost, "/api/results/"+result+"/corrections", map[string]any{"kind": "voided", "showing": 0, "on": true}, nil)
	stranger := browser.Open(t, s.URL("/host?lang=en"), browsertest.Laptop)
	shootOffice(t, stranger, s, "signin", "/host", "form")
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeText("What shall we play?")
	for _, page := range []struct{ name, path, wait string }{
		{"start", "/host", ".pack"},
		{"results", "/host/results", ".game"},
		{"result", "/host/results/" + result, ".history-line"},
		{"leagues", "/host/leagues", ".game"},
		{"league-new", "/host/leagues/new", ".tick"},
		{"league", "/host/leagues/" + league, ".standing"},
		{"league-teams", "/host/leagues/" + league + "#teams", ".row-line"},
		{"league-nights", "/host/leagues/" + league + "#nights", ".row-line"},
		{"league-seasons", "/host/leagues/" + league + "#seasons", ".season"},
		{"league-settings", "/host/leagues/" + league + "#settings", ".tick"},
		{"league-history", "/host/leagues/" + league + "#history", ".history-line"},
		{"account", "/host/account", ".row-line"},
		{"hosts", "/host/hosts", ".row-line"},
	} {
		shootOffice(t, host, s, page.name, page.path, page.wait)
	}
	host.NoProblems()
	stranger.NoProblems()
}

// shootOffice shows a page on a phone by night and in German, on a laptop by day and in English, and on a big screen.
func shootOffice(t *testing.T, page *browsertest.Page, s *browsertest.Server, name, path, wait string) {
	t.Helper()
	looks := []struct {
		name, language string
		view           browsertest.View
		dark           bool
	}{
		{"phone", "de", browsertest.Phone, true},
		{"laptop", "en", browsertest.View{Width: 1280, Height: 800, Scale: 1}, false},
		{"big", "de", browsertest.Projector, false},
	}
	if !browsertest.Pictures() { // nobody looks at them: the phone, where there is the least room, must do
		looks = looks[:1]
	}
	for _, look := range looks {
		page.Resize(look.view)
		page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: look.dark})
		page.Do(`localStorage.setItem("trivium.language", "` + look.language + `")`)
		page.Goto("about:blank") // another fragment alone would load nothing
		page.Goto(s.URL(path))
		page.See(wait)
		page.Do(`document.querySelectorAll("details.season-rules").forEach(e => e.open = true)`)
		page.Screenshot("office-" + name + "-" + look.name)
		if look.name != "big" { // which is the laptop's with more room
			page.Accessible()
		}
		if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("%s on a %s is %d px wider than the screen", name, look.name, over)
		}
	}
}
