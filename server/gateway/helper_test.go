package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"trivium/game"
	"trivium/questions"
	"trivium/server/socket"
	"trivium/server/wire"
)

// patience is how long a test waits for what must happen.
const patience = 10 * time.Second

// stage is a gateway with a server around it and one room.
type stage struct {
	t     *testing.T
	gw    *Gateway
	rooms *fakeRooms
	room  *fakeRoom
	url   string
	http  string
	doc   *document
}

// newStage opens a gateway with the room 1234.
func newStage(t *testing.T, change func(*Options, *game.Settings)) *stage {
	t.Helper()
	opts := Options{Instance: "test"}
	set := game.DefaultSettings()
	set.Title = "Test"
	if change != nil {
		change(&opts, &set)
	}
	return newStageWith(t, opts, newFakeRoom(t, "1234", set, capital(), typed()))
}

func newStageWith(t *testing.T, opts Options, room *fakeRoom) *stage {
	t.Helper()
	leak := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, leak) })
	doc, err := theDocument()
	if err != nil {
		t.Fatal(err)
	}
	s := &stage{t: t, room: room, doc: doc, rooms: &fakeRooms{rooms: map[string]*fakeRoom{room.state.PIN: room}}}
	opts.Rooms = s.rooms
	gw, err := New(opts)
	if err != nil {
		t.Fatal(err)
	}
	s.gw = gw
	server := httptest.NewServer(gw.Handler())
	t.Cleanup(func() {
		gw.Close()
		server.Close()
	})
	s.http = server.URL
	s.url = "ws" + strings.TrimPrefix(server.URL, "http")
	return s
}

func capital() questions.Question {
	return questions.Question{
		ID: "demo/capital", Kind: questions.Single, Prompt: "What is the capital of Australia?", Time: 20 * time.Second, Points: 1000,
		Choices: []questions.Choice{{Text: "Canberra", Correct: true}, {Text: "Sydney"}, {Text: "Perth"}, {Text: "Hobart"}},
	}
}

func typed() questions.Question {
	return questions.Question{
		ID: "demo/typed", Kind: questions.Text, Prompt: "Which planet is called the red one?", Time: 20 * time.Second, Points: 1000,
		Accept: []questions.Accepted{{Text: "Mars"}},
	}
}

// client is the other end of a socket. It checks all that it reads against the AsyncAPI document.
type client struct {
	t        *testing.T
	doc      *document
	ws       *websocket.Conn
	token    string
	seat     game.Seat
	admitted bool   // as the first Own said
	n        uint64 // of the last numbered message: it never falls on one connection
}

func (s *stage) dial() *client {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ws, response, err := websocket.Dial(ctx, s.url, &websocket.DialOptions{
		Subprotocols: []string{wire.Subprotocol}, HTTPHeader: http.Header{"Origin": {s.http}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	ws.SetReadLimit(1 << 20)
	s.t.Cleanup(func() { _ = ws.CloseNow() })
	return &client{t: s.t, ws: ws, doc: s.doc}
}

// say sends a message.
func (c *client) say(m any) {
	c.t.Helper()
	data, ok := m.(string)
	if !ok {
		encoded, err := json.Marshal(m)
		if err != nil {
			c.t.Fatal(err)
		}
		data = string(encoded)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := c.ws.Write(ctx, websocket.MessageText, []byte(data)); err != nil {
		c.t.Fatal(err)
	}
}

// read gives the next message as it came.
func (c *client) read() (name string, data []byte, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	_, data, err = c.ws.Read(ctx)
	if err != nil {
		return "", nil, err
	}
	var tagged struct {
		T string `json:"t"`
		N uint64 `json:"n"`
	}
	if err = json.Unmarshal(data, &tagged); err == nil {
		err = c.doc.check(tagged.T, data)
	}
	if tagged.N != 0 {
		if tagged.N < c.n {
			return "", nil, fmt.Errorf("n falls from %d to %d: %s", c.n, tagged.N, data)
		}
		c.n = tagged.N
	}
	return tagged.T, data, err
}

// await reads until a message with that name comes and decodes it.
func await[M any](c *client, name string) M {
	c.t.Helper()
	return awaitThat(c, name, func(M) bool { return true })
}

// awaitThat reads until a message comes that fits.
func awaitThat[M any](c *client, name string, fits func(M) bool) M {
	c.t.Helper()
	for {
		got, data, err := c.read()
		if err != nil {
			c.t.Fatalf("waiting for %q: %v", name, err)
		}
		if got != name {
			if got == "problem" {
				c.t.Fatalf("waiting for %q: got %s", name, data)
			}
			continue
		}
		var m M
		if err := json.Unmarshal(data, &m); err != nil {
			c.t.Fatal(err)
		}
		if fits(m) {
			return m
		}
	}
}

// phase reads until the view is in a phase.
func (c *client) phase(p game.Phase) wire.View {
	c.t.Helper()
	return awaitThat(c, "view", func(v wire.View) bool { return v.View.Phase == p })
}

// ended reads until the connection ends and gives the close code.
func (c *client) ended() socket.Code {
	c.t.Helper()
	for {
		if _, _, err := c.read(); err != nil {
			var closed websocket.CloseError
			if !errors.As(err, &closed) {
				c.t.Fatalf("ended without a close frame: %v", err)
			}
			return socket.Code(closed.Code)
		}
	}
}

// refused reads a Problem and, if a code is given, the close behind it.
func (c *client) refused(code string, closes socket.Code) wire.Problem {
	c.t.Helper()
	name, data, err := c.read()
	if err != nil || name != "problem" {
		c.t.Fatalf("waiting for problem %q: got %s, %v", code, data, err)
	}
	var p wire.Problem
	if err := json.Unmarshal(data, &p); err != nil {
		c.t.Fatal(err)
	}
	if p.Code != code || p.Words == "" {
		c.t.Fatalf("got problem %+v, want code %q", p, code)
	}
	if closes != 0 {
		if got := c.ended(); got != closes {
			c.t.Fatalf("closed with %v, want %v", got, closes)
		}
	}
	return p
}

// join joins with a name and reads up to the first Own.
func (s *stage) join(name string) *client {
	s.t.Helper()
	c := s.dial()
	c.token = NewToken()
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Name: name, Proof: c.token})
	c.seat = await[wire.Welcome](c, "welcome").Seat
	await[wire.View](c, "view")
	c.admitted = await[wire.Own](c, "own").Own.Admitted
	return c
}

// resume comes back with a token.
func (s *stage) resume(token string, pending *wire.Answer) *client {
	s.t.Helper()
	c := s.dial()
	c.token = token
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Token: token, Pending: pending})
	c.seat = await[wire.Welcome](c, "welcome").Seat
	return c
}

func (s *stage) enter(role wire.Role) *client {
	s.t.Helper()
	c := s.dial()
	hello := wire.Hello{T: "hello", Role: role, PIN: "1234"}
	if role == wire.Host {
		hello.Token = "host"
	}
	c.say(hello)
	await[wire.Welcome](c, "welcome")
	await[wire.View](c, "view")
	return c
}

// do has the host do something and gives the answer.
func (c *client) do(verb game.Verb, change func(*wire.Do)) wire.Done {
	c.t.Helper()
	m := wire.Do{T: "do", ID: 7, Command: game.Command{Verb: verb}}
	if change != nil {
		change(&m)
	}
	c.say(m)
	return await[wire.Done](c, "done")
}

func twoQuestions() []questions.Question { return []questions.Question{capital(), typed()} }
