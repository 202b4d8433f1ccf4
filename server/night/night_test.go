package night_test

import (
	"encoding/csv"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"trivium/server/browsertest"
)

// hostNext is what the host's big button does now.
const hostNext = `(document.querySelector(".next-button")?.dataset.next ?? "")`

// press clicks the host's big button and waits until it says something else.
func press(host *browsertest.Page) {
	before := browsertest.Eval[string](host, hostNext)
	host.Click(".next-button")
	host.Wait("what follows "+before, hostNext+` !== "`+before+`" && (`+hostNext+`) !== ""`)
}

// answer answers whatever question the phone shows, as a person would, and waits until it is locked in.
func answer(phone *browsertest.Page, choice int) {
	phone.See(`[data-phase="open"]`)
	has := func(selector string) bool {
		return browsertest.Eval[bool](phone, `document.querySelector('`+selector+`') !== null`)
	}
	phone.Wait("something to answer with", `document.querySelector('[data-phase="open"] :is(.tile, #answer, .order, .lefts, .slider)') !== null`)
	nth := func(selector string, n int) string {
		phone.Do(`document.querySelectorAll('` + selector + `').forEach((e, i) => e.setAttribute("data-nth", i))`)
		return selector + `[data-nth="` + strconv.Itoa(n) + `"]`
	}
	switch {
	case has(".order"):
		for range choice {
			phone.Click(".order-row:last-child .order-button")
		}
		phone.Click(".lock-in")
	case has(".lefts"):
		for left := range browsertest.Eval[int](phone, `document.querySelectorAll(".left").length`) {
			phone.Click(nth(".left", left))
			phone.Click(nth(".right", left))
		}
		phone.Click(".lock-in")
	case has(".slider"):
		for range choice + 1 {
			phone.Click(`.slider-step:last-of-type`)
		}
		phone.Click(".lock-in")
	case has("#answer"):
		text := "1969"
		if browsertest.Eval[bool](phone, `document.querySelector("#answer").inputMode === "text" || document.querySelector("#answer").inputMode === ""`) {
			text = []string{"George Orwell", "Orwel", "Somebody"}[choice]
		}
		phone.Fill("#answer", text)
		phone.Press("Enter")
	default:
		size := browsertest.Eval[int](phone, `document.querySelectorAll(".tile").length`)
		phone.Click(nth(".tile", choice%size))
		if has(".lock-in") {
			phone.Click(".lock-in")
		}
	}
	phone.See(`.locked[data-status="locked"], [data-phase="reveal"]`)
}

// openGame has the host sign in by the printed link and open a game with a pack, in the browser alone.
func openGame(t *testing.T, browser *browsertest.Browser, s *browsertest.Server, pack string) (host *browsertest.Page, pin string) {
	t.Helper()
	host = browser.Open(t, s.HostURL, browsertest.Laptop)
	host.SeeIn(".packs", pack)
	host.Accessible()
	host.ClickText(".pack-title", pack)
	host.Click(`a[href="#setup"]`)
	host.See("form.setup")
	host.Accessible()
	host.Click(`form.setup button[type="submit"]`)
	host.See(".next-button")
	return host, browsertest.Eval[string](host, `location.pathname.split("/").pop()`)
}

// TestNight is a whole evening in real browsers: a host, a screen and three phones play every kind of question, one through a
// dropped connection, one through a reload, all through a server that is killed.
func TestNight(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	s := server(t, browsertest.Build(t, "trivium/server", false))
	host, pin := openGame(t, browser, s, "Five minutes to warm up")
	screen := browser.Open(t, "http://"+s.Addr+"/s/"+pin, browsertest.Projector)
	var phones []*browsertest.Page
	for _, name := range []string{"Ada", "Ben", "Cleo"} {
		phone := browser.Open(t, "http://"+s.Addr+"/j/"+pin, browsertest.Phone)
		phone.Fill("#name", name)
		phone.Press("Enter")
		phone.SeeText(name)
		screen.SeeText(name)
		phones = append(phones, phone)
	}
	for _, page := range append(phones, host, screen) {
		page.Prefer(browsertest.Preferences{}) // one evening has all the motion that most people see
	}
	asked := 0
	for range 120 {
		if browsertest.Eval[string](host, hostNext) == "end" {
			break
		}
		press(host)
		if browsertest.Eval[string](host, hostNext) != "close" {
			continue
		}
		asked++
		already := disturb(s, asked, phones)
		for i, phone := range phones {
			if phone != already {
				answer(phone, i)
			}
		}
		host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
	}
	if asked != 12 {
		t.Errorf("%d questions were asked, the pack has 12 that are answered", asked)
	}
	finish(t, s, host, phones)
	for _, page := range append(phones, host, screen) {
		page.NoProblems("ERR_CONNECTION_REFUSED", "WebSocket connection", "ERR_INTERNET_DISCONNECTED")
	}
}

// disturb does what goes wrong on such an evening, and tells which phone has answered in the middle of it.
func disturb(s *browsertest.Server, asked int, phones []*browsertest.Page) (answered *browsertest.Page) {
	switch asked {
	case 2:
		phones[0].Silence(true) // the line is cut, and nobody says so
		answer(phones[1], 1)
		phones[0].Silence(false)
		return phones[1]
	case 4:
		answer(phones[1], 1)
		phones[1].Reload() // comes back as the same player, with the same answer
		phones[1].See(`.locked[data-status="locked"]`)
		return phones[1]
	case 6:
		answer(phones[2], 2)
		s.Kill()
		s.Restart()
		phones[2].See(`.locked[data-status="locked"]`)
		return phones[2]
	}
	return nil
}

// finish goes to the end and holds the phones against the result.
func finish(t *testing.T, s *browsertest.Server, host *browsertest.Page, phones []*browsertest.Page) {
	t.Helper()
	host.Click(".next-button")
	host.See(`a[href^="/r/"]`)
	path := browsertest.Eval[string](host, `document.querySelector('a[href^="/r/"]').getAttribute("href")`)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.Addr+strings.TrimSuffix(path, ".csv")+".csv", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := (&http.Client{Timeout: 10 * time.Second}).Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	reader := csv.NewReader(strings.NewReader(string(data)))
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]int{}
	scores := map[string]string{}
	for _, row := range rows[1:] {
		switch {
		case len(row) > 6:
			answers[row[5]]++
		case len(row) == 4:
			scores[row[1]] = row[3]
		}
	}
	for i, name := range []string{"Ada", "Ben", "Cleo"} {
		if answers[name] != 12 {
			t.Errorf("%s answered %d of 12 questions:\n%s", name, answers[name], data)
		}
		score, err := strconv.Atoi(scores[name])
		if err != nil {
			t.Fatalf("the result has no score of %s:\n%s", name, data)
		}
		phones[i].Wait(name+"'s score "+scores[name], `document.body.innerText.replace(/[^0-9-]/g, " ").includes("`+grouped(score)+`")`)
	}
}

// grouped is a number as innerText shows it once everything but digits is a blank.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + " " + text[i:]
	}
	return text
}
