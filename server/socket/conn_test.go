package socket_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"trivium/server/socket"
)

func TestEcho(t *testing.T) {
	s := start(t, nil, func(c *socket.Conn, data []byte) { _ = c.Send(socket.NewFrame(data)) })
	c, client := s.pair(t)
	for _, text := range []string{"hello", "", "grüße", strings.Repeat("x", 4096)} {
		write(t, client, text)
		wantRead(t, client, text)
	}
	c.Close(socket.GameOver, "done")
	wantClose(t, client, socket.GameOver)
	s.wantEnd(t, socket.GameOver, false)
	if err := c.Send(socket.NewFrame(nil)); !errors.Is(err, socket.ErrClosed) {
		t.Fatalf("Send after the end returned %v", err)
	}
}

func TestFrameSizes(t *testing.T) {
	s := start(t, nil, nil)
	c, client := s.pair(t)
	for _, size := range []int{0, 1, 125, 126, 127, 65535, 65536} {
		text := strings.Repeat("y", size)
		frame := socket.NewFrame([]byte(text))
		if string(frame.Payload()) != text {
			t.Fatalf("Payload of %d bytes differs", size)
		}
		if err := c.Send(frame, frame); err != nil {
			t.Fatal(err)
		}
		wantRead(t, client, text)
		wantRead(t, client, text)
	}
}

func TestPeerCloses(t *testing.T) {
	s := start(t, nil, nil)
	_, client := s.pair(t)
	if err := client.Close(websocket.StatusGoingAway, "bye"); err != nil {
		t.Fatal(err)
	}
	if closed := s.end(t, socket.GoingAway, true); closed.Reason != "bye" {
		t.Fatalf("reason %q", closed.Reason)
	}
}
