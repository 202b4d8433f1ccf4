package web_test

import (
	"testing"

	"trivium/server/browsertest"
)

// TestScreenFollowsTheGame is led through a question, and forgets nothing on the way.
func TestScreenFollowsTheGame(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/s/lobby?lang=en", browsertest.Projector)
	page.Prefer(browsertest.Preferences{}) // with motion: what follows what is seen
	page.SeeText("players are in")
	page.See(`img[src="/qr/482913.svg"]`)
	// A projector reads the address that the host chose, not "127.0.0.1".
	page.SeeIn(".lobby-address", "192.168.1.5:8080")
	if hello := h.hear(t, "hello"); hello["role"] != "screen" || hello["token"] != nil {
		t.Errorf("the hello: %v", hello)
	}
	h.show(t, "ready", false, 6)
	page.SeeIn(".card-prompt", "Which planet would float")
	page.GoneText("Neptune")
	h.show(t, "single", false, 7)
	page.SeeIn(".answers", "Neptune")
	page.SeeIn(".ask-answered", "37")
	h.show(t, "single-paused", false, 8)
	page.SeeText("A short pause")
	h.show(t, "reveal-single", false, 9)
	page.GoneText("A short pause")
	page.SeeIn(".unveil-share", "25 of 47 got it right")
	page.SeeIn(`.bar[data-verdict="right"]`, "Saturn")
	h.show(t, "table", false, 10)
	page.SeeIn(".row:nth-child(4)", "Grace") // the old order first
	page.SeeIn(".row:nth-child(2)", "Grace")
	h.show(t, "podium", false, 11)
	page.See(`[data-slot="3"][data-shown]`)
	page.Gone(`[data-slot="1"][data-shown]`)
	page.ClickText("button", "Show everybody")
	page.See(`[data-slot="1"][data-shown]`)
	page.NoProblems()
}

// TestScreenKeepsItsTheme begins in daylight on a dark system, and changes by the key D.
func TestScreenKeepsItsTheme(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/s/lobby?lang=en", browsertest.Projector)
	page.Prefer(browsertest.Preferences{Dark: true})
	page.SeeText("players are in")
	paper := `getComputedStyle(document.body).backgroundColor`
	page.Wait("daylight", paper+` === "rgb(243, 241, 250)"`)
	page.SeeText("Click for sound")
	page.Press("d")
	page.Wait("night", paper+` === "rgb(18, 16, 31)"`)
	page.SeeText("Sound on") // the key was a touch
	page.Reload()
	page.Wait("night after a reload", paper+` === "rgb(18, 16, 31)"`)
	page.NoProblems()
}

// TestScreenWithoutARoom says so.
func TestScreenWithoutARoom(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/s/999999?lang=en", browsertest.Laptop)
	page.SeeText("There is no game here")
	page.NoProblems()
}
