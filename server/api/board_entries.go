package api

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/server/boards"
)

// judgedEntry is an entry as whoever may hide it sees it.
type judgedEntry struct {
	boards.Entry
	Audit  string        `json:"audit"`
	Hidden bool          `json:"hidden"`
	Steps  []boards.Step `json:"steps"`
	On     []entryBoard  `json:"boards"`
}

// entryBoard is a board that an entry is on, or would be on if it were not hidden.
type entryBoard struct {
	Board  string      `json:"board"`
	Span   boards.Span `json:"span"`
	Period string      `json:"period,omitempty"`
}

// ownEntry sees that an entry is of a game of the host who asks. boards.ErrNotFound.
func (s *server) ownEntry(c echo.Context) error {
	host, err := s.Boards.Host(c.Request().Context(), c.Param("entry"))
	if err != nil {
		return err
	}
	if !s.ownsOf(c, host) {
		return boards.ErrNotFound
	}
	return nil
}

func (s *server) showEntry(c echo.Context) error {
	if err := s.ownEntry(c); err != nil {
		return err
	}
	entry, verdict, on, err := s.Boards.Entry(c.Request().Context(), c.Param("entry"))
	if err != nil {
		return err
	}
	answer := judgedEntry{
		Entry: entry, Audit: "/r/" + entry.Game, Hidden: verdict.Hidden, Steps: append([]boards.Step{}, verdict.Steps...), On: []entryBoard{},
	}
	for _, b := range on {
		board := entryBoard{Board: b.Pack, Span: b.Span, Period: b.Period}
		if b.Pack == "" {
			board.Board = serverBoard
		}
		answer.On = append(answer.On, board)
	}
	return c.JSON(http.StatusOK, answer)
}

func (s *server) hideEntry(c echo.Context) error { return s.judgeEntry(c, s.Boards.Hide) }

func (s *server) unhideEntry(c echo.Context) error { return s.judgeEntry(c, s.Boards.Show) }

// judgeEntry takes an entry off all boards, or brings it back, with a reason that is kept.
func (s *server) judgeEntry(c echo.Context, judge func(ctx context.Context, entry, who, why string) error) error {
	if err := s.ownEntry(c); err != nil {
		return err
	}
	var body struct {
		Reason string `json:"reason"`
	}
	if err := decode(c, &body); err != nil {
		return err
	}
	if err := judge(c.Request().Context(), c.Param("entry"), s.askerName(c), body.Reason); err != nil {
		return err
	}
	return s.showEntry(c)
}
