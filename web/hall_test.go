package web_test

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"

	"trivium/web"
)

// sight is a state of testdata/hall: what host and screen see. Its times count from when it is shown.
type sight struct {
	View  message `json:"view"`
	Count message `json:"count"`
}

// hall is a server for the pages of host and screen: it shows the state whose name is the PIN, answers the JSON API with
// examples and keeps what it was told.
type hall struct {
	*httptest.Server

	mu     sync.Mutex
	sights map[string]sight
	deaf   bool               // commands are taken and not answered
	done   map[string]message // by verb: what else a Done says
	socket *websocket.Conn    // the newest
	said   chan message       // hellos and commands, in order
	asked  chan string        // "POST /api/games {...}", for all that changes something
}

// newHall starts a server; it ends with the test.
func newHall(t *testing.T) *hall {
	t.Helper()
	assets := shipped(t)
	h := &hall{sights: sights(t), done: map[string]message{}, said: make(chan message, 1000), asked: make(chan string, 100)}
	page := func(role web.Role) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			document, err := assets.Page(role, web.PageData{})
			if err != nil {
				t.Error(err)
			}
			document.ServeHTTP(w, r)
		}
	}
	mux := http.NewServeMux()
	mux.Handle("/assets/", assets.Handler())
	mux.HandleFunc("/ws", h.serve)
	mux.HandleFunc("/s/", page(web.Screen))
	mux.HandleFunc("/host", page(web.Host))
	mux.HandleFunc("/host/", page(web.Host))
	mux.HandleFunc("/api/", h.api)
	mux.HandleFunc("/", drawing)
	h.Server = httptest.NewServer(mux)
	t.Cleanup(h.Close)
	return h
}

// drawing stands for every picture and QR code.
func drawing(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "image/svg+xml")
	_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#fff"/><path d="M8 8h20v20H8zm28 0h20v20H36zM8 36h20v20H8zm36 8h8v8h-8z"/></svg>`))
}

func sights(t *testing.T) map[string]sight {
	t.Helper()
	files, err := filepath.Glob("testdata/hall/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no states in testdata/hall: %v", err)
	}
	found := make(map[string]sight, len(files))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s sight
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		found[strings.TrimSuffix(filepath.Base(file), ".json")] = s
	}
	return found
}

func (h *hall) serve(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"trivium.v1"}})
	if err != nil {
		return
	}
	defer func() { _ = conn.CloseNow() }()
	ctx, cancel := context.WithTimeout(r.Context(), time.Minute)
	defer cancel()
	var hello message
	if wsjson.Read(ctx, conn, &hello) != nil {
		return
	}
	h.said <- hello
	pin, _ := hello["pin"].(string)
	h.mu.Lock()
	h.socket = conn
	s, known := h.sights[pin]
	h.mu.Unlock()
	if !known {
		_ = conn.Close(4404, "")
		return
	}
	_ = wsjson.Write(ctx, conn, message{"t": "welcome", "role": hello["role"], "now": time.Now().UnixMilli()})
	tell(ctx, conn, s, hello["role"] == "host", 5)
	for {
		var m message
		if wsjson.Read(ctx, conn, &m) != nil {
			return
		}
		h.reply(ctx, conn, m)
	}
}

// tell sends a state; only a host gets what is the host's.
func tell(ctx context.Context, conn *websocket.Conn, s sight, host bool, n int) {
	now := time.Now().UnixMilli()
	view := message{}
	for key, value := range s.View {
		if key == "began" || key == "deadline" {
			if away, ok := value.(float64); ok {
				value = now + int64(away)
			}
		}
		if key != "host" || host {
			view[key] = value
		}
	}
	view["pin"] = "482913"
	_ = wsjson.Write(ctx, conn, message{"t": "view", "n": n, "now": now, "view": view})
	if s.Count != nil {
		_ = wsjson.Write(ctx, conn, message{
			"t": "count", "showing": 2, "answered": s.Count["answered"], "of": s.Count["of"], "connected": s.Count["connected"],
		})
	}
}

func (h *hall) reply(ctx context.Context, conn *websocket.Conn, m message) {
	switch m["t"] {
	case "ping":
		_ = wsjson.Write(ctx, conn, message{"t": "pong", "c": m["c"], "now": time.Now().UnixMilli()})
	case "roster":
		_ = wsjson.Write(ctx, conn, message{"t": "roster", "from": 1, "total": 3, "rows": []message{
			{"seat": 1, "name": "Ada", "score": 2840, "rank": 1, "connected": true},
			{"seat": 2, "name": "Grace", "score": 2100, "rank": 2, "connected": false, "stretch": 150},
			{"seat": 3, "name": "Cosy Linnet", "score": 0, "rank": 3, "connected": true, "practice": true},
		}})
	case "do":
		h.said <- m
		h.mu.Lock()
		done := message{"t": "done", "id": m["id"]}
		verb, _ := m["verb"].(string)
		maps.Copy(done, h.done[verb])
		deaf := h.deaf
		h.mu.Unlock()
		if !deaf {
			_ = wsjson.Write(ctx, conn, done)
		}
	}
}

// show sends the page that came last another state.
func (h *hall) show(t *testing.T, state string, host bool, n int) {
	t.Helper()
	h.mu.Lock()
	conn, s := h.socket, h.sights[state]
	h.mu.Unlock()
	tell(t.Context(), conn, s, host, n)
}

// hear waits for a command with the verb, or for a hello.
func (h *hall) hear(t *testing.T, verb string) message {
	t.Helper()
	limit := time.After(15 * time.Second)
	for {
		select {
		case m := <-h.said:
			if m["verb"] == verb || (verb == "hello" && m["t"] == "hello") {
				return m
			}
		case <-limit:
			t.Fatalf("the page did not say %q", verb)
		}
	}
}

// answers says what a verb brings beside its id, and whether commands are answered at all.
func (h *hall) answers(verb string, done message, deaf bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.done[verb], h.deaf = done, deaf
}
