package api_test

import (
	"testing"

	"trivium/server/browsertest"
)

// TestThePageOfTheAPI looks at the document as people read it, on a phone and a laptop, by day and by night.
func TestThePageOfTheAPI(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	w := newWorld(t)
	page := browser.Open(t, w.url+"/api/docs", browsertest.Laptop)
	for name, view := range map[string]browsertest.View{"phone": browsertest.Phone, "laptop": browsertest.Laptop} {
		page.Resize(view)
		for look, dark := range map[string]bool{"day": false, "night": true} {
			page.Prefer(browsertest.Preferences{ReducedMotion: true, Dark: dark})
			page.Goto(w.url + "/api/docs")
			page.SeeText("Correct a finished game")
			page.Accessible()
			if over := browsertest.Eval[int](page, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				t.Errorf("on a %s by %s the page is %d px wider than the screen", name, look, over)
			}
		}
	}
	if path := browsertest.Eval[string](page, `(document.querySelector('a[href="#GameState"]').click(), location.hash)`); path != "#GameState" {
		t.Errorf("a link to a schema leads to %q", path)
	}
	page.NoProblems()
	page.Do(`document.querySelectorAll("section").forEach((section, i) => i === 0 || section.remove())`) // all of it is too tall for a picture
	page.Screenshot("api-docs")
}
