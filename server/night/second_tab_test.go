package night_test

import (
	"testing"

	"trivium/server/browsertest"
)

// TestSecondTab opens a game in a second tab of the same phone: it goes on there, the first tab is told, and may take it back.
func TestSecondTab(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host, pin := openGame(t, browser, s, "Five minutes to warm up")
	first := browser.Open(t, s.URL("/j/"+pin), browsertest.Phone)
	first.Fill("#name", "Ada")
	first.Press("Enter")
	first.SeeIn(".top-name", "Ada")
	for browsertest.Eval[string](host, hostNext) != "close" {
		press(host)
	}
	first.See(`[data-phase="open"] .tile`)

	second := first.Tab(s.URL("/j/"+pin), browsertest.Phone)
	second.SeeIn(".top-name", "Ada")
	first.SeeText("Playing elsewhere")
	first.Gone(".tile")
	host.SeeIn(".people-head", "1 player")

	first.ClickText("button", "Play here")
	second.SeeText("Playing elsewhere")
	first.ClickText(".tile", "Saturn")
	first.SeeText("Right!")

	second.Reload() // whoever comes last goes on, with what was answered
	second.SeeText("Right!")
	first.SeeText("Playing elsewhere")
	if people := host.Texts(".person"); len(people) != 1 {
		t.Errorf("three tabs of one player are %q to the host", people)
	}
	for _, page := range []*browsertest.Page{host, first, second} {
		page.NoProblems()
	}
}
