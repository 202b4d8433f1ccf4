package site_test

import (
	"fmt"
	"testing"
	"time"

	"trivium/server/browsertest"
	"trivium/server/finished"
)

// sizes are the screens that pages are made for.
var sizes = []struct {
	name string
	view browsertest.View
}{{"phone", browsertest.Phone}, {"laptop", browsertest.Laptop}, {"projector", browsertest.Projector}}

// tooWide names what is wider than the screen, if the page scrolls sideways.
const tooWide = `(() => {
	const width = document.documentElement.clientWidth;
	if (document.documentElement.scrollWidth <= width) return "";
	return [...document.querySelectorAll("main *")].filter(e => e.getBoundingClientRect().right > width + 1)
		.slice(0, 5).map(e => e.tagName + "." + e.className + " " + Math.round(e.getBoundingClientRect().width)).join(", ");
})()`

// shoot takes pictures of addresses in all sizes, by day and on the phone by night, and fails for what a person would stumble over.
// A program looks at one page as it looks at the same page with more room; only people look at all.
func shoot(t *testing.T, page *browsertest.Page, base string, addresses [][2]string) {
	t.Helper()
	for _, a := range addresses {
		page.Goto(base + a[1])
		page.See("main")
		for _, size := range sizes {
			page.Resize(size.view)
			for _, night := range []bool{false, true} {
				if night && size.name != "phone" {
					continue
				}
				page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: night})
				page.Screenshot(fmt.Sprintf("site-%s-%s%s", a[0], size.name, map[bool]string{true: "-night"}[night]))
				if size.name == "phone" || browsertest.Pictures() {
					page.Accessible()
				}
				if over := browsertest.Eval[string](page, tooWide); over != "" {
					t.Errorf("%s on a %s is wider than the screen: %s", a[0], size.name, over)
				}
			}
		}
	}
}

// crowd fills boards as a pub's server has them.
func crowd(t *testing.T, h *house) {
	t.Helper()
	names := []string{
		"Ada", "Benjamin", "Quizzly Bears", "Cleopatra", "The Table at the Very Back That Never Stops Talking", "Dan", "عُمر", "Emmy", "Ferdinand",
		"Les Quizérables", "Greta", "Søren", "Universally Challenged", "Ida",
	}
	for week := range 6 {
		for i, pack := range []string{"warm-up", "general"} {
			var players []finished.Standing
			for n := range names {
				players = append(players, player(names[(n+week)%len(names)], 9800-640*n-137*week-50*i))
			}
			id := fmt.Sprintf("%032x", week*2+i+1)
			h.play(t, id, pack, 1, friday.Add(-time.Duration(week*7*24+i)*time.Hour), players...)
		}
	}
}

func TestScreenshotsOfBoards(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := open(t, inFile(t))
	crowd(t, h)
	page := browser.Open(t, h.URL+"/boards", browsertest.Laptop)
	shoot(t, page, h.URL, [][2]string{
		{"boards", "/boards"},
		{"board-server", "/boards/server"},
		{"board-pack", "/boards/warm-up?span=week"},
		{"board-search", "/boards/warm-up?q=the&lang=de"},
		{"board-screen", "/boards/server?view=screen"},
		{"board-embed", "/boards/server/embed"},
		{"board-empty", "/boards/warm-up?span=day&period=2026-01-02"},
	})
	page.NoProblems()
}

func TestScreenshotsOfLeagues(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	st := inFile(t)
	c := anchor(t, st)
	h := open(t, st, withClub(c))
	page := browser.Open(t, h.URL+"/l/anchor", browsertest.Laptop)
	shoot(t, page, h.URL, [][2]string{
		{"league", "/l/anchor"},
		{"league-division", "/l/anchor?division=North&lang=de"},
		{"league-season", "/l/anchor/2026-spring"},
		{"team", "/l/anchor/t/team-0"},
		{"league-screen", "/l/anchor?view=screen"},
		{"league-embed", "/l/anchor/embed"},
		{"nowhere", "/l/anchor/nowhere"},
	})
	c.opens(lobby())
	shoot(t, page, h.URL, [][2]string{{"door", "/l/anchor"}, {"door-screen", "/l/anchor?view=screen"}, {"door-embed", "/l/anchor/embed"}})
	c.opens(playing())
	shoot(t, page, h.URL, [][2]string{{"running", "/l/anchor"}, {"running-screen", "/l/anchor?view=screen"}})
	page.Resize(browsertest.View{Width: 794, Height: 1123, Scale: 1}) // A4 at 96 dots an inch
	page.Prefer(browsertest.Preferences{ReducedMotion: true, Print: true})
	page.Goto(h.URL + "/l/anchor")
	page.Screenshot("site-league-paper")
	page.NoProblems("404")
}
