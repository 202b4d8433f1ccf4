package hardening

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"trivium/server/load"
	"trivium/server/socket"
	"trivium/server/wire"
)

// caller is a bare socket that says what a test wants.
type caller struct {
	t      *testing.T
	ctx    context.Context //nolint:containedctx // one test's life
	conn   *websocket.Conn
	frames []string // all that came
	inbox  <-chan came
}

// came is what one read gave.
type came struct {
	data []byte
	err  error
}

// attend has somebody read all the time: the server hears from answers to its pings that a caller is still there.
func (c *caller) attend() {
	inbox := make(chan came, 1000)
	c.inbox = inbox
	go func() { // until the connection ends
		defer close(inbox)
		for {
			_, data, err := c.conn.Read(c.ctx)
			inbox <- came{data, err}
			if err != nil {
				return
			}
		}
	}()
}

func (c *caller) read() ([]byte, error) {
	if c.inbox == nil {
		_, data, err := c.conn.Read(c.ctx)
		return data, err
	}
	got, ok := <-c.inbox
	if !ok {
		return nil, io.EOF
	}
	return got.data, got.err
}

// dial connects; status is that of the answer, 0 if there was none.
func (w *world) dial(ctx context.Context, t *testing.T, client *http.Client, header http.Header) (c *caller, status int, err error) {
	t.Helper()
	conn, response, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(w.api.URL, "http")+"/ws",
		&websocket.DialOptions{HTTPClient: client, Subprotocols: []string{wire.Subprotocol}, HTTPHeader: header})
	if response != nil {
		status = response.StatusCode
		if response.Body != nil {
			_ = response.Body.Close()
		}
	}
	if err != nil {
		return nil, status, err
	}
	conn.SetReadLimit(1 << 20)
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &caller{t: t, ctx: ctx, conn: conn}, status, nil
}

// call connects from a network address.
func (w *world) call(ctx context.Context, t *testing.T, client *http.Client) *caller {
	t.Helper()
	c, _, err := w.dial(ctx, t, client, nil)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// enter connects and says hello.
func (w *world) enter(ctx context.Context, t *testing.T, client *http.Client, m wire.Hello) *caller {
	t.Helper()
	c := w.call(ctx, t, client)
	c.attend()
	c.say(hello(m))
	return c
}

// join brings a player into a game.
func (w *world) join(ctx context.Context, t *testing.T, client *http.Client, g load.Game, name string, proof int) *caller {
	t.Helper()
	c := w.enter(ctx, t, client, player(g, name, proof))
	if welcome, code := c.hear("welcome"); welcome == "" {
		t.Fatalf("%s got no welcome but %s", name, code)
	}
	return c
}

func player(g load.Game, name string, proof int) wire.Hello {
	return wire.Hello{Role: wire.Player, PIN: g.PIN, Name: name, Proof: token(proof)}
}

// token is as good as any.
func token(i int) string { return fmt.Sprintf("%032x", i) }

func hello(m wire.Hello) string {
	m.T = "hello"
	data, _ := json.Marshal(m) // never fails: it is flat
	return string(data)
}

// say sends a frame. That the other side has hung up is heard later.
func (c *caller) say(text string) { _ = c.conn.Write(c.ctx, websocket.MessageText, []byte(text)) }

// hear reads until a message of that name comes, or the connection ends, and gives it and the close code.
func (c *caller) hear(name string) (message string, code socket.Code) {
	for {
		data, err := c.read()
		if err != nil {
			if c.ctx.Err() != nil {
				c.t.Errorf("neither a message %s nor a close came", name)
			}
			return "", socket.Code(max(websocket.CloseStatus(err), 0))
		}
		c.frames = append(c.frames, string(data))
		if strings.HasPrefix(string(data), `{"t":"`+name+`"`) {
			return string(data), 0
		}
	}
}

// turnedAway reads the problem and the close code that end a connection.
func (c *caller) turnedAway() (problem string, code socket.Code) {
	problem, code = c.hear("problem")
	if problem != "" {
		_, code = c.hear("nothing")
	}
	return problem, code
}

// alive fails the test if the server does not answer here.
func (c *caller) alive() {
	c.t.Helper()
	c.say(`{"t":"ping","c":7}`)
	if pong, code := c.hear("pong"); pong == "" {
		c.t.Errorf("somebody who did nothing wrong was sent away with %s", code)
	}
}

// answer is an HTTP response that was read.
type answer struct {
	status int
	header http.Header
	body   string
}

// ask sends a request.
func ask(ctx context.Context, client *http.Client, method, url, body string, header map[string]string) (answer, error) {
	request, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	for key, value := range header {
		if key == "Host" {
			request.Host = value
		}
		request.Header.Set(key, value)
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	data, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, string(data)}, errors.Join(err, response.Body.Close())
}

func (w *world) get(ctx context.Context, t *testing.T, client *http.Client, path string, header map[string]string) answer {
	t.Helper()
	a, err := ask(ctx, client, http.MethodGet, w.api.URL+path, "", header)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
