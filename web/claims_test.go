package web_test

import (
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// TestClaimedTeam opens a team's link on a phone, joins a game of its league with it, once as the team and once not, and forgets it.
func TestClaimedTeam(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	f := newFake(t)
	s := scenes(t)["lobby"]
	league := message{"id": "1ea9", "name": "City League", "slug": "city", "of": "teams"}
	s.Join = &message{"title": "Friday night", "teams": true, "team_names": []string{}, "boards": true, "leagues": []message{league}}
	f.show("424242", s)
	f.show("434343", s)

	page := browser.Open(t, f.URL+"/t?lang=en#wrong", browsertest.Phone)
	page.SeeText("This link is of no team any more")
	page.Accessible()
	page = browser.Open(t, f.URL+"/t?lang=en#5ec2e7", browsertest.Phone)
	page.SeeIn("h1", "You play as The Foxes")
	page.SeeIn(`a[href="/l/city"]`, "City League")
	page.Accessible()
	if url := page.URL(); strings.Contains(url, "5ec2e7") {
		t.Errorf("the secret stays in the address: %s", url)
	}

	page.Goto(f.URL + "/j/424242")
	page.SeeText("You play as The Foxes in City League")
	page.SeeText("Show my name on the public leaderboards")
	page.Accessible()
	page.Wait("the team is filled in", `document.querySelector("#team").value === "The Foxes"`)
	if browsertest.Eval[bool](page, `document.querySelector('[name="public"]').checked`) {
		t.Error("somebody is on boards unasked")
	}
	page.Fill("#name", "Anna")
	page.Click(`[name="public"]`)
	page.ClickText("button", "I’m in")
	hello := f.next(t, "hello")
	if claims, _ := hello["claims"].([]any); len(claims) != 1 || claims[0] != "5ec2e7" || hello["team"] != "The Foxes" || hello["public"] != true {
		t.Errorf("the hello as the team: %v", hello)
	}
	page.SeeText("You are in")

	page.Goto(f.URL + "/j/434343")
	page.Wait("that the wish is remembered", `document.querySelector('[name="public"]')?.checked === true`)
	page.Click(`[name="public"]`)
	page.ClickText(".wish", "You play as")
	page.Wait("the team is taken back", `document.querySelector("#team").value === ""`)
	page.Fill("#team", "Others")
	page.Press("Enter")
	if hello := f.next(t, "hello"); hello["claims"] != nil || hello["public"] != nil || hello["team"] != "Others" {
		t.Errorf("the hello as another team: %v", hello)
	}
	page.SeeText("You are in")

	page.Goto(f.URL + "/")
	page.ClickText("a", "Your teams on this phone")
	page.SeeText("The Foxes")
	page.ClickText("button", "Forget")
	page.SeeText("This phone plays as no team")
	page.Accessible()
	if kept := browsertest.Eval[string](page, `localStorage.getItem("trivium.claims") ?? ""`); kept != "" {
		t.Errorf("the phone keeps %s", kept)
	}
	page.NoProblems()
}
