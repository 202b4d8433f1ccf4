package socket_test

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"testing"

	"trivium/server/socket"
)

func TestCodes(t *testing.T) {
	names := map[string]bool{}
	snake := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	last := socket.Code(0)
	for _, info := range socket.Codes() {
		if info.Code <= last {
			t.Errorf("%v comes after %v", info.Code, last)
		}
		last = info.Code
		if !snake.MatchString(info.Name) || names[info.Name] {
			t.Errorf("name %q is not snake_case or comes twice", info.Name)
		}
		names[info.Name] = true
		if info.Words == "" {
			t.Errorf("%v has no words", info.Code)
		}
		switch {
		case info.Code >= 4000 && info.Code < 4100:
			if !info.Reconnect {
				t.Errorf("%v is in the range that reconnects", info.Code)
			}
		case info.Code >= 4400 && info.Code < 4500:
			if info.Reconnect {
				t.Errorf("%v is in the range that stops", info.Code)
			}
		case info.Code >= 3000:
			t.Errorf("%v is in neither range", info.Code)
		}
		if info.Code.Info() != info {
			t.Errorf("Info of %v is %+v", info.Code, info.Code.Info())
		}
	}
}

func TestUnknownCodes(t *testing.T) {
	for code, reconnect := range map[socket.Code]bool{1013: true, 4099: true, 4399: true, 4400 + 55: false, 4500: true} {
		if info := code.Info(); info.Reconnect != reconnect || info.Name != "other" {
			t.Errorf("Info of %v is %+v", code, info)
		}
	}
}

func TestCloseError(t *testing.T) {
	err := fmt.Errorf("wrapped: %w", &socket.CloseError{Code: socket.SlowClient, Reason: "full", Err: io.ErrClosedPipe})
	want := `wrapped: socket: closed by us with slow_client (4001) "full": io: read/write on closed pipe`
	if err.Error() != want {
		t.Errorf("%v, want %v", err, want)
	}
	if socket.CodeOf(err) != socket.SlowClient || !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("code %v or cause lost", socket.CodeOf(err))
	}
	if code := socket.CodeOf(io.EOF); code != 0 {
		t.Errorf("code %v of another error", code)
	}
}
