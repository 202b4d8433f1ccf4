package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/server/archive"
	"trivium/server/bank"
	"trivium/server/boards"
	"trivium/server/games"
	"trivium/server/room"
	"trivium/server/store"
)

// problem is an error as it is sent: RFC 9457 with a code for programs and, for a file, its findings.
type problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Code     string         `json:"code"`
	Findings []bank.Finding `json:"findings,omitempty"`
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

func refuse(status int, code, detail string) *problem {
	return &problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: detail, Code: code}
}

// fail is the one place where errors become answers. What is ours to know is logged and not sent.
func (s *server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := s.problemOf(err, c)
	if p.Status >= http.StatusInternalServerError {
		s.Logger.Error("a request failed", "error", err, "path", c.Path())
	}
	if acceptsHTML(c.Request()) && !strings.HasPrefix(c.Request().URL.Path, "/api/") {
		c.Response().Header().Set("Cache-Control", "no-store")
		s.problemPage(c, p)
		return
	}
	p.write(c.Response())
}

// write answers with the problem.
func (p *problem) write(w http.ResponseWriter) {
	data, _ := json.Marshal(p) // nothing in it can fail
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(p.Status)
	_, _ = w.Write(data) // whoever asked may be gone
}

func (s *server) problemOf(err error, c echo.Context) *problem {
	if p, ok := errors.AsType[*problem](err); ok {
		return p
	}
	if h, ok := errors.AsType[*echo.HTTPError](err); ok {
		switch h.Code {
		case http.StatusNotFound:
			return refuse(h.Code, "not_found", "There is nothing at this address.")
		case http.StatusMethodNotAllowed:
			return refuse(h.Code, "method", "This address does not take "+c.Request().Method+".")
		}
		return refuse(h.Code, "request", http.StatusText(h.Code)+".")
	}
	switch {
	case errors.Is(err, games.ErrNoGame), errors.Is(err, archive.ErrNoGame):
		return refuse(http.StatusNotFound, "no_game", "There is no such game. It may have ended.")
	case errors.Is(err, games.ErrBad):
		return refuse(http.StatusUnprocessableEntity, "bad", words(err))
	case errors.Is(err, game.ErrPast):
		return refuse(http.StatusConflict, "past", "This is done already, or its turn is over.")
	case errors.Is(err, game.ErrEnded):
		return refuse(http.StatusConflict, "ended", "The game is over.")
	case errors.Is(err, game.ErrTaken):
		return refuse(http.StatusConflict, "taken", "Somebody in the game is called so.")
	case errors.Is(err, game.ErrNotNow):
		return refuse(http.StatusConflict, "not_now", words(err))
	case errors.Is(err, archive.ErrRunning):
		return refuse(http.StatusConflict, "running", "The game is still running.")
	case errors.Is(err, archive.ErrRules):
		return refuse(http.StatusConflict, "rules", "The game was played under rules of another version of this server.")
	case errors.Is(err, archive.ErrNoNames):
		return refuse(http.StatusGone, "no_names", "The names of this game, or of this player, are gone for good.")
	case errors.Is(err, game.ErrUnknown), errors.Is(err, game.ErrBad):
		return refuse(http.StatusUnprocessableEntity, "bad", words(err))
	case errors.Is(err, archive.ErrBusy):
		return refuse(http.StatusServiceUnavailable, "busy", "Others are changing the same. Try again.")
	case errors.Is(err, boards.ErrNotFound):
		return refuse(http.StatusNotFound, "not_found", "There is nothing of that on the boards.")
	case errors.Is(err, boards.ErrBad):
		return refuse(http.StatusUnprocessableEntity, "bad", words(err))
	case errors.Is(err, bank.ErrNoPack):
		return refuse(http.StatusNotFound, "no_pack", "There is no such pack of yours.")
	case errors.Is(err, room.ErrUnavailable), errors.Is(err, store.ErrUnavailable):
		return refuse(http.StatusServiceUnavailable, "unavailable", "The store does not answer at the moment. Try again.")
	}
	return refuse(http.StatusInternalServerError, "internal", "Something went wrong on the server. Its log says what.")
}

// words makes a sentence of an error that is told to people.
func words(err error) string {
	text := err.Error()
	first, size := utf8.DecodeRuneInString(text)
	return strings.TrimSuffix(string(unicode.ToUpper(first))+text[size:], ".") + "."
}
