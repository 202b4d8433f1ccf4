package api

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// A browser in which a host has signed in once is known: it keeps a mark that only this server can make. Tries from a known browser are
// counted on their own, so that somebody who tries a login from elsewhere keeps nobody from signing in where they always do (OWASP,
// "Slow Down Online Guessing Attacks with Device Cookies"). The mark opens nothing.
const knownName = "trivium_known"

// knownFor is how long a browser is known, in seconds: half a year.
const knownFor = 180 * 24 * 3600

// tried gives the name under which a try at a login is counted.
func (s *server) tried(c echo.Context, login string) string {
	if cookie, err := c.Cookie(knownName); err == nil && s.Hosts.Knows(login, cookie.Value) {
		return login + "\x00" + cookie.Value
	}
	return login
}

// know marks a browser in which a host has signed in.
func (s *server) know(c echo.Context, login string) {
	c.SetCookie(&http.Cookie{
		Name: knownName, Value: s.Hosts.Mark(login), Path: "/api/signin", MaxAge: knownFor, HttpOnly: true, SameSite: http.SameSiteStrictMode,
		Secure: c.Scheme() == "https",
	})
}
