package night_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/wire"
)

// TestScreenshots walks a game of every kind and takes a picture of each view on screen and phone. Every page must be without
// an error in its console.
func TestScreenshots(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	settings := game.DefaultSettings()
	settings.TableAfter = game.TableAfterRound
	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{"packs": []string{"demo"}, "settings": settings}, &created)
	host := newRemote(t, s, created.PIN)
	host.until("the lobby", func(v wire.View) bool { return v.View.Phase == game.Lobby })

	still := browsertest.Preferences{ReducedMotion: true}
	desk := browser.Open(t, s.HostURL, browsertest.Laptop)
	desk.Prefer(still)
	desk.SeeIn(".packs", "Five minutes to warm up")
	desk.Screenshot("host-bank")
	desk.Accessible()
	desk.Goto("http://" + s.Addr + "/host/" + created.PIN)
	desk.See(".next-button")
	phone := browser.Open(t, "http://"+s.Addr+"/", browsertest.Phone)
	phone.Prefer(still)
	phone.See("#pin")
	phone.Screenshot("phone-pin")
	phone.Accessible()
	phone.Fill("#pin", created.PIN)
	phone.Press("Enter")
	phone.See("#name")
	phone.Fill("#name", "Ada")
	phone.Screenshot("phone-name")
	phone.Accessible()
	phone.Press("Enter")
	screen := browser.Open(t, "http://"+s.Addr+"/s/"+created.PIN, browsertest.Projector)
	screen.Prefer(still)
	screen.SeeText("Ada")
	host.do(map[string]any{"verb": "practice", "practice": 6})
	host.until("seven players", func(v wire.View) bool { return v.View.Lobby != nil && v.View.Lobby.Players == 7 })
	looked := map[string]bool{}
	shoot := func(name string) {
		screen.Screenshot("screen-" + name)
		phone.Screenshot("phone-" + name)
		desk.Screenshot("host-" + name)
		_, kind, _ := strings.Cut(name, "-")
		if looked[kind] { // the views of all kinds are tested by package web; here it is that they come about
			return
		}
		looked[kind] = true
		screen.Accessible()
		phone.Accessible()
		desk.Accessible()
	}
	phone.SeeText("Ada")
	shoot("00-lobby")
	pocket := desk.Tab("http://"+s.Addr+"/host/"+created.PIN, browsertest.Phone) // the host's own phone, in the dark
	pocket.Prefer(browsertest.Preferences{Dark: true, ReducedMotion: true})
	pocket.See(".next-button")
	pocket.Screenshot("pocket-lobby")
	pocket.Accessible()
	for step := 1; host.view.View.Phase != game.Over && step < 90; step++ {
		host.next()
		v := &host.view.View
		name := fmt.Sprintf("%02d-%s", step, v.Phase)
		if v.Question != nil {
			name += "-" + string(v.Question.Kind)
		}
		shoot(name)
		if step == 3 {
			pocket.Screenshot("pocket-open")
			pocket.Accessible()
			phone.Prefer(browsertest.Preferences{Dark: true, ReducedMotion: true})
			phone.Screenshot("phone-open-dark")
			phone.Accessible()
			phone.Prefer(still)
		}
	}
	pocket.Screenshot("pocket-ended")
	desk.See(`a[href^="/r/"]`)
	desk.Goto("http://" + s.Addr + browsertest.Eval[string](desk, `document.querySelector('a[href^="/r/"]').getAttribute("href")`))
	desk.See("main.result")
	desk.Screenshot("result")
	desk.Accessible()
	for _, page := range []*browsertest.Page{desk, screen, phone} {
		page.NoProblems()
	}
}
