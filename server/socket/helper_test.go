package socket_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/goleak"

	"trivium/server/socket"
)

func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m)
}

// patience bounds every wait of a test: it is reached only when something is broken.
const patience = 10 * time.Second

// server is an HTTP server whose only route accepts sockets and serves them.
type server struct {
	url   string
	conns chan *socket.Conn // each connection, before Serve
	ended chan error        // what each Serve returned
	fails chan error        // what each failed Accept returned
}

// handler is called with every message of every connection.
type handler func(c *socket.Conn, data []byte)

func start(t *testing.T, opts *socket.Options, handle handler) *server {
	t.Helper()
	s := &server{
		conns: make(chan *socket.Conn, 64), ended: make(chan error, 64), fails: make(chan error, 64),
	}
	web := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := socket.Accept(w, r, opts)
		if err != nil {
			s.fails <- err
			return
		}
		s.conns <- c
		go func() {
			s.ended <- c.Serve(context.Background(), func(data []byte) {
				if handle != nil {
					handle(c, data)
				}
			})
		}()
	}))
	web.Config.ErrorLog = nil
	web.Start()
	t.Cleanup(web.Close)
	s.url = web.URL
	return s
}

func deadline(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	t.Cleanup(cancel)
	return ctx
}

// dial connects as a browser on the server's own origin would.
func (s *server) dial(t *testing.T) *websocket.Conn {
	t.Helper()
	return s.dialWith(t, &websocket.DialOptions{})
}

func (s *server) dialWith(t *testing.T, opts *websocket.DialOptions) *websocket.Conn {
	t.Helper()
	if opts.HTTPHeader == nil {
		opts.HTTPHeader = http.Header{"Origin": {s.url}}
	}
	if opts.Subprotocols == nil {
		opts.Subprotocols = []string{"trivium.v1"}
	}
	c, response, err := websocket.Dial(deadline(t), strings.Replace(s.url, "http", "ws", 1), opts)
	if err != nil {
		t.Fatalf("dial: %v", err)
	}
	if response.Body != nil {
		_ = response.Body.Close()
	}
	c.SetReadLimit(-1)
	t.Cleanup(func() { _ = c.CloseNow() })
	return c
}

// pair is one accepted connection and its client.
func (s *server) pair(t *testing.T) (*socket.Conn, *websocket.Conn) {
	t.Helper()
	client := s.dial(t)
	return wait(t, s.conns), client
}

func wait[T any](t *testing.T, from <-chan T) T {
	t.Helper()
	select {
	case value := <-from:
		return value
	case <-time.After(patience):
		t.Fatal("nothing came")
		panic("unreachable")
	}
}

// wantEnd waits for the next Serve to return and checks its code and who closed.
func (s *server) wantEnd(t *testing.T, code socket.Code, remote bool) *socket.CloseError {
	t.Helper()
	err := wait(t, s.ended)
	var closed *socket.CloseError
	if !errors.As(err, &closed) || closed.Code != code || closed.Remote != remote {
		t.Fatalf("Serve returned %v (remote %v), want code %v, remote %v", err, closed != nil && closed.Remote, code, remote)
	}
	return closed
}

// wantClose reads until the client is closed and checks the code it was given.
func wantClose(t *testing.T, client *websocket.Conn, code socket.Code) {
	t.Helper()
	for {
		_, _, err := client.Read(deadline(t))
		if err == nil {
			continue
		}
		if got := socket.Code(websocket.CloseStatus(err)); got != code {
			t.Fatalf("client was closed with %d (%v), want %d", got, err, code)
		}
		return
	}
}

func wantRead(t *testing.T, client *websocket.Conn, want string) {
	t.Helper()
	typ, data, err := client.Read(deadline(t))
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	if typ != websocket.MessageText || string(data) != want {
		t.Fatalf("read %v %.80q, want text %.80q", typ, data, want)
	}
}

func write(t *testing.T, client *websocket.Conn, text string) {
	t.Helper()
	if err := client.Write(deadline(t), websocket.MessageText, []byte(text)); err != nil {
		t.Fatalf("write: %v", err)
	}
}

// smallBuffer makes the client's kernel take little before the server's writes stop.
func smallBuffer(n int) *http.Client {
	dialer := &net.Dialer{}
	return &http.Client{Transport: &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := dialer.DialContext(ctx, network, address)
			if tcp, ok := conn.(*net.TCPConn); ok {
				err = errors.Join(err, tcp.SetReadBuffer(n))
			}
			return conn, err
		},
	}}
}
