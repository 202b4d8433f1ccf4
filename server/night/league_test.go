package night_test

import (
	"bytes"
	"context"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"testing"
	"time"

	"trivium/server/browsertest"
)

// leaguePack has one question, whose answer is typed.
const leaguePack = `format: 1
id: league-night
title: A league night
language: en
version: 1.0.0
license: CC-BY-SA-4.0
defaults: {time: 60s, points: 1000}
questions:
  - id: orwell
    kind: text
    prompt: Who wrote Nineteen Eighty-Four?
    accept: [George Orwell]
`

// TestLeague makes a league, plays a game that counts in it, accepts an answer that was right after all, and sees the table of the
// league follow: on the host's pages and on the page for everybody, which is open all the while.
func TestLeague(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	addPack(t, s, leaguePack)
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	makesALeague(host)
	public := browser.Open(t, s.URL("/l/tuesdays-at-the-owl"), browsertest.Phone)
	public.SeeText("Tuesdays at the Owl")
	playsANight(t, browser, s, host)
	public.Within(40*time.Second).Wait("both in the table of the league", `document.body.innerText.includes("Ada") && document.body.innerText.includes("Ben")`)

	host.ClickText("a", "Correct it, or see what can be done with it")
	host.SeeIn("h1", "A league night")
	host.SeeIn(".panel", "Tuesdays at the Owl")
	host.Accessible()
	host.SeeIn(".standing", "Ben")
	accepts1984(host)
	public.Within(40*time.Second).Wait("Ben in the first place", `document.body.innerText.includes("1. Ben 15")`)

	decides(host)
	public.Within(40*time.Second).Wait("the points that were taken", `document.body.innerText.includes("1. Ben 13")`)
	host.NoProblems()
	public.NoProblems()
}

// addPack uploads a pack as a program does.
func addPack(t *testing.T, s *browsertest.Server, text string) {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "league-night.yaml")
	if err == nil {
		_, err = part.Write([]byte(text))
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.URL("/api/packs"), &body)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key(s))
	request.Header.Set("Content-Type", form.FormDataContentType())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode >= http.StatusBadRequest {
		var problem map[string]any
		_ = json.NewDecoder(response.Body).Decode(&problem)
		t.Fatalf("the pack was not taken: %d %v", response.StatusCode, problem)
	}
}

// makesALeague fills in the form of a new league; its address is suggested by its name.
func makesALeague(host *browsertest.Page) {
	host.ClickText(".shell-bar a", "Leagues")
	host.SeeText("You have no league yet.")
	host.Accessible()
	host.ClickText("a", "New league")
	host.ClickText("button", "Make the league")
	host.SeeIn(".field-wrong", "A name has 1 to 80 characters.")
	host.Accessible()
	fillIn(host, "Name", "Tuesdays at the Owl")
	host.Wait("the suggested address", `[...document.querySelectorAll("input")].some(e => e.value === "tuesdays-at-the-owl")`)
	host.ClickText("button", "Make the league")
	host.SeeText("The table begins with the first game that counts.")
	host.SeeIn(".panel", "On another website")
	host.Accessible()
}

// playsANight plays the pack with two phones, one of which answers with the name that the writer was born with.
func playsANight(t *testing.T, browser *browsertest.Browser, s *browsertest.Server, host *browsertest.Page) {
	t.Helper()
	host.ClickText(".shell-bar a", "Games")
	host.ClickText(".pack-title", "A league night")
	host.Click(`a[href="#setup"]`)
	host.ClickText("form.setup .option", "Every right answer earns the same")
	host.Click(`form.setup button[type="submit"]`)
	host.See(".next-button")
	pin := pinOf(host)
	phones := map[string]*browsertest.Page{}
	for _, name := range []string{"Ada", "Ben"} {
		phone := browser.Open(t, s.URL("/j/"+pin), browsertest.Phone)
		phone.Fill("#name", name)
		phone.Press("Enter")
		host.SeeIn(".person", name)
		phones[name] = phone
	}
	for browsertest.Eval[string](host, hostNext) != "close" {
		press(host)
	}
	for name, text := range map[string]string{"Ada": "H. G. Wells", "Ben": "Eric Blair"} {
		phones[name].See(`[data-phase="open"]`)
		phones[name].Fill("#answer", text)
		phones[name].Press("Enter")
	}
	host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
	for browsertest.Eval[string](host, hostNext) != "end" {
		press(host)
	}
	host.Click(".next-button")
	host.See(`a[href^="/r/"]`)
}

// accepts1984 accepts the pen name's owner on the page of the result.
func accepts1984(host *browsertest.Page) {
	host.Click(`button[aria-label="Change: Question 1"]`)
	host.SeeIn("dialog[open]", "Eric Blair")
	host.Accessible()
	host.Click(`dialog[open] button[aria-label="Accept “Eric Blair”"]`)
	host.See(`dialog[open] button[aria-label="No longer accept “Eric Blair”"]`)
	host.Press("Escape")
	host.Gone("dialog[open]")
	host.SeeIn(".history-line", "“Eric Blair” was accepted: Question 1")
	host.SeeIn(".history-moves", "Ben: 0 points, now 1,000")
}

// decides takes points from a team of the league, with a reason that stands in its history, and gives it a link.
func decides(host *browsertest.Page) {
	host.ClickText(".panel a", "Tuesdays at the Owl")
	host.ClickText(".tabs a", "Teams")
	host.Click(`button[aria-label="Change: Ben"]`)
	host.ClickText("dialog[open] button", "Make its link")
	host.See("dialog[open] svg.drawn path")
	host.Accessible()
	host.ClickText("dialog[open] summary", "Correct the points")
	fillIn(host, "Points to add (or to take, with a minus)", "-2")
	host.ClickText("dialog[open] .deed[open] button", "Correct")
	host.SeeIn("dialog[open] .field-wrong", "Say why")
	fillIn(host, "Reason", "A phone under the table.")
	host.ClickText("dialog[open] .deed[open] button", "Correct")
	host.Wait("the points that were asked for", `document.querySelector("dialog[open] .deed[open] input").value === ""`)
	host.Press("Escape")
	host.SeeIn(".row-line", "has a link")
	host.ClickText(".tabs a", "History")
	host.SeeIn(".history-line", "Ben: −2 points")
	host.SeeIn(".history-line", "A phone under the table.")
	host.Accessible()
	host.ClickText(".tabs a", "Overview")
	host.SeeIn(".standing", "13")
}
