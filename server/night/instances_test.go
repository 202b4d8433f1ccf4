package night_test

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/redistest"
)

// together starts instances that share a Redis.
func together(t *testing.T, count int) []*browsertest.Server {
	t.Helper()
	redis := redistest.Start(t, redistest.Options{})
	binary := browsertest.Build(t, "trivium/server", false)
	all := make([]*browsertest.Server, count)
	for i := range all {
		all[i] = browsertest.Serve(t, browsertest.Launch{Binary: binary, Args: func(addr, data string) []string {
			return []string{"--addr", addr, "--data", data, "--metrics-addr", "127.0.0.1:0", "--no-open", "--redis-url", redis.URL()}
		}})
	}
	return all
}

// leads tells how many rooms an instance keeps the time of.
func leads(t *testing.T, s *browsertest.Server) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+s.MetricsAddr+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`(?m)^trivium_rooms_led (\d+)$`).FindSubmatch(text)
	if found == nil {
		t.Fatalf("no trivium_rooms_led in\n%s", text)
	}
	rooms, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return rooms
}

// awaitLeader waits until one of these instances keeps a room's time.
func awaitLeader(t *testing.T, servers ...*browsertest.Server) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(10 * time.Second)
	for {
		for _, s := range servers {
			if leads(t, s) > 0 {
				return
			}
		}
		select {
		case <-tick.C:
		case <-limit:
			t.Fatal("nobody keeps the room's time")
		}
	}
}

// TestThreeInstances has the host, the screen and the phones each on another instance, the host not on the one that keeps the
// time, and kills that one in the middle of a question.
func TestThreeInstances(t *testing.T) {
	browser, ok := browsertest.Start(t)
	if !ok {
		return
	}
	servers := together(t, 3)
	phones, hosts, screens := servers[0], servers[1], servers[2]
	var created struct {
		PIN string `json:"pin"`
	}
	settings := game.DefaultSettings()
	settings.TimeFactor = 500 // a busy machine may need longer for an answer than the 20 s that people have
	ask(t, phones, http.MethodPost, "/api/games", map[string]any{"packs": []string{"demo"}, "settings": settings}, &created)
	awaitLeader(t, phones)
	host := browser.Open(t, hosts.HostURL, browsertest.Laptop)
	host.See(".packs")
	host.Goto(hosts.URL("/host/" + created.PIN))
	host.See(".next-button")
	screen := browser.Open(t, screens.URL("/s/"+created.PIN), browsertest.Projector)
	var people []*browsertest.Page
	for _, name := range []string{"Ada", "Ben"} {
		phone := browser.Open(t, phones.URL("/j/"+created.PIN), browsertest.Phone)
		phone.Fill("#name", name)
		phone.Press("Enter")
		phone.SeeText(name)
		screen.SeeText(name)
		host.SeeText(name)
		people = append(people, phone)
	}
	if leads(t, hosts) != 0 || leads(t, phones) != 1 {
		t.Fatal("the host's instance keeps the time")
	}
	for asked := 0; asked < 3; {
		press(host)
		if browsertest.Eval[string](host, hostNext) != "close" {
			continue
		}
		asked++
		screen.See(".ask")
		for _, phone := range people { // after the kill they come back when they try again, which may be questions later
			phone.SeeIn(".asked-head", strconv.Itoa(asked)+" of ")
		}
		answer(people[0], 0)
		if asked == 2 {
			phones.Kill()
			awaitLeader(t, hosts, screens)
			phones.Restart()
			people[0].See(`.locked[data-status="locked"]`)
		}
		answer(people[1], 1)
		host.Wait("the reveal", `!["close", ""].includes(`+hostNext+`)`)
		screen.See(".unveil")
	}
	for _, page := range append(people, host, screen) {
		page.NoProblems("ERR_CONNECTION_REFUSED", "WebSocket connection")
	}
}
