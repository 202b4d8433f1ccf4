//go:build unix && !race

package socket_test

import (
	"bufio"
	"context"
	"io"
	"net"
	"runtime"
	runtimemetrics "runtime/metrics"
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

// TestAQuietConnectionAllocatesLittle holds the memory of connections that wait, without what the kernel has: their readers'
// stacks, buffers and all that is kept of them, after they have heard a message and a pong.
func TestAQuietConnectionAllocatesLittle(t *testing.T) {
	const connections, most = 500, 10 << 10
	opts := &socket.Options{Rate: -1}
	heard := make(chan struct{}, 2*connections)
	theirs := make([]net.Conn, connections)
	ended := make(chan error, connections)
	before := inUse()
	for i := range theirs {
		var ours net.Conn
		ours, theirs[i] = pairOf(t, "tcp", "127.0.0.1:0")
		c := over(t, ours, opts)
		c.OnPong = func(uint64) { heard <- struct{}{} }
		go func() { ended <- c.Serve(context.Background(), func([]byte) { deep(300); heard <- struct{}{} }) }()
		for _, frame := range [][]byte{masked(0x81, []byte("hello")), masked(0x8a, make([]byte, 8))} {
			if _, err := theirs[i].Write(frame); err != nil {
				t.Fatal(err)
			}
			wait(t, heard)
		}
	}
	each := (inUse() - before) / connections
	t.Logf("%d bytes a connection", each)
	if each > most {
		t.Errorf("a quiet connection holds %d bytes, the most is %d", each, most)
	}
	for i := range theirs {
		_ = theirs[i].Close()
		_ = wait(t, ended)
	}
}

// deep makes a stack grow, as the handling of a message does.
func deep(n int) int {
	var frame [64]byte
	if n == 0 {
		return len(frame)
	}
	frame[n%64] = byte(deep(n - 1))
	return int(frame[n%64])
}

// inUse is what heap and stacks hold, after collections in which stacks shrink.
func inUse() int {
	for range 4 { // a stack is halved once in each
		runtime.GC()
	}
	samples := []runtimemetrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	runtimemetrics.Read(samples)
	return int(samples[0].Value.Uint64() + samples[1].Value.Uint64())
}

// BenchmarkReceive hears a message and answers it.
func BenchmarkReceive(b *testing.B) {
	ack := socket.NewFrame([]byte(strings.Repeat("a", 60)))
	heard := make(chan struct{}, 1)
	var c *socket.Conn // whom the handler answers
	c, peer := bare(b, func([]byte) { _ = c.Send(ack); heard <- struct{}{} })
	frame := masked(0x81, []byte(strings.Repeat("m", 47)))
	for b.Loop() {
		if _, err := peer.Write(frame); err != nil {
			b.Fatal(err)
		}
		<-heard
	}
}
