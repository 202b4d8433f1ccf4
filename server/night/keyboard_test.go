package night_test

import (
	"fmt"
	"testing"

	"trivium/server/browsertest"
)

// tabTo presses Tab until the element that matches has the focus, and sees that the focus can be seen.
func tabTo(page *browsertest.Page, selector string) {
	matches := fmt.Sprintf(`(document.activeElement?.matches(%q) ?? false)`, selector)
	page.Wait("have "+selector, fmt.Sprintf(`document.querySelector(%q) !== null`, selector)) // a tick box lies hidden under its picture
	for range 200 {
		if browsertest.Eval[bool](page, matches) {
			break
		}
		page.Press("Tab")
	}
	page.Wait("the focus on "+selector+" by Tab", matches+` && document.activeElement.matches(":focus-visible")`)
}

// goOn presses the space bar and waits until the big button says something else.
func goOn(host *browsertest.Page) {
	before := browsertest.Eval[string](host, hostNext)
	host.Press("Space")
	host.Wait("what follows "+before, hostNext+` !== "`+before+`" && (`+hostNext+`) !== ""`)
}

// TestKeyboard is a host without a mouse, from the bank to the end of a game, and a player who answers by key.
func TestKeyboard(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	tabTo(host, `input[aria-label="Choose Five minutes to warm up"]`)
	host.Press("Space")
	tabTo(host, `a[href="#setup"]`)
	host.Press("Enter")
	tabTo(host, `form.setup button[type="submit"]`)
	host.Press("Enter")
	host.See(".next-button")

	player := browser.Open(t, s.URL("/j/"+pinOf(host)), browsertest.Laptop)
	tabTo(player, "#name")
	player.Type("Ada")
	player.Press("Enter")
	player.SeeIn(".top-name", "Ada")
	host.SeeIn(".person", "Ada")

	lobbyKeys(host)
	toQuestion(host)
	questionKeys(host)
	answersByKey(host, player)
	endsByKey(host)
	player.SeeText("That was it")
	host.NoProblems()
	player.NoProblems()
}

// lobbyKeys closes and opens the doors, looks at the list of keys, and switches them off and on.
func lobbyKeys(host *browsertest.Page) {
	host.Press("L")
	host.SeeText("Nobody else can join")
	host.Press("l")
	host.GoneText("Nobody else can join")
	host.Press("?")
	host.SeeIn("dialog[open]", "Use single keys")
	tabTo(host, `dialog[open] input[role="switch"]`)
	host.Press("Space")
	host.Press("Escape")
	host.Gone("dialog[open]")
	host.Gone(".next-hint:not(:empty)")
	host.Press("A") // nothing: they are off
	tabTo(host, ".top-keys")
	host.Press("Enter")
	host.SeeIn("dialog[open]", "Use single keys") // and not the answers
	tabTo(host, `dialog[open] input[role="switch"]`)
	host.Press("Space")
	host.Press("Escape")
	host.Gone("dialog[open]")
	host.See(".next-hint:not(:empty)")
	// The dialog gives the focus back to the button that opened it, which takes the space bar for itself.
	tabTo(host, ".next-button")
}

// toQuestion goes on until answers are taken.
func toQuestion(host *browsertest.Page) {
	for {
		goOn(host)
		if browsertest.Eval[string](host, hostNext) == "close" {
			return
		}
	}
}

// questionKeys are those that a host has while answers are taken.
func questionKeys(host *browsertest.Page) {
	const left = `Number(document.querySelector(".countdown-number").innerText)`
	host.Press("P")
	host.See(".now-paused")
	before := browsertest.Eval[int](host, left)
	host.Press("+")
	host.Wait("ten seconds more", fmt.Sprintf(left+" === %d", before+10))
	host.Press("Space") // goes on, as the big button says
	host.Gone(".now-paused")
	for key, words := range map[string]string{
		"A": "Answers are shown when the time is up.",
		"C": "It is shown when the time is up",
		"R": "Ranking",
	} {
		host.Press(key)
		host.SeeIn("dialog[open]", words)
		host.Press("Escape")
		host.Gone("dialog[open]")
	}
}

// answersByKey has the player answer a choice, true or false, and several choices, without a mouse.
func answersByKey(host, player *browsertest.Page) {
	locked := func(tile int) {
		player.Wait("the answer", fmt.Sprintf(`document.querySelectorAll(".tile")[%d]?.dataset.state === "locked" ||
			document.querySelector('[data-phase="reveal"]') !== null`, tile))
		host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
	}
	player.See(`[data-phase="open"] .tile`)
	player.Press("2")
	locked(1)
	host.Press("C")
	host.SeeIn("dialog[open]", "Saturn")
	host.Press("c")
	host.Gone("dialog[open]")
	host.Wait("the focus back where it was", `document.activeElement.matches(".next-button")`) // a moment after the dialog is gone
	toQuestion(host)
	player.See(`[data-phase="open"] .tile`)
	player.Press("3") // no such choice
	player.Press("1")
	locked(0)
	player.SeeText("Right!")
	toQuestion(host)
	player.See(`[data-phase="open"] .tile`)
	for _, key := range []string{"1", "3", "4", "3"} { // the second 3 takes the first back
		player.Press(key)
	}
	player.Wait("two ticks", `document.querySelectorAll('.tile[data-state="picked"]').length === 2`)
	tabTo(player, ".lock-in")
	player.Press("Enter")
	player.See(`.locked[data-status="locked"], [data-phase="reveal"]`)
	host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
}

// endsByKey ends the game before its last question.
func endsByKey(host *browsertest.Page) {
	tabTo(host, ".controls > .button-danger")
	host.Press("Enter")
	tabTo(host, `dialog[open] .button-danger`)
	host.Press("Enter")
	host.Wait("the podium", hostNext+` === "end"`)
	tabTo(host, ".next-button")
	host.Press("Space")
	host.See(`a[href^="/r/"]`)
	tabTo(host, `a[href^="/r/"]`)
	host.Press("Enter")
	host.See("main.result")
}
