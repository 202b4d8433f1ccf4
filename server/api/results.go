package api

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/server/archive"
	"trivium/server/games"
	"trivium/server/results"
)

// finishedGame is a game that has ended, in a list.
type finishedGame struct {
	ID      string    `json:"id"`
	Title   string    `json:"title"`
	Ended   time.Time `json:"ended"`
	Players int       `json:"players"`
	URL     string    `json:"url"`
}

func finishedOf(r *games.Record) finishedGame {
	return finishedGame{ID: r.Room, Title: r.Title, Ended: r.Ended, Players: r.Players, URL: "/r/" + r.Room}
}

// listResults gives the host's own finished games, the latest first. The first host may ask for all.
func (s *server) listResults(c echo.Context) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	below, err := cursorOf(c, "results")
	if err != nil {
		return err
	}
	words := strings.Fields(strings.ToLower(c.QueryParam("q")))
	records, next, err := s.Games.Page(c.Request().Context(), func(r *games.Record) bool {
		return !r.Ended.IsZero() && s.lists(c, r) && containsAll(strings.ToLower(r.Title), words)
	}, below, limit)
	if err != nil {
		return err
	}
	list := make([]finishedGame, len(records))
	for i := range records {
		list[i] = finishedOf(&records[i])
	}
	next = writeCursor("results", next)
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Results []finishedGame `json:"results"`
		Next    string         `json:"next,omitempty"`
	}{list, next})
}

// report folds a game of the host's own. A game that is still running has no report here.
func (s *server) report(c echo.Context) (*results.Report, *archive.Game, error) {
	record, err := s.ownGame(c, c.Param("game"))
	if err != nil {
		return nil, nil, err
	}
	kept, err := s.Archive.Game(c.Request().Context(), record.Room)
	if err != nil {
		return nil, nil, err
	}
	if !kept.State.Ended() {
		return nil, nil, archive.ErrRunning
	}
	return results.Of(kept.State, results.More{Changes: kept.Changes, Nameless: kept.Nameless}), kept, nil
}

func (s *server) showResult(c echo.Context) error {
	report, _, err := s.report(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, report)
}

func (s *server) showResultFile(c echo.Context) error {
	report, _, err := s.report(c)
	if err != nil {
		return err
	}
	return resultFile(c, report, c.Param("kind"))
}

// removeNames takes the names out of a result for good. No number changes.
func (s *server) removeNames(c echo.Context) error {
	return s.forget(c, func(id string) error { return s.Archive.RemoveNames(c.Request().Context(), id) })
}

// removeResult deletes all that is kept of a game, for good.
func (s *server) removeResult(c echo.Context) error {
	return s.forget(c, func(id string) error { return s.Archive.Delete(c.Request().Context(), id) })
}

func (s *server) forget(c echo.Context, do func(id string) error) error {
	record, err := s.ownGame(c, c.Param("game"))
	if err != nil {
		return err
	}
	if err := do(record.Room); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func containsAll(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}
