package gateway

import (
	"testing"
	"time"

	"trivium/game"
	"trivium/server/wire"
)

// answerNow answers the running question and gives what was stored.
func (s *stage) answerNow(c *client, showing int, m *game.Millis) game.AnswerEntry {
	s.t.Helper()
	c.say(wire.Answer{T: "answer", Showing: showing, Pick: []int{0}, M: m})
	if ack := await[wire.Ack](c, "ack"); !ack.OK {
		s.t.Fatalf("ack %+v", ack)
	}
	e, ok := s.room.entry(c.seat)
	if !ok {
		s.t.Fatal("nothing is stored")
	}
	return e
}

func TestTimeRunsFromTheFirstWrite(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.room.open()
	ada.phase(game.Open)
	s.room.advance(1234)
	painted := game.Millis(1000)
	e := s.answerNow(ada, 0, &painted)
	if e.E != 1234 || e.M != 1000 || e.At != s.room.Time() {
		t.Fatalf("entry %+v", e)
	}
}

// A player who reconnects in mid-question is timed from the opening: the clock must not start again.
func TestReconnectGainsNothing(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.room.open()
	ada.phase(game.Open)
	s.room.advance(5000)
	_ = ada.ws.CloseNow()
	again := s.resume(ada.token, nil)
	again.phase(game.Open)
	s.room.advance(100)
	if e := s.answerNow(again, 0, nil); e.E != 5100 {
		t.Fatalf("E is %d ms after a reconnect, want 5100 from the opening", e.E)
	}
}

func TestPendingAnswerCountsFromTheOpening(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.room.open()
	ada.phase(game.Open)
	s.room.advance(3000)
	_ = ada.ws.CloseNow()
	again := s.resume(ada.token, &wire.Answer{Showing: 0, Pick: []int{0}})
	if ack := await[wire.Ack](again, "ack"); !ack.OK {
		t.Fatalf("ack %+v", ack)
	}
	if e, _ := s.room.entry(1); e.E != 3000 {
		t.Fatalf("E is %d, want 3000", e.E)
	}
}

// What changes in mid-question (added time, a pause, a kick) is written again and must not move the start.
func TestStartStaysWhenTheViewIsWrittenAgain(t *testing.T) {
	s := newStage(t, nil)
	ada := s.join("Ada")
	s.room.open()
	ada.phase(game.Open)
	s.room.advance(1000)
	s.room.must(game.Command{Verb: game.DoAddTime, Millis: 5000})
	ada.phase(game.Open)
	s.room.advance(1000)
	s.room.must(game.Command{Verb: game.DoPause})
	awaitThat(ada, "view", func(v wire.View) bool { return v.View.Paused })
	s.room.advance(60_000)
	s.room.must(game.Command{Verb: game.DoResume})
	awaitThat(ada, "view", func(v wire.View) bool { return !v.View.Paused })
	s.room.advance(500)
	if e := s.answerNow(ada, 0, nil); e.E != 2500 {
		t.Fatalf("E is %d, want 2500: a pause counts for nothing, all else does", e.E)
	}
}

func TestLine(t *testing.T) {
	base := time.Now()
	at := func(ms int) time.Time { return base.Add(time.Duration(ms) * time.Millisecond) }
	l := newLine(1000)
	if _, floor, qping := l.measured(0, 2000); floor != -1 || qping != -1 {
		t.Fatalf("before any ping: %d, %d", floor, qping)
	}
	if !l.pinged(7, at(0)) || l.pinged(8, at(2000)) {
		t.Fatal("a second ping went out while the first was under way")
	}
	l.ponged(99, at(1)) // made up by the client
	l.ponged(7, at(2500))
	l.ponged(7, at(2501)) // again
	if _, floor, _ := l.measured(0, 2000); floor != 2500 {
		t.Fatalf("floor %d, want 2500", floor)
	}
	if !l.pinged(9, at(4000)) {
		t.Fatal("no ping after the last came back")
	}
	if !l.pinged(10, at(4000+int(pingPatience/time.Millisecond))) {
		t.Fatal("a lost ping stops all others")
	}

	if !l.begin(0, 2000, 2040, 11, at(20000)) {
		t.Fatal("the first write of a showing is not its beginning")
	}
	if l.begin(0, 2000, 9000, 12, at(27000)) {
		t.Fatal("a second write of a showing began it again")
	}
	l.ponged(11, at(20120))
	l.ponged(12, at(27001))
	if start, floor, qping := l.measured(0, 2000); start != 2040 || floor != 120 || qping != 120 {
		t.Fatalf("start %d, floor %d, qping %d", start, floor, qping)
	}
	l.begin(1, 50_000, 50_010, 13, at(50000))
	if start, floor, qping := l.measured(1, 50_000); start != 50_010 || floor != 120 || qping != -1 {
		t.Fatalf("next showing: start %d, floor %d, qping %d", start, floor, qping)
	}

	late := newLine(3000) // came after the opening
	late.begin(0, 2000, 3010, 1, at(0))
	if start, _, _ := late.measured(0, 2000); start != 2000 {
		t.Fatalf("start %d for a connection that came after the opening, want the opening", start)
	}
	early := newLine(1000) // this instance's clock is behind the opening's
	early.begin(0, 2000, 1990, 1, at(0))
	if start, _, _ := early.measured(0, 2000); start != 2000 {
		t.Fatalf("start %d lies before the opening", start)
	}
}

func TestRoundTripsAreMeasured(t *testing.T) {
	s := newStage(t, func(o *Options, _ *game.Settings) { o.PingEvery = 10 * time.Millisecond })
	ada := s.join("Ada")
	// The client answers pings while it reads; the pong to the greeting's ping is read before the ping message behind it.
	ada.say(wire.Ping{T: "ping", C: 1})
	await[wire.Pong](ada, "pong")
	s.room.open()
	ada.phase(game.Open)
	ada.say(wire.Ping{T: "ping", C: 2}) // has the ping behind the question answered before
	await[wire.Pong](ada, "pong")
	e := s.answerNow(ada, 0, nil)
	if e.Floor < 0 || e.QPing < 0 || e.QPing < e.Floor || e.M != -1 {
		t.Fatalf("entry %+v: want a floor and a qping", e)
	}
}
