package api

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"trivium/game"
)

// ordered is what a host has a game do.
type ordered struct {
	Do   string      `json:"do"`
	Turn int         `json:"turn"`     // if it is given, the command is for this turn and no other
	Time game.Millis `json:"added_ms"` // addtime
}

// verbs are the commands that a program needs, as the host's socket has them. "start" is the next of the lobby.
func verbOf(do string) (game.Verb, bool) {
	switch verb := game.Verb(do); verb { //nolint:exhaustive // the others need a person who sees the room
	case game.DoNext, game.DoPause, game.DoResume, game.DoSkip, game.DoAddTime, game.DoLock, game.DoUnlock, game.DoEnd:
		return verb, true
	case "start":
		return game.DoNext, true
	}
	return "", false
}

// commandGame has a live game do something, once for each Idempotency-Key, and answers with where it stands then.
func (s *server) commandGame(c echo.Context) error {
	r, err := s.ownRoom(c)
	if err != nil {
		return err
	}
	var ask ordered
	if err := decode(c, &ask); err != nil {
		return err
	}
	verb, ok := verbOf(ask.Do)
	if !ok {
		return refuse(http.StatusUnprocessableEntity, "bad", "do: choose start, next, pause, resume, skip, addtime, lock, unlock or end.")
	}
	command := game.Command{Verb: verb, Turn: ask.Turn, Millis: ask.Time}
	if command.By, err = s.once(c); err != nil {
		return err
	}
	if ask.Do == "start" {
		state, _ := r.Now()
		_, repeated := state.Senders[command.Sender]
		if state.Phase != game.Lobby && !repeated {
			return refuse(http.StatusConflict, "past", "The game has begun already.")
		}
		command.Turn = state.Turn
	}
	err = r.Do(c.Request().Context(), command)
	if errors.Is(err, game.ErrPast) {
		state, _ := r.Now()
		if _, repeated := state.Senders[command.Sender]; repeated { // this key was used before: nothing was done now
			err = nil
		}
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, stateOf(r))
}
