package gateway

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

func TestDrainSendsEverybodyElsewhere(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.DrainSpread = 100 * time.Millisecond })
	clients := []*client{s.join("Ada"), s.join("Ben"), s.enter(wire.Host), s.enter(wire.Screen), s.dial()}
	codes := make(chan socket.Code, len(clients))
	for _, c := range clients {
		go func() { codes <- c.ended() }()
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := s.gw.Drain(ctx); err != nil {
		t.Fatal(err)
	}
	for range clients {
		if code := <-codes; code != socket.Drain {
			t.Errorf("ended with %v", code)
		}
	}
	if n := s.gw.Sessions(); n != 0 {
		t.Errorf("%d sessions are left", n)
	}
	s.refusedWith(http.StatusServiceUnavailable, s.http)
}

func TestDrainGivesUpWithItsContext(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.DrainSpread = time.Hour })
	s.join("Ada")
	s.join("Ben")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.gw.Drain(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("Drain: %v", err)
	}
}

func TestCloseEndsEverything(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	code := make(chan socket.Code, 1)
	go func() { code <- ada.ended() }()
	s.gw.Close()
	if got := <-code; got != socket.Restart {
		t.Errorf("ended with %v", got)
	}
	if s.room.Connected(1) {
		t.Error("the room still takes the player for connected")
	}
}

func TestMovedConnectionsEnd(t *testing.T) {
	s := newStage(t, nil)
	ada, ben := s.join("Ada"), s.join("Ben")
	s.room.mu.Lock()
	s.room.moved = map[game.Seat]game.Time{1: s.room.now, 2: s.room.now - 1_000} // Ben's is older than the one here
	s.room.bell()
	s.room.mu.Unlock()
	if code := ada.ended(); code != socket.Replaced {
		t.Errorf("ended with %v", code)
	}
	ben.say(wire.Ping{T: "ping", C: 7})
	await[wire.Pong](ben, "pong")
}

// A store that went back in time sends everybody to a fresh connection.
func TestTheNumberNeverFallsOnAConnection(t *testing.T) {
	s := newStage(t, nil)
	old, _ := s.room.Now()
	ada := s.join("Ada")
	s.room.mu.Lock()
	s.room.state = old
	s.room.bell()
	s.room.mu.Unlock()
	if code := ada.ended(); code != socket.Drain {
		t.Errorf("ended with %v", code)
	}
}

func TestConnectionsAreLimited(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.Connections = 1 })
	s.join("Ada")
	s.refusedWith(http.StatusServiceUnavailable, s.http)
}

// refusedWith tries to connect and wants that status instead.
func (s *stage) refusedWith(status int, origin string) {
	s.t.Helper()
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	_, response, err := websocket.Dial(s.t.Context(), s.url, &websocket.DialOptions{
		Subprotocols: []string{wire.Subprotocol}, HTTPHeader: header,
	})
	if response != nil && response.Body != nil {
		defer func() { _ = response.Body.Close() }()
	}
	if err == nil || response == nil || response.StatusCode != status {
		s.t.Errorf("origin %q: %v, want status %d", origin, err, status)
	}
}

func TestOriginIsChecked(t *testing.T) {
	s := newStage(t, nil)
	for _, origin := range []string{"", "https://evil.example", strings.Replace(s.http, "http:", "https:", 1), "null"} {
		s.refusedWith(http.StatusForbidden, origin)
	}
}

func TestEndedRoomsLetGo(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Limits.Linger = 20 * time.Millisecond })
	ada := s.join("Ada")
	s.room.must(game.Command{Verb: game.DoEnd})
	ada.phase(game.Over)
	if code := ada.ended(); code != socket.GameOver {
		t.Fatalf("ended with %v", code)
	}
}

func TestOptionsAreValidated(t *testing.T) {
	rooms := &fakeRooms{}
	for field, opts := range map[string]Options{
		"Rooms":          {},
		"AllowedOrigins": {Rooms: rooms, AllowedOrigins: []string{"quiz.example.org"}},
		"Limits.Hosts":   {Rooms: rooms, Limits: Limits{Hosts: -1}},
		"PingEvery":      {Rooms: rooms, PingEvery: time.Hour},
	} {
		if _, err := New(opts); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if _, err := New(Options{Rooms: rooms, AllowedOrigins: []string{"https://quiz.example.org:8443"}}); err != nil {
		t.Error(err)
	}
}

func TestMetrics(t *testing.T) {
	registry := prometheus.NewRegistry()
	s := newStage(t, func(o *Options, _ *game.Settings) { o.Registerer = registry })
	ada := s.join("Ada")
	bad := s.dial()
	bad.say(player("ada"))
	bad.refused("name_taken", 0)
	s.enter(wire.Host)
	s.room.open()
	ada.phase(game.Open)
	ada.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{0}})
	await[wire.Ack](ada, "ack")
	s.resume(ada.token, nil)
	if problems, err := testutil.GatherAndLint(registry); err != nil || len(problems) > 0 {
		t.Errorf("promlint: %v, %v", problems, err)
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, info := range Metrics() {
		listed[info.Name] = true
	}
	var missing []string
	for _, family := range families {
		if strings.HasPrefix(family.GetName(), "trivium_socket_") {
			continue
		}
		if !listed[family.GetName()] {
			t.Errorf("%s is not in the list", family.GetName())
		}
		delete(listed, family.GetName())
		for _, metric := range family.GetMetric() {
			for _, label := range metric.GetLabel() {
				if slices.Contains([]string{"1234", "Ada", s.room.id, "0"}, label.GetValue()) {
					t.Errorf("%s has label %s=%q", family.GetName(), label.GetName(), label.GetValue())
				}
			}
		}
	}
	for name := range listed {
		if name != "trivium_commands_total" { // no command was given
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		t.Errorf("listed and not there: %v", missing)
	}
	for name, want := range map[string]float64{"ok": 1, "name_taken": 1} {
		if got := testutil.ToFloat64(s.gw.metrics.joins.WithLabelValues(name)); got != want {
			t.Errorf("joins %s: %v, want %v", name, got, want)
		}
	}
	if got := testutil.ToFloat64(s.gw.metrics.answers.WithLabelValues("stored")); got != 1 {
		t.Errorf("answers stored: %v", got)
	}
	if got := testutil.CollectAndCount(s.gw.metrics.fanout); got != 1 {
		t.Errorf("fan-outs: %v", got)
	}
}

// TestARoomIsHeldWhileSomebodyIsInIt lets the room rest when the last has gone, and has those come again who found it resting.
func TestARoomIsHeldWhileSomebodyIsInIt(t *testing.T) {
	s := newStage(t, nil)
	ada, ben := s.join("Ada"), s.join("Ben")
	holds := func() int {
		s.room.mu.Lock()
		defer s.room.mu.Unlock()
		return s.room.holds
	}
	if n := holds(); n != 1 {
		t.Errorf("with two people in it the room is held %d times", n)
	}
	s.room.mu.Lock()
	free := s.room.free
	s.room.mu.Unlock()
	_ = ada.ws.CloseNow()
	s.room.awaitGone(1)
	if n := holds(); n != 1 {
		t.Errorf("with one of them the room is held %d times", n)
	}
	_ = ben.ws.CloseNow()
	select {
	case <-free:
	case <-time.After(patience):
		t.Fatal("nobody lets go of the room")
	}
	if n := holds(); n != 0 {
		t.Errorf("nobody is there and the room is held %d times", n)
	}
	s.room.mu.Lock()
	s.room.rests = true
	s.room.mu.Unlock()
	late := s.dial()
	late.say(player("Cleo"))
	late.refused("busy", socket.Internal)
}
