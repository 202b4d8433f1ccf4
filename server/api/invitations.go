package api

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"trivium/server/hosts"
)

// listInvitations gives the open invitations of the host who asks.
func (s *server) listInvitations(c echo.Context) error {
	list, err := s.Hosts.Invitations(c.Request().Context(), accessOf(c).Host.ID)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"invitations": slices.Concat([]hosts.Invitation{}, list)})
}

// invite makes an invitation and tells its link, this once.
func (s *server) invite(c echo.Context) error {
	var body struct {
		Note string `json:"note"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	return s.invited(c, body.Note, "")
}

// resetHost makes a link by which a host chooses a new password.
func (s *server) resetHost(c echo.Context) error { return s.invited(c, "", c.Param("host")) }

func (s *server) invited(c echo.Context, note, host string) error {
	made, secret, err := s.Hosts.Invite(c.Request().Context(), accessOf(c).Host, note, host)
	if err != nil {
		return err
	}
	address := s.Addresses.Chosen(c.Request()) + "/host#invite=" + secret
	picture, err := QR(address) // here, so that the secret is in no address that anybody asks for
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, map[string]any{"invitation": made, "url": address, "qr_svg": picture})
}

func (s *server) uninvite(c echo.Context) error {
	if err := s.Hosts.Uninvite(c.Request().Context(), accessOf(c).Host.ID, c.Param("invitation")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// lookAtInvitation tells whoever has the secret of an invitation who invites, and whose new password it is for.
func (s *server) lookAtInvitation(c echo.Context) error {
	var body struct {
		Secret string `json:"secret"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if ok, wait := s.signins.Allow(c.RealIP()); !ok {
		return tooMany(c, wait)
	}
	ctx := c.Request().Context()
	i, err := s.Hosts.Invited(ctx, body.Secret)
	if err != nil {
		return err
	}
	answer := map[string]any{"by_name": i.ByName, "note": i.Note}
	if i.For != "" {
		host, err := s.Hosts.Get(ctx, i.For)
		if err != nil {
			return err
		}
		answer["for_login"] = host.Login
	}
	return c.JSON(http.StatusOK, answer)
}

// acceptInvitation makes a host of whoever has the secret, or changes a password, and signs them in.
func (s *server) acceptInvitation(c echo.Context) error {
	var body struct {
		Secret   string  `json:"secret"`
		Login    *string `json:"login"`
		Name     *string `json:"name"`
		Password string  `json:"password"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if ok, wait := s.signins.Allow(c.RealIP()); !ok {
		return tooMany(c, wait)
	}
	host, secret, err := s.Hosts.Accept(c.Request().Context(), body.Secret, hosts.Profile{Login: body.Login, Name: body.Name}, body.Password,
		c.Request().UserAgent())
	if err != nil {
		return err
	}
	s.know(c, host.Login)
	return s.signedIn(c, secret, false)
}
