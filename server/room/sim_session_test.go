package room

import (
	"errors"
	"slices"
	"strconv"

	"trivium/game"
	"trivium/server/ledger"
)

// session is the gateway's part of a line: it lets a client in, shows it the room, stamps its answers and hands them over.
type session struct {
	w    *world
	l    *line
	node *node
	room *Room // nil until the client was let in
	gone bool

	audience game.Audience
	seat     game.Seat // of a player; 0 until known
	token    string    // of a player
	since    game.Time
	shown    int // showing that was written to this connection, + 1
	start    game.Time
	told     *game.State // what was last written
	inFlight int
}

// enter lets a client in: a player with what it wants to be called, others with nil.
func (s *session) enter(p *player) {
	if s.room == nil {
		if s.node.room == nil {
			s.node.open()
		}
		if s.node.room == nil { // the store is away, or the room has rules that this version does not know
			s.end("elsewhere")
			return
		}
		if !s.node.room.Hold() {
			s.end("elsewhere")
			return
		}
		s.room, s.since = s.node.room, s.node.room.Time()
	}
	if err := s.room.refresh(s.w.ctx); err != nil && !errors.Is(err, ErrUnavailable) {
		s.w.fail("refresh: %w", err)
	}
	if p != nil && s.seat == 0 {
		s.join(p)
	}
}

func (s *session) join(p *player) {
	entry := p.entry
	s.room.join(entry, func(j joined) {
		if j.err == nil {
			s.w.truth.promisedSeat(j.seat, entry.Token)
		}
		if s.gone {
			return
		}
		if j.err == nil && s.seat == 0 {
			s.sit(j.seat, entry.Token)
		}
		s.l.toClient(func() { p.joined(j) })
	})
}

// sit takes a seat on this connection; an older one to the same instance is replaced.
func (s *session) sit(seat game.Seat, token string) {
	for _, other := range slices.Clone(s.node.sessions) {
		if other != s && other.seat == seat {
			other.end("replaced")
		}
	}
	s.seat, s.token = seat, token
	s.room.Connect(seat, true)
}

// moved ends a connection whose player has a newer one to another instance.
func (s *session) moved() {
	if since, gone := s.room.Moved()[s.seat]; gone && s.seat != 0 && s.since <= since {
		s.w.happened("replaced")
		s.end("replaced")
	}
}

// act writes what is new.
func (s *session) act() {
	if s.room == nil {
		return
	}
	s.moved()
	if s.gone {
		return
	}
	state, _ := s.room.Now()
	sits, known := state.Seat(s.seat)
	switch {
	case s.told != nil && state.N < s.told.N: // what the store lost is not put back: the client begins anew
		s.w.happened("client saw the log go back")
		s.end("reconnect")
	case known && sits.Token != s.token: // the same, and the seat is somebody else's now
		s.w.happened("client lost its seat")
		s.end("reconnect")
	case state.Ended() && s.w.bug == noEnd:
	case state != s.told:
		s.told = state
		c, v := s.l.c, seen{n: state.N, view: game.ViewOf(state, s.audience), written: s.w.now}
		v.asked = s.stamp(state)
		if s.seat != 0 {
			v.own = game.OwnOf(state, s.seat)
		}
		l := s.l
		l.toClient(func() { c.see(l, v) })
	}
}

// stamp notes when the running question was first written to this connection, and gives it then.
func (s *session) stamp(state *game.State) *seatShowing {
	showing, running := state.Running()
	if seat, ok := state.Seat(s.seat); !running || state.Paused() || s.shown == showing+1 || !ok || seat.Kicked {
		return nil
	}
	s.shown, s.start = showing+1, state.OpenedAt()
	if now := s.room.Time(); s.since <= state.OpenedAt() {
		s.start = max(s.start, now)
	}
	return &seatShowing{s.seat, showing, state.OpenedAt()}
}

// answer is what the gateway does with an answer that has arrived.
func (s *session) answer(showing int, t *try, floor ledger.Time) {
	const atOnce = 4
	if s.room == nil || s.seat == 0 || s.inFlight >= atOnce && s.w.bug != flood {
		return
	}
	w, now := s.w, s.room.Time()
	state, _ := s.room.Now()
	if state.MayAnswer(showing, s.seat, now) != nil {
		return
	}
	if err := state.CheckAnswer(showing, t.answer); err != nil {
		if w.truth.lost { // it was the answer to another question
			return
		}
		w.fail("an answer that was offered is refused: %w", err)
		return
	}
	from := state.OpenedAt()
	if s.shown == showing+1 {
		from = s.start
	}
	if w.bug == resetE && s.since > state.OpenedAt() {
		from = s.since
	}
	entry := game.AnswerEntry{
		Answer: t.answer, At: now, E: state.Active(from, now), M: t.m, Floor: game.Millis(floor), QPing: -1,
	}
	w.checkElapsed(state, s.seat, showing, entry.E)
	s.put(showing, t, entry)
}

func (s *session) put(showing int, t *try, entry game.AnswerEntry) {
	w, l := s.w, s.l
	slot, key := ledger.Slot(game.AnswerSlot(showing)), strconv.Itoa(int(s.seat))
	if w.bug == earlyAck {
		w.truth.promised(slot, key, game.EncodeEntry(entry))
		t.done = true
	}
	s.inFlight++
	s.room.Answer(showing, s.seat, entry, func(a Answered) {
		s.inFlight--
		switch a.Outcome {
		case Stored:
			data := game.EncodeEntry(a.Entry)
			w.truth.promised(slot, key, data)
			l.toClient(func() {
				t.done = true
				w.truth.reached(slot, key, data)
			})
		case Late:
			if w.truth.answers[slot][key] != nil {
				w.fail("I1: seat %s was told that its answer is stored, and then that it is late", key)
			}
			w.happened("told late")
			l.toClient(func() { t.done = true })
		case Unavailable:
		}
	})
}

// command is what the gateway does with a host's command.
func (s *session) command(h *host, c game.Command) {
	if s.room == nil {
		return
	}
	err := s.room.Perform(s.w.ctx, c)
	s.l.toClient(func() { h.answered(c, err) })
}

// end closes the connection from the instance's side and says why.
func (s *session) end(why string) {
	l := s.l
	l.toClient(func() { l.c.closed(l, why) })
	s.leave()
}

// leave is the end of the session, whoever wanted it.
func (s *session) leave() {
	if s.gone {
		return
	}
	s.gone = true
	if s.seat != 0 && s.node.room == s.room {
		s.room.Connect(s.seat, false)
	}
	if s.room != nil {
		s.room.Release()
	}
	s.node.forget(s)
}
