package web_test

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// TestScreenshots shows every state of testdata/states to a phone, by day and by night, and looks for what a person would
// stumble over: errors in the console, something wider than the screen, targets too small to hit. The pictures stay in the
// folder that browsertest.PicturesVariable names. TRIVIUM_STATES=a,b takes only some.
func TestScreenshots(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	only := os.Getenv("TRIVIUM_STATES")
	all := scenes(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if only != "" && !slices.Contains(strings.Split(only, ","), name) {
			continue
		}
		t.Run(name, func(t *testing.T) {
			pin := strconv.Itoa(100000 + i)
			f.show(pin, all[name])
			page := browser.Open(t, "about:blank", browsertest.Phone)
			page.Prefer(browsertest.Preferences{ReducedMotion: true})
			page.Goto(f.seat(pin) + "&lang=en")
			page.See("main h1")
			page.Screenshot("player-" + name + "-light")
			page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: true})
			page.Do(painted)
			page.Screenshot("player-" + name + "-dark")
			fits(t, page)
			page.NoProblems()
			page.Close()
		})
	}
}

// painted waits until what changed is on the glass.
const painted = `new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))`

// fits fails if the page scrolls sideways or a button is smaller than a finger.
func fits(t *testing.T, page *browsertest.Page) {
	t.Helper()
	if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		t.Errorf("the page is %d px wider than the screen", over)
	}
	small := browsertest.Eval[[]string](page, `[...document.querySelectorAll("button,input,a")].filter(e => {
		const box = e.getBoundingClientRect();
		return box.width > 0 && (box.height < 43.5 || box.width < 43.5) && getComputedStyle(e).display !== "inline";
	}).map(e => e.outerHTML.slice(0, 80))`)
	for _, target := range small {
		t.Errorf("smaller than 44 px: %s", target)
	}
}
