package web_test

import (
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// TestHostSharesAPack shares one with all, and by a link; then gives back one that came by a link.
func TestHostSharesAPack(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/host?lang=en", browsertest.Laptop)
	page.Prefer(browsertest.Preferences{ReducedMotion: true})
	page.SeeText("From Bea")
	page.Do(`document.querySelector("[aria-label='Look inside Five minutes to warm up']").click()`)
	page.SeeText("Who else may play it")
	page.Screenshot("host-share")
	page.ClickText(".switch-title", "All hosts of this server")
	if asked := h.order(t, "PATCH"); asked != `PATCH /api/packs/demo/sharing {"all":true}` {
		t.Errorf("asked: %s", asked)
	}
	page.ClickText("button", "Make a link")
	page.See(".copied input")
	if url := browsertest.Eval[string](page, `document.querySelector(".copied input").value`); !strings.Contains(url, "#pack=5f0c") {
		t.Errorf("the link: %s", url)
	}
	page.SeeText("2 hosts took the pack by it")
	page.Do(`document.querySelector(".sharing").scrollIntoView()`)
	page.Screenshot("host-share-link")
	page.Accessible()
	page.Resize(narrow)
	page.Do(`document.querySelector(".sharing").scrollIntoView()`)
	page.Screenshot("host-share-narrow")
	upright(t, page, "sharing")
	page.ClickText("button", "End the link")
	page.Gone(".copied input")
	page.Press("Escape")
	page.Gone("dialog[open]")
	page.Resize(browsertest.Laptop)
	page.Do(`document.querySelector("[aria-label='Look inside Rivers of the world']").click()`)
	page.ClickText("button", "Take it off my list")
	h.order(t, "DELETE /api/shared-packs/lent")
	page.Gone("dialog[open]")
	page.NoProblems()
}

// TestHostTakesASharedPack opens a link, a good one and one that is over.
func TestHostTakesASharedPack(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/host?lang=en#pack=over", browsertest.Laptop)
	page.Prefer(browsertest.Preferences{ReducedMotion: true})
	page.SeeText("This link is good no more")
	page.Press("Escape")
	page.Gone("dialog[open]")
	page.Do(`location.hash = "#pack=good"`)
	page.SeeText("Bea shares “Rivers of the world” with you.")
	page.Accessible()
	page.Screenshot("host-shared-pack")
	if url := page.URL(); strings.Contains(url, "pack=") {
		t.Errorf("the secret stays in the address: %s", url)
	}
	page.ClickText("button", "Put it on my list")
	if asked := h.order(t, "POST /api/shared-packs {"); !strings.Contains(asked, "good") {
		t.Errorf("asked: %s", asked)
	}
	page.SeeText("1 pack chosen, 20 questions")
	page.NoProblems("404")
}

// TestALinkThatIsOpenedWhileADialogClosesStays opens a link at the very moment in which Escape closes the dialog of another one.
func TestALinkThatIsOpenedWhileADialogClosesStays(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/host?lang=en#pack=over", browsertest.Laptop)
	page.SeeText("This link is good no more")
	page.Do(`document.querySelector("dialog[open]").addEventListener("cancel", () => {
		history.replaceState(null, "", "#pack=good");
		dispatchEvent(new HashChangeEvent("hashchange"));
	}, { once: true })`)
	page.Press("Escape")
	page.SeeText("Bea shares “Rivers of the world” with you.")
	page.Press("Escape")
	page.Gone("dialog[open]")
	page.NoProblems("404")
}
