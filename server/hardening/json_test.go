package hardening

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"trivium/server/socket"
)

// jsonOnSockets sends what no client of ours sends. Each ends its own connection and nobody else's.
func (w *world) jsonOnSockets(t *testing.T) {
	ctx := within(t)
	g, client := w.open(ctx, t, nil), w.peer(t)
	witness := w.join(ctx, t, client, g, "Witness", 40)
	nines := strings.Repeat("9", 3000)
	for i, c := range []struct {
		what, text string
		code       socket.Code
	}{
		{"a number beyond all", `{"t":"ping","c":1e999}`, socket.BadMessage},
		{"a number of 3000 digits", `{"t":"ping","c":` + nines + `}`, socket.BadMessage},
		{"a fraction of 3000 digits", `{"t":"ping","c":0.` + nines + `}`, socket.BadMessage},
		{"a number just too large", `{"t":"ping","c":9223372036854775808}`, socket.BadMessage},
		{"a huge choice", `{"t":"answer","showing":0,"pick":[99999999999999999999]}`, socket.BadMessage},
		{"a huge time", `{"t":"answer","showing":0,"pick":[0],"m":1e400}`, socket.BadMessage},
		{"no number", `{"t":"answer","showing":NaN,"pick":[0]}`, socket.BadMessage},
		{"a field twice", `{"t":"answer","showing":0,"showing":1,"pick":[0]}`, socket.BadMessage},
		{"a field twice in other letters", `{"t":"ping","c":1,"C":2}`, socket.BadMessage},
		{"a name that is twice", `{"t":"ping","t":"answer","c":1}`, socket.BadMessage},
		{"lists in lists", `{"t":"answer","showing":0,"pick":` + strings.Repeat("[", 1500) + strings.Repeat("]", 1500) + `}`, socket.BadMessage},
		{"objects in objects", strings.Repeat(`{"t":`, 500) + "1" + strings.Repeat("}", 500), socket.BadMessage},
		{"two values", `{"t":"ping","c":1}{"t":"ping","c":2}`, socket.BadMessage},
		{"half a character", "{\"t\":\"answer\",\"showing\":0,\"text\":\"\\ud83d\"}", socket.BadMessage},
		{"nothing", "", socket.BadMessage},
		{"null", "null", socket.BadMessage},
		{"a frame too large", `{"t":"ping","c":1` + strings.Repeat(" ", 4096) + `}`, socket.TooLarge},
		{"a megabyte", strings.Repeat("x", 1<<20), socket.TooLarge},
	} {
		liar := w.join(ctx, t, client, g, fmt.Sprintf("Liar %d", i), 4000+i)
		liar.say(c.text)
		if pong, code := liar.hear("pong"); code != c.code && (c.code != socket.TooLarge || code.Info().Name != "other" && code != 0) {
			t.Errorf("%s is answered with %.80q and %s, want %s", c.what, pong, code, c.code)
		}
	}
	witness.alive()
}

// jsonInRequests sends the same to the API, as the host of all hosts and as nobody. It is refused, and never an error of ours.
func (w *world) jsonInRequests(t *testing.T) {
	ctx := within(t)
	nines := strings.Repeat("9", 100_000)
	deep := strings.Repeat(`{"settings":`, 20_000)
	host := map[string]string{"Authorization": "Bearer " + w.api.Key, "Content-Type": "application/json"}
	nobody := map[string]string{"Content-Type": "application/json"}
	for what, text := range map[string]string{
		"a field twice": `{"packs":["canary"],"packs":["general"]}`, "a huge number": `{"packs":["canary"],"count":` + nines + `}`,
		"a number beyond all": `{"packs":["canary"],"count":1e999}`, "a fraction": `{"packs":["canary"],"count":1.5}`, "too deep": deep,
		"lists in lists": `{"packs":` + strings.Repeat("[", 50_000), "too large": `{"packs":["` + strings.Repeat("x", 8<<20) + `"]}`,
		"an unknown field": `{"packs":["canary"],"admin":true}`, "no JSON": "packs=canary", "half a text": `{"packs":["can`,
		"two values": `{"packs":["canary"]}{"packs":["canary"]}`, "a bad character": "{\"packs\":[\"\xff\xfe\"]}",
	} {
		for _, path := range []string{"/api/games", "/api/signin", "/api/invitations/accept", "/api/claims", "/api/leagues"} {
			for who, header := range map[string]map[string]string{"the host": host, "nobody": nobody} {
				a, err := ask(ctx, w.peer(t), http.MethodPost, w.api.URL+path, text, header)
				if err != nil && what == "too large" {
					continue // the connection was cut in the middle, which is an answer too
				}
				if err != nil {
					t.Errorf("%s, from %s at %s: %v", what, who, path, err)
				} else if a.status < 400 || a.status >= 500 {
					t.Errorf("%s, from %s at %s: status %d, %.200s", what, who, path, a.status, a.body)
				}
			}
		}
	}
	if a := w.get(ctx, t, w.peer(t), "/readyz", nil); a.status != http.StatusOK {
		t.Errorf("the server is not ready afterwards: %d", a.status)
	}
}
