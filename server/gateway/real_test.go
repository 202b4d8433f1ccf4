package gateway

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/gateway/names"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
	"trivium/server/room"
	"trivium/server/socket"
	"trivium/server/wire"
)

// realRooms shows a registry to the gateway, as app does.
type realRooms struct{ registry *room.Registry }

func (r realRooms) Open(ctx context.Context, pin string) (Room, error) {
	opened, err := r.registry.Open(ctx, pin)
	if errors.Is(err, room.ErrNoRoom) {
		return nil, ErrNoRoom
	}
	return realRoom{opened}, err
}

type realRoom struct{ *room.Room }

func (r realRoom) ID() string { return string(r.Room.ID()) }

func (r realRoom) Join(ctx context.Context, e game.SeatEntry) (game.Seat, game.SeatEntry, error) {
	seat, stands, err := r.Room.Join(ctx, e)
	switch {
	case errors.Is(err, room.ErrFull):
		err = ErrFull
	case errors.Is(err, room.ErrLocked):
		err = ErrLocked
	}
	return seat, stands, err
}

func (r realRoom) Answer(showing int, seat game.Seat, e game.AnswerEntry, done func(Answered)) {
	r.Room.Answer(showing, seat, e, func(a room.Answered) {
		outcome := Unavailable
		switch a.Outcome {
		case room.Stored:
			outcome = Stored
		case room.Late:
			outcome = Late
		case room.Unavailable:
		}
		done(Answered{Outcome: outcome, Entry: a.Entry, Fresh: a.Fresh})
	})
}

// instances starts n gateways over one truth, with one room: 1234.
func instances(t *testing.T, n int, set game.Settings) []*stage {
	t.Helper()
	doc, err := theDocument()
	if err != nil {
		t.Fatal(err)
	}
	truth := memory.New(memory.Options{Clock: func() ledger.Time { return ledger.Time(time.Now().UnixMilli()) }})
	var all []*stage
	for i := range n {
		registry := room.NewRegistry(room.Options{Ledger: truth.Instance(fmt.Sprintf("i%d", i))})
		gw, err := New(Options{Rooms: realRooms{registry}, Instance: fmt.Sprintf("i%d", i)})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(gw.Handler())
		t.Cleanup(func() {
			gw.Close()
			server.Close()
			registry.Close()
		})
		if i == 0 {
			_, err = registry.Create(t.Context(), "room", game.Opened{
				Rules: game.Rules, PIN: "1234", Seed: []byte("0123456789abcdef0123456789abcdef"), HostKey: HashToken("host"),
				Settings: set, Rounds: []game.Round{{Questions: []int{0, 1}}}, Questions: twoQuestions(),
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		all = append(all, &stage{t: t, gw: gw, doc: doc, http: server.URL, url: "ws" + strings.TrimPrefix(server.URL, "http")})
	}
	return all
}

// A whole game over two instances: whoever joins where, all see the same, and what was acked is what counts.
func TestGameOverTwoInstances(t *testing.T) {
	set := game.DefaultSettings()
	set.Title, set.CreditMax = "Test", 150
	stages := instances(t, 2, set)
	const players = 24
	var all []*client
	for i := range players {
		all = append(all, stages[i%2].join(names.Draw([]byte{byte(i)}, 0)))
	}
	c := stages[1].dial() // the name is taken on the other instance
	c.say(player(strings.ToUpper(names.Draw([]byte{0}, 0))))
	c.refused("name_taken", 0)
	host, screen := stages[0].enter(wire.Host), stages[1].enter(wire.Screen)
	for _, c := range all {
		if !c.admitted { // who was let in at once is not told again
			awaitThat(c, "own", func(o wire.Own) bool { return o.Own.Admitted })
		}
	}
	host.do(game.DoNext, nil)
	screen.phase(game.Ready)
	host.do(game.DoNext, nil)
	opened := screen.phase(game.Open)
	moved := all[0] // reconnects to the other instance in mid-question and answers there
	_ = moved.ws.CloseNow()
	all[0] = stages[1].resume(moved.token, nil)
	right := 0
	for i, choice := range opened.View.Question.Choices {
		if choice == "Canberra" {
			right = i
		}
	}
	for i, c := range all {
		c.phase(game.Open)
		c.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{(right + i%4) % 4}})
	}
	for i, c := range all {
		if ack := await[wire.Ack](c, "ack"); !ack.OK || ack.Pick[0] != (right+i%4)%4 {
			t.Fatalf("player %d: ack %+v", i, ack)
		}
	}
	for i, c := range all { // all have answered: the reveal comes by itself
		own := awaitThat(c, "own", func(o wire.Own) bool { return o.Own.Result != nil })
		if got := own.Own.Result; got.Right != (i%4 == 0) || got.Answer.Pick[0] != (right+i%4)%4 {
			t.Fatalf("player %d: result %+v", i, got)
		}
		if i == 0 && own.Own.Result.Credit > set.CreditMax {
			t.Fatalf("credit %d is beyond Kmax", own.Own.Result.Credit)
		}
	}
	host.do(game.DoEnd, nil)
	host.do(game.DoEnd, nil)
	for _, c := range all {
		if view := c.phase(game.Over); view.View.Ended == "" {
			t.Fatalf("view %+v", view.View)
		}
	}
}

// Of two connections of one player the newer stays, on whatever instance each of them is.
func TestNewestConnectionWinsOverInstances(t *testing.T) {
	stages := instances(t, 2, game.DefaultSettings())
	first := stages[0].join("Ada")
	for at := range 3 {
		newer := stages[(at+1)%2].resume(first.token, nil)
		if code := first.ended(); code != socket.Replaced {
			t.Fatalf("connection %d ended with %v", at, code)
		}
		first = newer
	}
	first.say(wire.Ping{T: "ping", C: 7})
	await[wire.Pong](first, "pong")
}

func TestKickedEverywhere(t *testing.T) {
	stages := instances(t, 2, game.DefaultSettings())
	ada := stages[0].join("Ada")
	host := stages[1].enter(wire.Host)
	awaitThat(ada, "own", func(o wire.Own) bool { return o.Own.Admitted })
	host.do(game.DoKick, func(d *wire.Do) { d.Seat = 1 })
	if code := ada.ended(); code != socket.Kicked {
		t.Fatalf("ended with %v", code)
	}
	again := stages[1].dial()
	again.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Token: ada.token})
	again.refused("token", socket.Kicked)
}
