//go:build !race

package gateway

import (
	"bufio"
	"fmt"
	"net"
	"net/http/httptest"
	"runtime"
	gometrics "runtime/metrics"
	"strings"
	"testing"

	"trivium/game"
)

// TestStackOfASession holds what a session takes of stack while it waits: with the race detector frames are larger, so it is
// left out there.
func TestStackOfASession(t *testing.T) {
	const players = 200
	set := game.DefaultSettings()
	set.SeatMax = players
	gw, err := New(Options{
		Rooms: &fakeRooms{rooms: map[string]*fakeRoom{"1234": newFakeRoom(t, "1234", set, capital())}}, AllowNoOrigin: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gw.Handler())
	defer server.Close()
	defer gw.Close()
	before := stacks()
	for i := range players {
		enterBare(t, server.Listener.Addr().String(), fmt.Sprint("Player ", i))
	}
	each := (stacks() - before) / players
	t.Logf("%d bytes of stack for each of %d sessions", each, players)
	if each > 5<<10 {
		t.Errorf("each session has %d bytes of stack while it waits, want 4 KiB: look at what is on the way from Gateway.start to"+
			" RawConn.Read for large frames", each)
	}
}

// stacks is how many bytes of stack there are, after collections, each of which makes large ones smaller.
func stacks() uint64 {
	for range 4 {
		runtime.GC()
	}
	sample := []gometrics.Sample{{Name: "/memory/classes/heap/stacks:bytes"}}
	gometrics.Read(sample)
	return sample[0].Value.Uint64()
}

// enterBare brings a player who has no goroutine, and waits for the welcome.
func enterBare(t *testing.T, address, name string) {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	hello := fmt.Appendf(nil, `{"t":"hello","role":"player","pin":"1234","name":%q,"proof":"0123456789abcdef0123456789abcdef"}`, name)
	request := "GET / HTTP/1.1\r\nHost: " + address + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
		"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: trivium.v1\r\n\r\n"
	frame := append([]byte{0x81, 0x80 | byte(len(hello)), 0, 0, 0, 0}, hello...)
	if _, err := conn.Write(append([]byte(request), frame...)); err != nil {
		t.Fatal(err)
	}
	for r := bufio.NewReader(conn); ; {
		line, err := r.ReadString('}')
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(line, `"welcome"`) {
			return
		}
	}
}
