package api

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/hosts"
)

// self is what a browser is told of whoever uses it.
type self struct {
	Host     bool   `json:"host"`
	ID       string `json:"id,omitempty"`
	Login    string `json:"login,omitempty"`
	Name     string `json:"name"`
	Language string `json:"language"`
	Owner    bool   `json:"owner,omitempty"`
	Guest    bool   `json:"guest,omitempty"`
	Open     bool   `json:"open,omitempty"` // anybody may become a guest
	Version  string `json:"version"`
}

func (s *server) self(host *hosts.Host) self {
	return self{
		Host: host.ID != "", ID: host.ID, Login: host.Login, Name: host.Name, Language: host.Language, Owner: host.Owner, Guest: host.Guest,
		Open: s.Hosts.Open(), Version: s.Version,
	}
}

// me tells who asks, also that it is nobody.
func (s *server) me(c echo.Context) error {
	access, err := s.who(c)
	if err != nil && !errors.Is(err, hosts.ErrNobody) {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, s.self(&access.Host))
}

func (s *server) changeMe(c echo.Context) error {
	var profile hosts.Profile
	if err := decode(c, &profile); err != nil {
		return err
	}
	host, err := s.Hosts.SetProfile(c.Request().Context(), accessOf(c).Host.ID, profile)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, s.self(&host))
}

// setPassword changes the password of the host who asks. All other browsers are signed out; this one goes on.
func (s *server) setPassword(c echo.Context) error {
	var body struct {
		Present  string `json:"present"`
		Password string `json:"password"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	ctx, host := c.Request().Context(), accessOf(c).Host
	if ok, wait := s.logins.allow(host.ID); !ok {
		return tooMany(c, wait)
	}
	secret, err := s.Hosts.SetPassword(ctx, host.ID, body.Present, body.Password, c.Request().UserAgent())
	if err != nil {
		return err
	}
	s.logins.forget(host.ID)
	s.know(c, host.Login)
	return s.signedIn(c, secret, false)
}

func (s *server) listSessions(c echo.Context) error {
	access := accessOf(c)
	list, err := s.Hosts.Sessions(c.Request().Context(), access.Host.ID)
	if err != nil {
		return err
	}
	for i := range list {
		list[i].Current = list[i].ID == access.Session
	}
	return c.JSON(http.StatusOK, map[string]any{"sessions": slices.Concat([]hosts.Session{}, list)})
}

// endSessions signs all other browsers out.
func (s *server) endSessions(c echo.Context) error {
	access := accessOf(c)
	if err := s.Hosts.EndSessions(c.Request().Context(), access.Host.ID, access.Session); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *server) endSession(c echo.Context) error {
	if err := s.Hosts.EndSession(c.Request().Context(), accessOf(c).Host.ID, c.Param("session")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *server) listTokens(c echo.Context) error {
	list, err := s.Hosts.Tokens(c.Request().Context(), accessOf(c).Host.ID)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"tokens": slices.Concat([]hosts.Token{}, list), "scopes": hosts.TokenScopes()})
}

// addToken makes a token and tells its secret, this once.
func (s *server) addToken(c echo.Context) error {
	var body struct {
		Name   string        `json:"name"`
		Scopes []hosts.Scope `json:"scopes"`
		Until  time.Time     `json:"until"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	made, secret, err := s.Hosts.NewToken(c.Request().Context(), accessOf(c).Host.ID, hosts.Token{
		Name: body.Name, Scopes: body.Scopes, Until: body.Until,
	})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, map[string]any{"token": made, "secret": secret})
}

func (s *server) revokeToken(c echo.Context) error {
	if err := s.Hosts.Revoke(c.Request().Context(), accessOf(c).Host.ID, c.Param("token")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
