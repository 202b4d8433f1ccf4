package gateway

import (
	"context"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"trivium/game"
	"trivium/server/socket"
	"trivium/server/wire"
)

// refusal is a Problem and what happens to the connection after it. A refusal without a close code leaves the connection
// open, so that the person can try again.
type refusal struct {
	code     string
	words    string
	close    socket.Code
	proposal string
}

// Error makes a refusal an error, for the log.
func (r *refusal) Error() string { return "refused: " + r.code }

// The refusals. A wrong PIN, a full room, a locked one and one that is over get one answer, so that trying PINs tells nothing
// about rooms that one can not enter anyway.
func refuseRoom() *refusal {
	return &refusal{
		code: "no_room", close: socket.RoomNotFound,
		words: "There is no game to join with this PIN. Look at the screen again, or ask the host: the game may also be full, closed or over.",
	}
}

func refuseBusy() *refusal {
	return &refusal{
		code: "busy", close: socket.TooManyMessages,
		words: "Too many attempts came from your network. Please wait a moment and try again.",
	}
}

func refuseUnavailable() *refusal {
	return &refusal{
		code: "busy", close: socket.Internal,
		words: "The server can not do this at the moment. It is tried again by itself.",
	}
}

func refuseToken() *refusal {
	return &refusal{
		code: "token", close: socket.NotSignedIn,
		words: "This device is not known in the game any more. Please join again.",
	}
}

func refuseRole() *refusal {
	return &refusal{code: "role", close: socket.Forbidden, words: "This is not allowed here."}
}

func refuseMessage() *refusal {
	return &refusal{
		code: "bad_message", close: socket.BadMessage,
		words: "The server did not understand this device. Please reload the page.",
	}
}

func refuseKicked() *refusal {
	return &refusal{code: "token", close: socket.Kicked, words: "The host removed you from the game."}
}

func refuseName(words string) *refusal { return &refusal{code: "name_bad", words: words} }

func refuseTaken(proposal string) *refusal {
	words := "Somebody has this name already, or one that looks like it."
	if proposal != "" {
		words += " How about " + proposal + "?"
	}
	return &refusal{code: "name_taken", words: words, proposal: proposal}
}

func refuseTeam(words string) *refusal { return &refusal{code: "team_bad", words: words} }

// asRefusal maps what Rooms and Room give to what a client is told.
func asRefusal(err error) *refusal {
	var refused *refusal
	switch {
	case errors.As(err, &refused):
		return refused
	case errors.Is(err, ErrNoRoom), errors.Is(err, ErrFull), errors.Is(err, ErrLocked), errors.Is(err, game.ErrEnded):
		return refuseRoom()
	default:
		return refuseUnavailable()
	}
}

// done maps the error of a command to the answer for the host. It tells what the rules say and nothing of the inside.
func done(id uint64, err error) *wire.Done {
	d := &wire.Done{ID: id}
	for _, known := range []struct {
		err         error
		code, words string
	}{
		{game.ErrPast, "past", "This has been done already."},
		{game.ErrNotNow, "not_now", "This is not possible now."},
		{game.ErrUnknown, "unknown", "This is not there any more."},
		{game.ErrBad, "bad", "This is not possible."},
		{game.ErrTaken, "taken", "Somebody has this name already, or one that looks like it."},
		{game.ErrEnded, "ended", "The game is over."},
	} {
		if errors.Is(err, known.err) {
			d.Code, d.Words = known.code, wordsBehind(err, known.err, known.words)
			return d
		}
	}
	if err != nil {
		d.Code, d.Words = "unavailable", "The server can not do this at the moment. Please try again."
	}
	return d
}

// wordsBehind gives what the rules said behind one of their errors, as a sentence; or other, if they said no more.
func wordsBehind(err, sentinel error, other string) string {
	_, words, found := strings.Cut(err.Error(), sentinel.Error()+": ")
	if !found || words == "" {
		return other
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:] + "."
}

// The codes of an Ack that is not OK, or OK with a difference.
const (
	ackLate        = "late"
	ackNotOpen     = "not_open"
	ackNotSeated   = "not_seated"
	ackBad         = "bad"
	ackChanged     = "changed"
	ackUnavailable = "unavailable"
)

// ackStored is what metrics call an answer that was stored as it came.
const ackStored = "stored"

func ackWords(code string) string {
	switch code {
	case ackLate:
		return "Your answer came too late."
	case ackNotOpen:
		return "This question takes no answers now."
	case ackNotSeated:
		return "You play from the next question."
	case ackChanged:
		return "Your first answer stands."
	case ackUnavailable:
		return "Your answer could not be stored. Please send it again."
	default:
		return "This answer does not fit the question."
	}
}

// answerable says whether a seat may give this answer, and else the code of the Ack.
func answerable(s *game.State, showing int, seat game.Seat, a game.Answer, at game.Time) (code string) {
	if err := s.MayAnswer(showing, seat, at); err != nil {
		running, ok := s.Running()
		switch {
		case ok && running == showing && !s.Paused():
			return ackNotSeated
		case ok && running == showing:
			return ackNotOpen
		case showing >= 0 && showing < len(s.Showings) && s.Showings[showing].Closed:
			return ackLate
		default:
			return ackNotOpen
		}
	}
	if err := s.CheckAnswer(showing, a); err != nil {
		return ackBad
	}
	return ""
}

// ended tells whether an error only says that somebody left or the time was up.
func ended(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
