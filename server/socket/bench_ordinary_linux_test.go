package socket_test

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// ordinaryServer is coder/websocket as its own chat example has it: the handler reads, a goroutine writes what comes
// through a channel, and each write has its deadline.
type ordinaryServer struct {
	mu    sync.Mutex
	conns []chan []byte
}

func newOrdinaryServer() (string, benchWork) {
	s := &ordinaryServer{}
	return listen(s.serve), s
}

func (s *ordinaryServer) serve(w http.ResponseWriter, r *http.Request) {
	c, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{"trivium.v1"}})
	if err != nil {
		return
	}
	defer func() { _ = c.CloseNow() }()
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	out := make(chan []byte, 64)
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case data := <-out:
				if writeWithin(ctx, c, data) != nil {
					return
				}
			}
		}
	}()
	s.mu.Lock()
	s.conns = append(s.conns, out)
	s.mu.Unlock()
	for {
		_, data, err := c.Read(ctx)
		if err != nil {
			return
		}
		out <- data[:ackSize]
	}
}

func writeWithin(ctx context.Context, c *websocket.Conn, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return c.Write(ctx, websocket.MessageText, data)
}

func (s *ordinaryServer) list() []chan []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.conns)
}

func (s *ordinaryServer) question() {
	data := bytes.Repeat([]byte("q"), questionSize)
	for _, out := range s.list() {
		out <- data
	}
}

func (s *ordinaryServer) results() {
	table := bytes.Repeat([]byte("t"), tableSize)
	own := personal()
	for i, out := range s.list() {
		out <- bytes.Clone(own(i))
		out <- table
	}
}

func (s *ordinaryServer) connections() int { return len(s.list()) }
