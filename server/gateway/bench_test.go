package gateway

import (
	"context"
	"encoding/json"
	"io"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/coder/websocket"

	"trivium/game"
	"trivium/server/gateway/names"
	"trivium/server/wire"
)

// benchStage is a gateway with players who read and count what they get.
type benchStage struct {
	room  *fakeRoom
	conns []*websocket.Conn
	views tally
	acks  tally
}

// tally counts, and tells when a number is reached.
type tally struct {
	mu      sync.Mutex
	count   int
	target  int
	reached chan struct{}
}

func (c *tally) add() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.count++; c.count == c.target {
		close(c.reached)
	}
}

// more gives a channel that is closed after n more.
func (c *tally) more(n int) <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.target, c.reached = c.count+n, make(chan struct{})
	return c.reached
}

func newBenchStage(b *testing.B, players int) *benchStage {
	b.Helper()
	set := game.DefaultSettings()
	set.SeatMax = players
	t := &testing.T{} // only for Helper and Fatal of the fake
	s := &benchStage{room: newFakeRoom(t, "1234", set, capital())}
	s.room.seatAtOnce = false
	gw, err := New(Options{Rooms: &fakeRooms{rooms: map[string]*fakeRoom{"1234": s.room}}, AllowNoOrigin: true})
	if err != nil {
		b.Fatal(err)
	}
	gw.socket.Rate = -1
	server := httptest.NewServer(gw.Handler())
	b.Cleanup(func() {
		gw.Close()
		server.Close()
	})
	for i := range players {
		s.join(b, "ws"+strings.TrimPrefix(server.URL, "http"), names.Draw([]byte(strconv.Itoa(i)), 20))
	}
	s.room.must(game.Command{Verb: game.DoSeat, Through: players})
	return s
}

func (s *benchStage) join(b *testing.B, url, name string) {
	b.Helper()
	ws, _, err := websocket.Dial(b.Context(), url, &websocket.DialOptions{Subprotocols: []string{wire.Subprotocol}}) //nolint:bodyclose // there is none
	if err != nil {
		b.Fatal(err)
	}
	hello, err := json.Marshal(player(name))
	if err != nil {
		b.Fatal(err)
	}
	if err := ws.Write(b.Context(), websocket.MessageText, hello); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = ws.CloseNow() })
	if _, data, err := ws.Read(b.Context()); err != nil || !strings.Contains(string(data), `"welcome"`) {
		b.Fatalf("%s, %v", data, err)
	}
	s.conns = append(s.conns, ws)
	go func() {
		var start [16]byte
		for {
			_, r, err := ws.Reader(context.Background())
			if err != nil {
				return
			}
			n, _ := io.ReadFull(r, start[:])
			_, _ = io.Copy(io.Discard, r)
			switch got := string(start[:n]); {
			case strings.HasPrefix(got, `{"t":"view"`):
				s.views.add()
			case strings.HasPrefix(got, `{"t":"ack"`):
				s.acks.add()
			}
		}
	}()
}

// open opens the question and waits until everybody has been told.
func (s *benchStage) open(players int) {
	s.room.must(game.Command{Verb: game.DoNext})
	told := s.views.more(players)
	s.room.must(game.Command{Verb: game.DoNext})
	<-told
}

// BenchmarkFanout tells a change of the open question to a room of 1,000, clients and all in one process. One op is one
// player.
func BenchmarkFanout(b *testing.B) {
	const players = 1000
	s := newBenchStage(b, players)
	s.open(players)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i += players {
		told := s.views.more(players)
		s.room.must(game.Command{Verb: game.DoAddTime, Millis: 1})
		<-told
	}
}

// BenchmarkAnswers takes answers from 200 players, each waiting for the ack of the last. One op is one answer.
func BenchmarkAnswers(b *testing.B) {
	const players = 200
	s := newBenchStage(b, players)
	s.open(players)
	answer := []byte(`{"t":"answer","showing":0,"pick":[2],"m":4210}`)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i += players {
		acked := s.acks.more(players)
		for _, ws := range s.conns {
			if err := ws.Write(b.Context(), websocket.MessageText, answer); err != nil {
				b.Fatal(err)
			}
		}
		<-acked
	}
}

// BenchmarkJoin lets players in. One op is one join with its connection.
func BenchmarkJoin(b *testing.B) {
	b.ReportAllocs()
	newBenchStage(b, min(b.N, 20_000))
}

// BenchmarkOwn makes one player's own part, changed and not.
func BenchmarkOwn(b *testing.B) {
	t := &testing.T{}
	r := newFakeRoom(t, "1234", game.DefaultSettings(), capital())
	if _, _, err := r.Join(b.Context(), game.SeatEntry{Name: "Ada", Key: "ada"}); err != nil {
		b.Fatal(err)
	}
	gw, err := New(Options{Rooms: &fakeRooms{}})
	if err != nil {
		b.Fatal(err)
	}
	s := &session{gw: gw, seat: 1, hub: newHub(gw, r)}
	state, _ := r.Now()
	for _, same := range []bool{true, false} {
		b.Run("same="+strconv.FormatBool(same), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.ownSent = same
				s.ownFrame(state, s.ownView(state))
			}
		})
	}
}
