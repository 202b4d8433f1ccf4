package api

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/archive"
	"trivium/server/games"
)

const day = 24 * time.Hour

// daysMax is the longest time that a game may be kept with its names, in days.
const daysMax = 36_500

// showRetention tells when what is kept of a game goes: the game's own rule and the server's, the stricter of both.
func (s *server) showRetention(c echo.Context) error {
	record, err := s.ownGame(c, c.Param("game"))
	if err != nil {
		return err
	}
	rule, err := s.Archive.RuleFor(c.Request().Context(), record.Room)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, struct {
		Days  int  `json:"days"`
		Whole bool `json:"whole"`
	}{int((rule.After + day - 1) / day), rule.Whole})
}

// setRetention gives a game a rule of its own. It can only be stricter than the server's.
func (s *server) setRetention(c echo.Context) error {
	record, err := s.ownGame(c, c.Param("game"))
	if err != nil {
		return err
	}
	var body games.Retention
	if err := decode(c, &body); err != nil {
		return err
	}
	if body.Days < 0 || body.Days > daysMax {
		return refuse(http.StatusUnprocessableEntity, "bad", "days: from 0 (as the server says) to 36,500.")
	}
	rule := archive.Rule{After: time.Duration(body.Days) * day, Whole: body.Whole}
	if err := s.Archive.SetRule(c.Request().Context(), record.Room, rule); err != nil {
		return err
	}
	return s.showRetention(c)
}
