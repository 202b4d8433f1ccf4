package api

import (
	"net"
	"net/netip"

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
