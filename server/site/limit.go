package site

import (
	"net/netip"
	"sync"

	"golang.org/x/time/rate"
)

// Bounds of reading for one address. A whole pub is one address: all of it opens the page within a minute, then looks now and
// then, for what is open is kept fresh by the stream.
const (
	readBurst   = 300
	readRate    = 20 // a second
	readersKept = 20_000
)

// limits bounds how much each address reads.
type limits struct {
	mu      sync.Mutex
	readers map[string]*rate.Limiter // by network; guarded by mu
}

// allow tells whether an address may read once more now.
func (l *limits) allow(client string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	from := network(client)
	reader := l.readers[from]
	if reader == nil {
		if l.readers == nil || len(l.readers) >= readersKept { // a flood from everywhere: start over rather than grow
			l.readers = map[string]*rate.Limiter{}
		}
		reader = rate.NewLimiter(readRate, readBurst)
		l.readers[from] = reader
	}
	return reader.Allow()
}

// network is what counts as one address: in IPv6, where everybody has many, the network of one connection.
func network(client string) string {
	address, err := netip.ParseAddr(client)
	if err != nil {
		return client
	}
	address = address.Unmap().WithZone("")
	if address.Is4() {
		return address.String()
	}
	prefix, err := address.Prefix(64)
	if err != nil {
		return address.String()
	}
	return prefix.String()
}
