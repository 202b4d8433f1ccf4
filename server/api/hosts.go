package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/server/hosts"
)

// Names of the cookie of a host's browser. Over HTTPS it has the prefix that keeps neighbours on the same domain from setting it
// (RFC 6265bis, section 4.1.3.2).
const (
	cookieName       = "trivium_host"
	cookieNameSecure = "__Host-trivium_host"
)

// accessKey is where a request keeps who asks.
const accessKey = "access"

// who finds who asks: by token, or by cookie. hosts.ErrNobody.
func (s *server) who(c echo.Context) (hosts.Access, error) {
	if known, ok := c.Get(accessKey).(hosts.Access); ok {
		return known, nil
	}
	access, err := s.ask(c.Request().Context(), c)
	if err == nil {
		c.Set(accessKey, access)
	}
	return access, err
}

func (s *server) ask(ctx context.Context, c echo.Context) (hosts.Access, error) {
	if header := c.Request().Header.Get("Authorization"); header != "" {
		token, ok := strings.CutPrefix(header, "Bearer ")
		if !ok {
			return hosts.Access{}, hosts.ErrNobody
		}
		return s.Hosts.ByToken(ctx, token)
	}
	secret := sessionOf(c)
	if secret == "" {
		return hosts.Access{}, hosts.ErrNobody
	}
	return s.Hosts.BySession(ctx, secret)
}

// sessionOf reads the cookie of a host's browser.
func sessionOf(c echo.Context) string {
	name := cookieName
	if c.Scheme() == "https" {
		name = cookieNameSecure
	}
	cookie, err := c.Cookie(name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// accessOf gives who asks, behind a guard that let them in.
func accessOf(c echo.Context) hosts.Access {
	access, _ := c.Get(accessKey).(hosts.Access)
	return access
}

// can lets in hosts who may do what a scope stands for.
func (s *server) can(scope Scope) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			access, err := s.who(c)
			if errors.Is(err, hosts.ErrNobody) {
				return refuse(http.StatusUnauthorized, "signin", "Sign in as a host, or open the host link that the server printed at its start.")
			}
			if err != nil {
				return err
			}
			if scope == Owner && !(access.Host.Owner && access.May(hosts.HostsWrite)) {
				return refuse(http.StatusForbidden, "scope", "Only the first host of this server may do this.")
			}
			if scope != Owner && !access.May(hosts.Scope(scope)) {
				return refuse(http.StatusForbidden, "scope", "This needs the right "+string(scope)+", which you do not have here.")
			}
			c.Response().Header().Set("Cache-Control", "no-store")
			return next(c)
		}
	}
}

// signIn begins a session: with the server's key, with login and password, or as a guest.
func (s *server) signIn(c echo.Context) error {
	var body struct {
		Key      string `json:"key"`
		Login    string `json:"login"`
		Password string `json:"password"`
		Guest    bool   `json:"guest"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if ok, wait := s.signins.Allow(c.RealIP()); !ok {
		return tooMany(c, wait)
	}
	ctx, browser := c.Request().Context(), c.Request().UserAgent()
	switch {
	case body.Guest:
		return s.signInGuest(c)
	case body.Key != "":
		_, secret, err := s.Hosts.SignInByKey(ctx, body.Key, browser)
		if errors.Is(err, hosts.ErrWrong) {
			return refuse(http.StatusForbidden, "key", "This link does not fit this server. Use the one that it printed at its start.")
		}
		if err != nil {
			return err
		}
		return s.signedIn(c, secret, false)
	}
	account := s.tried(c, body.Login)
	if ok, wait := s.logins.allow(account); !ok {
		return tooMany(c, wait)
	}
	_, secret, err := s.Hosts.SignIn(ctx, body.Login, body.Password, browser)
	if err != nil {
		return err
	}
	s.logins.forget(account)
	s.know(c, body.Login)
	return s.signedIn(c, secret, false)
}

// signInGuest makes a guest of an open server. The browser forgets them when it is closed.
func (s *server) signInGuest(c echo.Context) error {
	if s.Hosts.Open() {
		if ok, wait := s.guests.Allow(c.RealIP()); !ok {
			return tooMany(c, wait)
		}
	}
	_, secret, err := s.Hosts.Guest(c.Request().Context(), c.Request().UserAgent())
	if err != nil {
		return err
	}
	return s.signedIn(c, secret, true)
}

// signedIn gives a browser its cookie. A session that it had before ends: nobody can have planted it.
// short is for a cookie that goes when the browser is closed.
func (s *server) signedIn(c echo.Context, secret string, short bool) error {
	if before := sessionOf(c); before != "" {
		if err := s.Hosts.SignOut(c.Request().Context(), before); err != nil {
			return err
		}
	}
	age := int(hosts.SessionLife.Seconds())
	if short {
		age = 0
	}
	c.SetCookie(hostCookie(c, secret, age))
	return c.NoContent(http.StatusNoContent)
}

func (s *server) signOut(c echo.Context) error {
	if secret := sessionOf(c); secret != "" {
		if err := s.Hosts.SignOut(c.Request().Context(), secret); err != nil {
			return err
		}
	}
	c.SetCookie(hostCookie(c, "", -1))
	return c.NoContent(http.StatusNoContent)
}

func hostCookie(c echo.Context, value string, age int) *http.Cookie {
	cookie := &http.Cookie{
		Name: cookieName, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	}
	if c.Scheme() == "https" {
		cookie.Name, cookie.Secure = cookieNameSecure, true
	}
	return cookie
}

// listHosts gives all hosts.
func (s *server) listHosts(c echo.Context) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	place, err := cursorOf(c, "hosts")
	if err != nil {
		return err
	}
	page, next, err := s.Hosts.List(c.Request().Context(), place, limit)
	if err != nil {
		return err
	}
	next = writeCursor("hosts", next)
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Hosts []hosts.Host `json:"hosts"`
		Next  string       `json:"next,omitempty"`
	}{slices.Concat([]hosts.Host{}, page), next})
}

func (s *server) changeHost(c echo.Context) error {
	var body struct {
		Disabled bool `json:"disabled"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	host, err := s.Hosts.Disable(c.Request().Context(), c.Param("host"), body.Disabled)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, host)
}

func (s *server) removeHost(c echo.Context) error {
	if err := s.Hosts.Remove(c.Request().Context(), c.Param("host")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
