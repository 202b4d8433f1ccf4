package api

import (
	"cmp"
	"strconv"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/server/archive"
	"trivium/server/games"
	"trivium/server/hosts"
	"trivium/server/room"
)

// ownGame gives what is remembered of a game of the host who asks. Another host's is not there: games.ErrNoGame.
func (s *server) ownGame(c echo.Context, id string) (*games.Record, error) {
	record, err := s.Games.Find(c.Request().Context(), id)
	if err != nil {
		return nil, err
	}
	if !s.owns(c, record) {
		return nil, games.ErrNoGame
	}
	return record, nil
}

// ownRoom gives a live room of the host who asks. games.ErrNoGame.
func (s *server) ownRoom(c echo.Context) (*room.Room, error) {
	r, err := s.Games.Live(c.Request().Context(), c.Param("pin"))
	if err != nil {
		return nil, err
	}
	if _, err := s.ownGame(c, string(r.ID())); err != nil {
		return nil, err
	}
	return r, nil
}

// owns tells whether a game is one of those that the host who asks may see and change.
func (s *server) owns(c echo.Context, record *games.Record) bool { return s.ownsOf(c, record.Host) }

// ownsOf tells the same of what belongs to a host with an id.
func (s *server) ownsOf(c echo.Context, host string) bool { return accessOf(c).Owns(host) }

// lists tells whether a game is in the lists of the host who asks: one's own, and all if the first host asks for all.
func (s *server) lists(c echo.Context, record *games.Record) bool {
	return everything(c) || cmp.Or(record.Host, hosts.FirstID) == s.asker(c)
}

// asker is the id of the host who asks.
func (s *server) asker(c echo.Context) string { return accessOf(c).Host.ID }

// askerName is what the host who asks is called, for histories.
func (s *server) askerName(c echo.Context) string {
	host := accessOf(c).Host
	return cmp.Or(host.Name, host.Login, "host")
}

// seatOf reads the number of a player in an address. archive.ErrNoGame if it is none.
func seatOf(c echo.Context) (game.Seat, error) {
	seat, err := strconv.Atoi(c.Param("seat"))
	if err != nil || seat < 1 {
		return 0, archive.ErrNoGame
	}
	return game.Seat(seat), nil
}
