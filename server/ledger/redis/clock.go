package redis

import (
	"sync"
	"time"
)

// drift is how far this machine's clock and the server's may part, in parts of a million.
const drift = 100

// clock tells the server's time from what replies said and from how much has passed since. It never falls.
type clock struct {
	shift func() time.Duration

	mu     sync.Mutex    // guards the rest
	here   time.Time     // this machine's time of the best reply, in the middle between question and answer
	there  int64         // the server's time then, in microseconds, without the shift; 0: nothing was heard yet
	off    time.Duration // how far there may be off: half the round trip
	newest int64         // the latest room time that was given or heard
}

// heard takes in a reply: the question was sent and the answer received at these times, and in between it was then.
func (c *clock) heard(sent, received time.Time, micros int64, shift time.Duration) {
	if micros == 0 {
		return
	}
	half := received.Sub(sent) / 2
	here, there := sent.Add(half), micros-shift.Microseconds()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.newest = max(c.newest, micros)
	expected, off := c.at(here)
	stepped := time.Duration(abs(expected-there))*time.Microsecond > off+half+time.Millisecond
	if c.there == 0 || half <= off || stepped {
		c.here, c.there, c.off = here, there, half
	}
}

// at gives the server's time at a time here, and how far it may be off. It needs the lock.
func (c *clock) at(here time.Time) (micros int64, off time.Duration) {
	passed := here.Sub(c.here)
	return c.there + passed.Microseconds(), c.off + time.Duration(abs(int64(passed)))*drift/1_000_000
}

// now gives room time in microseconds and how far it may be off.
func (c *clock) now() (micros int64, off time.Duration) {
	shift := c.shift().Microseconds()
	c.mu.Lock()
	defer c.mu.Unlock()
	micros, off = c.at(time.Now())
	micros += shift
	if micros < c.newest {
		off += time.Duration(c.newest-micros) * time.Microsecond
		micros = c.newest
	}
	c.newest = micros
	return micros, off
}

func abs(x int64) int64 { return max(x, -x) }
