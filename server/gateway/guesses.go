package gateway

import (
	"net/netip"
	"slices"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Bounds of what is remembered of addresses.
const (
	maxAddresses = 20_000
	maxVouched   = 16 // PINs an address is known for
	addressAge   = 6 * time.Hour
)

// guesses limits how many PINs may be tried, without standing in anybody's way who has the right one.
//
// Only what failed is counted, for each address and over all. When an address has no guess left, a PIN is not even looked up
// for it, so that trying on tells nothing, with two exceptions that help no guesser: whoever shows a token or a code (128
// bits) is heard, and answered the same whatever is wrong with it; and a PIN that somebody at the same address has got in
// with before is good there. A school is one address: once its screen, its teacher or the first pupil is in the room, a pupil
// who plays with PINs stops nobody else. Wrong tokens have a limit of their own, ten times as wide.
type guesses struct {
	burst  int
	refill rate.Limit
	all    *rate.Limiter

	mu        sync.Mutex // guards addresses and what it holds
	addresses map[netip.Prefix]*address
}

type address struct {
	left    *rate.Limiter // wrong PINs
	tokens  *rate.Limiter // wrong tokens
	seen    time.Time
	vouched []string // PINs, newest last
}

func newGuesses(l *Limits) *guesses {
	return &guesses{
		burst: l.PINGuesses, refill: rate.Limit(l.PINRefill),
		all:       rate.NewLimiter(rate.Limit(l.AllPINRefill), l.AllPINGuesses),
		addresses: map[netip.Prefix]*address{},
	}
}

// tokenFactor is how many more wrong tokens than wrong PINs an address may show.
const tokenFactor = 10

// may says whether an address may try a PIN, and whether it may try a token.
func (g *guesses) may(from netip.Prefix, pin string, now time.Time) (tryPIN, tryToken bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	a := g.address(from, now)
	if slices.Contains(a.vouched, pin) {
		return true, true
	}
	tryToken = a.tokens.TokensAt(now) >= 1
	return tryToken && a.left.TokensAt(now) >= 1 && g.all.TokensAt(now) >= 1, tryToken
}

// failed counts a wrong PIN, or a wrong token.
func (g *guesses) failed(from netip.Prefix, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	a := g.address(from, now)
	a.left.AllowN(now, 1)
	a.tokens.AllowN(now, 1)
	g.all.AllowN(now, 1)
}

// vouch remembers that somebody at an address is in the room with that PIN.
func (g *guesses) vouch(from netip.Prefix, pin string, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	a := g.address(from, now)
	if slices.Contains(a.vouched, pin) {
		return
	}
	if len(a.vouched) >= maxVouched {
		a.vouched = slices.Delete(a.vouched, 0, 1)
	}
	a.vouched = append(a.vouched, pin)
}

// address gives what is known of an address; called with mu held.
func (g *guesses) address(from netip.Prefix, now time.Time) *address {
	a, ok := g.addresses[from]
	if !ok {
		if len(g.addresses) >= maxAddresses {
			g.sweep(now)
		}
		a = &address{
			left:   rate.NewLimiter(g.refill, g.burst),
			tokens: rate.NewLimiter(tokenFactor*g.refill, tokenFactor*g.burst),
		}
		g.addresses[from] = a
	}
	a.seen = now
	return a
}

// sweep forgets addresses that have all their guesses back and have not been seen for long; if that is none, a tenth of all,
// whichever they are.
func (g *guesses) sweep(now time.Time) {
	for from, a := range g.addresses {
		if a.left.TokensAt(now) >= float64(g.burst) && a.tokens.TokensAt(now) >= float64(tokenFactor*g.burst) &&
			(len(a.vouched) == 0 || now.Sub(a.seen) > addressAge) {
			delete(g.addresses, from)
		}
	}
	for from := range g.addresses {
		if len(g.addresses) < maxAddresses*9/10 {
			return
		}
		delete(g.addresses, from)
	}
}
