package browsertest_test

import (
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"trivium/server/browsertest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// site serves testdata under a strict policy, and a socket that ticks.
func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	files := http.FileServer(http.Dir("testdata"))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'self'; img-src 'self' data:; connect-src 'self'")
		files.ServeHTTP(w, r)
	})
	mux.HandleFunc("/tick", tick)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL + "/page.html"
}

func tick(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = c.CloseNow() }()
	ctx := c.CloseRead(r.Context())
	for ctx.Err() == nil {
		if c.Write(ctx, websocket.MessageText, []byte("tick")) != nil {
			return
		}
		select {
		case <-ctx.Done():
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestAPageIsDrivenAsAPersonWould(t *testing.T) {
	for name, start := range map[string]func(testing.TB) (*browsertest.Browser, bool){
		"chromium": browsertest.Start, "firefox": browsertest.StartFirefox,
	} {
		t.Run(name, func(t *testing.T) {
			if browser, ok := start(t); ok {
				drive(t, browser, site(t))
			}
		})
	}
}

func drive(t *testing.T, browser *browsertest.Browser, url string) {
	t.Run("touch", func(t *testing.T) {
		page := browser.Open(t, url, browsertest.Phone)
		page.See("h1")
		page.Fill("#name", "Ada Ωmega")
		page.Click("#join")
		page.SeeText("Welcome, Ada Ωmega")
		page.SeeIn("#input", "touch")
		if w := browsertest.Eval[int](page, "innerWidth"); w != 360 {
			t.Errorf("the phone is %d wide, want 360", w)
		}
		page.NoProblems()
	})
	t.Run("mouse and keys", func(t *testing.T) {
		page := browser.Open(t, url, browsertest.Laptop)
		page.ClickText("button", "Join")
		page.SeeIn("#input", "mouse")
		page.Do("document.activeElement.blur()")
		page.Press("Shift+ArrowDown")
		page.SeeIn("#key", "Shift+ArrowDown")
		page.Press("c")
		page.SeeIn("#key", "c")
		if got := page.Texts("button"); len(got) != 1 || got[0] != "Join" {
			t.Errorf("buttons seen: %q, want only Join", got)
		}
	})
	t.Run("what moves is clicked when it rests", func(t *testing.T) {
		page := browser.Open(t, url, browsertest.Laptop)
		page.Gone("#late")
		page.Do("setTimeout(showLate, 100)")
		page.Click("#late")
		page.SeeText("Late it is")
	})
	t.Run("what is missed is pressed again", func(t *testing.T) {
		page := browser.Open(t, url, browsertest.Laptop)
		page.Do(`
			const jumpy = document.body.appendChild(Object.assign(document.createElement("button"), {textContent: "Catch me"}));
			jumpy.addEventListener("click", () => { jumpy.textContent = "Caught"; });
			addEventListener("mousemove", () => { jumpy.style.marginLeft = "400px"; }, {once: true});`)
		page.ClickText("button", "Catch me")
		page.SeeText("Caught")
	})
	t.Run("a page is pictured and judged", func(t *testing.T) {
		page := browser.Open(t, url, browsertest.Laptop)
		page.Screenshot("page")
		page.Accessible()
		page.Reload()
		page.NoProblems()
		page.Do(`document.body.append(Object.assign(document.createElement("script"), {text: "1"}))`)
		if found := awaitProblem(page); len(found) != 1 || !strings.Contains(strings.ReplaceAll(found[0].Text, "-", " "), "Content Security Policy") {
			t.Errorf("problems: %v, want the violation of the policy", found)
		}
	})
	t.Run("a person's tabs share storage, others do not", func(t *testing.T) {
		page := browser.Open(t, url, browsertest.Laptop)
		page.Do(`localStorage.setItem("who", "Ada")`)
		if got := browsertest.Eval[string](page.Tab(url, browsertest.Phone), `localStorage.getItem("who") ?? ""`); got != "Ada" {
			t.Errorf("the second tab reads %q, want Ada", got)
		}
		if got := browsertest.Eval[string](browser.Open(t, url, browsertest.Phone), `localStorage.getItem("who") ?? ""`); got != "" {
			t.Errorf("another person reads %q, want nothing", got)
		}
	})
}

// awaitProblem gives a page's problems once there is one: Firefox tells of a violation of the policy from another process,
// which may be later than the page's own console.
func awaitProblem(page *browsertest.Page) []browsertest.Problem {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(10 * time.Second)
	for {
		if found := page.Problems(); len(found) > 0 {
			return found
		}
		select {
		case <-tick.C:
		case <-limit:
			return nil
		}
	}
}

func TestProblemsAreCollected(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	for name, c := range map[string]struct{ script, kind, text string }{
		"exception": {`setTimeout(() => { throw new Error("planted") })`, "exception", "planted"},
		"rejection": {`void Promise.reject(new Error("refused"))`, "exception", "refused"},
		"console":   {`console.error("not well")`, "console", "not well"},
		"not found": {`await fetch("/nothing")`, "network", "404"},
		"policy":    {`document.body.append(Object.assign(document.createElement("script"), {text: "1"}))`, "", "Content Security Policy"},
	} {
		t.Run(name, func(t *testing.T) {
			page := browser.Open(t, site(t), browsertest.Laptop)
			page.NoProblems()
			page.Do(c.script)
			page.Do("await new Promise(r => setTimeout(r))")
			found := page.Problems()
			if len(found) != 1 || !strings.Contains(found[0].Text, c.text) || c.kind != "" && found[0].Kind != c.kind {
				t.Errorf("problems: %v, want one of kind %q with %q", found, c.kind, c.text)
			}
			page.ForgetProblems()
			page.NoProblems()
		})
	}
}

// What only reads is asked again when the page goes elsewhere in the middle, as after a click that leads on.
func TestAPageThatGoesElsewhereIsAskedAgain(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	page := browser.Open(t, site(t), browsertest.Laptop)
	got := browsertest.Eval[string](page, `location.search || (location.search = "?elsewhere", new Promise(() => {}))`)
	if got != "?elsewhere" {
		t.Errorf("read %q, want what stands where the page went", got)
	}
}

func TestTheWorldIsEmulated(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	page := browser.Open(t, site(t), browsertest.Phone)

	page.Wait("be still from the start", `matchMedia("(prefers-reduced-motion: reduce)").matches`)
	page.Prefer(browsertest.Preferences{})
	page.Wait("prefer motion", `matchMedia("(prefers-reduced-motion: no-preference)").matches`)
	page.Prefer(browsertest.Preferences{Dark: true, ReducedMotion: true})
	page.Wait("prefer dark and still",
		`matchMedia("(prefers-color-scheme: dark)").matches && matchMedia("(prefers-reduced-motion: reduce)").matches`)

	page.Do(`socket("/tick")`)
	page.Wait("hear the socket", "heard > 2")
	page.Silence(true)
	page.Do(`heard = 0; await new Promise(r => setTimeout(r, 300))`)
	if n := browsertest.Eval[int](page, "heard"); n > 2 { // what was under way may still arrive
		t.Errorf("heard %d frames in the silence", n)
	}
	if browsertest.Eval[bool](page, "!!window.closed") {
		t.Error("silence closed the socket, it must stay open")
	}
	page.Silence(false)
	page.Wait("hear the socket again", "heard > 5")

	page.Offline(true)
	page.SeeText("offline")
	if !browsertest.Eval[bool](page, `fetch("/page.css", {cache: "no-store"}).then(() => false, () => true)`) {
		t.Error("a request went through while offline")
	}
	page.Offline(false)
	page.SeeText("online")
}

func TestPicturesAndAccessibility(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	dir := t.TempDir()
	t.Setenv(browsertest.PicturesVariable, dir)
	page := browser.Open(t, site(t), browsertest.Phone)

	path := page.Screenshot("views/phone")
	if want := filepath.Join(dir, "views", "phone.png"); path != want {
		t.Errorf("picture at %s, want %s", path, want)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	picture, err := png.DecodeConfig(file)
	if err != nil {
		t.Fatal(err)
	}
	if picture.Width != 720 || picture.Height <= 2*740 {
		t.Errorf("picture is %dx%d, want 720 wide and higher than the screen", picture.Width, picture.Height)
	}

	page.Accessible()
	page.Do(`document.getElementById("bad").classList.add("shown")`)
	found := page.Axe()
	if len(found) != 1 || found[0].ID != "color-contrast" {
		t.Errorf("violations: %v, want the planted contrast", found)
	}
}
