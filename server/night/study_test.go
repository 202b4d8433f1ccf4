package night_test

import (
	"fmt"
	"net/http"
	"testing"

	"trivium/game"
	"trivium/server/browsertest"
)

// tileKey is the key of the choice that says this.
func tileKey(t *testing.T, page *browsertest.Page, text string) string {
	t.Helper()
	page.SeeIn(".tile", text)
	return browsertest.Eval[string](page, fmt.Sprintf(`String([...document.querySelectorAll(".tile")].findIndex(e => e.innerText.includes(%q)) + 1)`, text))
}

// answerByKey answers whatever is asked by keys alone, and waits for the lesson.
func answerByKey(page *browsertest.Page) {
	page.Wait("something to answer with", `document.querySelector('[data-state="asked"] :is(.tile, #answer, .order, .lefts, .slider)') !== null`)
	has := func(selector string) bool {
		return browsertest.Eval[bool](page, `document.querySelector('`+selector+`') !== null`)
	}
	switch {
	case has(".order"):
		page.Press("Enter")
	case has(".lefts"):
		for i := range browsertest.Eval[int](page, `document.querySelectorAll(".left").length`) {
			page.Press(fmt.Sprint(i + 1))
		}
		page.Press("Enter")
	case has(".slider"):
		tabTo(page, `.slider input`)
		page.Press("ArrowRight")
		tabTo(page, ".lock-in")
		page.Press("Enter")
	case has("#answer"):
		tabTo(page, "#answer")
		page.Type("7")
		page.Press("Enter")
	default:
		page.Press("1")
		if has(".lock-in") {
			page.Press("Enter")
		}
	}
	page.See(`[data-state="lesson"]`)
}

// further goes on to the next question.
func further(page *browsertest.Page) {
	page.Press("Enter")
	page.See(`[data-state="asked"] .prompt, .study-end`)
}

// TestStudyByKeyboard is a host who opens a pack for study, and somebody without a mouse who goes through it: what was missed comes back,
// what was answered is still there after a reload, a game closes the pack while it runs, and all of it is forgotten at a press.
func TestStudyByKeyboard(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	reader := browser.Open(t, s.URL("/study?lang=en"), browsertest.Laptop)
	reader.SeeText("No pack is open for study here.")
	reader.Goto(s.URL("/study/demo"))
	reader.SeeText("its host has not opened it")

	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	tabTo(host, `button[aria-label="Look inside Five minutes to warm up"]`)
	host.Press("Enter")
	host.SeeIn("dialog[open]", "Open for study")
	tabTo(host, `[aria-labelledby="study"] input[role="switch"]`)
	host.Press("Space")
	host.Wait("the address", `document.querySelector('[aria-labelledby="study"] .copied input')?.value.endsWith("/study/demo")`)
	host.Accessible()
	host.NoProblems()

	reader.ForgetProblems() // that it was not there
	reader.Goto(s.URL("/study"))
	reader.SeeText("Five minutes to warm up")
	reader.Accessible()
	tabTo(reader, ".packs-link")
	reader.Press("Enter")
	reader.SeeIn("h1", "Five minutes to warm up")
	reader.Accessible()
	tabTo(reader, ".study-intro .button-primary")
	reader.Press("Enter")
	missAndComeBack(t, reader)
	aGameCloses(t, s, reader)

	tabTo(reader, ".ask-stop")
	reader.Press("Enter")
	reader.SeeText("So far")
	reader.Accessible()
	tabToText(reader, "button", "Forget it")
	reader.Press("Enter")
	reader.See(".study-intro")
	if kept := browsertest.Eval[[]string](reader, `Object.keys(localStorage).filter(k => k.startsWith("trivium.study"))`); len(kept) > 0 {
		t.Errorf("the browser still has %v", kept)
	}
}

// missAndComeBack misses the first question, which comes back after three others and is right then.
func missAndComeBack(t *testing.T, reader *browsertest.Page) {
	t.Helper()
	const first = "Which planet would float"
	reader.SeeIn(".prompt", first)
	reader.Accessible()
	reader.Press(tileKey(t, reader, "Mars"))
	reader.SeeText("Not this time")
	reader.SeeText("It comes back after 3 other questions.")
	reader.SeeText("Solid rock")
	reader.SeeIn(".markup strong", "hydrogen and helium")
	reader.SeeIn(`.lesson-sources a[rel="noopener noreferrer"]`, "NASA: Saturn facts")
	reader.Accessible()
	for range 3 {
		further(reader)
		reader.Wait("another question", fmt.Sprintf(`document.querySelector('[data-state="asked"] .prompt')?.innerText.includes(%q) === false`, first))
		answerByKey(reader)
	}
	further(reader)
	reader.SeeIn(".prompt", first)
	reader.SeeText("Once more")
	reader.Press(tileKey(t, reader, "Saturn"))
	reader.SeeText("Right")
	reader.SeeText("Once more after 6 other questions.")
	further(reader)

	reader.Reload()
	reader.SeeText("So far")
	reader.SeeText("of 4 right at the first try. 7 questions are left.")
	tabToText(reader, "button", "Go on")
	reader.Press("Enter")
	reader.See(`[data-state="asked"] .prompt`)
	reader.NoProblems()
}

// aGameCloses starts a game of the pack and ends it again.
func aGameCloses(t *testing.T, s *browsertest.Server, reader *browsertest.Page) {
	t.Helper()
	var created struct {
		PIN string `json:"pin"`
	}
	ask(t, s, http.MethodPost, "/api/games", map[string]any{"packs": []string{"demo"}, "settings": game.DefaultSettings()}, &created)
	studyIs(reader, http.StatusConflict)
	tabTo(reader, ".ask-pass")
	reader.Press("Enter")
	reader.SeeText("A game plays this pack")
	reader.Accessible()
	reader.Goto(s.URL("/study"))
	reader.SeeText("In a game now")
	host := newRemote(t, s, created.PIN)
	host.do(map[string]any{"verb": "end"})
	studyIs(reader, http.StatusOK)
	reader.Goto(s.URL("/study/demo"))
	reader.SeeText("So far")
	tabToText(reader, "button", "Go on")
	reader.Press("Enter")
	reader.See(`[data-state="asked"] .prompt`)
	reader.NoProblems("409")
}

// studyIs waits until the server answers for the pack with a status.
func studyIs(page *browsertest.Page, status int) {
	page.Wait(fmt.Sprint("the status ", status), fmt.Sprintf(`fetch("/api/study/demo").then(r => r.status === %d || null)`, status))
}
