package gateway

import (
	"sync"
	"time"

	"trivium/game"
)

// pingPatience is how long an answer to a ping is waited for before the next is sent: a line that is slower than the interval
// of pings would otherwise never be measured. It is well below the socket's idle timeout.
const pingPatience = 8 * time.Second

// unmeasured stands for a time that is not known.
const unmeasured game.Millis = -1

// line is what is measured of one connection for fair time. The entry of an answer carries the raw measurements, and the fold
// computes from them what counts (game/fairtime.go):
//
//	base = min(Kmax, max(floor, min(qping, floor+200ms)))
//	K    = min(Kmax, base + bucket)
//	eff  = clamp(m, E-K, E)
//
// Here are E's beginning (start), floor and qping. Start is the moment just before the first attempt to write the question
// to this connection, if the connection was there when the question was opened; a connection that came later, by a reconnect
// or to another instance, counts from the opening, so that reconnecting gains nothing. Once set, the start of a showing does
// not change. floor is the smallest round trip of the connection so far, qping the one measured right behind the question.
// Pings are WebSocket control frames: the browser answers them by itself, and scripts of a page can not hold them back.
type line struct {
	mu sync.Mutex // guards all below; the hub writes it, the session's reader reads it

	since   game.Time // when the connection said Hello, room time
	showing int       // that start and qping belong to; -1 for none yet
	start   game.Time

	floor time.Duration // -1 until measured
	qping time.Duration

	idle     ping // the last ping of the ticker
	question ping // the one behind the question
}

type ping struct {
	payload uint64
	sent    time.Time // zero when none is out
}

func newLine(since game.Time) *line {
	return &line{since: since, showing: -1, floor: -1, qping: -1}
}

// begin is called just before the first write of a showing to the connection, and reports whether it is the first.
// opened is when the showing was opened; now is room time; a ping with that payload goes out behind the question.
func (l *line) begin(showing int, opened, now game.Time, payload uint64, sent time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.showing == showing {
		return false
	}
	l.showing, l.start, l.qping = showing, opened, -1
	if l.since <= opened {
		l.start = max(opened, now)
	}
	l.question = ping{payload, sent}
	return true
}

// pinged notes that a ping of the ticker goes out; false says to leave it, as one is still under way.
func (l *line) pinged(payload uint64, sent time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.idle.sent.IsZero() && sent.Sub(l.idle.sent) < pingPatience {
		return false
	}
	l.idle = ping{payload, sent}
	return true
}

// ponged takes the answer to a ping. Payloads that are not awaited are ignored.
func (l *line) ponged(payload uint64, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !l.question.sent.IsZero() && payload == l.question.payload:
		l.qping = at.Sub(l.question.sent)
		l.lower(l.qping)
		l.question = ping{}
	case !l.idle.sent.IsZero() && payload == l.idle.payload:
		l.lower(at.Sub(l.idle.sent))
		l.idle = ping{}
	}
}

func (l *line) lower(trip time.Duration) {
	if l.floor < 0 || trip < l.floor {
		l.floor = trip
	}
}

// measured gives the start of a showing for this connection, floor and qping. A showing that was never written to it
// counts from its opening.
func (l *line) measured(showing int, opened game.Time) (start game.Time, floor, qping game.Millis) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.showing != showing {
		return opened, millis(l.floor), unmeasured
	}
	return l.start, millis(l.floor), millis(l.qping)
}

func millis(d time.Duration) game.Millis {
	if d < 0 {
		return unmeasured
	}
	return game.MillisOf(d)
}
