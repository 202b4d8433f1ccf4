package socket_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/coder/websocket"

	"trivium/server/socket"
)

// TestCloseRaces has everybody send, ping and close at once while the client sends, and sometimes leaves.
func TestCloseRaces(t *testing.T) {
	s := start(t, &socket.Options{Rate: -1}, func(c *socket.Conn, data []byte) {
		_ = c.Send(socket.NewFrame(data))
	})
	for round := range 8 {
		c, client := s.pair(t)
		var group sync.WaitGroup
		var closed atomic.Bool
		for i := range 4 {
			group.Go(func() {
				frame := socket.NewFrame(fmt.Appendf(nil, "frame %d", i))
				for n := 0; !closed.Load() && n < 50; n++ {
					_ = c.Send(frame, socket.NewPing(uint64(n)))
				}
			})
			group.Go(func() {
				for n := 0; n < 20 && client.Write(context.Background(), websocket.MessageText, []byte("hi")) == nil; n++ {
				}
			})
		}
		for i := range 3 {
			group.Go(func() {
				if round%4 == 3 && i == 0 {
					_ = client.CloseNow()
					return
				}
				c.Close(socket.Drain+socket.Code(i), "race")
				closed.Store(true)
			})
		}
		group.Go(func() {
			for {
				if _, _, err := client.Read(context.Background()); err != nil {
					return
				}
			}
		})
		group.Wait()
		if err := wait(t, s.ended); socket.CodeOf(err) == 0 {
			t.Errorf("Serve returned %v", err)
		}
		if err := c.Send(socket.NewFrame(nil)); !errors.Is(err, socket.ErrClosed) {
			t.Errorf("Send after the end returned %v", err)
		}
	}
}

// TestFanoutOrder checks that each connection gets each frame once, in order, and is announced before.
func TestFanoutOrder(t *testing.T) {
	const count, rounds = 150, 5
	s := start(t, nil, nil)
	clients := make([]*websocket.Conn, count)
	conns := make([]*socket.Conn, count)
	for i := range clients {
		conns[i], clients[i] = s.pair(t)
	}
	announced := make([]atomic.Int64, count)
	for round := range rounds {
		text := func(part string) *socket.Frame { return socket.NewFrame(fmt.Appendf(nil, "%d %s", round, part)) }
		socket.Fanout(conns, func(i int) { announced[i].Add(1) }, text("result"), text("table"))
	}
	for i, client := range clients {
		for round := range rounds {
			wantRead(t, client, fmt.Sprintf("%d result", round))
			wantRead(t, client, fmt.Sprintf("%d table", round))
		}
		if announced[i].Load() != rounds {
			t.Errorf("connection %d was announced %d times", i, announced[i].Load())
		}
	}
}

func TestEach(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 1000} {
		seen := make([]atomic.Int64, n)
		socket.Each(n, func(i int) { seen[i].Add(1) })
		for i := range seen {
			if seen[i].Load() != 1 {
				t.Fatalf("index %d of %d seen %d times", i, n, seen[i].Load())
			}
		}
	}
}

func TestPong(t *testing.T) {
	pongs := make(chan uint64, 4)
	opts := &socket.Options{}
	accepted, ended := make(chan *socket.Conn, 1), make(chan error, 1)
	web := httptest.NewServer(serving(t.Context(), opts, func(c *socket.Conn) {
		c.OnPong = func(payload uint64) { pongs <- payload }
		accepted <- c
	}, ended))
	defer web.Close()
	client := (&server{url: web.URL}).dial(t)
	c := wait(t, accepted)
	if err := c.Ping(1<<63 | 7); err != nil {
		t.Fatal(err)
	}
	if err := c.Send(socket.NewFrame([]byte("question")), socket.NewPing(8)); err != nil {
		t.Fatal(err)
	}
	wantRead(t, client, "question")
	go func() { _, _, _ = client.Read(context.Background()) }() // so that it answers the second ping
	for _, want := range []uint64{1<<63 | 7, 8} {
		if got := wait(t, pongs); got != want {
			t.Errorf("pong %x, want %x", got, want)
		}
	}
}

func TestContextEndsServe(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	opts := &socket.Options{}
	accepted, ended := make(chan *socket.Conn, 1), make(chan error, 1)
	web := httptest.NewServer(serving(ctx, opts, func(c *socket.Conn) { accepted <- c }, ended))
	defer web.Close()
	client := (&server{url: web.URL}).dial(t)
	wait(t, accepted)
	cancel()
	wantClose(t, client, socket.GoingAway)
	if err := wait(t, ended); socket.CodeOf(err) != socket.GoingAway {
		t.Errorf("Serve returned %v", err)
	}
}

// TestTLS takes the way without a raw connection, where everything goes through the queue.
func TestTLS(t *testing.T) {
	var web *httptest.Server
	s := startWith(t, nil, func(c *socket.Conn, data []byte) {
		_ = c.Send(socket.NewFrame(data), socket.NewFrame([]byte("again")))
	}, func(w *httptest.Server) { w.StartTLS(); web = w })
	client := s.dialWith(t, &websocket.DialOptions{HTTPClient: web.Client()})
	c := wait(t, s.conns)
	for i := range 5 {
		write(t, client, message(i)[:2])
		wantRead(t, client, message(i)[:2])
		wantRead(t, client, "again")
	}
	if err := client.Close(websocket.StatusNormalClosure, ""); err != nil {
		t.Errorf("the closing handshake was cut: %v", err)
	}
	s.wantEnd(t, socket.Normal, true)
	c.Close(socket.Drain, "nobody there")
}

// TestEarlyMessage sends the first message together with the handshake, before the answer to it.
func TestEarlyMessage(t *testing.T) {
	s := start(t, nil, func(c *socket.Conn, data []byte) { _ = c.Send(socket.NewFrame(data)) })
	host := strings.TrimPrefix(s.url, "http://")
	peer, err := (&net.Dialer{}).DialContext(deadline(t), "tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = peer.Close() }()
	request := "GET / HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + s.url + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: trivium.v1\r\n\r\n"
	long := strings.Repeat("long", 300)
	if _, err := peer.Write(append([]byte(request), masked(0x81, []byte(long))...)); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(peer)
	for line := ""; line != "\r\n"; {
		if line, err = r.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	got := make([]byte, 4+len(long))
	if _, err := io.ReadFull(r, got); err != nil || string(got[4:]) != long {
		t.Fatalf("%v, %d bytes", err, len(got))
	}
}

func TestPeerBreaksOff(t *testing.T) {
	s := start(t, nil, nil)
	_, client := s.pair(t)
	_ = client.CloseNow()
	s.wantEnd(t, socket.Lost, true)
}
