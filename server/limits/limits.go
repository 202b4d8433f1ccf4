// Package limits bounds how often something may be asked for from one address, in memory that is bounded too.
package limits

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Options are what a Limiter needs.
type Options struct {
	// Rate is how many calls a second an address has over time, Burst how many at once.
	Rate  float64
	Burst int
	// Addresses is how many addresses are remembered at least; 0 is 10,000. Twice as many are at most.
	Addresses int
	// Clock gives the time. Nil is time.Now.
	Clock func() time.Time
}

// Limiter counts calls by address. An IPv6 address counts with all of its /64, which is one subscriber's network.
//
// What is remembered lies in two maps. When the newer one is full it becomes the older one, and what the older one held is
// forgotten: whoever asks often is always in the newer one, and a flood from everywhere only makes room for itself.
type Limiter struct {
	options Options

	mu           sync.Mutex // guards newer, older and what they hold
	newer, older map[netip.Prefix]*rate.Limiter
}

// New makes a Limiter.
func New(o Options) *Limiter {
	if o.Addresses == 0 {
		o.Addresses = 10_000
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return &Limiter{options: o, newer: map[netip.Prefix]*rate.Limiter{}}
}

// Allow takes one call from an address's account. If there is none, it says how long to wait until there is.
func (l *Limiter) Allow(address string) (ok bool, wait time.Duration) {
	now := l.options.Clock()
	l.mu.Lock()
	defer l.mu.Unlock()
	account := l.account(address)
	if account.AllowN(now, 1) {
		return true, 0
	}
	r := account.ReserveN(now, 1)
	defer r.CancelAt(now)
	return false, r.DelayFrom(now)
}

// Left tells whether a call would be allowed, and takes nothing.
func (l *Limiter) Left(address string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.account(address).TokensAt(l.options.Clock()) >= 1
}

// account gives the account of an address; called with mu held.
func (l *Limiter) account(address string) *rate.Limiter {
	from := Network(address)
	if account, ok := l.newer[from]; ok {
		return account
	}
	account, ok := l.older[from]
	if !ok {
		account = rate.NewLimiter(rate.Limit(l.options.Rate), l.options.Burst)
	}
	if len(l.newer) >= l.options.Addresses {
		l.newer, l.older = map[netip.Prefix]*rate.Limiter{}, l.newer
	}
	l.newer[from] = account
	return account
}

// Network is what an address counts as. What is no address counts as one.
func Network(address string) netip.Prefix {
	parsed, err := netip.ParseAddr(address)
	if err != nil {
		return netip.Prefix{}
	}
	parsed = parsed.Unmap().WithZone("")
	bits := 64
	if parsed.Is4() {
		bits = 32
	}
	prefix, _ := parsed.Prefix(bits) // it fits
	return prefix
}
