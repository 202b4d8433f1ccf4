package api

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/questions"
	"trivium/server/room"
)

// gameState is where a live game stands. It is made from what everybody may see, so that nothing in it tells an answer before the
// reveal.
type gameState struct {
	PIN      string       `json:"pin"`
	ID       string       `json:"id"`
	Title    string       `json:"title"`
	Phase    game.Phase   `json:"phase"`
	Turn     int          `json:"turn"`
	Paused   bool         `json:"paused"`
	Locked   bool         `json:"locked"`
	Saving   bool         `json:"saving"`
	Left     *game.Millis `json:"left_ms,omitempty"`
	Round    *roundState  `json:"round,omitempty"`
	Question *asked       `json:"question,omitempty"`
	Counts   counts       `json:"counts"`
	Table    []tableRow   `json:"table"`
	Next     string       `json:"next_pin,omitempty"`
	Ended    string       `json:"ended,omitempty"`
}

type roundState struct {
	Number int    `json:"number"`
	Of     int    `json:"of"`
	Title  string `json:"title,omitempty"`
}

type asked struct {
	Number  int            `json:"number"`
	Of      int            `json:"of"`
	Showing int            `json:"showing"`
	Kind    questions.Kind `json:"kind"`
	Points  int            `json:"points"`
	Limit   game.Millis    `json:"limit_ms"`
}

type counts struct {
	Players   int `json:"players"`
	Connected int `json:"connected"`
	Answered  int `json:"answered"`
	Waiting   int `json:"waiting"`
}

type tableRow struct {
	Rank  int    `json:"rank"`
	Name  string `json:"name"`
	Team  string `json:"team,omitempty"`
	Score int    `json:"score"`
}

// tableTop is how many rows of the table a state has.
const tableTop = 20

func stateOf(r *room.Room) gameState {
	state, _ := r.Now()
	live, view := r.Live(), game.ViewOf(state, game.ForScreen)
	s := gameState{
		PIN: view.PIN, ID: string(r.ID()), Title: view.Title, Phase: view.Phase, Turn: view.Turn, Paused: view.Paused,
		Locked: view.Locked, Saving: r.Saving(), Table: []tableRow{}, Next: view.Next, Ended: view.Ended,
		Counts: counts{Players: state.PlayersCount(), Connected: live.Connected},
	}
	if view.Phase == game.Lobby {
		s.Counts.Players = max(s.Counts.Players, live.Seated) // those who came since the last fold are there, too
	}
	if _, running := state.Running(); running {
		s.Counts.Answered, s.Counts.Waiting = live.Answered, live.Waiting
	}
	switch {
	case view.Paused && view.Left > 0:
		s.Left = &view.Left
	case view.Deadline > 0:
		left := max(view.Deadline.Sub(r.Time()), 0)
		s.Left = &left
	}
	if view.Round != nil {
		s.Round = &roundState{Number: view.Round.Number, Of: view.Round.Of, Title: view.Round.Title}
	}
	if q := view.Question; q != nil {
		s.Question = &asked{Number: q.Number, Of: q.Of, Showing: q.Showing, Kind: q.Kind, Points: q.Points, Limit: q.Limit}
	}
	for _, row := range state.Rows(tableTop) {
		if row.Rank > 0 {
			s.Table = append(s.Table, tableRow{Rank: row.Rank, Name: row.Name, Team: row.Team, Score: row.Score})
		}
	}
	return s
}

func (s *server) showState(c echo.Context) error {
	r, err := s.ownRoom(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stateOf(r))
}
