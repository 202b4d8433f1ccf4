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

// painted waits until what changed is on the glass: laid out, and its animations, which last no time in a calm page, begun and
// over. On a busy machine one may begin some frames later than it was made.
const painted = `
	const frame = () => new Promise(done => requestAnimationFrame(done));
	await frame(); await frame();
	await Promise.allSettled(document.getAnimations().map(animation => animation.ready));
	await frame(); await frame();`

// narrow is the narrowest phone that the pages are made for.
var narrow = browsertest.View{Width: 320, Height: 568, Scale: 2, Touch: true}

// TestScreenshots shows every state of testdata/states to a phone, by day and by night, and looks for what a person would
// stumble over: broken rules of accessibility, errors in the console, something wider than the screen, targets too small to
// hit. The pictures stay in the folder that browsertest.PicturesVariable names. TRIVIUM_STATES=a,b takes only some.
func TestScreenshots(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	page := browser.Open(t, f.URL+"/?lang=en", browsertest.Phone)
	only := os.Getenv("TRIVIUM_STATES")
	all := scenes(t)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		if only != "" && !slices.Contains(strings.Split(only, ","), name) {
			continue
		}
		pin := strconv.Itoa(100000 + i)
		f.show(pin, all[name])
		page.Prefer(browsertest.Preferences{ReducedMotion: true})
		page.Goto("about:blank") // or the next address would differ in its fragment only
		page.Goto(f.seat(pin))
		page.See("main h1")
		page.Do(painted)
		page.Screenshot("player-" + name + "-light")
		inspect(t, page, name+", light")
		page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: true})
		page.Do(painted)
		page.Screenshot("player-" + name + "-dark")
		inspect(t, page, name+", dark")

		page.Resize(narrow)
		page.Do(painted)
		page.Screenshot("player-" + name + "-narrow")
		fits(t, page, name+", narrow")
		page.Resize(browsertest.Phone)
	}
	page.NoProblems()
}

func inspect(t *testing.T, page *browsertest.Page, what string) {
	t.Helper()
	for _, violation := range page.Axe() {
		t.Errorf("%s: %s", what, violation)
	}
	fits(t, page, what)
}

// fits fails if the page scrolls sideways or a button is smaller than a finger.
func fits(t *testing.T, page *browsertest.Page, what string) {
	t.Helper()
	if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		t.Errorf("%s: the page is %d px wider than the screen", what, over)
	}
	small := browsertest.Eval[[]string](page, `[...document.querySelectorAll("button,input,a")].filter(e => {
		const box = (e.closest("label") ?? e).getBoundingClientRect();
		return box.width > 0 && (box.height < 43.5 || box.width < 43.5) && getComputedStyle(e).display !== "inline";
	}).map(e => e.outerHTML.slice(0, 80))`)
	for _, target := range small {
		t.Errorf("%s: smaller than 44 px: %s", what, target)
	}
}

// TestScreenshotsOfTheDoor shows the way in, in German, and some states to larger screens.
func TestScreenshotsOfTheDoor(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	all := scenes(t)
	lobby := all["lobby"]
	lobby.Join = &message{"title": "Freitag in der Krone", "teams": true, "team_names": []string{"Rote Grütze", "Blaumeisen", "Die Grünen Daumen"}}
	f.show("424242", lobby)
	page := browser.Open(t, f.URL+"/?lang=de", browsertest.Phone)
	page.Prefer(browsertest.Preferences{ReducedMotion: true})
	page.SeeText("Mitspielen")
	page.Screenshot("player-door-pin")
	inspect(t, page, "first page")
	page.Click("button.gear")
	page.SeeText("Einstellungen")
	page.Screenshot("player-door-settings")
	inspect(t, page, "settings")
	page.Press("Escape")
	page.Gone("dialog")
	page.Goto(f.URL + "/j/424242")
	page.SeeText("Freitag in der Krone")
	page.Screenshot("player-door-name")
	inspect(t, page, "name")

	lobby.Join = &message{
		"title": "Freitag in der Krone", "teams": true, "team_names": []string{}, "boards": true,
		"leagues": []message{{"id": "1ea9", "name": "Stadtliga", "slug": "city", "of": "teams"}},
	}
	f.show("434343", lobby)
	page.Goto(f.URL + "/t#5ec2e7")
	page.SeeText("Du spielst als The Foxes")
	page.Screenshot("player-door-team")
	inspect(t, page, "team")
	page.Goto(f.URL + "/j/434343")
	page.SeeText("Du spielst als The Foxes (Stadtliga)")
	page.Screenshot("player-door-wishes")
	inspect(t, page, "wishes")

	landscape := browsertest.View{Width: 740, Height: 360, Scale: 2, Touch: true}
	f.show("4242", all["single"])
	for name, view := range map[string]browsertest.View{"laptop": browsertest.Laptop, "landscape": landscape, "wide": {Width: 3840, Height: 2160, Scale: 1}} {
		page.Resize(view)
		for i, state := range []string{"single", "multi", "reveal-right", "match", "order", "single-picture"} {
			pin := strconv.Itoa(700 + i)
			f.show(pin, all[state])
			page.Goto("about:blank")
			page.Goto(f.seat(pin))
			page.See("main h1")
			page.Do(painted)
			page.Screenshot("player-" + state + "-" + name)
			fits(t, page, state+", "+name)
		}
	}
	page.NoProblems()
}
