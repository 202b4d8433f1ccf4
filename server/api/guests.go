package api

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/server/games"
)

// Bounds of a guest's games.
const (
	guestLive  = 3   // that live at once
	guestSeats = 200 // players in one
)

// guestMay says why a guest may not open a game. Guests are nobody's acquaintance: their games stay small and off the boards.
func (s *server) guestMay(c echo.Context, request *games.Request) error {
	access := accessOf(c)
	if !access.Host.Guest {
		return nil
	}
	if request.Public || len(request.Leagues) > 0 {
		return refuse(http.StatusForbidden, "guest", "Games of guests count on no board and in no league. Ask a host for an invitation.")
	}
	request.Settings.SeatMax = min(request.Settings.SeatMax, guestSeats)
	live := 0
	ctx := c.Request().Context()
	_, _, err := s.Games.Page(ctx, func(r *games.Record) bool {
		if r.Opened.Before(access.Host.Created) { // nothing before is theirs: enough was looked at
			return true
		}
		if r.Host == access.Host.ID && r.Ended.IsZero() {
			if room, err := s.Games.Live(ctx, r.PIN); err == nil && string(room.ID()) == r.Room {
				live++
			}
		}
		return false
	}, "", 1)
	if err != nil {
		return err
	}
	if live >= guestLive {
		return refuse(http.StatusForbidden, "guest", fmt.Sprintf("You have %d games that run. End one first.", live))
	}
	if ok, wait := s.opened.Allow(c.RealIP()); !ok {
		return tooMany(c, wait)
	}
	return nil
}
