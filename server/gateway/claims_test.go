package gateway

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// desk knows one secret, breaks at another, and does not answer to a third.
func desk(ctx context.Context, _ string, secrets []string) (map[string]string, error) {
	proved := map[string]string{}
	for _, secret := range secrets {
		switch secret {
		case "SECRET-of-the-foxes":
			proved["league"] = "key-of-the-foxes"
		case "SECRET-broken":
			return proved, errors.New("the desk is on fire: " + secret)
		case "SECRET-slow":
			<-ctx.Done()
			return nil, ctx.Err()
		}
	}
	return proved, nil
}

// said keeps what is logged.
type said struct {
	mu   sync.Mutex
	text bytes.Buffer // guarded by mu
}

func (s *said) Write(line []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(line)
}

// TestClaims has phones show secrets: only what they prove is stored, nobody is told, and nothing keeps anybody out.
func TestClaims(t *testing.T) {
	log := &said{}
	s := newStage(t, func(o *Options, set *game.Settings) {
		o.Hooks.Claims, set.Boards = desk, true
		o.Logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	var frames bytes.Buffer
	for i, c := range []struct {
		name    string
		secrets []string
		want    map[string]string
	}{
		{"Ada", []string{"SECRET-of-nobody", "SECRET-of-the-foxes"}, map[string]string{"league": "key-of-the-foxes"}},
		{"Ben", []string{"SECRET-of-nobody"}, nil},
		{"Cleo", []string{"SECRET-of-the-foxes", "SECRET-broken"}, nil},
		{"Dan", []string{"SECRET-slow"}, nil},
		{"Eve", nil, nil},
	} {
		hello := player(c.name)
		hello.Claims, hello.Public = c.secrets, i%2 == 0
		phone := s.dial()
		phone.say(hello)
		for name := ""; name != "own"; {
			var data []byte
			var err error
			if name, data, err = phone.read(); err != nil {
				t.Fatal(err)
			}
			frames.Write(data)
		}
		state, _ := s.room.Now()
		seat, ok := state.Seat(game.Seat(i + 1))
		if !ok || !maps.Equal(seat.Claims, c.want) || seat.Public != (i%2 == 0) {
			t.Errorf("%s: seat %+v (%v), want claims %v", c.name, seat, ok, c.want)
		}
	}
	for _, role := range []wire.Role{wire.Host, wire.Screen} {
		c := s.dial()
		hello := wire.Hello{T: "hello", Role: role, PIN: "1234"}
		if role == wire.Host {
			hello.Token = "host"
		}
		c.say(hello)
		want := "view"
		if role == wire.Host {
			await[wire.View](c, "view")
			c.say(wire.Roster{T: "roster", From: 1})
			want = "roster"
		}
		for name := ""; name != want; {
			var data []byte
			var err error
			if name, data, err = c.read(); err != nil {
				t.Fatal(err)
			}
			frames.Write(data)
		}
	}
	for slot, entries := range s.room.entries {
		for _, e := range entries {
			if strings.Contains(string(e.Data), "SECRET") {
				t.Errorf("a secret is in the slot %s: %s", slot, e.Data)
			}
		}
	}
	for _, secret := range []string{"SECRET", "key-of-the-foxes"} {
		if strings.Contains(frames.String(), secret) {
			t.Errorf("%q is in a frame", secret)
		}
	}
	log.mu.Lock()
	defer log.mu.Unlock()
	if strings.Contains(log.text.String(), "SECRET") {
		t.Errorf("a secret is in the log:\n%s", log.text.String())
	}
}

// TestNobodyIsOnBoardsUnasked lets the wish of a phone count only where the host puts the game on boards.
func TestNobodyIsOnBoardsUnasked(t *testing.T) {
	s := newStage(t, nil)
	c := s.dial()
	hello := player("Ada")
	hello.Public, hello.Claims = true, []string{"a secret, and nobody who knows it"}
	c.say(hello)
	await[wire.Own](c, "own")
	state, _ := s.room.Now()
	if seat, _ := state.Seat(1); seat.Public || seat.Claims != nil {
		t.Errorf("seat %+v", seat)
	}
}

// TestTooManyClaims ends a connection that shows more secrets than any phone keeps.
func TestTooManyClaims(t *testing.T) {
	s := newStage(t, nil)
	for _, claims := range [][]string{slices.Repeat([]string{"x"}, 9), {strings.Repeat("x", 201)}} {
		c := s.dial()
		hello := player("Ada")
		hello.Claims = claims
		c.say(hello)
		if code := c.ended(); code != socket.BadMessage {
			t.Errorf("closed with %v", code)
		}
	}
}
