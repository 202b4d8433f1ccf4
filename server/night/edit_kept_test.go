package night_test

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// weekly is a pack that two tabs meet over.
const weekly = `format: 1
id: weekly
title: Weekly
language: en
version: 1.0.0
license: CC0-1.0
questions:
  - {id: sky, kind: truefalse, prompt: The sky is blue., answer: true}
  - {id: sea, kind: truefalse, prompt: The sea is dry., answer: false}
`

// writePrompt puts another text into the question that is worked on.
func writePrompt(page *browsertest.Page, text string) { page.Fill(".edit-form [name=prompt]", text) }

// goTo works on the question that begins so.
func goTo(page *browsertest.Page, prompt string) {
	page.ClickText(".item-go", prompt)
	page.Wait("the form of it", fmt.Sprintf(`document.querySelector(".edit-form [name=prompt]")?.value.startsWith(%q)`, prompt))
}

// TestTwoTabsEditTheSamePack has both change it. Neither is overwritten: the later one is shown both versions and chooses.
func TestTwoTabsEditTheSamePack(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	addPack(t, s, weekly)
	one := browser.Open(t, s.HostURL, browsertest.Laptop)
	one.SeeText("What shall we play?")
	one.Goto(s.URL("/host/packs/weekly"))
	one.See(".edit-form [name=prompt]")
	two := one.Tab(s.URL("/host/packs/weekly"), browsertest.Laptop)
	two.See(".edit-form [name=prompt]")

	writePrompt(one, "The sky is green.")
	saved(one)
	goTo(two, "The sea")
	writePrompt(two, "The sea is wet.")
	goTo(two, "The sky")
	writePrompt(two, "The sky is grey.")
	two.SeeIn(".notice-bar", "Two versions of this pack")
	if prompts := contentsOf(t, s, "weekly").Questions; prompts[0].Prompt != "The sky is green." || prompts[1].Prompt != "The sea is dry." {
		t.Errorf("somebody was overwritten: %+v", prompts)
	}
	two.Accessible()
	two.SeeIn("dialog[open] .conflict", "The sky is green.")
	two.SeeIn("dialog[open] .conflict", "The sky is grey.")
	two.Screenshot("editor-conflict-laptop")
	two.Resize(browsertest.Phone)
	two.Screenshot("editor-conflict-phone")
	two.Resize(browsertest.Laptop)
	two.See(`dialog[open] input[name="side-sea"]:checked`) // one side alone has changed it
	tabTo(two, `dialog[open] input[name="side-sky"]`)
	two.Press("ArrowDown")
	two.Press("ArrowUp")
	tabToText(two, "dialog[open] button", "Take what is chosen")
	two.Press("Enter")
	saved(two)
	prompts := contentsOf(t, s, "weekly").Questions
	if prompts[0].Prompt != "The sky is grey." || prompts[1].Prompt != "The sea is wet." {
		t.Errorf("of both became %+v", prompts)
	}
	two.ClickText(".edit-steps button", "Undo")
	saved(two)

	writePrompt(one, "The sky is red.")
	one.SeeIn(".notice-bar", "Two versions of this pack")
	one.ClickText("dialog[open] button", "Keep mine as another pack")
	saved(one)
	one.Wait("its address", `location.pathname === "/host/packs/weekly-copy"`)
	if copied := contentsOf(t, s, "weekly-copy"); copied.Questions[0].Prompt != "The sky is red." {
		t.Errorf("the copy: %+v", copied)
	}
	for _, page := range []*browsertest.Page{one, two} {
		page.NoProblems("412")
	}
}

// TestNothingIsLostWhenATabCloses closes tabs in the middle of writing: with what can not be played yet, and without the server.
func TestNothingIsLostWhenATabCloses(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	addPack(t, s, weekly)
	first := browser.Open(t, s.HostURL, browsertest.Laptop)
	first.SeeText("What shall we play?")
	fresh := first.Tab(s.URL("/host/packs/new"), browsertest.Laptop)
	fresh.SeeIn(".kept", "A new pack")
	fresh.Fill(".edit-form [name=title]", "Half a thought")
	fresh.SeeIn(".kept", "To save it on the server")
	known := first.Tab(s.URL("/host/packs/weekly"), browsertest.Laptop)
	known.See(".edit-form [name=prompt]")
	known.Offline(true)
	writePrompt(known, "The sky is far.")
	known.SeeIn(".kept", "The server cannot be reached")
	fresh.Close()
	known.Close()
	if prompt := contentsOf(t, s, "weekly").Questions[0].Prompt; prompt != "The sky is blue." {
		t.Errorf("the server has %q", prompt)
	}

	first.Goto(s.URL("/host/packs/weekly"))
	first.Wait("what was written", `document.querySelector(".edit-form [name=prompt]")?.value === "The sky is far."`)
	saved(first)
	if prompt := contentsOf(t, s, "weekly").Questions[0].Prompt; prompt != "The sky is far." {
		t.Errorf("the server has %q", prompt)
	}
	first.Goto(s.URL("/host/packs/new"))
	first.SeeIn(".begun-one", "Half a thought")
	first.Accessible()
	first.ClickText(".begun-one button", "Go on with it")
	first.SeeIn(".edit-head h1", "Half a thought")
	first.Reload()
	first.SeeIn(".edit-head h1", "Half a thought")
	first.NoProblems()
}

// square is a small red PNG.
const square = "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGM4w8CAB+GTG8HSAJNGT7H9UgyzAAAAAElFTkSuQmCC"

// drop lets a file go over an element.
func drop(page *browsertest.Page, selector, name, kind string, data []byte) {
	page.See(selector)
	page.Do(fmt.Sprintf(`{
		const bytes = Uint8Array.from(atob(%q), c => c.charCodeAt(0));
		const dataTransfer = new DataTransfer();
		dataTransfer.items.add(new File([bytes], %q, {type: %q}));
		document.querySelector(%q).dispatchEvent(new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer}));
	}`, base64.StdEncoding.EncodeToString(data), name, kind, selector))
}

// framed is an expression over the document of a preview.
func framed(audience, expression string) string {
	return fmt.Sprintf(`(d => %s)(document.querySelector('[data-audience="%s"] iframe').contentDocument)`, expression, audience)
}

// TestASpreadsheetIsImportedAndMended drops a spreadsheet, mends what was found, adds a picture, and sees it on the phone and the screen.
func TestASpreadsheetIsImportedAndMended(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeText("What shall we play?")
	host.Goto(s.URL("/host/packs/new"))
	table := "question,correct,wrong,wrong\nWhich is not a mammal?,Trout,Whale,Bat\nWhat is 2 + 2?,4,5,6\nNo answer here?,,,\n"
	drop(host, ".upload", "animals.csv", "text/csv", []byte(table))
	host.SeeIn(".upload-outcome", "is in the bank")
	host.See(`.upload-outcome .finding[data-severity="skipped"]`)
	host.ClickText(".upload-outcome a", "Look at it in the editor")

	host.SeeIn(".item-go", "Which is not a mammal?")
	goTo(host, "Which is not")
	host.SeeIn(".beside-one", "write NOT")
	writePrompt(host, "Which is NOT a mammal?")
	host.Wait("the hint gone", `![...document.querySelectorAll(".beside-one")].some(e => e.innerText.includes("write NOT"))`)
	saved(host)

	picture, err := base64.StdEncoding.DecodeString(square)
	if err != nil {
		t.Fatal(err)
	}
	drop(host, ".media-part", "red.png", "image/png", picture)
	host.SeeIn(".media-one .beside-one", "text is missing")
	for _, audience := range []string{"phone", "screen"} {
		host.Wait("the picture on the "+audience, framed(audience, `d?.querySelector("img")?.naturalWidth === 10`))
		host.Wait("the question on the "+audience, framed(audience, `d.body.innerText.includes("NOT a mammal")`))
	}
	host.Fill(".media-one input", "A red square")
	saved(host)
	host.ClickText(".preview-choice button", "Answer")
	host.Wait("the answer on the screen", framed("screen", `d.querySelector('.bar[data-verdict="right"]')?.innerText.includes("Trout")`))
	host.Wait("the answer on the phone", framed("phone", `d.body.innerText.includes("Right")`))
	host.Wait("the focus in the editor", `document.activeElement.matches(".preview-choice button")`)
	host.Accessible()

	id := strings.TrimPrefix(browsertest.Eval[string](host, `location.pathname`), "/host/packs/")
	pack := contentsOf(t, s, id)
	if len(pack.Questions) != 2 || len(pack.Questions[0].Media) != 1 || pack.Questions[0].Media[0].Alt != "A red square" {
		t.Fatalf("saved: %+v", pack)
	}
	response, err := http.Get(s.URL(pack.Questions[0].Media[0].Src)) //nolint:noctx // the server of the test
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("the picture: %v %v", response, err)
	}
	_ = response.Body.Close()
	host.Click(".item-about")
	host.SeeIn(".export", "Download")
	host.Wait("what the format holds", `document.querySelector(".export [role=status]") !== null`)
	host.NoProblems()
}
