package api

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game/league"
)

// leagueChange is a line of a league's history.
type leagueChange struct {
	league.Change
	At time.Time `json:"at"`
}

func changeLine(change league.Change) leagueChange {
	return leagueChange{Change: change, At: time.UnixMilli(change.At).UTC()}
}

// listChanges gives the history of a league, the oldest line first. New lines come behind it; only a game that is taken out takes
// the lines along that it alone brought.
func (s *server) listChanges(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	place, err := cursorOf(c, "changes")
	if err != nil {
		return err
	}
	history, err := s.Seasons.History(c.Request().Context(), l.ID)
	if err != nil {
		return err
	}
	from, _ := strconv.Atoi(place) // a place that is none is the beginning
	from = min(max(from, 0), len(history))
	to := min(from+limit, len(history))
	list, next := make([]leagueChange, 0, to-from), ""
	for _, change := range history[from:to] {
		list = append(list, changeLine(change))
	}
	if to < len(history) {
		next = writeCursor("changes", strconv.Itoa(to))
	}
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Changes []leagueChange `json:"changes"`
		Next    string         `json:"next,omitempty"`
	}{list, next})
}

// changeLeague writes a line into the history of a league: who competes, who is one, what does not count.
func (s *server) changeLeague(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	var ask struct {
		Kind     league.Kind `json:"kind"`
		Season   string      `json:"season"`
		Key      string      `json:"key"`
		Into     string      `json:"into"`
		Alias    string      `json:"alias"`
		Name     string      `json:"name"`
		Division string      `json:"division"`
		Venue    string      `json:"venue"`
		Game     string      `json:"game"`
		Points   int         `json:"points"`
		Why      string      `json:"why"`
	}
	if err := decode(c, &ask); err != nil {
		return err
	}
	ctx := c.Request().Context()
	err = s.Seasons.Change(ctx, l.ID, league.Change{
		Kind: ask.Kind, Season: ask.Season, Key: ask.Key, Into: ask.Into, Alias: ask.Alias, Name: ask.Name, Division: ask.Division,
		Venue: ask.Venue, Game: ask.Game, Points: ask.Points, Why: ask.Why, Who: s.askerName(c),
	})
	if err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// addToLeague lets a finished game count in a league that does not take it by itself.
func (s *server) addToLeague(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	var ask struct {
		Game string `json:"game"`
	}
	if err := decode(c, &ask); err != nil {
		return err
	}
	if err := s.Seasons.AddGame(c.Request().Context(), l.ID, ask.Game, s.askerName(c)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// takeFromLeague takes a game out of a league, whatever the league gathers.
func (s *server) takeFromLeague(c echo.Context) error {
	l, err := s.ownLeague(c)
	if err != nil {
		return err
	}
	if err := s.Seasons.RemoveGame(c.Request().Context(), l.ID, c.Param("game"), s.askerName(c)); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
