package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game"
)

// Leagues is what players are told of leagues before a game.
type Leagues interface {
	// Fitting gives the leagues that the game in a room counts in.
	Fitting(ctx context.Context, roomID string) ([]League, error)
	// Claimed says whose secret it is. ErrNoClaim.
	Claimed(ctx context.Context, secret string) (Claim, error)
}

// League is a league as a phone knows it.
type League struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Slug string `json:"slug"`
	Of   string `json:"of"` // "teams" or "players"
}

// Claim is a persistent team, or player, of a league.
type Claim struct {
	League     string `json:"league"` // its id
	LeagueName string `json:"league_name"`
	Slug       string `json:"slug"`
	Key        string `json:"key"`
	Name       string `json:"name"`
}

// ErrNoClaim says that no team has this secret.
var ErrNoClaim = errors.New("no team has this secret")

// secretMax is how long a secret may be, in bytes.
const secretMax = 200

// claimTeam says whose secret a phone was given. The secret is in the body, so that it is in no address and no log.
func (s *server) claimTeam(c echo.Context) error {
	var body struct {
		Secret string `json:"secret"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if !s.guesses.Left(c.RealIP()) {
		return tooMany(c, 2*time.Second)
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	if s.Leagues == nil || body.Secret == "" || len(body.Secret) > secretMax {
		return s.noClaim(c)
	}
	claim, err := s.Leagues.Claimed(c.Request().Context(), body.Secret)
	if errors.Is(err, ErrNoClaim) {
		return s.noClaim(c)
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, claim)
}

func (s *server) noClaim(c echo.Context) error {
	s.guesses.Allow(c.RealIP())
	return refuse(http.StatusNotFound, "no_claim", "This link is of no team any more. Ask whoever gave it to you for a new one.")
}

// fitting gives the leagues that a game counts in. A phone joins without them if nobody can tell.
func (s *server) fitting(ctx context.Context, roomID string, state *game.State) []League {
	if s.Leagues == nil || state.Ended() {
		return []League{}
	}
	leagues, err := s.Leagues.Fitting(ctx, roomID)
	if err != nil {
		s.Logger.Warn("the leagues of a game could not be read", "error", err)
	}
	return append([]League{}, leagues...)
}
