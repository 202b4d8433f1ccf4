package socket

import "time"

// gcra is a token bucket in one number: the time at which the bucket would be full again. It is the virtual scheduling
// form of the generic cell rate algorithm (ITU-T I.371, annex A). Times count from the birth of the connection.
type gcra struct {
	full time.Duration
}

// take takes n tokens at now from a bucket of burst tokens that gains perSecond; it reports false if there are too few,
// and then takes none. A rate of zero or less is no limit.
func (g *gcra) take(now time.Duration, n, perSecond, burst float64) bool {
	if perSecond <= 0 {
		return true
	}
	full := max(g.full, now) + time.Duration(n/perSecond*float64(time.Second))
	if full-now > time.Duration(burst/perSecond*float64(time.Second)) {
		return false
	}
	g.full = full
	return true
}
