package api

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
)

// clientAddress tells whose request it is, for the limits: the direct peer, or, if that is a trusted proxy, the last address
// in X-Forwarded-For that is not one.
func clientAddress(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, prefix := range trusted {
		address := prefix.Masked().Addr()
		options = append(options, echo.TrustIPRange(&net.IPNet{
			IP: address.AsSlice(), Mask: net.CIDRMask(prefix.Bits(), address.BitLen()),
		}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}

// forwarded leaves in a request only what a trusted proxy says of how it was asked. Where the operator's own address is https, a request
// for that host came over TLS, whatever the proxy says.
func (s *server) forwarded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if !s.fromProxy(r) {
			r.Header.Del(echo.HeaderXForwardedProto)
		}
		for _, other := range []string{echo.HeaderXForwardedProtocol, echo.HeaderXForwardedSsl, echo.HeaderXUrlScheme} {
			r.Header.Del(other)
		}
		if strings.EqualFold(s.Addresses.place.Public, "https://"+r.Host) {
			r.Header.Set(echo.HeaderXForwardedProto, "https")
		}
		return next(c)
	}
}

// fromProxy tells whether the direct peer is a trusted proxy.
func (s *server) fromProxy(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && slices.ContainsFunc(s.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(peer.Addr().Unmap()) })
}
