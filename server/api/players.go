package api

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/server/archive"
	"trivium/server/games"
	"trivium/server/gateway/names"
)

// foundPlayer is a player in one of the host's games.
type foundPlayer struct {
	Game  string    `json:"game"`
	Title string    `json:"title"`
	Ended time.Time `json:"ended"`
	Seat  game.Seat `json:"seat"`
	Name  string    `json:"name"`
}

// gamesScanned is how many games one page of a search for a player looks through.
const gamesScanned = 100

// findPlayer looks for a player in the host's own games, by any name that was ever theirs, however it is spelled.
func (s *server) findPlayer(c echo.Context) error {
	key := names.Key(c.QueryParam("name"))
	if key == "" {
		return refuse(http.StatusBadRequest, "name", "name: type the name of a player.")
	}
	below, err := cursorOf(c, "players")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	records, next, err := s.Games.Page(ctx, func(r *games.Record) bool { return !r.Ended.IsZero() && s.lists(c, r) }, below, gamesScanned)
	if err != nil {
		return err
	}
	ids := make([]string, len(records)) // not nil, which would be all games of the server
	for i := range records {
		ids[i] = records[i].Room
	}
	places, err := s.Archive.Find(ctx, ids, archive.Who{Key: key})
	if err != nil {
		return err
	}
	found := make([]foundPlayer, len(places))
	for i, p := range places {
		found[i] = foundPlayer{Game: p.Game, Title: p.Title, Ended: time.UnixMilli(int64(p.Ended)).UTC(), Seat: p.Seat, Name: p.Name}
	}
	next = writeCursor("players", next)
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Players []foundPlayer `json:"players"`
		Next    string        `json:"next,omitempty"`
	}{found, next})
}

// exportPlayer gives everything that is kept about a player of a game, to be handed to them.
func (s *server) exportPlayer(c echo.Context) error {
	record, err := s.ownGame(c, c.Param("game"))
	if err != nil {
		return err
	}
	seat, err := seatOf(c)
	if err != nil {
		return err
	}
	return s.handOver(c, record.Room, seat)
}

// removePlayer takes all that says who a player was out of a game, for good. No number changes.
func (s *server) removePlayer(c echo.Context) error {
	seat, err := seatOf(c)
	if err != nil {
		return err
	}
	return s.forget(c, func(id string) error { return s.Archive.RemovePlayer(c.Request().Context(), id, seat) })
}

// exportOwn gives a player, whose phone shows the token of its seat, everything that is kept about them in a game.
func (s *server) exportOwn(c echo.Context) error {
	seat, err := s.proved(c)
	if err != nil {
		return err
	}
	return s.handOver(c, c.Param("game"), seat)
}

// removeOwn has a player, whose phone shows the token of its seat, forgotten in a game.
func (s *server) removeOwn(c echo.Context) error {
	seat, err := s.proved(c)
	if err != nil {
		return err
	}
	if err := s.Archive.RemovePlayer(c.Request().Context(), c.Param("game"), seat); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

func (s *server) handOver(c echo.Context, id string, seat game.Seat) error {
	player, err := s.Archive.Export(c.Request().Context(), id, seat)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	return c.JSON(http.StatusOK, player)
}

// proved gives the seat whose token a phone shows. Whatever is wrong, the answer is the same. Each try reads what is kept of a game,
// so good ones are counted, too.
func (s *server) proved(c echo.Context) (game.Seat, error) {
	if ok, wait := s.proofs.Allow(c.RealIP()); !ok {
		return 0, tooMany(c, wait)
	}
	token, ok := strings.CutPrefix(c.Request().Header.Get("Authorization"), "Bearer ")
	if !ok || token == "" {
		return 0, errProof(c)
	}
	sum := sha256.Sum256([]byte(token))
	places, err := s.Archive.Find(c.Request().Context(), []string{c.Param("game")}, archive.Who{Token: hex.EncodeToString(sum[:])})
	if err != nil {
		return 0, err
	}
	if len(places) == 0 {
		return 0, errProof(c)
	}
	return places[0].Seat, nil
}

func errProof(c echo.Context) error {
	c.Response().Header().Set("WWW-Authenticate", "Bearer")
	return refuse(http.StatusUnauthorized, "token", "This phone was not in this game, or nothing is kept about it any more.")
}
