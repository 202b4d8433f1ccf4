package socket_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"trivium/server/socket"
)

func TestBadMessages(t *testing.T) {
	tests := map[string]struct {
		typ  websocket.MessageType
		data string
		want socket.Code
	}{
		"too large":      {websocket.MessageText, strings.Repeat("x", 4097), socket.TooLarge},
		"far too large":  {websocket.MessageText, strings.Repeat("x", 1<<20), socket.TooLarge},
		"binary":         {websocket.MessageBinary, "{}", socket.BadMessage},
		"not UTF-8":      {websocket.MessageText, "\xff\xfe", socket.BadMessage},
		"handler panics": {websocket.MessageText, "panic", socket.Internal},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, nil, func(_ *socket.Conn, data []byte) {
				if string(data) != "panic" {
					t.Errorf("handled %.20q", data)
				}
				panic("the handler's fault")
			})
			_, client := s.pair(t)
			// A write may fail when the server closes in the middle of it.
			_ = client.Write(deadline(t), test.typ, []byte(test.data))
			wantClose(t, client, test.want)
			closed := s.end(t, test.want, false)
			if test.want == socket.Internal && (closed.Err == nil || !strings.Contains(closed.Err.Error(), "the handler's fault")) {
				t.Errorf("the cause is lost: %v", closed)
			}
		})
	}
}

func TestProtocolErrors(t *testing.T) {
	tests := map[string][]byte{
		"reserved bits":  masked(0xf1, nil),
		"unknown opcode": masked(0x83, nil),
		"lone fragment":  masked(0x80, nil),
		"long ping":      masked(0x89, make([]byte, 126)),
	}
	for name, sent := range tests {
		t.Run(name, func(t *testing.T) {
			_, peer, ended := overPipe(t, &socket.Options{}, func([]byte) { t.Error("handled") })
			if _, err := peer.Write(sent); err != nil {
				t.Fatal(err)
			}
			wantCloseFrame(t, peer, socket.Protocol)
			_ = peer.Close()
			if code := socket.CodeOf(wait(t, ended)); code != socket.Protocol {
				t.Errorf("ended with %v", code)
			}
		})
	}
}

func TestTooManyMessages(t *testing.T) {
	s := start(t, &socket.Options{Rate: 0.001, Burst: 5}, func(c *socket.Conn, data []byte) {
		_ = c.Send(socket.NewFrame(data))
	})
	_, client := s.pair(t)
	for range 5 {
		write(t, client, "x")
		wantRead(t, client, "x")
	}
	write(t, client, "x")
	wantClose(t, client, socket.TooManyMessages)
	s.wantEnd(t, socket.TooManyMessages, false)
}

func TestTooManyPings(t *testing.T) {
	s := start(t, &socket.Options{Rate: 0.001, Burst: 3}, nil)
	_, client := s.pair(t)
	go func() {
		for range 4 {
			_ = client.Ping(context.WithoutCancel(t.Context()))
		}
	}()
	wantClose(t, client, socket.TooManyMessages)
	s.wantEnd(t, socket.TooManyMessages, false)
}

func TestVersion(t *testing.T) {
	for name, offer := range map[string][]string{
		"newer": {"trivium.v2"}, "none": {}, "foreign": {"chat"},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, nil, nil)
			client := s.dialWith(t, &websocket.DialOptions{Subprotocols: offer})
			wantClose(t, client, socket.Version)
			if err := wait(t, s.fails); !errors.Is(err, socket.ErrVersion) {
				t.Errorf("Accept returned %v", err)
			}
		})
	}
}

func TestOriginAtAccept(t *testing.T) {
	tests := map[string]struct {
		origin string
		opts   *socket.Options
		ok     bool
	}{
		"own":              {"own", &socket.Options{}, true},
		"other":            {"https://evil.example", &socket.Options{}, false},
		"listed":           {"https://quiz.example", &socket.Options{Origins: []string{"https://quiz.example"}}, true},
		"none":             {"", &socket.Options{}, false},
		"none, allowed":    {"", &socket.Options{AllowNoOrigin: true}, true},
		"other, allowed":   {"https://evil.example", &socket.Options{AllowNoOrigin: true}, false},
		"own check":        {"app://x", &socket.Options{OriginCheck: func(*http.Request) bool { return true }}, true},
		"own check, none":  {"", &socket.Options{OriginCheck: func(*http.Request) bool { return true }}, false},
		"own check denies": {"own", &socket.Options{OriginCheck: func(*http.Request) bool { return false }}, false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := start(t, test.opts, nil)
			header := http.Header{}
			switch test.origin {
			case "":
			case "own":
				header.Set("Origin", s.url)
			default:
				header.Set("Origin", test.origin)
			}
			client, response, err := websocket.Dial(deadline(t), strings.Replace(s.url, "http", "ws", 1),
				&websocket.DialOptions{HTTPHeader: header, Subprotocols: []string{"trivium.v1"}})
			if (err == nil) != test.ok {
				t.Fatalf("dial: %v, want success %v", err, test.ok)
			}
			if err == nil {
				_ = client.CloseNow()
				return
			}
			_ = response.Body.Close()
			if response.StatusCode != http.StatusForbidden {
				t.Errorf("status %d, want 403", response.StatusCode)
			}
			if err := wait(t, s.fails); !errors.Is(err, socket.ErrOrigin) {
				t.Errorf("Accept returned %v", err)
			}
		})
	}
}

func TestNotAWebSocket(t *testing.T) {
	s := start(t, &socket.Options{AllowNoOrigin: true}, nil)
	request, err := http.NewRequestWithContext(deadline(t), http.MethodGet, s.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	http.DefaultClient.CloseIdleConnections()
	if response.StatusCode != http.StatusUpgradeRequired {
		t.Errorf("status %d, want 426", response.StatusCode)
	}
	if err := wait(t, s.fails); err == nil {
		t.Error("Accept returned no error")
	}
}
