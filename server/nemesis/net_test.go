package nemesis

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"trivium/server/redislink"
)

func TestMain(m *testing.M) {
	redislink.LogTo(slog.New(slog.DiscardHandler)) // that a Redis which was killed can not be reached is no news
	goleak.VerifyTestMain(m)
}

// echo is a server that says every line back.
func echo(t *testing.T) (addr string) {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				_, _ = io.Copy(conn, conn)
				_ = conn.Close()
			}()
		}
	}()
	t.Cleanup(func() { _ = listener.Close(); <-done })
	return listener.Addr().String()
}

// caller speaks lines over a link.
type caller struct {
	t    *testing.T
	conn net.Conn
	in   *bufio.Reader
}

func call(t *testing.T, l *link) *caller {
	t.Helper()
	conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", l.addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return &caller{t, conn, bufio.NewReader(conn)}
}

func (c *caller) say(line string) {
	c.t.Helper()
	if _, err := fmt.Fprintln(c.conn, line); err != nil {
		c.t.Fatal(err)
	}
}

// hear waits for a line; the error says what came instead.
func (c *caller) hear(limit time.Duration) (string, error) {
	_ = c.conn.SetReadDeadline(time.Now().Add(limit))
	line, err := c.in.ReadString('\n')
	return strings.TrimSpace(line), err
}

const (
	soon  = 10 * time.Second       // what must come, comes well before
	quiet = 200 * time.Millisecond // what must not come, would have come
)

func TestALinkBreaksAsItIsTold(t *testing.T) {
	l := newLink(t, to(echo(t)))
	c := call(t, l)
	expect := func(want string) {
		t.Helper()
		if got, err := c.hear(soon); got != want {
			t.Fatalf("heard %q, %v; want %q", got, err, want)
		}
	}
	silent := func(why string) {
		t.Helper()
		if got, err := c.hear(quiet); err == nil || errors.Is(err, io.EOF) {
			t.Fatalf("%s: heard %q, %v", why, got, err)
		}
	}
	c.say("one")
	expect("one")

	for way, f := range map[string]fault{"up": {up: true}, "down": {down: true}, "both": {up: true, down: true}} {
		l.set(f)
		c.say("held " + way)
		silent(way)
		l.set(fault{})
		expect("held " + way)
	}
	l.set(fault{delay: 100 * time.Millisecond})
	began := time.Now()
	c.say("late")
	expect("late")
	if took := time.Since(began); took < 200*time.Millisecond {
		t.Errorf("100 ms each way took %v", took)
	}
	l.set(fault{up: true})
	c.say("lost")
	l.sever()
	if got, err := c.hear(soon); err == nil {
		t.Errorf("a severed connection says %q", got)
	}

	l.set(fault{cut: true})
	// Whether the reset is met in connecting or in reading is a matter of chance.
	if conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", l.addr()); err == nil {
		cut := &caller{t, conn, bufio.NewReader(conn)}
		if got, err := cut.hear(soon); err == nil {
			t.Errorf("a cut link says %q", got)
		}
		_ = conn.Close()
	}
	l.set(fault{})
	c = call(t, l)
	c.say("back")
	expect("back")
	if err := c.conn.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	if got, err := c.hear(soon); !errors.Is(err, io.EOF) {
		t.Errorf("the end was passed on as %q, %v", got, err)
	}
}

func TestTheBalancerTakesTurnsAmongThoseThatAnswer(t *testing.T) {
	b := newBalancer(t)
	var sick atomic.Int32
	sick.Store(-1)
	for i := range 3 {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/readyz" && int(sick.Load()) == i {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			_, _ = fmt.Fprint(w, i)
		}))
		t.Cleanup(server.Close)
		b.add(t, server.Listener.Addr().String())
	}
	count := func() (counts [3]int) {
		t.Helper()
		for range 9 {
			counts[get(t, b.addr())]++
		}
		return counts
	}
	if got := count(); got != [3]int{3, 3, 3} {
		t.Errorf("three healthy instances got %v of nine connections", got)
	}
	sick.Store(1)
	await(t, "the sick one is left out", func() bool { return count()[1] == 0 })
	sick.Store(-1)
	await(t, "it is back", func() bool { return count() == [3]int{3, 3, 3} })
}

// get asks and gives the number that was answered.
func get(t *testing.T, addr string) (number int) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	if _, err := fmt.Fscan(response.Body, &number); err != nil {
		t.Fatal(err)
	}
	return number
}

// await polls until it holds.
func await(t testing.TB, what string, holds func() bool) {
	t.Helper()
	limit := time.After(soon)
	for !holds() {
		select {
		case <-limit:
			t.Fatalf("%s: not within %v", what, soon)
		case <-time.After(20 * time.Millisecond):
		}
	}
}
