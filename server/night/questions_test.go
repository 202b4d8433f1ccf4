package night_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// shownPrompts are the prompts of a list on the page, in order.
func shownPrompts(page *browsertest.Page, selector string) string {
	var prompts []string
	for _, text := range page.Texts(selector) {
		prompts = append(prompts, strings.TrimSpace(text))
	}
	return strings.Join(prompts, " | ")
}

// tabAndPress tabs to an element and presses a key on it.
func tabAndPress(page *browsertest.Page, selector, key string) {
	tabTo(page, selector)
	page.Press(key)
}

const (
	bathtub = "Which planet would float in a bathtub, if only you could find one big enough?"
	byWords = `.hit-pick[aria-label*="float in a bathtub"]`
)

// TestQuestionsByKeyboard is a host without a mouse who finds questions over all packs, looks at one as a player sees it, stars one, picks
// three, puts them into another order, comes back after a reload, and opens a game of them.
func TestQuestionsByKeyboard(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	tabToText(host, "a", "Find questions in all packs")
	host.Press("Enter")
	host.See(".hit")
	host.Accessible()

	looksAndPicks(host)
	narrowsDown(host)
	putsInOrder(t, host)
	before := shownPrompts(host, ".tray-prompt")
	host.Reload()
	host.See(".tray")
	opensTheTray(host)
	if after := shownPrompts(host, ".tray-prompt"); after != before || !strings.HasPrefix(after, bathtub) {
		t.Errorf("after a reload: %s, before: %s", after, before)
	}
	opensTheGame(t, host, s)
	host.NoProblems()
}

// looksAndPicks finds a question by some of its words, tries it as a player, stars and picks it.
func looksAndPicks(host *browsertest.Page) {
	tabTo(host, "#find-words")
	host.Type(`"float in" BATHT`)
	host.Wait("one question alone", `document.querySelectorAll(".hit").length === 1`)
	host.Press("Enter")
	host.Wait("the focus on what was found", `document.activeElement.matches(".find-results")`)
	tabAndPress(host, ".hit-prompt", "Enter")
	host.See("dialog[open] .phone .tile")
	host.Accessible()
	tabTo(host, "dialog[open] .tile")
	host.Press("Enter")
	host.SeeIn(".phone-locked", "Locked in")
	host.SeeIn(".look-answer", "Answer: Saturn")
	tabToText(host, "dialog[open] button", "Try it again")
	host.Press("Enter")
	host.Gone(".phone-locked")
	host.Press("Escape")
	host.Gone("dialog[open]")
	tabAndPress(host, ".hit .star", "Enter")
	host.See(`.hit .star[aria-pressed="true"]`)
	tabAndPress(host, byWords, "Space")
	host.See(byWords + `[aria-checked="true"]`)
	host.SeeIn(".tray", "1 question picked")
}

// narrowsDown picks two more with filters, which are in the address.
func narrowsDown(host *browsertest.Page) {
	tabTo(host, "#find-words")
	host.Do(`document.querySelector("#find-words").select()`)
	host.Press("Delete")
	for _, kind := range []string{"Match pairs", "Put in order"} {
		wantFilter(host, kind)
		tabAndPress(host, "[data-wanted]", "Space")
		host.SeeIn(".chips", kind)
	}
	host.Wait("the filters in the address", `location.search === "?kind=match&kind=order"`)
	for range 2 {
		tabAndPress(host, `.hit-pick[aria-checked="false"]`, "Space")
	}
	host.SeeIn(".tray", "3 questions picked")
}

// wantFilter marks the tick box of a filter.
func wantFilter(host *browsertest.Page, name string) {
	host.Wait("the filter "+name, fmt.Sprintf(`(() => {
		document.querySelectorAll("[data-wanted]").forEach(e => e.removeAttribute("data-wanted"));
		const found = [...document.querySelectorAll(".filter-value")].find(l => l.checkVisibility() && l.querySelector(".filter-name").innerText === %q);
		found?.querySelector("input").setAttribute("data-wanted", "");
		return found !== undefined;
	})()`, name))
}

// putsInOrder opens the tray's list and moves the last question up; the focus goes along with it.
func putsInOrder(t *testing.T, host *browsertest.Page) {
	t.Helper()
	opensTheTray(host)
	host.Accessible()
	before := strings.Split(shownPrompts(host, ".tray-prompt"), " | ")
	tabAndPress(host, `.tray-row:last-child button[aria-label^="Move up"]`, "Enter")
	want := strings.Join([]string{before[0], before[2], before[1]}, " | ")
	host.Wait("the focus on the button that moved", `document.activeElement.closest(".tray-row")?.querySelector(".tray-place").innerText === "2"`)
	if got := shownPrompts(host, ".tray-prompt"); got != want {
		t.Errorf("moved up: %s, want %s", got, want)
	}
}

// opensTheTray goes past filters and results to what was picked.
func opensTheTray(host *browsertest.Page) {
	tabToText(host, "a", "To the picked questions")
	host.Press("Enter")
	host.Wait("the focus on the tray", `document.activeElement.matches(".tray")`)
	tabAndPress(host, ".tray-deeds button", "Enter")
	host.See(".tray-row")
}

// opensTheGame sets the game up and opens it: it asks what is in the tray, which is empty then.
func opensTheGame(t *testing.T, host *browsertest.Page, s *browsertest.Server) {
	t.Helper()
	tabToText(host, ".tray a", "Set up the game")
	host.Press("Enter")
	host.SeeIn(".setup-side", "3 questions")
	host.Accessible()
	tabTo(host, `form.setup button[type="submit"]`)
	host.Press("Enter")
	host.See(".next-button")
	_, pin, _ := strings.Cut(host.URL(), "/host/")
	var state struct {
		Question *struct {
			Of   int    `json:"of"`
			Kind string `json:"kind"`
		} `json:"question"`
	}
	for do := "start"; state.Question == nil; do = "next" {
		ask(t, s, http.MethodPost, "/api/games/"+pin+"/commands", map[string]any{"do": do}, &state)
	}
	if state.Question.Of != 3 || state.Question.Kind != "single" {
		t.Errorf("the first question of the game: %+v", *state.Question)
	}
	host.Goto(s.URL("/host/questions?favourite=true"))
	host.Wait("the favourite alone", `document.querySelectorAll(".hit").length === 1`)
	host.SeeIn(".hit-prompt", bathtub)
	host.Gone(".tray")
}
