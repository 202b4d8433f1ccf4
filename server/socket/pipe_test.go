package socket_test

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"trivium/server/socket"
)

// hijackable is a ResponseWriter over a pipe, so that time can be faked: the network cannot be in a synctest bubble.
type hijackable struct {
	*httptest.ResponseRecorder
	conn net.Conn
}

func (h *hijackable) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return h.conn, bufio.NewReadWriter(bufio.NewReader(h.conn), bufio.NewWriter(h.conn)), nil
}

// overPipe accepts a connection whose peer is the returned end of a pipe, speaking bare frames.
func overPipe(t *testing.T, opts *socket.Options, handle func([]byte)) (*socket.Conn, net.Conn, <-chan error) {
	t.Helper()
	ours, theirs := net.Pipe()
	t.Cleanup(func() { _ = theirs.Close() })
	c := over(t, ours, opts)
	ended := make(chan error, 1)
	go func() { ended <- c.Serve(context.Background(), handle) }()
	return c, theirs, ended
}

// over accepts a WebSocket over a connection, without reading a request.
func over(t *testing.T, conn net.Conn, opts *socket.Options) *socket.Conn {
	t.Helper()
	opts.AllowNoOrigin = true
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/ws", nil)
	for name, value := range map[string]string{
		"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
		"Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Protocol": "trivium.v1",
	} {
		r.Header.Set(name, value)
	}
	c, err := socket.Accept(&hijackable{httptest.NewRecorder(), conn}, r, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// masked encodes a client's frame with a mask of zeros.
func masked(first byte, payload []byte) []byte {
	b := []byte{first}
	switch n := len(payload); {
	case n < 126:
		b = append(b, 0x80|byte(n))
	case n < 1<<16:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 0x80|127), uint64(n))
	}
	return append(append(b, 0, 0, 0, 0), payload...)
}

// readFrame reads one short server frame.
func readFrame(t *testing.T, r io.Reader) (first byte, payload []byte) {
	t.Helper()
	var header [2]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		t.Fatal(err)
	}
	payload = make([]byte, header[1])
	if _, err := io.ReadFull(r, payload); err != nil {
		t.Fatal(err)
	}
	return header[0], payload
}

func wantCloseFrame(t *testing.T, r io.Reader, code socket.Code) {
	t.Helper()
	first, payload := readFrame(t, r)
	if first != 0x88 || socket.Code(binary.BigEndian.Uint16(payload)) != code {
		t.Fatalf("frame %x %x, want a close frame with %v", first, payload, code)
	}
}

func TestIdleClosesAtItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		_, peer, ended := overPipe(t, &socket.Options{IdleTimeout: 15 * time.Second}, func([]byte) {})
		time.AfterFunc(10*time.Second, func() { _, _ = peer.Write(masked(0x81, []byte("still here"))) })
		time.AfterFunc(20*time.Second, func() { _, _ = peer.Write(masked(0x8a, []byte("a pong"))) })
		wantCloseFrame(t, peer, socket.Idle)
		if took := time.Since(began); took != 35*time.Second {
			t.Errorf("idle after %v, want 15 s after the last frame at 20 s", took)
		}
		// The peer does not answer the close frame: the handshake is given up a second later.
		if code := socket.CodeOf(<-ended); code != socket.Idle {
			t.Errorf("ended with %v", code)
		}
		if took := time.Since(began); took != 36*time.Second {
			t.Errorf("ended after %v, want one second after the close frame", took)
		}
	})
}

func TestNoIdleTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, peer, ended := overPipe(t, &socket.Options{IdleTimeout: -1}, func([]byte) {})
		time.AfterFunc(time.Hour, func() { c.Close(socket.Restart, "") })
		wantCloseFrame(t, peer, socket.Restart)
		_, _ = peer.Write(masked(0x88, []byte{0x03, 0xf4}))
		if code := socket.CodeOf(<-ended); code != socket.Restart {
			t.Errorf("ended with %v", code)
		}
	})
}

func TestWriteTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c, _, ended := overPipe(t, &socket.Options{WriteTimeout: 5 * time.Second}, func([]byte) {})
		if err := c.Send(socket.NewFrame([]byte("nobody reads this"))); err != nil {
			t.Fatal(err)
		}
		if code := socket.CodeOf(<-ended); code != socket.SlowClient {
			t.Errorf("ended with %v", code)
		}
		if took := time.Since(began); took != 5*time.Second {
			t.Errorf("ended after %v, want 5 s", took)
		}
		if err := c.Send(socket.NewFrame(nil)); !errors.Is(err, socket.ErrClosed) {
			t.Errorf("Send returned %v", err)
		}
	})
}

func TestWriteDeadlineIsLifted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, peer, ended := overPipe(t, &socket.Options{WriteTimeout: time.Second, IdleTimeout: -1}, func([]byte) {})
		for _, text := range []string{"one", "two"} {
			if err := c.Send(socket.NewFrame([]byte(text))); err != nil {
				t.Fatal(err)
			}
			if _, payload := readFrame(t, peer); string(payload) != text {
				t.Fatalf("read %q, want %q", payload, text)
			}
			<-time.After(time.Minute) // far beyond the deadline of the last write
		}
		c.Close(socket.Drain, "")
		wantCloseFrame(t, peer, socket.Drain)
		_ = peer.Close()
		if code := socket.CodeOf(<-ended); code != socket.Drain {
			t.Errorf("ended with %v", code)
		}
	})
}

func TestCloseIsBoundedWhenThePeerIsSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		c, _, ended := overPipe(t, &socket.Options{}, func([]byte) {})
		c.Close(socket.Kicked, "")
		c.Close(socket.Drain, "too late")
		if took := time.Since(began); took != 0 {
			t.Errorf("Close took %v", took)
		}
		if code := socket.CodeOf(<-ended); code != socket.Kicked {
			t.Errorf("ended with %v", code)
		}
		if took := time.Since(began); took != time.Second {
			t.Errorf("ended after %v, want 1 s", took)
		}
	})
}

func TestRateRefills(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		got := 0
		_, peer, ended := overPipe(t, &socket.Options{Rate: 2, Burst: 3}, func([]byte) { got++ })
		say := func(n int) {
			for range n {
				if _, err := peer.Write(masked(0x81, []byte("x"))); err != nil {
					t.Error(err)
				}
			}
		}
		say(3)
		<-time.After(time.Second) // two more
		say(2)
		<-time.After(5 * time.Second) // the bucket holds three, not ten
		say(4)
		wantCloseFrame(t, peer, socket.TooManyMessages)
		_ = peer.Close()
		if code := socket.CodeOf(<-ended); code != socket.TooManyMessages {
			t.Errorf("ended with %v", code)
		}
		if got != 8 {
			t.Errorf("%d messages handled, want 8", got)
		}
	})
}

func TestFloodOfFragments(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		_, peer, ended := overPipe(t, &socket.Options{Rate: 1, Burst: 2}, func([]byte) { t.Error("handled") })
		go func() {
			empty := masked(0x00, nil) // a continuation that carries nothing and is not the last
			flood := masked(0x01, nil)
			for len(flood) < 16<<10 {
				flood = append(flood, empty...)
			}
			_, _ = peer.Write(flood)
		}()
		wantCloseFrame(t, peer, socket.TooManyMessages)
		if code := socket.CodeOf(<-ended); code != socket.TooManyMessages {
			t.Errorf("ended with %v", code)
		}
	})
}

func TestTruncatedMessageIsNotHandled(t *testing.T) {
	whole := masked(0x81, []byte("0123456789"))
	fragment := masked(0x01, []byte("01234"))
	for name, sent := range map[string][]byte{
		"in the header": whole[:3], "after the header": whole[:6], "in the payload": whole[:9], "after a fragment": fragment,
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, peer, ended := overPipe(t, &socket.Options{}, func(data []byte) { t.Errorf("handled %q", data) })
				if _, err := peer.Write(sent); err != nil {
					t.Fatal(err)
				}
				_ = peer.Close()
				if code := socket.CodeOf(<-ended); code != socket.Lost {
					t.Errorf("ended with %v", code)
				}
			})
		})
	}
}

func TestNothingBehindTheCloseFrame(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, peer, ended := overPipe(t, &socket.Options{QueueFrames: 2}, func([]byte) {})
		frame := socket.NewFrame([]byte("x"))
		if err := c.Send(frame, frame, frame, frame, frame); !errors.Is(err, socket.ErrClosed) {
			t.Errorf("Send returned %v", err)
		}
		wantCloseFrame(t, peer, socket.SlowClient)
		if rest, err := io.ReadAll(peer); err != nil || len(rest) > 0 {
			t.Errorf("%x, %v behind the close frame", rest, err)
		}
		if code := socket.CodeOf(<-ended); code != socket.SlowClient {
			t.Errorf("ended with %v", code)
		}
	})
}
