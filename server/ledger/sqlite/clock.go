package sqlite

import (
	"sync"
	"time"

	"trivium/server/ledger"
)

// clock makes room time: the machine's clock at the start, or the last room time that was stored if that is later, and from
// there on as much as passes. It goes on at its own pace when the machine's clock is set (Go's time.Time carries a
// monotonic reading), and never falls.
type clock struct {
	read  func() time.Time
	start time.Time
	base  ledger.Time // room time at start
	ahead ledger.Time // how far room time was ahead of the machine's clock at start

	mu   sync.Mutex  // guards last
	last ledger.Time // greatest that was given
}

// newClock starts a clock no earlier than the last stored room time.
func newClock(read func() time.Time, stored ledger.Time) *clock {
	if read == nil {
		read = time.Now
	}
	start := read()
	wall := ledger.Time(start.UnixMilli())
	base := wall
	if stored > 0 {
		base = max(wall, stored+1) // what this process does is later than all that the one before did
	}
	return &clock{read: read, start: start, base: base, ahead: base - wall, last: base}
}

// now gives room time.
func (c *clock) now() ledger.Time {
	now := c.base + ledger.Time(c.read().Sub(c.start).Milliseconds())
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = max(c.last, now)
	return c.last
}
