package night_test

import (
	"testing"

	"trivium/server/browsertest"
)

// TestScreenshotsOfTheEditor shows the editor with each kind of question and with findings, where there is the least room and, for somebody
// who looks at the pictures, everywhere.
func TestScreenshotsOfTheEditor(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeText("What shall we play?")
	host.Goto(s.URL("/host/packs/demo"))
	host.See(".item-go")
	host.ClickText(".notice-bar button", "Make my own copy")
	host.Wait("a copy", `location.pathname !== "/host/packs/demo" && document.querySelector('.kept[data-status="saved"]') !== null`)
	path := browsertest.Eval[string](host, `location.pathname`)
	for _, shown := range []struct{ name, do, wait string }{
		{"about", `document.querySelector(".item-about").click()`, ".export a.button"},
		{"list", `document.querySelectorAll(".edit-panes button")[0].click()`, ".item-go"},
		{"single", pick("single"), ".row-right"},
		{"hint", pick("multi") + `; setTimeout(() => {
			const prompt = document.querySelector(".edit-form [name=prompt]");
			prompt.value = "Which of these are not prime numbers? Pick as many as you know.";
			prompt.dispatchEvent(new Event("input", {bubbles: true}));
		}, 100)`, ".edit-form .beside-one"},
		{"text", pick("text"), "input[placeholder]"},
		{"number", pick("number"), "[name=answer]"},
		{"order", pick("order"), ".row-place"},
		{"match", pick("match"), ".row-pair"},
		{"typed", pick("text") + `; setTimeout(() => document.querySelectorAll(".edit-panes button")[2].click(), 100)`, ".preview iframe"},
		{"preview", pick("single") + `; setTimeout(() => document.querySelectorAll(".edit-panes button")[2].click(), 100)`, ".preview iframe"},
		{"answer", pick("single") + `; setTimeout(() => {
			document.querySelectorAll(".edit-panes button")[2].click();
			document.querySelectorAll(".preview-choice button")[1].click();
		}, 100)`, `.preview-choice button:last-child[aria-pressed="true"]`},
	} {
		shootEditor(t, host, s, shown.name, path, shown.do, shown.wait)
	}
	host.NoProblems()
}

// pick works on the first question of a kind.
func pick(kind string) string {
	return `[...document.querySelectorAll(".item-go")].find(e => e.dataset.kind === "` + kind + `").click()`
}

// shootEditor shows one state of the page.
func shootEditor(t *testing.T, page *browsertest.Page, s *browsertest.Server, name, path, do, wait string) {
	t.Helper()
	looks := []struct {
		name, language string
		view           browsertest.View
		dark           bool
	}{
		{"phone", "de", browsertest.Phone, true},
		{"phone-light", "en", browsertest.Phone, false},
		{"laptop", "en", browsertest.Laptop, false},
		{"laptop-dark", "de", browsertest.Laptop, true},
		{"big", "de", browsertest.Projector, false},
		{"big-dark", "en", browsertest.Projector, true},
	}
	if !browsertest.Pictures() {
		looks = looks[:1]
	}
	for _, look := range looks {
		page.Resize(look.view)
		page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: look.dark})
		page.Do(`localStorage.setItem("trivium.language", "` + look.language + `")`)
		page.Goto(s.URL(path))
		page.Wait("the editor", `document.querySelector('.kept[data-status="saved"]') !== null && document.querySelector(".item-about") !== null`)
		page.Do(do)
		page.See(wait)
		page.Wait("the previews", `[...document.querySelectorAll(".preview iframe")].every(f => !f.checkVisibility() || f.contentDocument?.querySelector("h1") !== null)`)
		page.Screenshot("editor-" + name + "-" + look.name)
		page.Accessible()
		if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("%s on a %s is %d px wider than the screen", name, look.name, over)
		}
	}
}
