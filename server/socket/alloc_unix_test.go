//go:build unix && !race

package socket_test

import (
	"bufio"
	"io"
	"net"
	"strings"
	"testing"

	"trivium/server/socket"
)

// TestSendAllocatesNothing holds the way of a frame that is there already: one write, and no garbage.
func TestSendAllocatesNothing(t *testing.T) {
	c, _ := bare(t, nil)
	view, own, ping := socket.NewFrame([]byte(strings.Repeat("v", 500))), socket.NewFrame([]byte("own")), socket.NewPing(7)
	for name, send := range map[string]func(){
		"one frame":    func() { _ = c.Send(view) },
		"three frames": func() { _ = c.Send(view, own, ping) },
	} {
		if got := testing.AllocsPerRun(200, send); got >= 1 { // a collection may empty a pool once
			t.Errorf("%s: %v allocations", name, got)
		}
	}
}

// bare is an accepted connection whose peer reads without looking.
func bare(t testing.TB, handle func([]byte)) (*socket.Conn, net.Conn) {
	t.Helper()
	s := start(t, &socket.Options{Rate: -1, AllowNoOrigin: true}, func(_ *socket.Conn, data []byte) { handle(data) })
	host := strings.TrimPrefix(s.url, "http://")
	peer, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = peer.Close() })
	if _, err := io.WriteString(peer, "GET / HTTP/1.1\r\nHost: "+host+"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: trivium.v1\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(peer)
	for line := ""; line != "\r\n"; {
		if line, err = r.ReadString('\n'); err != nil {
			t.Fatal(err)
		}
	}
	go func() { _, _ = io.Copy(io.Discard, r) }()
	return wait(t, s.conns), peer
}

// BenchmarkSend writes a view, an own part and a ping to one connection, in one write.
func BenchmarkSend(b *testing.B) {
	c, _ := bare(b, nil)
	view, own := socket.NewFrame([]byte(strings.Repeat("v", 500))), socket.NewFrame([]byte(strings.Repeat("o", 250)))
	for b.Loop() {
		if err := c.Send(view, own); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkNewFrame encodes what goes to everybody.
func BenchmarkNewFrame(b *testing.B) {
	payload := []byte(strings.Repeat("v", 500))
	for b.Loop() {
		socket.NewFrame(payload)
	}
}
