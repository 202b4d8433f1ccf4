package night_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"trivium/server/browsertest"
	"trivium/server/wire"
)

// server starts the real binary.
func server(t *testing.T, binary string) *browsertest.Server {
	t.Helper()
	return browsertest.Serve(t, browsertest.Launch{
		Binary: binary,
		Args: func(addr, data string) []string {
			return []string{"--addr", addr, "--data", data, "--metrics-addr", "off", "--no-open"}
		},
	})
}

// key gives the key of the server's host.
func key(s *browsertest.Server) string {
	_, key, _ := strings.Cut(s.HostURL, "#key=")
	return key
}

// ask calls the API as the host.
func ask(t *testing.T, s *browsertest.Server, method, path string, body, into any) {
	t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), method, "http://"+s.Addr+path, bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key(s))
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode >= http.StatusBadRequest {
		t.Fatalf("%s %s: %s %s", method, path, response.Status, answer)
	}
	if into != nil {
		if err := json.Unmarshal(answer, into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, answer)
		}
	}
}

// remote is a host without a page, for tests that look at the other roles.
type remote struct {
	t    *testing.T
	conn *websocket.Conn
	view wire.View
	id   uint64
}

func newRemote(t *testing.T, s *browsertest.Server, pin string) *remote {
	t.Helper()
	var shown struct {
		Token string `json:"token"`
	}
	ask(t, s, http.MethodGet, "/api/games/"+pin, nil, &shown)
	conn, response, err := websocket.Dial(t.Context(), "ws://"+s.Addr+"/ws", &websocket.DialOptions{Subprotocols: []string{wire.Subprotocol}})
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	conn.SetReadLimit(1 << 20)
	t.Cleanup(func() { _ = conn.CloseNow() })
	r := &remote{t: t, conn: conn}
	r.send(map[string]any{"t": "hello", "role": "host", "pin": pin, "token": shown.Token})
	return r
}

func (r *remote) send(m any) {
	r.t.Helper()
	data, err := json.Marshal(m)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := r.conn.Write(r.t.Context(), websocket.MessageText, data); err != nil {
		r.t.Fatal(err)
	}
}

// until reads views until one is as it should be.
func (r *remote) until(what string, reached func(wire.View) bool) {
	r.t.Helper()
	ctx, cancel := context.WithTimeout(r.t.Context(), 60*time.Second)
	defer cancel()
	for !reached(r.view) {
		_, data, err := r.conn.Read(ctx)
		if err != nil {
			r.t.Fatalf("waiting for %s in %s: %v", what, r.view.View.Phase, err)
		}
		var head struct {
			T    string `json:"t"`
			Code string `json:"code"`
		}
		if err := json.Unmarshal(data, &head); err != nil {
			r.t.Fatal(err)
		}
		if head.T == "view" {
			r.view = wire.View{}
			if err := json.Unmarshal(data, &r.view); err != nil {
				r.t.Fatal(err)
			}
		}
	}
}

func (r *remote) do(fields map[string]any) {
	r.t.Helper()
	r.id++
	fields["t"], fields["id"] = "do", r.id
	r.send(fields)
}

// next presses the big button and waits for the next turn.
func (r *remote) next() {
	r.t.Helper()
	turn := r.view.View.Turn
	r.do(map[string]any{"verb": "next", "turn": turn})
	r.until("the next turn", func(v wire.View) bool { return v.View.Turn > turn && v.View.Phase != "closing" })
}
