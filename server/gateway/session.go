package gateway

import (
	"context"
	"log/slog"
	"net/netip"
	"sync/atomic"
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// maxInFlight is how many answers of one session may wait to be stored. A client of ours has one, or two after a reconnect.
const maxInFlight = 4

// waitPing is how often a connection is pinged while its person thinks of another name.
const waitPing = 5 * time.Second

// session is one socket and who is on it. Its methods run in the socket's reader goroutine, where nothing else is said.
type session struct {
	gw   *Gateway
	conn *socket.Conn
	from netip.Prefix

	// The reader's own.
	hellos int

	// Shared with the timer's goroutine. waiter is set before anything else runs.
	waiter *time.Timer  // calls overdue
	rounds atomic.Int32 // how many times it still pings before it ends the session
	inside atomic.Bool  // the session was let in

	// Set by the reader before the session enters a hub, and not changed after.
	role      wire.Role
	seat      game.Seat
	entry     game.SeatEntry // of a player, as stored
	tokenHash string         // of a player's resume token
	line      *line
	hub       *hub

	inFlight atomic.Int32 // answers that wait to be stored

	hubState // the hub's own
}

// hubState is what a hub keeps of a session. Fields of the first group are guarded by hub.mu, the others are touched by the
// hub's goroutine only, or by one of its workers while it waits for them.
type hubState struct {
	index   int // in hub.members
	greeted bool
	gone    bool

	welcome *wire.Welcome // until it is sent
	ready   chan struct{} // closed when the welcome has been sent; nil if nobody waits
	ownSent bool          // one has been sent; what it was is in the next three
	ownHash uint64
	ownTurn int
	ownOf   int
}

func newSession(g *Gateway, conn *socket.Conn, from netip.Prefix) *session {
	s := &session{gw: g, conn: conn, from: from}
	conn.OnPong = s.ponged
	s.waiter = time.AfterFunc(time.Hour, s.overdue) // set to its time by run
	return s
}

// run serves the socket to its end.
func (s *session) run(ctx context.Context) {
	s.waiter.Reset(s.gw.opts.Limits.HelloWait)
	// The socket is ended by Close and not by the context, for the sake of the close code.
	err := s.conn.Serve(context.Background(), func(data []byte) { s.handle(ctx, data) })
	s.waiter.Stop()
	if s.hub != nil {
		s.hub.remove(s)
		s.gw.leave(s.hub)
		s.gw.metrics.sessions.WithLabelValues(string(s.role)).Dec()
	}
	if code := socket.CodeOf(err); code == socket.Internal {
		s.gw.log.Error("session failed", "role", s.role, "error", err)
	} else {
		s.gw.log.Debug("session ended", "role", s.role, "code", uint16(code))
	}
}

// ponged takes the answer to one of our pings.
func (s *session) ponged(payload uint64) {
	if s.line != nil {
		s.line.ponged(payload, time.Now())
	}
}

// handle does what one frame asks for. The time of reading is taken first.
func (s *session) handle(ctx context.Context, data []byte) {
	read := time.Now()
	var at game.Time
	if s.hub != nil {
		at = s.hub.room.Time()
	}
	m, err := wire.Decode(data)
	if err != nil {
		s.gw.log.Debug("message not understood", "role", s.role, "error", err)
		s.refuse(refuseMessage())
		return
	}
	hello, isHello := m.(*wire.Hello)
	switch {
	case s.hub == nil && isHello:
		s.waiter.Stop()
		ctx, cancel := context.WithTimeout(ctx, s.gw.opts.Limits.CallWait)
		defer cancel()
		s.hello(ctx, hello, read)
	case s.hub == nil || isHello:
		s.refuse(refuseMessage())
	default:
		s.dispatch(ctx, m, at, read)
	}
}

// dispatch does what a session that was let in asks for. The role is checked on every message.
func (s *session) dispatch(ctx context.Context, m wire.FromClient, at game.Time, read time.Time) {
	switch m := m.(type) {
	case *wire.Ping:
		s.send(&wire.Pong{C: m.C, Now: s.hub.room.Time()})
	case *wire.Answer:
		if s.role != wire.Player {
			s.refuse(refuseRole())
			return
		}
		s.answer(m, at, read)
	case *wire.Do:
		if s.role != wire.Host {
			s.refuse(refuseRole())
			return
		}
		ctx, cancel := context.WithTimeout(ctx, s.gw.opts.Limits.CallWait)
		defer cancel()
		s.do(ctx, m)
	case *wire.Roster:
		if s.role != wire.Host {
			s.refuse(refuseRole())
			return
		}
		s.roster(m)
	default:
		s.refuse(refuseMessage())
	}
}

// send sends one message. A connection that is closing loses it, and its client asks again on the next one.
func (s *session) send(m wire.FromServer) {
	s.gw.metrics.sent(wire.Name(m), 1)
	_ = s.conn.Send(socket.NewFrame(wire.Encode(m)))
}

// refuse tells what was refused, and closes if it is so meant.
func (s *session) refuse(r *refusal) {
	if s.hub == nil {
		s.gw.metrics.refused.WithLabelValues(r.code).Inc()
	}
	s.send(&wire.Problem{Code: r.code, Words: r.words, Proposal: r.proposal})
	if r.close != 0 {
		s.conn.Close(r.close, r.code)
		return
	}
	if s.hub == nil {
		s.waitForName()
	}
}

// waitForName gives a person time to think of another name. The connection is kept alive by pings meanwhile.
func (s *session) waitForName() {
	s.rounds.Store(int32(s.gw.opts.Limits.NameWait / waitPing))
	s.waiter.Reset(waitPing)
}

// overdue runs in the timer's goroutine when no Hello came in time.
func (s *session) overdue() {
	switch {
	case s.inside.Load():
	case s.rounds.Add(-1) < 0:
		s.conn.Close(socket.Idle, "no hello came")
	case s.conn.Ping(0) == nil:
		s.waiter.Reset(waitPing)
	}
}

func (s *session) logger() *slog.Logger { return s.gw.log.With("role", string(s.role)) }
