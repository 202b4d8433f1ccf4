package socket

import (
	"net/http"
	"net/url"
	"strings"
)

// SameOrigin reports whether the request's Origin is the origin the request was sent to, or one of allowed. Scheme, host
// and port must all be equal (RFC 6454, section 5); a missing, repeated, opaque ("null") or malformed Origin is refused.
// The request's own scheme is https if the connection is TLS, else http: behind a proxy that ends TLS, list the
// public origin in allowed.
func SameOrigin(r *http.Request, allowed []string) bool {
	values := r.Header.Values("Origin")
	if len(values) != 1 {
		return false
	}
	origin, ok := canonicalOrigin(values[0])
	if !ok {
		return false
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	if own, ok := canonicalOrigin(scheme + "://" + r.Host); ok && own == origin {
		return true
	}
	for _, each := range allowed {
		if other, ok := canonicalOrigin(each); ok && other == origin {
			return true
		}
	}
	return false
}

// canonicalOrigin brings "scheme://host[:port]" into one form: lower case, without the scheme's own port.
func canonicalOrigin(text string) (string, bool) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Hostname() == "" {
		return "", false
	}
	if !strings.EqualFold(text, u.Scheme+"://"+u.Host) {
		return "", false // something beside scheme and host
	}
	host := strings.ToLower(u.Host)
	switch u.Scheme {
	case "http":
		host = strings.TrimSuffix(host, ":80")
	case "https":
		host = strings.TrimSuffix(host, ":443")
	default:
		return "", false
	}
	return u.Scheme + "://" + host, true
}
