package site_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trivium/game/league"
	"trivium/server/browsertest"
)

// TestALeagueIsWatched keeps a league's page open over three games: the door, the running game, the season, a game that is scored
// anew and a change of the host come by themselves, and whoever stands at a link stays there.
func TestALeagueIsWatched(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	st := inFile(t)
	c := anchor(t, st)
	h := open(t, st, withClub(c))
	page := browser.Open(t, h.URL+"/l/anchor?lang=en", browsertest.Laptop)
	page.SeeText("Live")
	page.SeeIn(".countdown", "in 5 d 20 h")
	for n := 6; n < 9; n++ {
		g := night(n, friday)
		pin := fmt.Sprint(424242 + n)
		door := lobby()
		door.PIN = pin
		c.opens(door)
		page.SeeIn(".door-pin", pin)
		page.SeeIn("#join-"+pin, "Join now")
		game := playing()
		game.PIN, game.Game, game.Revision = pin, g, fmt.Sprint("running ", n)
		c.opens(game)
		page.SeeText("The table as it would be now")
		page.SeeIn(".tonight", g.Teams[0].Name)
		page.Do(`document.getElementById("t-team-0").focus()`)
		c.opens()
		c.take(g)
		page.Gone(".tonight")
		page.SeeIn("#r-"+g.ID, fmt.Sprintf("Night %d", n+1))
		if at := browsertest.Eval[string](page, "document.activeElement.id"); at != "t-team-0" {
			t.Errorf("the focus is at %q after the table was replaced", at)
		}
	}
	again := night(8, friday) // its first place is given to another
	again.Revision = 2
	again.Teams[0].Score, again.Teams[1].Score = 1, 20_000
	again.Teams[0].Place, again.Teams[1].Place = len(again.Teams), 1
	for i := 2; i < len(again.Teams); i++ {
		again.Teams[i].Place = i
	}
	c.take(again)
	page.SeeIn("#nights ~ ol li:first-child", again.Teams[1].Name)
	page.Wait("hear of it", `document.getElementById("news").textContent.startsWith("The table: 1. ")`)
	c.change(league.Change{Kind: league.Hide, Key: "team-6", Why: "as they wished"})
	page.GoneText("Night Owls")
	page.Accessible()
	page.NoProblems()
}

// TestEmbedInAForeignPage shows a league in a frame of another site, which grows with the table and opens links outside.
func TestEmbedInAForeignPage(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	st := inFile(t)
	c := anchor(t, st)
	h := open(t, st, withClub(c))
	page := browser.Open(t, h.URL+"/l/anchor?lang=en", browsertest.Laptop)
	page.Do(`document.getElementById("share").open = true`)
	snippet := page.Text("#snippet")
	foreign := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		frame := snippet
		if r.URL.Path == "/page" { // the page itself may not be framed
			frame = strings.ReplaceAll(snippet, "/embed", "")
		}
		_, _ = fmt.Fprintf(w, "<!doctype html><title>A pub</title><h1>Our league</h1>%s", frame)
	}))
	defer foreign.Close()
	elsewhere := strings.Replace(foreign.URL, "127.0.0.1", "localhost", 1) // another site, not only another port
	pub := browser.Open(t, elsewhere, browsertest.Laptop)
	pub.Wait("a frame as tall as its table", `Number(document.querySelector("iframe").height) > 560`)
	before := browsertest.Eval[int](pub, `Number(document.querySelector("iframe").height)`)
	c.change(league.Change{Kind: league.Hide, Key: "team-2", Why: "as they wished"})
	pub.Wait("the frame shrink with its table", fmt.Sprintf(`Number(document.querySelector("iframe").height) < %d`, before))
	pub.Screenshot("site-foreign-page")
	pub.NoProblems()
	pub.Goto(elsewhere + "/page")
	pub.Wait("the page refuse to be framed", `document.querySelector("iframe").height === "480"`)
	pub.NoProblems("frame-ancestors", "chrome-error", "X-Frame-Options")
}

// TestBoardByKeyboard searches and pages a board without a mouse, and sees a new entry come by itself.
func TestBoardByKeyboard(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := open(t, inFile(t))
	crowd(t, h)
	page := browser.Open(t, h.URL+"/boards/server?lang=en", browsertest.Laptop)
	page.SeeText("Live")
	h.play(t, "new", "general", 1, friday, player("Newcomer", 99_000))
	page.SeeIn("tbody tr:first-child", "Newcomer")
	page.Do(`document.getElementById("page-next").focus()`)
	page.Press("Enter")
	page.See("#page-first")
	page.Gone(".medal-1")
	h.play(t, "newer", "general", 1, friday, player("Latecomer", 100_000))
	page.SeeText("The table has changed.")
	page.GoneText("Latecomer")
	page.Do(`document.getElementById("q").focus()`)
	page.Type("new")
	page.Press("Enter")
	page.SeeIn("tbody", "Newcomer")
	if names := page.Texts("tbody th bdi"); len(names) == 0 || names[0] != "Newcomer" {
		t.Errorf("found %v", names)
	}
	page.Accessible()
	page.NoProblems()
}
