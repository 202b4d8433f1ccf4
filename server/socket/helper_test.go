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
	if benchServer() {
		return
	}
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

func start(t testing.TB, opts *socket.Options, handle handler) *server {
	t.Helper()
	return startWith(t, opts, handle, (*httptest.Server).Start)
}

// serving is a handler that lets prepare have each connection before it is served until ctx ends.
func serving(ctx context.Context, opts *socket.Options, prepare func(*socket.Conn), ended chan<- error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := socket.Accept(w, r, opts)
		if err != nil {
			return
		}
		prepare(c)
		go func() { ended <- c.Serve(ctx, func([]byte) {}) }()
	})
}

// startWith lets the caller configure and start the HTTP server.
func startWith(t testing.TB, opts *socket.Options, handle handler, begin func(*httptest.Server)) *server {
	t.Helper()
	s := &server{
		conns: make(chan *socket.Conn, 1024), ended: make(chan error, 1024), fails: make(chan error, 1024),
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
	begin(web)
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

func wait[T any](t testing.TB, from <-chan T) T {
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
func (s *server) wantEnd(t *testing.T, code socket.Code, remote bool) {
	t.Helper()
	_ = s.end(t, code, remote)
}

// end does the same and returns what Serve returned.
func (s *server) end(t *testing.T, code socket.Code, remote bool) *socket.CloseError {
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

// narrow starts an HTTP server whose kernel takes little before writes stop.
func narrow(web *httptest.Server) {
	web.Listener = narrowListener{web.Listener}
	web.Start()
}

type narrowListener struct{ net.Listener }

func (l narrowListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if tcp, ok := conn.(*net.TCPConn); ok {
		err = errors.Join(err, tcp.SetWriteBuffer(narrowBuffer))
	}
	return conn, err
}

// narrowBuffer is what the kernels are asked to hold, in bytes. Much less would bring out TCP's slowest side, the probing
// of closed windows.
const narrowBuffer = 32 << 10

// dialNarrow connects a client whose kernel takes little before it is read from.
func (s *server) dialNarrow(t *testing.T) *websocket.Conn {
	t.Helper()
	transport := &http.Transport{
		DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
			if tcp, ok := conn.(*net.TCPConn); ok {
				err = errors.Join(err, tcp.SetReadBuffer(narrowBuffer))
			}
			return conn, err
		},
	}
	t.Cleanup(transport.CloseIdleConnections)
	return s.dialWith(t, &websocket.DialOptions{HTTPClient: &http.Client{Transport: transport}})
}
