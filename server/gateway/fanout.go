package gateway

import (
	"bytes"
	"hash/maphash"
	"math/rand/v2"
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// current gives the bytes of the view for a role, made once for each state.
func (h *hub) current(role wire.Role, state *game.State) []byte {
	a := h.views[role]
	if a.state != state {
		view := game.ViewOf(state, a.game)
		a.bytes, a.state = wire.EncodeView(&view), state
	}
	return a.bytes
}

// tell tells every member what has changed with a new state. What nobody would see differently is not sent.
func (h *hub) tell(state *game.State) {
	for _, role := range []wire.Role{wire.Player, wire.Host, wire.Screen} {
		members := h.snapshot(role)
		if len(members) == 0 {
			h.views[role].sent = nil
			continue
		}
		var view *socket.Frame
		bytesNow := h.current(role, state)
		if !bytes.Equal(bytesNow, h.views[role].sent) {
			view = socket.NewFrame(wire.WrapView(state.Position(), h.room.Time(), bytesNow))
			h.views[role].sent = bytesNow
			h.gw.metrics.sent("view", len(members))
		}
		switch {
		case role == wire.Player:
			h.tellPlayers(members, state, view)
		case view != nil:
			socket.Each(len(members), func(i int) { _ = members[i].conn.Send(view) })
		}
	}
}

// tellPlayers sends the view with each player's own part in one write. Behind an opened question goes a ping.
func (h *hub) tellPlayers(members []*session, state *game.State, view *socket.Frame) {
	news := newNews(h, state, view)
	began := time.Now()
	socket.Each(len(members), func(i int) { members[i].tell(news) })
	if news.running && news.showing != h.fannedTo && state.Phase == game.Open {
		h.fannedTo = news.showing
		h.gw.metrics.fanout.Observe(time.Since(began).Seconds())
	}
}

// news is what a pass has for all players.
type news struct {
	hub     *hub
	state   *game.State
	view    *socket.Frame // nil if it has not changed
	running bool          // answers are taken
	showing int
	opened  game.Time
	payload uint64
	ping    *socket.Frame
}

func newNews(h *hub, state *game.State, view *socket.Frame) *news {
	n := &news{hub: h, state: state, view: view, payload: rand.Uint64()}
	n.ping = socket.NewPing(n.payload)
	n.showing, n.running = state.Running()
	n.opened = state.OpenedAt()
	return n
}

// tell sends one player what is new for them. It runs in one of the hub's workers.
func (s *session) tell(n *news) {
	var room [4]*socket.Frame
	frames := room[:0]
	if n.view != nil {
		frames = append(frames, n.view)
	}
	own := s.ownView(n.state)
	if frame := s.ownFrame(n.state, own); frame != nil {
		frames = append(frames, frame)
	}
	s.write(n, frames, n.view != nil)
	s.endIfOut(n.state, own)
}

// write sends frames in one write. If they carry a running showing for the first time, its start is stamped right before, and
// a ping goes out right behind.
func (s *session) write(n *news, frames []*socket.Frame, carries bool) {
	if len(frames) == 0 {
		return
	}
	if carries && n.running && s.line.begin(n.showing, n.opened, n.hub.room.Time(), n.payload, time.Now()) {
		frames = append(frames, n.ping)
	}
	_ = s.conn.Send(frames...)
}

// ownView makes the player's own part. One who is stored and not seated yet has their name from the entry.
func (s *session) ownView(state *game.State) *game.OwnView {
	own := game.OwnOf(state, s.seat)
	if !own.Admitted {
		own.Seat, own.Name, own.Team = s.seat, s.entry.Name, s.entry.Team
	}
	return &own
}

// ownFrame encodes the own part if it differs from the last one that was sent. How many players there are makes a
// difference only with the next turn, or each join would be told to everybody.
func (s *session) ownFrame(state *game.State, own *game.OwnView) *socket.Frame {
	var buf [1 << 10]byte
	core := *own
	core.Of = 0
	hash := maphash.Bytes(s.hub.seed, wire.AppendOwn(buf[:0], 0, &core))
	if s.ownSent && hash == s.ownHash && (state.Turn == s.ownTurn || own.Of == s.ownOf) {
		return nil
	}
	s.ownSent, s.ownHash, s.ownTurn, s.ownOf = true, hash, state.Turn, own.Of
	s.gw.metrics.sent("own", 1)
	return socket.NewFrame(wire.AppendOwn(buf[:0], state.Position(), own))
}

// endIfOut ends a session whose player was kicked, or has moved to another device, or sits elsewhere since the store lost
// something.
func (s *session) endIfOut(state *game.State, own *game.OwnView) {
	if own.Kicked {
		s.conn.Close(socket.Kicked, "removed by the host")
		return
	}
	known, ok := state.Seat(s.seat)
	if !ok || known.Token == s.tokenHash {
		return
	}
	if _, sits := state.FindToken(s.tokenHash); sits {
		s.conn.Close(socket.Drain, "please connect again")
	} else {
		s.conn.Close(socket.Replaced, "the player moved to another device")
	}
}

// greet lets in who came since the last pass: the welcome, the whole room as it is now, and what this player has answered,
// in one write.
func (h *hub) greet(state *game.State) {
	h.mu.Lock()
	arrivals := h.arrivals
	h.arrivals = nil
	for _, s := range arrivals {
		if !s.gone {
			s.greeted, s.index = true, len(h.members[s.role])
			h.members[s.role] = append(h.members[s.role], s)
		}
	}
	h.mu.Unlock()
	if len(arrivals) == 0 {
		return
	}
	views := map[wire.Role]*socket.Frame{}
	for _, s := range arrivals { // encoded afresh: the times in a view count from the moment in it
		if views[s.role] == nil {
			views[s.role] = socket.NewFrame(wire.WrapView(state.Position(), h.room.Time(), h.current(s.role, state)))
			h.views[s.role].sent = h.current(s.role, state)
		}
	}
	byRole := map[wire.Role]*news{}
	for role, view := range views {
		byRole[role] = newNews(h, state, view)
	}
	socket.Each(len(arrivals), func(i int) { arrivals[i].greet(byRole[arrivals[i].role]) })
}

// greet is a session's first write.
func (s *session) greet(n *news) {
	s.welcome.Now = n.hub.room.Time()
	messages := []wire.FromServer{s.welcome}
	if n.hub.saving {
		messages = append(messages, &wire.Saving{On: true})
	}
	frames := make([]*socket.Frame, 0, 6)
	for _, m := range messages {
		s.gw.metrics.sent(wire.Name(m), 1)
		frames = append(frames, socket.NewFrame(wire.Encode(m)))
	}
	frames = append(frames, n.view)
	s.gw.metrics.sent("view", 1)
	if s.role == wire.Player {
		s.greetPlayer(n, frames)
	} else {
		s.gw.metrics.sent("count", 1)
		counted := count(n.state, n.hub.room.Live())
		_ = s.conn.Send(append(frames, socket.NewFrame(wire.Encode(&counted)))...)
	}
	s.welcome = nil
	if s.ready != nil {
		close(s.ready)
	}
}

func (s *session) greetPlayer(n *news, frames []*socket.Frame) {
	own := s.ownView(n.state)
	frames = append(frames, s.ownFrame(n.state, own))
	if n.running {
		if answer, ok := n.hub.room.Answered(s.seat); ok {
			s.gw.metrics.sent("ack", 1)
			ack := &wire.Ack{Showing: n.showing, OK: true, Pick: answer.Pick, Text: answer.Text}
			frames = append(frames, socket.NewFrame(wire.Encode(ack)))
		}
	} else if s.line.pinged(n.payload, time.Now()) {
		frames = append(frames, n.ping)
	}
	s.write(n, frames, true)
	s.endIfOut(n.state, own)
}
