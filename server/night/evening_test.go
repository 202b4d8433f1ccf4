package night_test

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// eveningPack is a short pack with two rounds.
const eveningPack = `format: 1
id: short-evening
title: A short evening
language: en
version: 1.0.0
license: CC-BY-SA-4.0
rounds: [{id: cities, title: Cities}, {id: sky, title: The sky}]
defaults: {time: 60s, points: 1000}
questions:
  - id: italy
    kind: text
    round: cities
    prompt: Which city is the capital of Italy?
    accept: [Rome]
  - id: moon
    kind: truefalse
    round: sky
    prompt: The Moon is a planet.
    answer: false
`

// eveningTable is a pack as a spreadsheet saves it.
const eveningTable = "question,choice1,choice2,choice3,correct,time\n" +
	"Which mountain is the highest in Germany?,Zugspitze,Brocken,Feldberg,1,60\n"

// evening is a running game with who takes part in it.
type evening struct {
	browser *browsertest.Browser
	server  *browsertest.Server
	pin     string
	host    *browsertest.Page
	ada     *browsertest.Page
	ben     *browsertest.Page
}

// TestEvening is what a host does in the browser around a short game: packs of their own, teams, people who are renamed, removed
// and move to another phone, answers and points that are mended, and the same people once more.
func TestEvening(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	e := &evening{browser: browser, server: s, host: browser.Open(t, s.HostURL, browsertest.Laptop)}
	e.uploads()
	e.opens()
	e.arrive(t)
	e.mends(t)
	e.inserts()
	e.moves(t)
	e.plays(t)
	e.again(t)
	for _, page := range []*browsertest.Page{e.host, e.ada, e.ben} {
		page.NoProblems("422 (Unprocessable Entity)", "400 (Bad Request)")
	}
}

// choose gives the page's file input a file, as the dialog of the system does.
func choose(page *browsertest.Page, name, text string) {
	file, _ := json.Marshal([]string{text, name}) // strings cannot fail
	page.See(".upload button:not(:disabled)")
	page.Do(`const [text, name] = ` + string(file) + `;
		const chosen = new DataTransfer(), input = document.querySelector('.upload input[type="file"]');
		chosen.items.add(new File([text], name));
		input.files = chosen.files;
		input.dispatchEvent(new Event("change", {bubbles: true}));`)
}

// uploads gives the bank a pack with a mistake, then the mended one, then a table.
func (e *evening) uploads() {
	broken := strings.Replace(eveningPack, "answer: false", "answer: perhaps", 1)
	choose(e.host, "short-evening.yaml", broken)
	e.host.SeeIn(".upload-outcome", "short-evening.yaml could not be added")
	e.host.SeeIn(`.finding[data-severity="error"]`, "Line 19, column 13")
	e.host.Accessible()
	choose(e.host, "short-evening.yaml", eveningPack)
	e.host.SeeIn(`.pack[data-on] .pack-title`, "A short evening")
	e.host.SeeIn(".upload-outcome[data-good]", "A short evening")
	choose(e.host, "mountains.csv", eveningTable)
	e.host.SeeIn(".upload-outcome[data-good]", "mountains")
}

// opens sets up a game in teams with the uploaded pack alone; what was uploaded has been chosen by that.
func (e *evening) opens() {
	e.host.SeeIn(".tray", "2 packs chosen")
	e.host.ClickText(`.pack[data-on] .pack-title`, "mountains")
	e.host.SeeIn(".tray", "1 pack chosen")
	e.host.Click(`a[href="#setup"]`)
	e.host.ClickText("form.setup .option", "Phones join a team")
	e.host.Fill("form.setup textarea", "Foxes\nOwls")
	e.host.Click(`form.setup button[type="submit"]`)
	e.host.See(".next-button")
	e.pin = pinOf(e.host)
}

// pinOf is the PIN in the address of a host's or a player's page.
func pinOf(page *browsertest.Page) string {
	return browsertest.Eval[string](page, `location.pathname.split("/").pop()`)
}

// joins has a phone come in with a team.
func (e *evening) joins(t *testing.T, name, team string) *browsertest.Page {
	t.Helper()
	phone := e.browser.Open(t, e.server.URL("/j/"+e.pin), browsertest.Phone)
	phone.Fill("#name", name)
	phone.ClickText("label.team", team)
	phone.ClickText("button", "I’m in")
	phone.SeeIn(".top-name", name)
	phone.SeeIn(".top-name", team)
	return phone
}

// arrive has three come; one is renamed, one removed.
func (e *evening) arrive(t *testing.T) {
	t.Helper()
	e.ada = e.joins(t, "Ada", "Foxes")
	e.ben = e.joins(t, "Ben", "Owls")
	cleo := e.joins(t, "Cleo", "Foxes")
	e.person("Ben")
	e.host.Accessible()
	e.host.Fill("dialog[open] .deeds form input", "Benno")
	e.host.ClickText("dialog[open] button", "Rename")
	e.ben.SeeIn(".top-name", "Benno")
	e.leave()
	e.person("Cleo")
	e.host.ClickText("dialog[open] button", "Remove Cleo")
	e.host.ClickText("dialog[open] .deeds-kick button", "Remove")
	e.host.Gone("dialog[open]")
	cleo.SeeText("You are out of the game")
	e.host.SeeIn(".person[data-kicked]", "Cleo")
	cleo.Close()
}

// person opens the dialog about a player.
func (e *evening) person(name string) {
	e.host.ClickText(".person:not([data-kicked]) button", name)
	e.host.SeeIn("dialog[open] h2", name)
}

// leave closes whatever dialog is open.
func (e *evening) leave() {
	e.host.Press("Escape")
	e.host.Gone("dialog[open]")
}

// ask goes on to the next question that takes answers.
func (e *evening) ask() {
	for {
		press(e.host)
		if browsertest.Eval[string](e.host, hostNext) == "close" {
			return
		}
	}
}

// points is what a phone shows at its top.
const points = `Number((document.querySelector(".top-score")?.innerText ?? "NaN").replace(/[^0-9]/g, ""))`

// has waits until a phone has so many points.
func has(phone *browsertest.Page, want int) {
	phone.Wait(strconv.Itoa(want)+" points", points+" === "+strconv.Itoa(want))
}

// mends has the host change what the first question brought, in every way there is.
func (e *evening) mends(t *testing.T) {
	t.Helper()
	e.host.Do(`window.nobody = 0;
		new MutationObserver(() => { window.nobody += document.body.innerText.includes("0 of 0 have answered") ? 1 : 0; })
			.observe(document.body, {childList: true, subtree: true, characterData: true});`)
	e.ask()
	types(e.ada, "the Eternal City")
	types(e.ben, "Rome")
	e.host.SeeIn(".judge-list li", "the Eternal City")
	e.ada.SeeText("Not this time")
	has(e.ada, 0)
	e.ben.Wait("points of the other", points+" > 0")
	was := browsertest.Eval[int](e.ben, points)

	e.host.ClickText(".judge-list button", "Accept")
	e.ada.SeeText("Right!")
	e.ada.Wait("points for what was accepted", points+" > 0")
	won := browsertest.Eval[int](e.ada, points)
	if won < 500 || won > 1000 {
		t.Errorf("a right answer to a question of 1000 points brought %d", won)
	}

	e.host.Click(".now-void")
	e.host.See(".now-voided")
	e.ada.SeeText("This one does not count")
	has(e.ada, 0)
	has(e.ben, 0)
	e.host.Click(".now-void")
	e.host.Gone(".now-voided")
	has(e.ada, won)
	has(e.ben, was)

	e.person("Ada")
	e.host.Click("dialog[open] .adjust summary")
	e.host.Fill("dialog[open] .adjust .field:nth-of-type(1) input", "-250")
	e.host.Fill("dialog[open] .adjust .field:nth-of-type(2) input", "sang out of tune")
	e.host.ClickText("dialog[open] .adjust button", "Correct")
	has(e.ada, won-250)
	e.leave()
}

// types answers a typed question.
func types(phone *browsertest.Page, text string) {
	phone.Fill("#answer", text)
	phone.Press("Enter")
	phone.See(`.locked[data-status="locked"], [data-phase="reveal"]`)
}

// inserts puts a question of the other pack next, and asks it.
func (e *evening) inserts() {
	e.host.ClickText(".controls button", "Insert a question")
	e.host.Fill(`dialog[open] input[type="search"]`, "highest Germany")
	e.host.SeeIn(".insert-hits li", "Which mountain is the highest in Germany?")
	e.host.Accessible()
	e.host.Click(".insert-hits li button")
	e.host.Gone("dialog[open]")
	e.host.SeeText("It comes next.")
	e.ask()
	e.host.SeeIn(".now-prompt", "Which mountain is the highest in Germany?")
}

// moves takes Benno to another phone while a question runs: the new one goes on with all points, the old one is told.
func (e *evening) moves(t *testing.T) {
	t.Helper()
	had := browsertest.Eval[int](e.ben, points)
	e.person("Benno")
	e.host.ClickText("dialog[open] button", "Move to another phone")
	e.host.See(".deeds-move img")
	link := browsertest.Eval[string](e.host, `new URL(document.querySelector(".deeds-move img").src).searchParams.get("text")`)
	e.host.Wait("the code is drawn", `document.querySelector(".deeds-move img").naturalWidth > 0`)
	e.leave()
	parsed, err := url.Parse(link)
	if err != nil || parsed.Host != e.server.Addr {
		t.Fatalf("the code holds %q (%v), not an address of %s", link, err, e.server.Addr)
	}
	moved := e.browser.Open(t, link, browsertest.Phone)
	moved.SeeIn(".top-name", "Benno")
	moved.SeeIn(".top-name", "Owls")
	has(moved, had)
	e.ben.SeeText("Playing elsewhere")
	e.ben.ClickText("button", "Play here") // what it remembers opens nothing any more
	e.ben.SeeText("Please join again")
	moved.SeeIn(".top-name", "Benno")
	e.ben.NoProblems()
	e.ben.Close()
	e.ben = moved
}

// plays goes on to the podium and to the end.
func (e *evening) plays(t *testing.T) {
	t.Helper()
	taps := func(phone *browsertest.Page, text string) {
		phone.ClickText(".tile", text)
		phone.See(`.locked[data-status="locked"], [data-phase="reveal"]`)
	}
	taps(e.ada, "Zugspitze")
	taps(e.ben, "Zugspitze")
	e.ada.SeeText("Right!")
	e.ben.SeeText("Right!")
	e.host.SeeText("2 of 2 right")
	e.ask()
	taps(e.ada, "False")
	taps(e.ben, "True")
	e.host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
	if browsertest.Eval[int](e.host, "window.nobody") > 0 {
		t.Error(`the host was told "0 of 0 have answered" with two players connected`)
	}
	for browsertest.Eval[string](e.host, hostNext) != "end" {
		press(e.host)
	}
	e.host.Click(".next-button")
}

// again opens a new lobby for the same people, who come along without typing.
func (e *evening) again(t *testing.T) {
	t.Helper()
	e.host.ClickText("button", "Play again with the same people")
	e.host.Wait("the next game", `/^\/host\/[0-9]+$/.test(location.pathname) && location.pathname !== "/host/`+e.pin+`"`)
	e.host.See(".next-button")
	next := pinOf(e.host)
	for name, phone := range map[string]*browsertest.Page{"Ada": e.ada, "Benno": e.ben} {
		phone.Wait("the way into the next game", `location.pathname === "/j/`+next+`"`)
		phone.SeeText("You are in")
		phone.SeeIn(".top-name", name)
		e.host.SeeIn(".person", name)
	}
	late := e.browser.Open(t, e.server.URL("/j/"+e.pin), browsertest.Phone)
	late.SeeText("There is no game with this PIN.") // and the screen shows the next one's
	e.host.SeeIn(".people-head", "2 players")
	if people := e.host.Texts(".person"); len(people) != 2 {
		t.Errorf("the new lobby has %q; only those who stayed were to come", people)
	}
}
