package sockettest

import (
	"bytes"
	"context"
	"net"
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

func newOrdinaryServer() (string, Work) {
	s := &ordinaryServer{}
	return Listen(s.serve), s
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
				if data == nil {
					go pingWithin(ctx, c)
				} else if writeWithin(ctx, c, data) != nil {
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
		out <- data[:AckSize]
	}
}

func writeWithin(ctx context.Context, c *websocket.Conn, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	return c.Write(ctx, websocket.MessageText, data)
}

// pingWithin asks for a pong and waits for it, which in this library has to be done apart.
func pingWithin(ctx context.Context, c *websocket.Conn) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	_ = c.Ping(ctx)
}

func (s *ordinaryServer) list() []chan []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clip(s.conns)
}

// Question implements Work.
func (s *ordinaryServer) Question(size int, ping bool) {
	data := bytes.Repeat([]byte("q"), size)
	for _, out := range s.list() {
		out <- data
		if ping {
			out <- nil
		}
	}
}

// Results implements Work.
func (s *ordinaryServer) Results(personal, table int) {
	shared := bytes.Repeat([]byte("t"), table)
	own := Personal(personal)
	for i, out := range s.list() {
		out <- bytes.Clone(own(i))
		out <- shared
	}
}

// Connections implements Work.
func (s *ordinaryServer) Connections() int { return len(s.list()) }

// Listen serves HTTP on a free port and returns its address.
func Listen(handler http.HandlerFunc) string {
	listener := must((&net.ListenConfig{}).Listen(context.Background(), "tcp", "127.0.0.1:0"))
	go func() { _ = (&http.Server{Handler: handler, ReadHeaderTimeout: time.Minute}).Serve(listener) }()
	return listener.Addr().String()
}
