package api

import (
	"net/http"

	"trivium/game"
	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/boards"
	"trivium/server/feed"
	"trivium/server/games"
	"trivium/server/hosts"
	"trivium/server/leagues"
	"trivium/server/marks"
	"trivium/server/room"
	"trivium/server/shares"
	"trivium/server/store"
	"trivium/server/study"
)

// refusal is how an error is told. Without words its own are told.
type refusal struct {
	of          error
	status      int
	code, words string
}

// refusals are the errors that whoever asked can do something about. All others are the server's own.
func refusals() []refusal {
	const (
		noGame = "There is no such game. It may have ended."
		away   = "The store does not answer at the moment. Try again."
	)
	return []refusal{
		{games.ErrNoGame, http.StatusNotFound, "no_game", noGame},
		{archive.ErrNoGame, http.StatusNotFound, "no_game", noGame},
		{feed.ErrNoGame, http.StatusNotFound, "no_game", noGame},
		{bank.ErrNoPack, http.StatusNotFound, "no_pack", "There is no such pack of yours."},
		{errNoQuestion, http.StatusNotFound, "no_question", "There is no such question in your packs."},
		{leagues.ErrNotFound, http.StatusNotFound, "not_found", ""},
		{hosts.ErrNotFound, http.StatusNotFound, "not_found", "There is no such thing. A link that was used, or is too old, is good no more."},
		{hosts.ErrWrong, http.StatusForbidden, "wrong", "Login and password do not fit."},
		{hosts.ErrClosed, http.StatusForbidden, "closed", "Only invited hosts may host on this server."},
		{shares.ErrNotFound, http.StatusNotFound, "not_found", ""},
		{study.ErrNotOpen, http.StatusNotFound, "not_open", "This is not open for study."},
		{study.ErrPlaying, http.StatusConflict, "playing", "A game here plays this pack at the moment. It is open for study again after the game."},
		{boards.ErrNotFound, http.StatusNotFound, "not_found", "There is nothing of that on the boards."},

		{game.ErrPast, http.StatusConflict, "past", "This is done already, or its turn is over."},
		{game.ErrEnded, http.StatusConflict, "ended", "The game is over."},
		{game.ErrTaken, http.StatusConflict, "taken", "Somebody in the game is called so."},
		{game.ErrNotNow, http.StatusConflict, "not_now", ""},
		{archive.ErrRunning, http.StatusConflict, "running", "The game is still running."},
		{feed.ErrRunning, http.StatusConflict, "running", "The game is still running."},
		{archive.ErrRules, http.StatusConflict, "rules", "The game was played under rules of another version of this server."},
		{archive.ErrNoNames, http.StatusGone, "no_names", "The names of this game, or of this player, are gone for good."},
		{leagues.ErrTaken, http.StatusConflict, "taken", ""},
		{hosts.ErrTaken, http.StatusConflict, "taken", ""},
		{shares.ErrTaken, http.StatusConflict, "taken", ""},
		{marks.ErrFull, http.StatusConflict, "full", ""},
		{leagues.ErrConflict, http.StatusPreconditionFailed, "changed", changed},

		{games.ErrBad, http.StatusUnprocessableEntity, "bad", ""},
		{game.ErrUnknown, http.StatusUnprocessableEntity, "bad", ""},
		{game.ErrBad, http.StatusUnprocessableEntity, "bad", ""},
		{leagues.ErrBad, http.StatusUnprocessableEntity, "bad", ""},
		{shares.ErrBad, http.StatusUnprocessableEntity, "bad", ""},
		{hosts.ErrBad, http.StatusUnprocessableEntity, "bad", ""},
		{boards.ErrBad, http.StatusUnprocessableEntity, "bad", ""},

		{bank.ErrFull, http.StatusInsufficientStorage, "full", ""},

		{hosts.ErrBusy, http.StatusServiceUnavailable, "busy", "Too many sign in at the moment. Try again."},
		{archive.ErrBusy, http.StatusServiceUnavailable, "busy", "Others are changing the same. Try again."},
		{room.ErrUnavailable, http.StatusServiceUnavailable, "unavailable", away},
		{store.ErrUnavailable, http.StatusServiceUnavailable, "unavailable", away},
	}
}
