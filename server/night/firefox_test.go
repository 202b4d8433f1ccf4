package night_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// foxPack is the shortest pack that has a choice and a statement.
const foxPack = `format: 1
id: foxes
title: Foxes
language: en
version: 1.0.0
license: CC-BY-SA-4.0
defaults: {time: 60s, points: 1000}
questions:
  - id: house
    kind: single
    prompt: Where do foxes live?
    choices: [{text: In a den, correct: true}, In a nest, In a hive]
  - id: vixen
    kind: truefalse
    prompt: A vixen is a fox.
    answer: true
`

// TestFirefox plays a short game in Firefox: the host, the screen and two phones.
func TestFirefox(t *testing.T) {
	browser, ok := browsertest.StartFirefox(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	packs := filepath.Join(s.Data(), "packs")
	if err := os.MkdirAll(packs, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(packs, "foxes.yaml"), []byte(foxPack), 0o600); err != nil {
		t.Fatal(err)
	}
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.ClickText(".pack-title", "Foxes")
	host.Click(`a[href="#setup"]`)
	host.Click(`form.setup button[type="submit"]`)
	host.See(".next-button")
	pin := pinOf(host)
	screen := browser.Open(t, s.URL("/s/"+pin), browsertest.Projector)
	var phones []*browsertest.Page
	for _, name := range []string{"Ada", "Ben"} {
		phone := browser.Open(t, s.URL("/"), browsertest.Phone)
		phone.Fill("#pin", pin)
		phone.Press("Enter")
		phone.Fill("#name", name)
		phone.Press("Enter")
		phone.SeeIn(".top-name", name)
		screen.SeeText(name)
		phones = append(phones, phone)
	}
	for round, choices := range [][]string{{"In a den", "In a hive"}, {"True", "True"}} {
		for browsertest.Eval[string](host, hostNext) != "close" {
			press(host)
		}
		for i, phone := range phones {
			phone.ClickText(".tile", choices[i])
			phone.See(`.locked[data-status="locked"], [data-phase="reveal"]`)
		}
		phones[0].SeeText("Right!")
		phones[1].SeeText([]string{"Not this time", "Right!"}[round])
		host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
		press(host)
	}
	for browsertest.Eval[string](host, hostNext) != "end" {
		press(host)
	}
	phones[0].SeeText("You have won!")
	phones[1].SeeText("On the podium")
	screen.Wait("both on the podium", fmt.Sprintf(`[%q, %q].every((name) => document.body.innerText.includes(name))`, "Ada", "Ben"))
	host.Click(".next-button")
	host.See(`a[href^="/r/"]`)
	for _, page := range append(phones, host, screen) {
		page.NoProblems()
	}
	if strings.Contains(s.Output(), "panic") {
		t.Error("the server panicked")
	}
}
