package api

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"trivium/game"
	"trivium/server/gateway/names"
)

// correction is what a host asks for. Which fields matter follows from the kind.
type correction struct {
	Kind    string    `json:"kind"`
	Showing *int      `json:"showing"` // judged, voided
	Text    string    `json:"text"`    // judged
	Right   *bool     `json:"right"`   // judged
	On      *bool     `json:"on"`      // voided
	Seat    game.Seat `json:"seat"`    // adjusted, renamed
	Team    string    `json:"team"`    // adjusted
	Delta   int       `json:"delta"`   // adjusted
	Reason  string    `json:"reason"`  // adjusted
	Name    string    `json:"name"`    // renamed
}

// command makes a command of it.
func (s *server) command(ask *correction) (game.Command, error) {
	bad := func(words string) (game.Command, error) {
		return game.Command{}, refuse(http.StatusUnprocessableEntity, "bad", words)
	}
	switch ask.Kind {
	case game.ChangeJudged:
		if ask.Showing == nil || ask.Right == nil || ask.Text == "" {
			return bad("judged needs showing, text and right.")
		}
		return game.Command{Verb: game.DoJudge, Showing: *ask.Showing, Text: ask.Text, Right: *ask.Right}, nil
	case game.ChangeVoided:
		if ask.Showing == nil || ask.On == nil {
			return bad("voided needs showing and on.")
		}
		return game.Command{Verb: game.DoVoid, Showing: *ask.Showing, On: *ask.On}, nil
	case game.ChangeAdjusted:
		if (ask.Seat == 0) == (ask.Team == "") || strings.TrimSpace(ask.Reason) == "" {
			return bad("adjusted needs either seat or team, delta, and a reason.")
		}
		return game.Command{Verb: game.DoAdjust, Seat: ask.Seat, Key: ask.Team, Delta: ask.Delta, Reason: strings.TrimSpace(ask.Reason)}, nil
	case game.ChangeRenamed:
		name, err := s.names.Check(ask.Name, true) // the word filter is not for hosts
		if refused, ok := errors.AsType[names.Refusal](err); ok {
			return bad(string(refused))
		}
		return game.Command{Verb: game.DoRename, Seat: ask.Seat, Name: name.Text, Key: name.Key}, err
	}
	return bad("kind: choose judged, voided, adjusted or renamed.")
}

// correctResult corrects a finished game, once for each Idempotency-Key, and answers with the line of its history.
func (s *server) correctResult(c echo.Context) error {
	record, err := s.ownGame(c, c.Param("game"))
	if err != nil {
		return err
	}
	var ask correction
	if err := decode(c, &ask); err != nil {
		return err
	}
	command, err := s.command(&ask)
	if err != nil {
		return err
	}
	if command.By, err = s.once(c); err != nil {
		return err
	}
	ctx := c.Request().Context()
	if command.Verb == game.DoJudge {
		if err := s.asGiven(ctx, record.Room, &command); err != nil {
			return err
		}
	}
	done := s.Archive.Do(ctx, record.Room, command)
	if done != nil && !errors.Is(done, game.ErrPast) {
		return done
	}
	kept, err := s.Archive.Game(ctx, record.Room)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(kept.Changes, func(change game.Change) bool { return change.By == command.Sender })
	if at < 0 {
		return refuse(http.StatusConflict, "past", "It is so already.")
	}
	status := http.StatusCreated
	if done != nil {
		status = http.StatusOK // this key was used before: nothing was done now
	}
	return c.JSON(status, historyLine(&kept.Changes[at]))
}

// asGiven brings the text of a judgement into the form under which equal answers are one: it may be written in any of them.
func (s *server) asGiven(ctx context.Context, id string, command *game.Command) error {
	kept, err := s.Archive.Game(ctx, id)
	if err != nil {
		return err
	}
	if command.Showing < 0 || command.Showing >= len(kept.State.Showings) {
		return nil // the game says what is wrong with it
	}
	q := &kept.State.Questions[kept.State.Showings[command.Showing].Question]
	command.Text = cmp.Or(game.GivenKey(q, game.Answer{Text: command.Text}), command.Text)
	return nil
}

// line is one line of the history of corrections.
type line struct {
	game.Change
	At   time.Time `json:"at"`
	By   string    `json:"by,omitempty"`
	Host string    `json:"host,omitempty"`
}

func historyLine(change *game.Change) line {
	l := line{Change: *change, At: time.UnixMilli(int64(change.At)).UTC()}
	l.Change.By = ""
	if host, ok := senderHost(change.By); ok {
		l.Host = host
	}
	return l
}

// listCorrections gives the history of a result, the oldest first.
func (s *server) listCorrections(c echo.Context) error {
	limit, err := limitOf(c)
	if err != nil {
		return err
	}
	place, err := cursorOf(c, "corrections")
	if err != nil {
		return err
	}
	behind, _ := strconv.ParseUint(place, 10, 64) // a place that is none is the beginning
	_, kept, err := s.report(c)
	if err != nil {
		return err
	}
	list, next := []line{}, ""
	for i := range kept.Changes {
		if kept.Changes[i].N <= behind {
			continue
		}
		if len(list) == limit {
			next = writeCursor("corrections", strconv.FormatUint(kept.Changes[i-1].N, 10))
			break
		}
		list = append(list, historyLine(&kept.Changes[i]))
	}
	linkNext(c, next)
	return c.JSON(http.StatusOK, struct {
		Corrections []line `json:"corrections"`
		Next        string `json:"next,omitempty"`
	}{list, next})
}
