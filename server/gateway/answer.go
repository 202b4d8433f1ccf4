package gateway

import (
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// answer takes a player's answer: at is room time, and read our own, of reading its frame. The ack follows when it is known
// what stands, and never before.
func (s *session) answer(m *wire.Answer, at game.Time, read time.Time) {
	room := s.hub.room
	given := game.Answer{Pick: m.Pick, Text: m.Text}
	state, _ := room.Now()
	if code := answerable(state, m.Showing, s.seat, given, at); code != "" {
		s.ack(m.Showing, code, game.Answer{}, read)
		return
	}
	if s.inFlight.Add(1) > maxInFlight {
		s.inFlight.Add(-1)
		s.gw.metrics.acked(ackUnavailable, read)
		s.send(&wire.Problem{Code: "busy", Words: "Your answer is being stored already."})
		return
	}
	room.Answer(m.Showing, s.seat, s.measure(state, m, at), func(what Answered) {
		s.inFlight.Add(-1)
		s.answered(m.Showing, given, what, read)
	})
}

// measure makes the entry: the answer with the raw measurements of time, from which the fold computes what counts.
func (s *session) measure(state *game.State, m *wire.Answer, at game.Time) game.AnswerEntry {
	start, floor, qping := s.line.measured(m.Showing, state.OpenedAt())
	painted := unmeasured
	if m.M != nil && *m.M >= 0 {
		painted = *m.M
	}
	return game.AnswerEntry{
		Answer: game.Answer{Pick: m.Pick, Text: m.Text},
		At:     at, E: state.Active(start, at), M: painted, Floor: floor, QPing: qping,
	}
}

// answered tells the player what became of the answer. It runs in a goroutine of the room and does not wait.
func (s *session) answered(showing int, given game.Answer, what Answered, read time.Time) {
	switch what.Outcome {
	case Stored:
		code := ""
		if !what.Fresh && !sameAnswer(given, what.Entry.Answer) {
			code = ackChanged
		}
		s.ack(showing, code, what.Entry.Answer, read)
	case Late:
		s.ack(showing, ackLate, game.Answer{}, read)
	case NotOpen:
		s.ack(showing, ackNotOpen, game.Answer{}, read)
	case Unavailable:
		s.ack(showing, ackUnavailable, game.Answer{}, read)
	}
}

// ack sends an Ack. Without a code, or if an earlier answer stands, it is OK and tells what stands.
func (s *session) ack(showing int, code string, stands game.Answer, read time.Time) {
	ack := &wire.Ack{Showing: showing, OK: code == "" || code == ackChanged, Code: code, Pick: stands.Pick, Text: stands.Text}
	label := code
	if code == "" {
		label = ackStored
	} else {
		ack.Words = ackWords(code)
	}
	var buf [128]byte
	s.gw.metrics.sent("ack", 1)
	_ = s.conn.Send(socket.NewFrame(wire.AppendAck(buf[:0], ack)))
	s.gw.metrics.acked(label, read)
}

func sameAnswer(a, b game.Answer) bool {
	if a.Text != b.Text || len(a.Pick) != len(b.Pick) {
		return false
	}
	for i := range a.Pick {
		if a.Pick[i] != b.Pick[i] {
			return false
		}
	}
	return true
}
