package api

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"trivium/server/leagues"
)

// listTeams gives all who compete in a league, merged ones too.
func (s *server) listTeams(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	teams, err := s.Seasons.Competitors(c.Request().Context(), l.ID)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		Teams []leagues.Competitor `json:"teams"`
	}{teams})
}

// teamKey is the key of a team in an address. Echo leaves it as it was written there.
func teamKey(c echo.Context) string {
	key, err := url.PathUnescape(c.Param("key"))
	if err != nil {
		return c.Param("key")
	}
	return key
}

// grantClaim makes a link with which phones prove that they are of a team. It is told once; nothing keeps its secret.
func (s *server) grantClaim(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	secret, err := s.Seasons.NewClaim(c.Request().Context(), l.ID, teamKey(c), s.askerName(c))
	if err != nil {
		return err
	}
	address := s.Addresses.Chosen(c.Request()) + "/t#" + secret
	picture, err := QR(address)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, struct {
		Secret string `json:"secret"`
		URL    string `json:"url"`
		QR     string `json:"qr_svg"`
	}{secret, address, picture})
}

// dropClaim ends the claim to a team: its name is anybody's then.
func (s *server) dropClaim(c echo.Context) error { return s.teamDo(c, s.Seasons.DropClaim) }

// forgetTeam takes the name of a team out of the whole league, for good. Its points stay with somebody without a name.
func (s *server) forgetTeam(c echo.Context) error { return s.teamDo(c, s.Seasons.Forget) }

func (s *server) teamDo(c echo.Context, do func(ctx context.Context, id, key, who string) error) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	if err := do(c.Request().Context(), l.ID, teamKey(c), s.askerName(c)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
