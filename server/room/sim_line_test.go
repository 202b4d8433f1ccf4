package room

import (
	"trivium/server/ledger"
)

// line is a connection between a client and an instance. What is sent on it arrives in order, or not at all once the
// receiver's end is gone. One way of it may fall silent although the connection stands.
type line struct {
	w       *world
	delay   ledger.Time // one way
	c       *client
	session *session // the instance's end
	hung    bool     // the client's end is gone
	up      lane
	down    lane
	heard   ledger.Time // when the client last knew that all was well
}

// lane is one way of a line.
type lane struct {
	silent ledger.Time // until then nothing arrives; then it does, as after a retransmission
	sent   []letter    // and has not arrived, in order
}

// patience is how long a client hears nothing before it believes that its line is dead.
const patience ledger.Time = 3_000

// well tells whether the client hears from the instance, as it would by pings.
func (l *line) well() bool {
	s := l.session
	return !s.gone && l.w.now >= l.up.silent && l.w.now >= l.down.silent && l.w.now >= s.node.stalled
}

// toServer sends what the instance does once it has arrived there.
func (l *line) toServer(read func()) { l.send(&l.up, read) }

// toClient sends what the client does once it has arrived there.
func (l *line) toClient(read func()) { l.send(&l.down, read) }

func (l *line) send(way *lane, read func()) {
	at := l.w.now + l.delay + ledger.Time(l.w.rng.IntN(20))
	if n := len(way.sent); n > 0 {
		at = max(at, way.sent[n-1].at)
	}
	way.sent = append(way.sent, letter{at: at, read: read})
	l.w.post(at, func() { l.arrive(way) })
}

// arrive brings what is due to its end of the line; later if the line is silent or the process stands still.
func (l *line) arrive(way *lane) {
	held := way.silent
	if way == &l.up {
		held = max(held, l.session.node.stalled)
	}
	if l.w.now < held {
		l.w.post(held, func() { l.arrive(way) })
		return
	}
	for len(way.sent) > 0 && way.sent[0].at <= l.w.now {
		first := way.sent[0]
		way.sent = way.sent[1:]
		if way == &l.up && l.session.gone || way == &l.down && l.hung {
			l.w.happened("letter lost")
			continue
		}
		first.read()
	}
}

// silence has one way of the line fall silent for a while.
func (l *line) silence(way *lane, until ledger.Time) { way.silent = max(way.silent, until) }
