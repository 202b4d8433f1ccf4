package game

import "time"

// Time is room time: milliseconds since the Unix epoch on the ledger's clock. The zero Time means never.
type Time int64

// Millis is a length of time in milliseconds.
type Millis int64

// Add gives the time that is d later.
func (t Time) Add(d Millis) Time { return t + Time(d) }

// Sub gives the time from u to t.
func (t Time) Sub(u Time) Millis { return Millis(t - u) }

// MillisOf converts a duration, dropping what is below a millisecond.
func MillisOf(d time.Duration) Millis { return Millis(d / time.Millisecond) }

// Span is a stretch of room time that does not count as playing time: a pause, or a gap in which no instance was alive.
type Span struct {
	From Time `json:"from"`
	To   Time `json:"to"` // 0 while it lasts
}
