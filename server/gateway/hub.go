package gateway

import (
	"hash/maphash"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// countEvery is the least time between two Counts of a room.
const countEvery = 250 * time.Millisecond

// keepAlive is how often every connection is pinged in any phase, so that neither a proxy nor the socket's idle timeout ends
// a quiet one. Where round trips are measured it is Options.PingEvery.
const keepAlive = 5 * time.Second

// pingPart is how many connections are pinged at a time.
const pingPart = 512

// hub is the sessions of one room on this instance. Its goroutine, run, waits for the room to change and tells everybody;
// nothing else sends what has a number.
type hub struct {
	gw   *Gateway
	room Room
	poke chan struct{} // room for one: something below has changed

	users int // guarded by Gateway.mu

	mu       sync.Mutex // guards the rest of this group, and the first of hubState
	members  map[wire.Role][]*session
	arrivals []*session // not greeted yet
	seats    map[game.Seat]*session
	moved    []game.Seat // seats whose connection came or went since the room was told

	// The goroutine's own.
	state    *game.State // what the members were last told
	views    map[wire.Role]*audience
	scratch  []*session
	present  map[game.Seat]*session // as the room was told who is connected here
	seed     maphash.Seed
	saving   bool
	count    wire.Count // as last told
	countAt  time.Time
	pingAt   time.Time
	unpinged []*session // of this round of pings
	fannedTo int        // the last showing whose opening was timed
	endedAt  time.Time  // zero while the game runs
}

// audience is the view of those who see the same.
type audience struct {
	game  game.Audience
	state *game.State // that bytes was made from
	bytes []byte
	sent  []byte // what the members have
}

func newHub(g *Gateway, room Room) *hub {
	return &hub{
		gw: g, room: room, poke: make(chan struct{}, 1), fannedTo: -1, seed: maphash.MakeSeed(),
		members: map[wire.Role][]*session{}, seats: map[game.Seat]*session{}, present: map[game.Seat]*session{},
		views: map[wire.Role]*audience{
			wire.Player: {game: game.ForPlayers}, wire.Screen: {game: game.ForScreen}, wire.Host: {game: game.ForHost},
		},
	}
}

// wake has the hub look around.
func (h *hub) wake() {
	select {
	case h.poke <- struct{}{}:
	default:
	}
}

// add brings a session in; it is greeted in the hub's next pass. A player's older session is replaced.
func (h *hub) add(s *session) *refusal {
	h.mu.Lock()
	limit := 0
	switch s.role {
	case wire.Screen:
		limit = h.gw.opts.Limits.Screens
	case wire.Host:
		limit = h.gw.opts.Limits.Hosts
	case wire.Player: // the room has its own limit of seats
	}
	if limit > 0 && len(h.members[s.role]) >= limit {
		h.mu.Unlock()
		return refuseBusy()
	}
	var older *session
	if s.role == wire.Player {
		older = h.seats[s.seat]
		h.seats[s.seat] = s
		h.moved = append(h.moved, s.seat)
	}
	s.hub = h
	h.arrivals = append(h.arrivals, s)
	h.mu.Unlock()
	if older != nil {
		h.gw.metrics.replaced.Inc()
		older.conn.Close(socket.Replaced, "a newer connection took over")
	}
	h.wake()
	return nil
}

// remove takes a session out.
func (h *hub) remove(s *session) {
	h.mu.Lock()
	defer h.mu.Unlock()
	s.gone = true
	if s.greeted {
		list := h.members[s.role]
		last := list[len(list)-1]
		list[s.index], last.index = last, s.index
		list[len(list)-1] = nil
		h.members[s.role] = list[:len(list)-1]
	}
	if s.role == wire.Player && h.seats[s.seat] == s {
		delete(h.seats, s.seat)
		h.moved = append(h.moved, s.seat)
	}
}

// run tells the members of every change until there are none left.
func (h *hub) run() {
	timer := time.NewTimer(0)
	defer timer.Stop()
	for {
		changed, next := h.pass(time.Now())
		h.mu.Lock()
		quiet := len(h.moved) == 0 && len(h.arrivals) == 0
		h.mu.Unlock()
		if quiet && h.gw.retire(h) {
			return
		}
		timer.Reset(time.Until(next))
		select {
		case <-changed:
		case <-h.poke:
		case <-timer.C:
		}
	}
}

// pass does all that is due and says when to look again.
func (h *hub) pass(now time.Time) (changed <-chan struct{}, next time.Time) {
	state, changed := h.room.Now()
	h.tellPresence()
	h.closeMoved()
	if h.state != nil && state.N < h.state.N {
		h.sendAway()
	}
	if state != h.state {
		if h.state != nil && state.N > h.state.N {
			h.gw.metrics.eventAge.Observe(float64(max(h.room.Time().Sub(state.LastAt), 0)) / 1_000)
		}
		h.tell(state)
		h.state = state
	}
	h.tellSaving()
	h.greet(state)
	next = h.tellCount(state, now)
	next = earlier(next, h.ping(state, now))
	if state.Ended() {
		next = earlier(next, h.linger(now))
	}
	return changed, next
}

// sendAway has everybody connect again: the store has lost what they were shown, and on one connection the number of the
// state never falls.
func (h *hub) sendAway() {
	for _, s := range h.snapshot(wire.Player, wire.Host, wire.Screen) {
		s.conn.Close(socket.Drain, "please connect again")
	}
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// snapshot copies a list of members, so that nobody waits for the mutex while they are written to. It is valid until the
// next call.
func (h *hub) snapshot(roles ...wire.Role) []*session {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.scratch = h.scratch[:0]
	for _, role := range roles {
		h.scratch = append(h.scratch, h.members[role]...)
	}
	return h.scratch
}

// tellPresence tells the room whose connection came or went, each change once. Only this goroutine does, so that the last
// word is the truth.
func (h *hub) tellPresence() {
	h.mu.Lock()
	moved := h.moved
	h.moved = nil
	now := make([]*session, len(moved))
	for i, seat := range moved {
		now[i] = h.seats[seat]
	}
	h.mu.Unlock()
	for i, seat := range moved {
		if now[i] == h.present[seat] {
			continue
		}
		if now[i] != nil {
			h.present[seat] = now[i]
		} else {
			delete(h.present, seat)
		}
		h.room.Connect(seat, now[i] != nil)
	}
}

// closeMoved ends the connections of players who have a newer one to another instance.
func (h *hub) closeMoved() {
	for seat, since := range h.room.Moved() {
		if s := h.present[seat]; s != nil && s.line.since <= since {
			h.gw.metrics.replaced.Inc()
			s.conn.Close(socket.Replaced, "a newer connection took over")
		}
	}
}

// tellSaving tells everybody when the store goes away and when it is back.
func (h *hub) tellSaving() {
	saving := h.room.Saving()
	if saving == h.saving {
		return
	}
	h.saving = saving
	h.broadcast(&wire.Saving{On: saving}, wire.Player, wire.Host, wire.Screen)
}

// tellCount tells host and screens how many have answered, if that has changed, and says when to look again.
func (h *hub) tellCount(state *game.State, now time.Time) (next time.Time) {
	latest := count(state, h.room.Live())
	if latest == h.count {
		return time.Time{}
	}
	if latest.Showing >= 0 && latest.Of == 0 && latest.Connected > 0 {
		return time.Time{} // the question has just opened: nobody was counted yet, and the room says when
	}
	if due := h.countAt.Add(countEvery); now.Before(due) {
		return due
	}
	h.count, h.countAt = latest, now
	h.broadcast(&latest, wire.Host, wire.Screen)
	return time.Time{}
}

// count counts those from whom an answer can be expected: who has answered, and who is connected and has not.
func count(state *game.State, live game.Live) wire.Count {
	c := wire.Count{Showing: -1, Of: state.PlayersCount(), Connected: live.Connected}
	if showing, ok := state.Running(); ok {
		c.Showing, c.Answered, c.Of = showing, live.Answered, live.Answered+live.Waiting
	}
	return c
}

func (h *hub) broadcast(m wire.FromServer, roles ...wire.Role) {
	members := h.snapshot(roles...)
	if len(members) == 0 {
		return
	}
	frame := socket.NewFrame(wire.Encode(m))
	h.gw.metrics.sent(wire.Name(m), len(members))
	socket.Each(len(members), func(i int) { _ = members[i].conn.Send(frame) })
}

// ping measures round trips in the lobby and before a question, and keeps connections alive always. It gives the time of the
// next round.
func (h *hub) ping(state *game.State, now time.Time) (next time.Time) {
	every := keepAlive
	switch state.Phase {
	case game.Lobby, game.RoundCard, game.Ready:
		every = h.gw.opts.PingEvery
	case game.Open, game.Close, game.Reveal, game.Table, game.Break, game.Podium, game.Over:
	}
	if h.pingAt.IsZero() {
		h.pingAt = now
	}
	due := h.pingAt.Add(every)
	switch {
	case len(h.unpinged) > 0:
		return h.pingSome(due)
	case now.Before(due):
		return due
	}
	h.pingAt = now
	h.unpinged = slices.Clone(h.snapshot(wire.Player, wire.Host, wire.Screen))
	return h.pingSome(now.Add(every))
}

// pingSome pings the next of those who are due. A big room is pinged in parts, so that what happens in between is told first.
func (h *hub) pingSome(next time.Time) time.Time {
	payload := rand.Uint64()
	frame := socket.NewPing(payload)
	part := h.unpinged[:min(len(h.unpinged), pingPart)]
	h.unpinged = h.unpinged[len(part):]
	socket.Each(len(part), func(i int) {
		if part[i].line.pinged(payload, time.Now()) {
			_ = part[i].conn.Send(frame)
		}
	})
	if len(h.unpinged) > 0 {
		return time.Now()
	}
	h.unpinged = nil
	return next
}

// linger ends the sessions of a room some time after its game.
func (h *hub) linger(now time.Time) (next time.Time) {
	if h.endedAt.IsZero() {
		h.endedAt = now
	}
	due := h.endedAt.Add(h.gw.opts.Limits.Linger)
	if now.Before(due) {
		return due
	}
	for _, s := range h.snapshot(wire.Player, wire.Host, wire.Screen) {
		s.conn.Close(socket.GameOver, "the game is over")
	}
	return now.Add(keepAlive)
}
