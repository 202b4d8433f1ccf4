package gateway

import (
	"testing"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

func TestJoinPlayAndAck(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	if ada.seat != 1 {
		t.Fatalf("seat %d", ada.seat)
	}
	host, screen := s.enter(wire.Host), s.enter(wire.Screen)
	s.room.open()
	question := ada.phase(game.Open).View.Question
	if question == nil || len(question.Choices) != 4 {
		t.Fatalf("question %+v", question)
	}
	host.phase(game.Open)
	screen.phase(game.Open)
	ada.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{2}})
	ack := await[wire.Ack](ada, "ack")
	if !ack.OK || ack.Code != "" || len(ack.Pick) != 1 || ack.Pick[0] != 2 {
		t.Fatalf("ack %+v", ack)
	}
	if e, ok := s.room.entry(1); !ok || e.Pick[0] != 2 {
		t.Fatalf("acked, but stored is %+v", e)
	}
	ada.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{1}})
	ack = await[wire.Ack](ada, "ack")
	if !ack.OK || ack.Code != "changed" || ack.Pick[0] != 2 || ack.Words == "" {
		t.Fatalf("second answer: ack %+v, want what stands", ack)
	}
	s.room.reveal()
	own := awaitThat(ada, "own", func(o wire.Own) bool { return o.Own.Result != nil })
	if !own.Own.Result.Answered {
		t.Fatalf("own %+v", own.Own)
	}
}

func TestAckOnlyAfterStored(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.room.open()
	ada.phase(game.Open)
	s.room.setSaving(true)
	await[wire.Saving](ada, "saving")
	ada.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{2}})
	ada.say(wire.Ping{T: "ping", C: 5})
	for {
		name, data, err := ada.read()
		if err != nil {
			t.Fatal(err)
		}
		if name == "ack" {
			t.Fatalf("acked while nothing can be stored: %s", data)
		}
		if name == "pong" {
			break
		}
	}
	s.room.setSaving(false)
	if ack := await[wire.Ack](ada, "ack"); !ack.OK {
		t.Fatalf("ack %+v", ack)
	}
}

func TestSavingIsToldToEverybody(t *testing.T) {
	s := newStage(t, nil)
	s.room.setSaving(true)
	ada := s.join("Ada") // while the store is away
	s.room.setSaving(false)
	if m := await[wire.Saving](ada, "saving"); m.On {
		t.Fatal("still saving")
	}
	screen := s.enter(wire.Screen)
	s.room.setSaving(true)
	for _, c := range []*client{ada, screen} {
		if m := await[wire.Saving](c, "saving"); !m.On {
			t.Fatal("not saving")
		}
	}
}

func TestAnswersRefused(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	ask := func(a wire.Answer, code string) {
		t.Helper()
		a.T = "answer"
		ada.say(a)
		if ack := await[wire.Ack](ada, "ack"); ack.OK || ack.Code != code || ack.Words == "" {
			t.Fatalf("answer %+v: ack %+v, want %q", a, ack, code)
		}
	}
	ask(wire.Answer{Showing: 0, Pick: []int{0}}, "not_open")
	s.room.open()
	ada.phase(game.Open)
	ask(wire.Answer{Showing: 0}, "bad")
	ask(wire.Answer{Showing: 0, Pick: []int{4}}, "bad")
	ask(wire.Answer{Showing: 0, Text: "Canberra"}, "bad")
	ask(wire.Answer{Showing: 1, Pick: []int{0}}, "not_open")
	ask(wire.Answer{Showing: -1, Pick: []int{0}}, "not_open")
	late := s.join("Late")
	late.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{0}})
	if ack := await[wire.Ack](late, "ack"); ack.OK || ack.Code != "not_seated" {
		t.Fatalf("ack %+v, want not_seated", ack)
	}
	s.room.reveal()
	ask(wire.Answer{Showing: 0, Pick: []int{0}}, "late")
}

func TestResumeBringsBackThePlayer(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.join("Ben")
	s.room.open()
	ada.phase(game.Open)
	ada.say(wire.Answer{T: "answer", Showing: 0, Pick: []int{3}})
	await[wire.Ack](ada, "ack")
	_ = ada.ws.CloseNow()
	again := s.resume(ada.token, nil)
	if again.seat != ada.seat {
		t.Fatalf("seat %d, want %d", again.seat, ada.seat)
	}
	if view := await[wire.View](again, "view"); view.View.Phase != game.Open {
		t.Fatalf("phase %s", view.View.Phase)
	}
	if own := await[wire.Own](again, "own"); own.Own.Name != "Ada" {
		t.Fatalf("own %+v", own.Own)
	}
	if ack := await[wire.Ack](again, "ack"); !ack.OK || ack.Pick[0] != 3 {
		t.Fatalf("ack %+v, want the stored answer", ack)
	}
}

func TestRepeatedJoinIsTheSamePlayer(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Name: "Ada", Proof: ada.token})
	if welcome := await[wire.Welcome](c, "welcome"); welcome.Seat != ada.seat || welcome.Token != ada.token {
		t.Fatalf("welcome %+v", welcome)
	}
	if code := ada.ended(); code != socket.Replaced {
		t.Fatalf("the older connection ended with %v", code)
	}
}

func TestPendingAnswerIsAckedAfterTheWelcome(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.room.open()
	ada.phase(game.Open)
	_ = ada.ws.CloseNow()
	again := s.resume(ada.token, &wire.Answer{Showing: 0, Pick: []int{1}})
	if ack := await[wire.Ack](again, "ack"); !ack.OK || ack.Pick[0] != 1 {
		t.Fatalf("ack %+v", ack)
	}
}

func TestNewestConnectionWins(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	again := s.resume(ada.token, nil)
	if code := ada.ended(); code != socket.Replaced {
		t.Fatalf("the older connection ended with %v", code)
	}
	s.room.open()
	again.phase(game.Open)
	if !s.room.Connected(1) {
		t.Fatal("the player counts as away although the newer connection is there")
	}
	_ = again.ws.CloseNow()
	s.room.awaitGone(1)
}

func TestKickEndsTheConnection(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	host := s.enter(wire.Host)
	if done := host.do(game.DoKick, func(m *wire.Do) { m.Seat = 1 }); done.Code != "" {
		t.Fatalf("done %+v", done)
	}
	own := awaitThat(ada, "own", func(o wire.Own) bool { return o.Own.Kicked })
	if own.Own.Seat != 1 {
		t.Fatalf("own %+v", own.Own)
	}
	if code := ada.ended(); code != socket.Kicked {
		t.Fatalf("ended with %v", code)
	}
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Token: ada.token})
	c.refused("token", socket.Kicked)
}

func TestMoveToAnotherPhone(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	host := s.enter(wire.Host)
	offer := host.do(game.DoOffer, func(m *wire.Do) { m.Seat = 1 })
	if offer.Code != "" || len(offer.Data) != 32 {
		t.Fatalf("done %+v", offer)
	}
	proof := NewToken()
	c := s.dial()
	c.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Code: offer.Data, Proof: proof})
	if welcome := await[wire.Welcome](c, "welcome"); welcome.Seat != 1 || welcome.Name != "Ada" || welcome.Token != proof {
		t.Fatalf("welcome %+v", welcome)
	}
	if code := ada.ended(); code != socket.Replaced {
		t.Fatalf("the old phone ended with %v", code)
	}
	old := s.dial()
	old.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Token: ada.token})
	old.refused("token", socket.NotSignedIn)
	second := s.dial()
	second.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Code: offer.Data, Proof: NewToken()})
	second.refused("token", socket.NotSignedIn)
	lost := s.dial() // its welcome was lost: the same code and proof again
	lost.say(wire.Hello{T: "hello", Role: wire.Player, PIN: "1234", Code: offer.Data, Proof: proof})
	if welcome := await[wire.Welcome](lost, "welcome"); welcome.Seat != 1 {
		t.Fatalf("welcome %+v", welcome)
	}
}

func TestCounts(t *testing.T) {
	s := newStage(t, nil)
	s.join("Ada")
	host, screen := s.enter(wire.Host), s.enter(wire.Screen)
	s.room.open()
	s.room.setLive(game.Live{Answered: 3, Waiting: 4, Connected: 9})
	for _, c := range []*client{host, screen} {
		got := awaitThat(c, "count", func(m wire.Count) bool { return m.Answered == 3 })
		if got.Of != 7 || got.Connected != 9 || got.Showing != 0 {
			t.Fatalf("count %+v", got)
		}
	}
}
