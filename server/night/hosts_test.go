package night_test

import (
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// fillIn types into the field that a label is of.
func fillIn(page *browsertest.Page, label, text string) {
	page.Wait("the field "+label, `[...document.querySelectorAll("label")].some(l => l.innerText.trim() === "`+label+`" && l.control)`)
	page.Do(`document.querySelectorAll("[data-typed]").forEach(e => e.removeAttribute("data-typed"));
		[...document.querySelectorAll("label")].filter(l => l.innerText.trim() === "` + label + `" && l.control && l.checkVisibility())
			.at(-1).control.setAttribute("data-typed", "")`)
	page.Fill("[data-typed]", text)
}

// TestHosts is how a server gets its second host: the first one, who came in by the printed key, sets a login and a password, invites
// somebody, and each sees their own games alone.
func TestHosts(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	first := browser.Open(t, s.HostURL, browsertest.Laptop)
	first.SeeText("You came in with the server’s key")
	first.Accessible()
	first.ClickText("a", "Set them now")
	setsAPassword(first)
	first.Goto(s.URL("/host"))
	first.SeeText("What shall we play?")
	first.GoneText("You came in with the server’s key")
	opensAGame(first, "Game of the first")

	second := browser.Open(t, invites(first, s), browsertest.Phone)
	accepts(t, second)
	second.SeeText("What shall we play?")
	second.GoneText("Game of the first")
	opensAGame(second, "Game of the second")
	second.Goto(s.URL("/host"))
	second.SeeIn(".game-live", "Game of the second")
	second.GoneText("Game of the first")

	first.Goto(s.URL("/host/hosts"))
	first.SeeIn(".row-line", "Bea")
	first.Accessible()
	signsInAgain(s, second)
	shutOut(s, first, second)
	for _, page := range []*browsertest.Page{first, second} {
		page.NoProblems("403 (Forbidden)", "401 (Unauthorized)", "409 (Conflict)", "422 (Unprocessable Entity)")
	}
}

// setsAPassword gives an account a login and a password; a password that everybody tries is refused beside its field.
func setsAPassword(page *browsertest.Page) {
	page.SeeText("Save a login above first.")
	fillIn(page, "Your name", "Ada")
	fillIn(page, "Login", "a")
	page.ClickText("button", "Save")
	page.SeeIn(".field-wrong", "A login has 2 to 80 letters")
	page.Accessible()
	fillIn(page, "Login", "ada@example.org")
	page.ClickText("button", "Save")
	page.SeeIn(".said", "Saved.")
	fillIn(page, "New password", "short")
	page.ClickText("button", "Set the password")
	page.SeeIn(".field-wrong", "At least 10 characters")
	fillIn(page, "New password", "password123456")
	page.ClickText("button", "Set the password")
	page.SeeIn(".field-wrong", "too easy to guess")
	fillIn(page, "New password", "owls eat quizzes at noon")
	page.ClickText("button", "Set the password")
	page.SeeIn(".said", "The password is set.")
	page.SeeIn(".row-line", "this one")
	page.Accessible()
	page.ForgetProblems()
}

// opensAGame opens a lobby with the warm-up pack.
func opensAGame(page *browsertest.Page, title string) {
	page.ClickText(".pack-title", "Five minutes to warm up")
	page.Click(`a[href="#setup"]`)
	page.Fill("form.setup input", title)
	page.Click(`form.setup button[type="submit"]`)
	page.See(".next-button")
}

// invites makes the link of an invitation.
func invites(host *browsertest.Page, s *browsertest.Server) string {
	host.Goto(s.URL("/host"))
	host.Click(".menu-button")
	host.ClickText(".menu-list a", "Hosts")
	fillIn(host, "For whom", "Bea from the Crown")
	host.ClickText("button", "Make a link")
	host.See("svg.drawn path")
	host.SeeIn(".row-line", "Bea from the Crown")
	host.Accessible()
	link := browsertest.Eval[string](host, `document.querySelector(".said-once input").value`)
	_, secret, _ := strings.Cut(link, "#")
	return s.URL("/host#" + secret)
}

// accepts becomes a host by an invitation, which works once.
func accepts(t *testing.T, page *browsertest.Page) {
	t.Helper()
	page.SeeText("Ada invites you to host")
	if url := page.URL(); strings.Contains(url, "invite") {
		t.Errorf("the secret stays in the address: %s", url)
	}
	page.Accessible()
	page.ClickText("button", "Start hosting")
	page.SeeIn(".field-wrong", "A name has 1 to 60 characters.")
	fillIn(page, "Your name", "Bea")
	fillIn(page, "Login", "ADA@example.org")
	fillIn(page, "Password", "a crown for every owl")
	page.ClickText("button", "Start hosting")
	page.SeeIn(".field-wrong", "Another host has this login.")
	page.Accessible()
	fillIn(page, "Login", "bea")
	page.ClickText("button", "Start hosting")
}

// signsInAgain signs out, and in by login and password, in German.
func signsInAgain(s *browsertest.Server, page *browsertest.Page) {
	page.Goto(s.URL("/host"))
	page.Click(".menu-button")
	page.ClickText(".menu-list button", "Sign out")
	page.SeeText("Sign in to host")
	page.ClickText("button", "Deutsch")
	page.SeeText("Als Spielleitung anmelden")
	page.Accessible()
	fillIn(page, "Anmeldename", "bea")
	fillIn(page, "Passwort", "a crown for every fox")
	page.ClickText("button", "Anmelden")
	page.SeeIn(".field-wrong", "passen nicht zusammen")
	fillIn(page, "Passwort", "a crown for every owl")
	page.ClickText("button", "Anmelden")
	page.SeeText("Was spielen wir?")
	page.Accessible()
}

// shutOut takes a host's rights away; their browser is signed out.
func shutOut(s *browsertest.Server, first, second *browsertest.Page) {
	first.Reload()
	first.Click(`button[aria-label="Shut out Bea"]`)
	first.SeeIn(".tag", "shut out")
	second.Goto(s.URL("/host/results"))
	second.SeeText("Als Spielleitung anmelden")
}
