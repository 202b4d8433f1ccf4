package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// bidi is a session of WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/): commands with numbered answers, and
// events, over one socket.
type bidi struct {
	socket *websocket.Conn
	done   chan struct{} // closed when nothing more will come

	mu       sync.Mutex
	last     int
	waiting  map[int]chan bidiAnswer
	consoles map[string]*console // by the tab's id
}

type bidiAnswer struct {
	ID      int             `json:"id"`
	Type    string          `json:"type"` // success, error or event
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

// object is any JSON object of the protocol.
type object = map[string]any

func dialBiDi(address string) (*bidi, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startLimit)
	defer cancel()
	socket, response, err := websocket.Dial(ctx, address+"/session", nil)
	if err != nil {
		return nil, err
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	socket.SetReadLimit(64 << 20) // a screenshot comes in one message
	b := &bidi{socket: socket, done: make(chan struct{}), waiting: map[int]chan bidiAnswer{}, consoles: map[string]*console{}}
	go b.read()

	if _, err = b.call(ctx, "session.new", object{"capabilities": object{}}); err == nil {
		_, err = b.call(ctx, "session.subscribe", object{"events": []string{"log.entryAdded"}})
	}
	if err != nil {
		b.close()
		return nil, err
	}
	return b, nil
}

// read hands out what comes, until the socket closes.
func (b *bidi) read() {
	defer close(b.done)
	for {
		var got bidiAnswer
		if err := wsjson.Read(context.Background(), b.socket, &got); err != nil {
			return
		}
		b.mu.Lock()
		answer := b.waiting[got.ID]
		delete(b.waiting, got.ID)
		b.mu.Unlock()
		switch {
		case got.Type == "event":
			b.event(got)
		case answer != nil:
			answer <- got // has room for one
		}
	}
}

func (b *bidi) event(got bidiAnswer) {
	var entry struct {
		Level  string `json:"level"`
		Text   string `json:"text"`
		Type   string `json:"type"`
		Source struct {
			Context string `json:"context"`
		} `json:"source"`
	}
	if got.Method != "log.entryAdded" || json.Unmarshal(got.Params, &entry) != nil {
		return
	}
	kind := entry.Type
	if kind == "javascript" {
		kind = "exception"
	}
	b.mu.Lock()
	heard := b.consoles[entry.Source.Context]
	b.mu.Unlock()
	if heard != nil {
		heard.note(Problem{Kind: kind, Text: entry.Text}, entry.Level == "error")
	}
}

// call sends a command and returns its result.
func (b *bidi) call(ctx context.Context, method string, params object) (json.RawMessage, error) {
	answer := make(chan bidiAnswer, 1)
	b.mu.Lock()
	b.last++
	id := b.last
	b.waiting[id] = answer
	b.mu.Unlock()

	// A context that ends in mid-write closes the socket, so the write has none; it is small and the peer is near.
	if err := wsjson.Write(context.WithoutCancel(ctx), b.socket, object{"id": id, "method": method, "params": params}); err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	select {
	case got := <-answer:
		if got.Type == "error" {
			return nil, fmt.Errorf("%s: %s: %s", method, got.Error, got.Message)
		}
		return got.Result, nil
	case <-b.done:
		return nil, fmt.Errorf("%s: the browser has hung up", method)
	case <-ctx.Done():
		b.mu.Lock()
		delete(b.waiting, id)
		b.mu.Unlock()
		return nil, fmt.Errorf("%s: %w", method, ctx.Err())
	}
}

func (b *bidi) close() {
	_ = b.socket.CloseNow()
	<-b.done
}
