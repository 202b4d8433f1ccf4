package night_test

import (
	"fmt"
	"testing"

	"trivium/server/browsertest"
)

// tabToText presses Tab until the element that matches and says this has the focus. What is in a closed dialog is not meant.
func tabToText(page *browsertest.Page, selector, text string) {
	page.Wait(fmt.Sprintf("have %s %q", selector, text), fmt.Sprintf(`(() => {
		document.querySelectorAll("[data-wanted]").forEach(e => e.removeAttribute("data-wanted"));
		const wanted = [...document.querySelectorAll(%q)].find(e => e.checkVisibility() && e.innerText.trim() === %q);
		wanted?.setAttribute("data-wanted", "");
		return wanted !== undefined;
	})()`, selector, text))
	tabTo(page, "[data-wanted]")
}

// typeInto tabs to the field that a label is of, and types.
func typeInto(page *browsertest.Page, label, text string) {
	page.Wait("the field "+label, fmt.Sprintf(`(() => {
		document.querySelectorAll("[data-wanted]").forEach(e => e.removeAttribute("data-wanted"));
		const found = [...document.querySelectorAll("label")].find(l => l.innerText.trim() === %q && l.control?.checkVisibility());
		found?.control.setAttribute("data-wanted", "");
		return found !== undefined;
	})()`, label))
	tabTo(page, "[data-wanted]")
	page.Type(text)
}

// TestOfficeByKeyboard is a host without a mouse who makes a league, enters a team, renames it with a reason, and reads it in the history.
func TestOfficeByKeyboard(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeText("What shall we play?")
	tabToText(host, ".shell-bar a", "Leagues")
	host.Press("Enter")
	host.SeeText("You have no league yet.")
	tabToText(host, "a", "New league")
	host.Press("Enter")
	typeInto(host, "Name", "Tuesdays at the Owl")
	host.Press("Enter")
	host.SeeText("The table begins with the first game that counts.")

	tabToText(host, ".tabs a", "Teams")
	host.Press("Enter")
	host.SeeText("They come with the first night, or you enter them before.")
	tabToText(host, "button", "Enter somebody")
	host.Press("Enter")
	host.See("dialog[open]")
	typeInto(host, "Name", "The Owls")
	host.Press("Enter")
	host.Gone("dialog[open]")
	host.SeeIn(".row-line", "The Owls")
	host.Wait("the focus back on the button", `document.activeElement.innerText === "Enter somebody"`)

	tabTo(host, `button[aria-label="Change: The Owls"]`)
	host.Press("Space")
	host.See("dialog[open]")
	tabToText(host, "dialog[open] summary", "Another name")
	host.Press("Enter")
	typeInto(host, "Name", "The Night Owls")
	typeInto(host, "Reason", "They asked for it.")
	tabToText(host, "dialog[open] button", "Rename")
	host.Press("Enter")
	host.SeeIn(".row-line", "The Night Owls")
	host.Press("Escape")
	host.Gone("dialog[open]")
	tabToText(host, ".tabs a", "History")
	host.Press("Enter")
	host.SeeIn(".history-line", "They asked for it.")
	host.NoProblems()
}
