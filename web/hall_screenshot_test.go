package web_test

import (
	"maps"
	"slices"
	"testing"

	"trivium/server/browsertest"
)

// TestScreenshotsOfTheHall shows every state of testdata/hall to a projector and to a host, and looks for what a person would
// stumble over. The pictures stay in the folder that browsertest.PicturesVariable names.
func TestScreenshotsOfTheHall(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	calm := browsertest.Preferences{ReducedMotion: true}
	screen := browser.Open(t, h.URL+"/s/lobby?lang=en", browsertest.Projector)
	host := browser.Open(t, h.URL+"/host?lang=en", browsertest.Laptop)
	host.Prefer(calm)
	for _, state := range slices.Sorted(maps.Keys(h.sights)) {
		screen.Prefer(calm)
		screen.Goto(h.URL + "/s/" + state)
		screen.See("main h1")
		screen.Do(painted)
		screen.Screenshot("screen-" + state)
		report(t, screen, "screen, "+state)
		inside(t, screen, "screen, "+state)

		host.Goto(h.URL + "/host/" + state)
		host.See("main h2, main h1")
		host.Do(painted)
		host.Screenshot("host-" + state)
		report(t, host, "host, "+state)
		for _, page := range []*browsertest.Page{screen, host} {
			page.Resize(narrow)
			page.Do(painted)
			upright(t, page, state)
		}
		screen.Resize(browsertest.Projector)
		host.Resize(browsertest.Laptop)
	}
	screen.NoProblems()
	host.NoProblems()
}

func report(t *testing.T, page *browsertest.Page, what string) {
	t.Helper()
	for _, violation := range page.Axe() {
		t.Errorf("%s: %s", what, violation)
	}
	upright(t, page, what)
}

// upright fails if the page scrolls sideways.
func upright(t *testing.T, page *browsertest.Page, what string) {
	t.Helper()
	if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		t.Errorf("%s: the page is %d px wider than the screen", what, over)
	}
}

// inside fails if something of a scene lies outside of the projector's picture or on the strip below it.
func inside(t *testing.T, page *browsertest.Page, what string) {
	t.Helper()
	out := browsertest.Eval[[]string](page, `(() => {
		const foot = document.querySelector(".stage-foot").getBoundingClientRect().top;
		const shown = e => !e.closest(".sr-only, .lobby-names, .card-round");
		return [...document.querySelectorAll(".stage-scene *")].filter(shown).filter(e => {
			const box = e.getBoundingClientRect();
			return box.height > 0 && (box.top < -1 || box.bottom > foot + 3);
		}).map(e => e.tagName + "." + (e.getAttribute("class") ?? "") + " " + Math.round(e.getBoundingClientRect().bottom - foot));
	})()`)
	for _, element := range out {
		t.Errorf("%s: out of the picture: %s", what, element)
	}
}
