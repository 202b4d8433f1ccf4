package e2e

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"trivium/game"
	"trivium/server/browsertest"
	"trivium/server/load"
	"trivium/server/socket"
	"trivium/server/wire"
)

// caller is a bare socket that says what a test wants.
type caller struct {
	t    *testing.T
	ctx  context.Context //nolint:containedctx // one test's life
	conn *websocket.Conn
}

// dial connects; status is that of the answer, 0 if there was none.
func dial(ctx context.Context, t *testing.T, a load.API, header http.Header) (c *caller, status int, err error) {
	t.Helper()
	conn, response, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(a.URL, "http")+"/ws",
		&websocket.DialOptions{HTTPClient: a.Client, Subprotocols: []string{wire.Subprotocol}, HTTPHeader: header})
	if response != nil {
		status = response.StatusCode
		if response.Body != nil {
			_ = response.Body.Close()
		}
	}
	if err != nil {
		return nil, status, err
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &caller{t: t, ctx: ctx, conn: conn}, status, nil
}

func call(ctx context.Context, t *testing.T, a load.API) *caller {
	t.Helper()
	c, _, err := dial(ctx, t, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *caller) say(text string) {
	c.t.Helper()
	if err := c.conn.Write(c.ctx, websocket.MessageText, []byte(text)); err != nil {
		c.t.Fatal(err)
	}
}

// hear reads until a message of that name comes, or the connection ends, and gives it and the close code.
func (c *caller) hear(name string) (message string, code socket.Code) {
	for {
		_, data, err := c.conn.Read(c.ctx)
		if err != nil {
			if c.ctx.Err() != nil {
				c.t.Errorf("neither a message %s nor a close came", name)
			}
			return "", socket.Code(max(websocket.CloseStatus(err), 0))
		}
		if strings.HasPrefix(string(data), `{"t":"`+name+`"`) {
			return string(data), 0
		}
	}
}

func hello(t *testing.T, m wire.Hello) string {
	t.Helper()
	m.T = "hello"
	data, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestPagesOfOtherSitesMayNotConnect(t *testing.T) {
	ctx := within(t, 2*time.Minute)
	_, a := serve(t, quick)
	host := strings.TrimPrefix(a.URL, "http://")
	for origin, want := range map[string]bool{
		a.URL: true, "": true, // a program sends none
		"http://evil.example": false, "https://" + host: false, "http://" + host + ".evil.example": false, "null": false,
	} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		_, status, err := dial(ctx, t, a, header)
		switch {
		case want && err != nil:
			t.Errorf("origin %q: %v", origin, err)
		case !want && (err == nil || status != http.StatusForbidden):
			t.Errorf("origin %q was not refused with 403 but %v", origin, err)
		}
	}
}

// TestPINsCanNotBeGuessed tries PINs until the server looks none up any more, the right one included.
func TestPINsCanNotBeGuessed(t *testing.T) {
	const most = 60 // twice what one address is allowed
	ctx := within(t, 3*time.Minute)
	_, a := serve(t, quick)
	opened := open(ctx, t, a)
	ask := func(pin string) string {
		t.Helper()
		c := call(ctx, t, a)
		c.say(hello(t, wire.Hello{Role: wire.Screen, PIN: pin}))
		answer, _ := c.hear("problem")
		if _, code := c.hear("problem"); code.Info().Reconnect {
			t.Errorf("a refused PIN closes with %s, which says come back", code)
		}
		var problem wire.Problem
		if err := json.Unmarshal([]byte(answer), &problem); err != nil {
			t.Fatalf("%q: %v", answer, err)
		}
		return problem.Code
	}
	tried, answer := 0, "no_room"
	for ; answer == "no_room" && tried < most; tried++ {
		answer = ask(fmt.Sprintf("0%05d", tried)) // no PIN begins with 0
	}
	if answer != "busy" || tried < 10 {
		t.Fatalf("try %d was answered %q; want busy after some tens", tried, answer)
	}
	if got := ask(opened.PIN); got != "busy" {
		t.Errorf("the right PIN is answered %q when no guess is left, want busy as for a wrong one", got)
	}
}

// TestNonsenseEndsItsOwnConnectionOnly says what no client of ours says, while a player looks on.
func TestNonsenseEndsItsOwnConnectionOnly(t *testing.T) {
	ctx := within(t, 3*time.Minute)
	_, a := serve(t, quick)
	opened := open(ctx, t, a)
	player := func(i int) string {
		return hello(t, wire.Hello{Role: wire.Player, PIN: opened.PIN, Name: fmt.Sprintf("Cat %d", i), Proof: fmt.Sprintf("%032x", i+1)})
	}
	witness := call(ctx, t, a)
	witness.say(player(0))
	if welcome, code := witness.hear("welcome"); welcome == "" {
		t.Fatalf("no welcome but %s", code)
	}
	i := 0
	for name, c := range map[string]struct {
		text string
		code socket.Code
	}{
		"no JSON":           {"hello", socket.BadMessage},
		"another message":   {`{"t":"nonsense"}`, socket.BadMessage},
		"a field twice":     {`{"t":"ping","c":1,"c":2}`, socket.BadMessage},
		"an unknown field":  {`{"t":"ping","c":1,"d":2}`, socket.BadMessage},
		"deep nesting":      {strings.Repeat("[", 2000), socket.BadMessage},
		"a host's command":  {`{"t":"do","id":1,"verb":"next"}`, socket.Forbidden},
		"too much":          {`{"t":"ping","c":1` + strings.Repeat(" ", 5000) + `}`, socket.TooLarge},
		"a second greeting": {player(0), socket.BadMessage},
	} {
		i++
		liar := call(ctx, t, a)
		liar.say(player(i))
		if welcome, code := liar.hear("welcome"); welcome == "" {
			t.Fatalf("%s: no welcome but %s", name, code)
		}
		liar.say(c.text)
		if _, code := liar.hear("nothing"); code != c.code {
			t.Errorf("%s closes with %s, want %s", name, code, c.code)
		}
	}
	liar := call(ctx, t, a)
	if err := liar.conn.Write(ctx, websocket.MessageBinary, []byte{0, 1, 2}); err != nil {
		t.Fatal(err)
	}
	if _, code := liar.hear("nothing"); code.Info().Reconnect {
		t.Errorf("a binary frame closes with %s, which says come back", code)
	}
	witness.say(`{"t":"ping","c":7}`)
	if pong, code := witness.hear("pong"); !strings.Contains(pong, `"c":7`) {
		t.Errorf("the other player's connection gave %q and %s", pong, code)
	}
}

// TestWhatIsWatchedTellsNobodysName plays a game and looks at metrics, log and health.
func TestWhatIsWatchedTellsNobodysName(t *testing.T) {
	const name = "Zwetschgenknödel" // stands nowhere by chance
	ctx := within(t, 3*time.Minute)
	server, a := serve(t, quick, "--log-level", "debug")
	opened := open(ctx, t, a)
	for i := range 2 { // the second finds the name taken
		c := call(ctx, t, a)
		c.say(hello(t, wire.Hello{Role: wire.Player, PIN: opened.PIN, Name: name, Proof: fmt.Sprintf("%032x", i+1)}))
		c.hear([]string{"own", "problem"}[i])
	}
	wrong := call(ctx, t, a)
	wrong.say(hello(t, wire.Hello{Role: wire.Screen, PIN: "012345"}))
	wrong.hear("problem")
	settings := game.DefaultSettings()
	if _, err := a.Create(ctx, load.NewGame{Packs: []string{"no such pack"}, Settings: settings}); err == nil {
		t.Error("a game of a pack that is not there was opened")
	}

	metrics := fetch(ctx, t, a, "http://"+server.MetricsAddr+"/metrics")
	problems, err := promlint.New(strings.NewReader(metrics)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("metric %s: %s", p.Metric, p.Text)
	}
	for _, want := range []string{"trivium_joins_total", "trivium_answer_to_ack_seconds_bucket", "trivium_fanout_seconds_bucket", "go_goroutines"} {
		if !strings.Contains(metrics, want) {
			t.Errorf("there is no metric %s", want)
		}
	}
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n"} {
		if got := fetch(ctx, t, a, a.URL+path); got != want {
			t.Errorf("%s says %q, want %q", path, got, want)
		}
	}
	server.Stop() // the log tells of sessions when they end
	all := gathered(server)
	if all == "" {
		t.Error("nothing was logged, so the log proves nothing")
	}
	for what, text := range map[string]string{"metrics": metrics, "log": all} {
		for _, secret := range []string{name, "Zwetschgen", opened.PIN, "012345", opened.Token, fmt.Sprintf("%032x", 1)} {
			if strings.Contains(text, secret) {
				t.Errorf("%q stands in the %s:\n%s", secret, what, lineWith(text, secret))
			}
		}
	}
}

// gathered is what the server logged: all that it printed without what it says to people at its start.
func gathered(server *browsertest.Server) string {
	var log []string
	for line := range strings.Lines(server.Output()) {
		if strings.Contains(line, "level=") {
			log = append(log, line)
		}
	}
	return strings.Join(log, "")
}

func lineWith(text, word string) string {
	for line := range strings.Lines(text) {
		if strings.Contains(line, word) {
			return line
		}
	}
	return ""
}

func fetch(ctx context.Context, t *testing.T, a load.API, url string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := a.Client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", url, response.StatusCode, err)
	}
	return string(body)
}
