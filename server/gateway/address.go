package gateway

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// peer is the address that limits count by: the direct peer, or, if that is a trusted proxy, the last address in
// X-Forwarded-For that is not one (what stands before it was written by the client and may be anything). An IPv6 address
// counts as its /64, which is what one line gets (RFC 6177).
func peer(r *http.Request, trusted []netip.Prefix) netip.Prefix {
	direct, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Prefix{} // all that can not be told apart share one limit
	}
	addr := direct.Addr().Unmap()
	if isTrusted(addr, trusted) {
		hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
		for _, text := range slices.Backward(hops) {
			hop, err := netip.ParseAddr(strings.TrimSpace(text))
			if err != nil {
				break
			}
			addr = hop.Unmap().WithZone("")
			if !isTrusted(addr, trusted) {
				break
			}
		}
	}
	bits := 32
	if addr.Is6() {
		bits = 64
	}
	prefix, err := addr.WithZone("").Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return prefix
}

func isTrusted(addr netip.Addr, trusted []netip.Prefix) bool {
	for _, prefix := range trusted {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}
