package web_test

import (
	"encoding/json"
	"strings"
	"testing"

	"trivium/server/browsertest"
)

// desk opens the host's page of a game in a state of testdata/hall.
func desk(t *testing.T, browser *browsertest.Browser, h *hall, state string) *browsertest.Page {
	t.Helper()
	page := browser.Open(t, h.URL+"/host/"+state+"?lang=en", browsertest.Laptop)
	page.See(".next-button")
	if hello := h.hear(t, "hello"); hello["role"] != "host" || hello["token"] != "t0ken" {
		t.Errorf("the hello: %v", hello)
	}
	return page
}

// TestHostSignsInByTheFragment opens the printed link: the key goes to the server and out of the address.
func TestHostSignsInByTheFragment(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/host?lang=en", browsertest.Laptop)
	page.Do(`document.cookie = "outside=1"`)
	page.Goto(h.URL + "/host?lang=en#key=wrong")
	page.SeeIn(".signin-key .field-wrong", "This key does not fit this server")
	page.Accessible()
	page.Fill(".signin-key input", h.URL+"/host#key=right")
	page.ClickText("button", "Sign in with the key")
	page.SeeText("What shall we play?")

	page.Do(`document.cookie = "outside=1"`)
	page.Goto("about:blank")
	page.Goto(h.URL + "/host?lang=en#key=right")
	page.SeeText("What shall we play?")
	if url := page.URL(); strings.Contains(url, "key") {
		t.Errorf("the key stays in the address: %s", url)
	}
	page.NoProblems("403")
}

// TestHostSetsAGameUp chooses packs, changes a few settings and opens the lobby.
func TestHostSetsAGameUp(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/host?lang=en", browsertest.Laptop)
	page.ClickText(".pack-title", "Five minutes")
	page.ClickText(".pack-title", "General knowledge")
	page.SeeText("2 packs chosen, 74 questions")
	page.Accessible()
	page.ClickText("a", "Set up the game")
	page.SeeText("What earns points")
	page.Accessible()
	page.Fill(".setup-part input", "Thursday")
	page.ClickText(".option-title", "Teams")
	page.Fill("textarea", "Owls\nRavens")
	page.ClickText(".option-title", "First come")
	page.ClickText(".switch-title", "No clock")
	page.ClickText(".switch-title", "On public boards")
	page.ClickText(".switch-title", "City League")
	page.Fill(`[name="venue"]`, "The Crown")
	page.Accessible()
	page.ClickText("button", "Open the lobby")
	request := h.order(t, "POST /api/games")
	var got struct {
		Packs    []string
		Count    int
		Settings map[string]any
		Public   bool
		Leagues  []string
		Venue    string
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(request, "POST /api/games")), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"title": "Thursday", "scoring": "rank", "teams": true, "clock_off": true, "streak": true, "late_join": true, "auto": false,
		"table_after": "question", "credit_max": 500.0, "seat_max": 2000.0, "time_factor": 100.0,
	}
	for name, value := range want {
		if got.Settings[name] != value {
			t.Errorf("settings.%s is %v, want %v", name, got.Settings[name], value)
		}
	}
	if len(got.Packs) != 2 || len(got.Settings["team_names"].([]any)) != 2 {
		t.Errorf("asked for: %s", request)
	}
	if !got.Public || len(got.Leagues) != 1 || got.Leagues[0] != "1ea9" || got.Venue != "The Crown" {
		t.Errorf("where the result goes: %s", request)
	}
	page.SeeText("Let people in")
	page.NoProblems()
}

// TestHostUploadsAPackWithAMistake drops a file and is told the line.
func TestHostUploadsAPackWithAMistake(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := browser.Open(t, h.URL+"/host?lang=en", browsertest.Laptop)
	page.See(".upload")
	page.Do(`(() => {
		const files = new DataTransfer();
		files.items.add(new File(["title: x"], "mine.yaml"));
		document.querySelector(".upload").dispatchEvent(new DragEvent("drop", { bubbles: true, dataTransfer: files }));
	})()`)
	page.SeeText("Line 12, column 5")
	page.SeeText("mark a choice with correct: true")
	page.Accessible()
	page.NoProblems("422")
}

// TestHostGoesOn presses the one button by mouse and by space, and sees a repeat called done.
func TestHostGoesOn(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := desk(t, browser, h, "single")
	page.ClickText(".next-button", "Stop taking answers")
	first := h.hear(t, "next")
	if first["turn"] != 9.0 || first["counter"] != 1.0 || len(first["sender"].(string)) != 32 {
		t.Errorf("the first command: %v", first)
	}
	h.answers("next", message{"code": "past", "words": "already done"}, false)
	page.Press("Space")
	if second := h.hear(t, "next"); second["counter"] != 2.0 || second["sender"] != first["sender"] {
		t.Errorf("the second command: %v", second)
	}
	page.SeeText("Already done.")
	page.See(".notice[data-quiet]")
	page.NoProblems()
}

// TestHostCommandSurvivesTheLine sends a command into a dying line: it comes again on the next one, as the same command.
func TestHostCommandSurvivesTheLine(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := desk(t, browser, h, "single")
	h.answers("pause", nil, true)
	page.Press("p")
	first := h.hear(t, "pause")
	h.answers("pause", nil, false)
	h.mu.Lock()
	_ = h.socket.CloseNow()
	h.mu.Unlock()
	again := h.hear(t, "pause")
	if again["id"] != first["id"] || again["sender"] != first["sender"] || again["counter"] != first["counter"] {
		t.Errorf("sent again: %v, first: %v", again, first)
	}
	page.NoProblems()
}

// TestHostKeys opens panels by key, adds time, and switches the keys off.
func TestHostKeys(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := desk(t, browser, h, "single")
	page.Press("+")
	if more := h.hear(t, "addtime"); more["millis"] != 10_000.0 || more["turn"] != 9.0 {
		t.Errorf("more time: %v", more)
	}
	page.Press("c")
	page.SeeIn("dialog[open]", "not even this page is told")
	page.Press("c")
	page.Gone("dialog[open]")
	page.Press("r")
	page.SeeIn("dialog[open]", "2,840")
	page.Press("Escape")
	page.Gone("dialog[open]")
	page.Press("?")
	page.SeeIn("dialog[open]", "Use single keys")
	page.Accessible()
	page.ClickText("dialog .switch-title", "Use single keys")
	page.Press("Escape")
	page.Gone("dialog[open]")
	page.Press("p")
	page.ClickText("button", "10 s more")
	if m := h.hear(t, "addtime"); m["counter"] != 2.0 {
		t.Errorf("a key acted although keys are off: %v", m)
	}
	page.NoProblems()
}

// TestHostJudges accepts a typed answer and takes the question out of the scoring.
func TestHostJudges(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := desk(t, browser, h, "reveal-text")
	page.Click(`button[aria-label="Accept “jorge oruel”"]`)
	if judged := h.hear(t, "judge"); judged["text"] != "jorge oruel" || judged["right"] != true || judged["showing"] != 2.0 {
		t.Errorf("judged: %v", judged)
	}
	page.ClickText("button", "Do not count this question")
	if void := h.hear(t, "void"); void["on"] != true || void["showing"] != 2.0 {
		t.Errorf("voided: %v", void)
	}
	page.NoProblems()
}

// TestHostLooksAfterAPlayer renames, stretches, moves, corrects and removes one.
func TestHostLooksAfterAPlayer(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	h.answers("offer", message{"data": "c0de"}, false)
	page := desk(t, browser, h, "table")
	page.ClickText(".person button", "Grace")
	page.Fill("dialog[open] input", "Grace H.")
	page.ClickText("dialog[open] button", "Rename")
	if m := h.hear(t, "rename"); m["seat"] != 2.0 || m["name"] != "Grace H." {
		t.Errorf("renamed: %v", m)
	}
	page.Do(`(() => { const s = document.querySelector("dialog[open] select"); s.value = "200"; s.dispatchEvent(new Event("change", { bubbles: true })); })()`)
	if m := h.hear(t, "stretch"); m["percent"] != 200.0 {
		t.Errorf("stretched: %v", m)
	}
	page.ClickText("dialog[open] button", "Move to another phone")
	h.hear(t, "offer")
	page.See(`dialog[open] img[src="/qr.svg?text=` + "http%3A%2F%2F192.168.1.5%3A8080%2Fm%2F482913%23c0de" + `"]`)
	page.ClickText("summary", "Correct the points")
	page.Fill(".adjust input", "-50")
	page.Fill(".adjust .field:nth-child(2) input", "Phone in hand")
	page.ClickText(".adjust button", "Correct")
	if m := h.hear(t, "adjust"); m["seat"] != 2.0 || m["delta"] != -50.0 || m["reason"] != "Phone in hand" {
		t.Errorf("corrected: %v", m)
	}
	page.Accessible()
	page.ClickText("dialog[open] button", "Remove Grace")
	page.ClickText("dialog[open] button", "Remove")
	h.hear(t, "kick")
	page.Gone("dialog[open]")
	page.NoProblems()
}

// TestHostInsertsAndEnds puts a question next, and asks before the game ends.
func TestHostInsertsAndEnds(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	h := newHall(t)
	page := desk(t, browser, h, "reveal-single")
	page.ClickText("button", "Insert a question")
	page.Fill("dialog[open] input", "planet")
	page.ClickText("dialog[open] .insert-hits button", "Insert")
	if m := h.hear(t, "insert"); m["question_id"] != "demo/floating-planet" {
		t.Errorf("inserted: %v", m)
	}
	page.Gone("dialog[open]")
	page.ClickText(".controls > button", "End the game")
	page.SeeIn("dialog[open]", "This cannot be undone")
	page.Press("Space") // the focus is on "close": the game goes on
	page.Gone("dialog[open]")
	page.ClickText(".controls > button", "End the game")
	page.ClickText("dialog[open] button", "End it")
	h.hear(t, "end")

	h.answers("again", message{"data": "lobby-empty"}, false)
	h.show(t, "ended", true, 60)
	page.ClickText("button", "Play again with the same people")
	page.SeeIn(".people-head", "0 players") // and soon those whom the roster names
	page.NoProblems()
}
