package api

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"trivium/game"
)

// senderPrefix begins the sender of what a host does through the API: then come the host's id and the key of the request.
const senderPrefix = "api/"

// once gives a command a sender that follows from who asks and from the Idempotency-Key of the request, so that the same request
// sent again does nothing twice, however often and to whichever instance. Without a key each request is one of its own.
func (s *server) once(c echo.Context) (game.By, error) {
	key := c.Request().Header.Get("Idempotency-Key")
	if len(key) > 100 || strings.ContainsFunc(key, func(r rune) bool { return r < '!' || r > '~' }) {
		return game.By{}, refuse(http.StatusBadRequest, "idempotency_key", "Idempotency-Key: at most 100 visible ASCII characters.")
	}
	if key == "" {
		key = newID()
	}
	return game.By{Sender: senderPrefix + s.asker(c) + "/" + key, Counter: 1}, nil
}

// senderHost gives the id of the host behind a sender; false if it did not come through the API.
func senderHost(sender string) (id string, ok bool) {
	rest, ok := strings.CutPrefix(sender, senderPrefix)
	id, _, _ = strings.Cut(rest, "/")
	return id, ok
}
