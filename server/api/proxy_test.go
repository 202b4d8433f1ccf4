package api

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestForwardedAddressesAreBelievedFromProxiesOnly(t *testing.T) {
	trusted := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
	for _, c := range []struct {
		name, peer, forwarded string
		trusted               []netip.Prefix
		want                  string
	}{
		{"no proxy is trusted", "10.1.2.3:5", "192.0.2.7", nil, "10.1.2.3"},
		{"the peer is no proxy", "192.0.2.9:5", "192.0.2.7", trusted, "192.0.2.9"},
		{"a private peer is no proxy by itself", "192.168.1.9:5", "192.0.2.7", trusted, "192.168.1.9"},
		{"the peer is the proxy", "10.1.2.3:5", "192.0.2.7", trusted, "192.0.2.7"},
		{"a client that writes the header itself", "10.1.2.3:5", "203.0.113.1, 192.0.2.7", trusted, "192.0.2.7"},
	} {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/join/1", nil)
		request.RemoteAddr = c.peer
		request.Header.Set("X-Forwarded-For", c.forwarded)
		if got := clientAddress(c.trusted)(request); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
