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

// message is any JSON object that crosses the socket.
type message map[string]any

// scene is what a fake room says to whoever says hello: a state of testdata/states, whose times count from now.
type scene struct {
	View   message  `json:"view"`
	Own    message  `json:"own"`
	Ack    message  `json:"ack"`    // sent behind the view, if any
	Saving bool     `json:"saving"` // the store is away
	Close  int      `json:"close"`  // the code to close with instead
	Join   *message `json:"join"`   // what /api/join says
}

// fake is a server that shows the client one state for each PIN, and keeps what the client said.
type fake struct {
	*httptest.Server
	assets *web.Assets

	mu      sync.Mutex
	scenes  map[string]scene // by PIN
	said    chan message     // every frame of a client, in order
	rooms   map[string]*websocket.Conn
	silent  bool               // answers are swallowed: no ack
	closed  bool               // sockets are not taken
	refusal map[string]message // by PIN: the problem that a hello is met with
}

// newFake starts a server; it ends with the test.
func newFake(t *testing.T) *fake {
	t.Helper()
	assets := shipped(t)
	f := &fake{assets: assets, scenes: make(map[string]scene), said: make(chan message, 1000), rooms: make(map[string]*websocket.Conn)}
	mux := http.NewServeMux()
	mux.Handle("/assets/", assets.Handler())
	mux.HandleFunc("/ws", f.socket)
	mux.HandleFunc("/api/join/{pin}", f.join)
	mux.HandleFunc("POST /api/claims", claimed)
	mux.HandleFunc("/media/{name}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "image/svg+xml")
		_, _ = w.Write([]byte(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="400"><rect width="640" height="400" fill="#235"/><circle cx="320" cy="200" r="120" fill="#ffd27a"/></svg>`))
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		document, err := assets.Page(web.Player, web.PageData{})
		if err != nil {
			t.Error(err)
		}
		document.ServeHTTP(w, r)
	})
	f.Server = httptest.NewServer(mux)
	t.Cleanup(f.Close)
	return f
}

// claimed knows one secret.
func claimed(w http.ResponseWriter, r *http.Request) {
	var asked struct{ Secret string }
	_ = json.NewDecoder(r.Body).Decode(&asked)
	w.Header().Set("Content-Type", "application/json")
	if asked.Secret != "5ec2e7" {
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"title":"Not Found","status":404,"code":"no_claim"}`))
		return
	}
	_ = json.NewEncoder(w).Encode(message{"league": "1ea9", "league_name": "City League", "slug": "city", "key": "foxes", "name": "The Foxes"})
}

// show makes the PIN stand for a scene.
func (f *fake) show(pin string, s scene) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.scenes[pin] = s
}

// seat is the address at which a page is in the room of the PIN at once.
func (f *fake) seat(pin string) string { return f.URL + "/m/" + pin + "#code" }

func (f *fake) at(pin string) (scene, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	s, ok := f.scenes[pin]
	return s, ok
}

func (f *fake) join(w http.ResponseWriter, r *http.Request) {
	s, ok := f.at(r.PathValue("pin"))
	if !ok || s.Join == nil {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write([]byte(`{"title":"No game","status":404}`))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(s.Join)
}

func (f *fake) socket(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	closed := f.closed
	f.mu.Unlock()
	if closed {
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
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
	f.said <- hello
	pin, _ := hello["pin"].(string)
	s, _ := f.at(pin)
	if s.Close != 0 {
		_ = conn.Close(websocket.StatusCode(s.Close), "")
		return
	}
	f.mu.Lock()
	f.rooms[pin] = conn
	refusal := f.refusal[pin]
	f.mu.Unlock()
	if refusal != nil {
		_ = wsjson.Write(ctx, conn, refusal)
		_ = wsjson.Read(ctx, conn, &hello) // until the client leaves
		return
	}
	f.greet(ctx, conn, hello, s)
	for {
		var m message
		if wsjson.Read(ctx, conn, &m) != nil {
			return
		}
		f.said <- m
		f.reply(ctx, conn, m)
	}
}

func (f *fake) greet(ctx context.Context, conn *websocket.Conn, hello message, s scene) {
	now := time.Now().UnixMilli()
	name := hello["name"]
	if s.Own != nil {
		name = s.Own["name"]
	}
	_ = wsjson.Write(ctx, conn, message{"t": "welcome", "role": "player", "seat": 7, "token": hello["proof"], "name": name, "now": now})
	f.tell(ctx, conn, s, 5)
	if pending, ok := hello["pending"].(map[string]any); ok {
		answer := maps.Clone(message(pending)) // the test may be reading the other
		answer["t"] = "answer"
		f.reply(ctx, conn, answer)
	}
	if s.Ack != nil {
		_ = wsjson.Write(ctx, conn, s.Ack)
	}
	if s.Saving {
		_ = wsjson.Write(ctx, conn, message{"t": "saving", "on": true})
	}
}

// tell sends view and own. Times in a scene count from now.
func (f *fake) tell(ctx context.Context, conn *websocket.Conn, s scene, n int) {
	now := time.Now().UnixMilli()
	shift := func(m message, names ...string) message {
		shifted := maps.Clone(m)
		for _, name := range names {
			if v, ok := m[name].(float64); ok {
				shifted[name] = now + int64(v)
			}
		}
		return shifted
	}
	_ = wsjson.Write(ctx, conn, message{"t": "view", "n": n, "now": now, "view": shift(s.View, "began", "deadline")})
	if s.Own != nil {
		_ = wsjson.Write(ctx, conn, message{"t": "own", "n": n, "own": shift(s.Own, "deadline")})
	}
}

// push shows the page in a room another scene.
func (f *fake) push(t *testing.T, pin string, s scene, n int) {
	t.Helper()
	f.show(pin, s)
	f.mu.Lock()
	conn := f.rooms[pin]
	f.mu.Unlock()
	f.tell(t.Context(), conn, s, n)
}

func (f *fake) reply(ctx context.Context, conn *websocket.Conn, m message) {
	f.mu.Lock()
	silent := f.silent
	f.mu.Unlock()
	switch m["t"] {
	case "ping":
		_ = wsjson.Write(ctx, conn, message{"t": "pong", "c": m["c"], "now": time.Now().UnixMilli()})
	case "answer":
		if !silent {
			_ = wsjson.Write(ctx, conn, message{"t": "ack", "showing": m["showing"], "ok": true, "pick": m["pick"], "text": m["text"]})
		}
	}
}

// mute swallows answers, or takes them again.
func (f *fake) mute(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.silent = on
}

// refuseSockets takes no sockets, as a server that is away, or takes them again.
func (f *fake) refuseSockets(on bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = on
}

// refuse meets a hello in the room with a problem; nil lets people in.
func (f *fake) refuse(pin string, problem message) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.refusal == nil {
		f.refusal = make(map[string]message)
	}
	f.refusal[pin] = problem
}

// drop breaks the connection of the page in the room without a word.
func (f *fake) drop(pin string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	_ = f.rooms[pin].CloseNow()
}

// closeWith ends the connection of the page in the room with a code.
func (f *fake) closeWith(t *testing.T, pin string, code websocket.StatusCode) {
	t.Helper()
	f.mu.Lock()
	conn := f.rooms[pin]
	f.mu.Unlock()
	go func() { _ = conn.Close(code, "") }() // it waits for the other side
}

// next waits for a frame of the client with the given name and returns it.
func (f *fake) next(t *testing.T, name string) message {
	t.Helper()
	limit := time.After(15 * time.Second)
	for {
		select {
		case m := <-f.said:
			if m["t"] == name {
				return m
			}
		case <-limit:
			t.Fatalf("the client did not say %q", name)
		}
	}
}

// scenes reads every state of testdata/states, by name.
func scenes(t *testing.T) map[string]scene {
	t.Helper()
	files, err := filepath.Glob("testdata/states/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no states in testdata/states: %v", err)
	}
	found := make(map[string]scene, len(files))
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var s scene
		if err := json.Unmarshal(data, &s); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		found[strings.TrimSuffix(filepath.Base(file), ".json")] = s
	}
	return found
}
