package hardening

import (
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// floodOfMessages sends a thousand messages a second over one socket, of each kind. It is closed, and somebody else notices nothing.
func (w *world) floodOfMessages(t *testing.T) {
	ctx := within(t)
	g, client := w.open(ctx, t, nil), w.peer(t)
	witness := w.join(ctx, t, client, g, "Witness", 50)
	for i, text := range []string{`{"t":"ping","c":1}`, `{"t":"answer","showing":0,"pick":[0]}`} {
		w.flood(ctx, t, text, w.join(ctx, t, client, g, fmt.Sprintf("Flooder %d", i), 51+i))
	}
	host := w.enter(ctx, t, client, wire.Hello{Role: wire.Host, PIN: g.PIN, Token: g.Token})
	host.hear("welcome")
	w.flood(ctx, t, `{"t":"roster","from":1}`, host)
	witness.alive()
}

func (w *world) flood(ctx context.Context, t *testing.T, text string, flooder *caller) {
	t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	closed := make(chan socket.Code, 1)
	go func() {
		_, code := flooder.hear("nothing")
		closed <- code
	}()
	began := time.Now()
	for sent := 0; ; sent++ {
		select {
		case code := <-closed:
			t.Logf("closed after %d messages in %v", sent, time.Since(began))
			if code != socket.TooManyMessages {
				t.Errorf("a flood of %s is closed with %s, want too many messages", text, code)
			}
			return
		case <-tick.C:
			flooder.say(text)
		case <-ctx.Done():
			t.Fatalf("%d messages %s, and the socket is still open", sent, text)
		}
	}
}

// silentConnections opens what never says anything, or says it too slowly. Later all must be closed; until then everybody is served.
func (w *world) silentConnections(t *testing.T) (later func(*testing.T)) {
	t.Helper()
	const each = 320
	var open []net.Conn
	t.Cleanup(func() {
		for _, conn := range open {
			_ = conn.Close()
		}
	})
	upgrade := "GET /ws HTTP/1.1\r\nHost: " + w.server.Addr + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: trivium.v1\r\n\r\n"
	for i := range 5 * each {
		conn, err := new(net.Dialer).DialContext(t.Context(), "tcp", w.server.Addr)
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, conn)
		beginning := []string{
			"",                                       // nothing at all
			"GET / HTTP/1.1\r\nHost: x\r\nX-A: b",    // half of a header
			upgrade,                                  // a socket on which nobody greets
			upgrade + "\x81\xfe\x0f\xff\x00\x00\x00", // and one with the beginning of a frame
			"POST /api/signin HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{", // half of a body
		}[i%5]
		if _, err := io.WriteString(conn, beginning); err != nil {
			t.Fatal(err)
		}
	}
	return func(t *testing.T) {
		limit := time.Now().Add(patience)
		left := 0
		for _, conn := range open {
			now := time.Now()
			_ = conn.SetReadDeadline(now.Add(max(limit.Sub(now), 10*time.Millisecond))) // what ended is seen to have ended even after the limit
			if _, err := io.Copy(io.Discard, conn); err != nil && strings.Contains(err.Error(), "timeout") {
				left++
			}
		}
		if left > 0 {
			t.Errorf("%d of %d connections that say nothing are still open", left, len(open))
		}
	}
}

// crowdAtTheDoor has 5,000 join at a lobby that takes 1,000. The host closes the doors meanwhile, and is obeyed.
func (w *world) crowdAtTheDoor(t *testing.T) {
	const crowd, seats, dialers = 5000, 1000, 200
	ctx, cancel := context.WithCancel(within(t))
	defer cancel()
	g := w.open(ctx, t, func(s *game.Settings) { s.SeatMax = seats })
	host := w.host(ctx, t, g)
	view, err := host.Await(ctx, "a first view", func(game.View) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	client := w.peer(t)
	work := make(chan int)
	var mu sync.Mutex
	in, out := 0, map[string]int{}
	var workers sync.WaitGroup
	for range dialers {
		workers.Go(func() {
			for i := range work {
				c, _, err := w.dial(ctx, t, client, nil)
				if err != nil {
					t.Errorf("nobody opens to number %d: %v", i, err)
					continue
				}
				c.say(hello(player(g, fmt.Sprintf("No %d", i), 100_000+i)))
				welcome, code := c.hear("welcome")
				mu.Lock()
				if welcome != "" {
					in++
				} else {
					out[code.String()]++
					_ = c.conn.CloseNow()
				}
				mu.Unlock()
			}
		})
	}
	var slowest time.Duration
	for i := range crowd {
		if i%1000 == 500 {
			began := time.Now()
			if done, err := host.Do(ctx, game.Command{Verb: game.DoSet, Turn: view.Turn, HideTable: new(bool)}); err != nil || done.Code != "" {
				t.Errorf("the host is not heard in the crowd: %+v, %v", done, err)
			}
			slowest = max(slowest, time.Since(began))
		}
		work <- i
	}
	close(work)
	workers.Wait()
	t.Logf("%d in, %v out, the host waited %v at most", in, out, slowest)
	if in != seats || out[socket.RoomNotFound.String()] != crowd-seats {
		t.Errorf("%d got in and %v did not; want %d, and all others told that there is no room", in, out, seats)
	}
	if done, err := host.Do(ctx, game.Command{Verb: game.DoLock, Turn: view.Turn}); err != nil || done.Code != "" {
		t.Errorf("the host can not close the doors: %+v, %v", done, err)
	}
	if slowest > patience/2 {
		t.Errorf("the host waited %v", slowest)
	}
	next(ctx, t, host, 1, game.Open)
}
