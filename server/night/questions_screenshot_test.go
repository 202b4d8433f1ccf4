package night_test

import (
	"net/http"
	"testing"

	"trivium/server/browsertest"
)

// TestQuestionsScreenshots shows the page for finding questions with its filters, a preview and the tray, where there is the least room and,
// for somebody who looks at the pictures, everywhere.
func TestQuestionsScreenshots(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	for _, id := range []string{"demo/floating-planet", "demo/inventions"} {
		ask(t, s, http.MethodPut, "/api/me/favourites/"+id, nil, nil)
	}
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeText("What shall we play?")
	host.Goto(s.URL("/host/questions"))
	for i := range 4 {
		host.See(".hit")
		host.Do(`document.querySelectorAll(".hit-pick")[` + string(rune('0'+3*i)) + `].click()`)
	}
	const wide = `document.documentElement.clientWidth >= 900`
	for _, shown := range []struct{ name, path, do, wait string }{
		{"all", "", ``, ".hit"},
		{"found", "?q=planet&difficulty=easy&difficulty=medium", ``, ".chip"},
		{"none", "?q=zzz&favourite=true", ``, ".find-none"},
		{"filters", "?q=war&kind=single", `if (!(` + wide + `)) document.querySelector(".find-filter").click()`, ".filter-value"},
		{"choices", "?q=bathtub", `document.querySelector(".hit-prompt").click()`, ".phone .tile"},
		{"order", "?kind=order&pack=demo", `document.querySelector(".hit-prompt").click()`, ".phone .order-row"},
		{"match", "?kind=match&pack=demo", `document.querySelector(".hit-prompt").click()`, ".phone .left"},
		{"tray", "", `document.querySelector(".tray-deeds button").click()`, ".tray-row"},
	} {
		shootQuestions(t, host, s, shown.name, shown.path, shown.do, shown.wait)
	}
	host.NoProblems()
}

// shootQuestions shows one state of the page.
func shootQuestions(t *testing.T, page *browsertest.Page, s *browsertest.Server, name, path, do, wait string) {
	t.Helper()
	looks := []struct {
		name, language string
		view           browsertest.View
		dark           bool
	}{
		{"phone", "de", browsertest.Phone, true},
		{"laptop", "en", browsertest.Laptop, false},
		{"big", "de", browsertest.Projector, false},
	}
	if !browsertest.Pictures() {
		looks = looks[:1]
	}
	for _, look := range looks {
		page.Resize(look.view)
		page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: look.dark})
		page.Do(`localStorage.setItem("trivium.language", "` + look.language + `")`)
		page.Goto(s.URL("/host/questions" + path))
		page.See(".find-sum strong")
		page.Wait("an answer", `document.querySelector(".find-results").getAttribute("aria-busy") === "false" && document.querySelector(".hit, .find-none") !== null`)
		page.Do(do)
		page.See(wait)
		page.Screenshot("questions-" + name + "-" + look.name)
		if look.name != "big" {
			page.Accessible()
		}
		if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
			t.Errorf("%s on a %s is %d px wider than the screen", name, look.name, over)
		}
	}
}
