package night_test

import (
	"fmt"
	"net/http"
	"testing"

	"trivium/server/browsertest"
)

// TestScreenshotsOfStudy takes a picture of each view of study, and fails for what a person would stumble over.
func TestScreenshotsOfStudy(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	for _, pack := range []string{"demo", "backend-freshers", "backend-intermediate", "general"} {
		ask(t, s, http.MethodPut, "/api/packs/"+pack+"/study", map[string]any{"open": true}, nil)
	}
	page := browser.Open(t, s.URL("/study?lang=en"), browsertest.Laptop)
	page.SeeText("Study alone")
	shootOffice(t, page, s, "study-packs", "/study", ".packs-card")
	shootOffice(t, page, s, "study-intro", "/study/backend-freshers", ".study-intro")
	study := func(pack, question string) {
		page.Do(fmt.Sprintf(`localStorage.setItem("trivium.study.%s", JSON.stringify({
			name: "pictures", step: 3, fresh: [%q], back: [], marks: {},
		}))`, pack, question))
	}
	var freshers struct {
		Items []struct{ ID string }
	}
	ask(t, s, http.MethodGet, "/api/study/backend-freshers", nil, &freshers)
	for _, shown := range []struct{ name, pack, question string }{
		{"choices", "backend-freshers", freshers.Items[0].ID},
		{"multi", "demo", "primes"},
		{"order", "demo", "inventions"},
		{"match", "demo", "currencies"},
		{"typed", "demo", "nineteen-eighty-four"},
		{"number", "demo", "earths-to-the-moon"},
	} {
		study(shown.pack, shown.question)
		shootStudy(page, s, "study-"+shown.name, shown.pack)
	}
	page.Do(`localStorage.setItem("trivium.study.backend-freshers", JSON.stringify({
		name: "pictures", step: 9, fresh: [], back: [],
		marks: Object.fromEntries((await (await fetch("/api/study/backend-freshers")).json()).items.map((e, i) => [e.id, {tries: 1, misses: i % 4 ? 0 : 1}])),
	}))`)
	shootOffice(t, page, s, "study-end", "/study/backend-freshers", ".study-end")
	page.NoProblems()
	host := browser.Open(t, s.HostURL, browsertest.Laptop)
	host.Click(`button[aria-label="Look inside Five minutes to warm up"]`)
	host.See(`[aria-labelledby="study"] .copied`)
	host.Do(`document.querySelector('[aria-labelledby="study"]').scrollIntoView({block: "center"})`)
	host.Screenshot("study-host-switch")
}

// shootStudy shows a question and then its lesson on a phone by night, on a laptop, and on a big screen.
func shootStudy(page *browsertest.Page, s *browsertest.Server, name, pack string) {
	for _, look := range []struct {
		name string
		view browsertest.View
		dark bool
	}{{"phone", browsertest.Phone, true}, {"laptop", browsertest.View{Width: 1280, Height: 800, Scale: 1}, false}, {"big", browsertest.Projector, false}} {
		if look.name != "phone" && !browsertest.Pictures() {
			continue
		}
		page.Resize(look.view)
		page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: look.dark})
		page.Do(`sessionStorage.setItem("kept", localStorage.getItem("trivium.study.` + pack + `"))`)
		page.Goto(s.URL("/study/" + pack))
		page.Click(".study-deeds .button-primary")
		page.See(`[data-state="asked"] .prompt`)
		page.Screenshot(name + "-asked-" + look.name)
		page.Accessible()
		if look.name == "laptop" {
			answerByKey(page)
		} else {
			page.Click(".ask-pass")
		}
		page.See(".lesson")
		page.Screenshot(name + "-lesson-" + look.name)
		page.Accessible()
		page.Do(`localStorage.setItem("trivium.study.` + pack + `", sessionStorage.getItem("kept"))`)
	}
}
