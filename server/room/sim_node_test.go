package room

import (
	"errors"
	"slices"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// node is one instance: a process that has the room open, or is about to.
type node struct {
	w        *world
	name     string
	instance *memory.Instance
	room     *Room // nil while it is down or could not open the room
	up       bool
	strange  bool        // has other rules than the room
	refused  bool        // said so
	rests    bool        // the room lies down here until somebody comes
	lazy     bool        // opens the room only when a client comes or nobody keeps it
	looked   ledger.Time // when it last looked whether somebody does
	bell     <-chan struct{}
	unwatch  func()
	sessions []*session
	rang     bool // a doorbell that came late
	wake     game.Time
	ran      ledger.Time // when it last had the processor
	stalled  ledger.Time // until then the process stands still
	cut      ledger.Time // until then no call reaches the store
	silent   ledger.Time // until then no reply of the store comes back
	fit      ledger.Time // since then it can keep the room
	hindered ledger.Time // when something last stood in its way
	dying    bool        // killed in the middle of what it does
	seen     *game.State // that was checked last
	beat     ledger.Time // when it last gave a sign of life

	draining bool
	released ledger.Time // when it gave its leases back; 0 if it did not
	leaves   ledger.Time // when it closes
}

// start starts an instance, which opens the room as soon as the ledger lets it.
func (w *world) start(n *node) {
	instance := w.shared.Instance(n.name)
	*n = node{w: w, name: n.name, instance: instance, up: true, strange: n.strange, fit: w.now, hindered: w.now}
	n.bell, n.unwatch = n.instance.Watch(w.room)
	n.lazy = w.chance(2)
	n.adopt()
}

// adopt opens the room: at once, or only when nobody else keeps it any more (a client that comes opens it too).
func (n *node) adopt() {
	if n.lazy {
		if n.w.now < n.looked+ledger.Time(AdoptEvery) {
			return
		}
		n.looked = n.w.now
		orphans, err := n.instance.Orphans(n.w.ctx)
		if err != nil || !slices.Contains(orphans, n.w.room) {
			return
		}
		n.w.happened("adopted")
	}
	n.open()
}

// open opens the room. An instance with other rules must be refused.
func (n *node) open() {
	w := n.w
	if n.refused {
		return
	}
	r, err := Open(w.ctx, w.room, w.options(n))
	switch {
	case err == nil && n.strange:
		w.fail("I6: %s opened a room whose rules it does not know", n.instance.Instance())
	case err == nil:
		r.runs, r.rang = true, true
		if n.rests {
			w.happened("woke")
		}
		n.room, n.wake, n.rests = r, 0, false
		w.wakes = append(w.wakes, w.now)
		w.opened = w.now
	case n.strange && errors.Is(err, ErrRules):
		w.happened("version skew")
		n.refused = true
	case !errors.Is(err, ledger.ErrUnavailable) && !errors.Is(err, ErrUnavailable):
		w.fail("open on %s: %w", n.instance.Instance(), err)
	}
}

// turn gives an instance the processor: what Run does when something woke it, and what the gateway does.
func (n *node) turn() {
	w := n.w
	if !n.up || w.now < n.stalled {
		return
	}
	if w.now-n.ran > 500 {
		w.wakes = append(w.wakes, w.now)
	}
	n.ran = w.now
	n.heartbeat()
	if n.room == nil {
		n.withoutRoom()
		return
	}
	if w.chance(3) {
		_ = n.room.Flush(w.ctx)
	}
	if n.woken() {
		n.step()
	}
	if n.room == nil { // it lies down
		n.checkAwake()
		return
	}
	if w.chance(2) {
		_ = n.room.Flush(w.ctx)
	}
	for _, s := range slices.Clone(n.sessions) {
		s.act()
	}
	n.checkAwake()
	n.drain()
}

// withoutRoom is a turn of an instance that has not got the room open.
func (n *node) withoutRoom() {
	switch {
	case n.draining && n.w.now >= n.leaves:
		n.leave()
	case !n.draining && !n.rests:
		n.adopt()
	}
}

// heartbeat is an instance's sign of life, whatever its rooms do.
func (n *node) heartbeat() {
	const every = 300
	if n.w.now >= n.beat+every {
		n.beat = n.w.now
		_, _ = n.instance.Alive(n.w.ctx)
	}
}

// woken tells whether Run would do a step now.
func (n *node) woken() bool {
	select {
	case <-n.bell:
		n.rang = true
	default:
	}
	called := false
	for len(n.room.inbox) > 0 {
		call := <-n.room.inbox
		call(n.w.ctx)
		called = true
	}
	if n.rang {
		n.rang, n.room.rang = false, true
		return true
	}
	if n.w.bug == deafToClock { // the slow poll is never due
		n.room.liveAt = n.room.time()
	}
	return called || n.room.Time() >= n.wake
}

func (n *node) step() {
	w := n.w
	wake, err := n.room.Step(w.ctx)
	if err != nil && !errors.Is(err, ledger.ErrUnavailable) {
		w.fail("step on %s: %w", n.instance.Instance(), err)
	}
	if err == nil && n.released > 0 && w.now > n.released+late && n.room.leads && !n.room.state.Ended() {
		w.fail("I10: %s keeps the time though it has given its leases back", n.instance.Instance())
	}
	n.wake = wake
	w.trace(n.name, n.room.head.N)
	if n.room.leads && w.leader != n.instance {
		w.leader = n.instance
		w.happened("takeover")
	}
	n.tire()
}

// drain is SIGTERM: the leases go back, the people are sent away over a while, what waits is stored, the rest is refused.
func (n *node) drain() {
	w := n.w
	if !n.draining {
		return
	}
	if n.released == 0 {
		if n.room.options.Ledger.Release(w.ctx) == nil {
			n.released = w.now
		}
	}
	if len(n.sessions) > 0 && w.chance(8) {
		n.sessions[0].end("elsewhere")
	}
	if w.now >= n.leaves {
		_ = n.room.Flush(w.ctx)
		n.room.outbox.refuse()
		n.leave()
	}
}

// leave is the end of a drain.
func (n *node) leave() {
	for len(n.sessions) > 0 {
		n.sessions[0].end("elsewhere")
	}
	_ = n.instance.Close()
	n.w.happened("drained")
	n.gone()
}

// kill ends an instance as kill -9 does. If the machine goes with it, nobody tells the clients.
func (n *node) kill(machine bool) {
	if !n.up {
		return
	}
	n.w.shared.Kill(n.instance.Instance())
	for len(n.sessions) > 0 {
		s := n.sessions[0]
		if l := s.l; !machine {
			l.toClient(func() { l.c.closed(l, "reset") })
		}
		s.gone = true
		n.forget(s)
	}
	n.gone()
}

// gone is what is left of a process that ended.
func (n *node) gone() {
	n.unwatch()
	n.room, n.up, n.draining, n.rests = nil, false, false, false
	n.w.blow, n.w.died = n.w.now, n.w.now
}

func (n *node) forget(s *session) {
	n.sessions = slices.DeleteFunc(n.sessions, func(other *session) bool { return other == s })
}

// stopped tells whether the process or its way to the store stands still.
func (n *node) stopped() bool {
	now := n.w.now
	return now < n.stalled || now < n.cut || now < n.silent
}

// able tells whether nothing hinders the instance from keeping the room now.
func (n *node) able() bool {
	return n.up && !n.draining && !n.strange && !n.stopped()
}
