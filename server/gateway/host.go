package gateway

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"trivium/game"
	"trivium/questions"
	"trivium/server/gateway/names"
	"trivium/server/wire"
)

// Verbs of a host that are no command of the game.
const (
	verbPractice game.Verb = "practice" // practice players join, see Hooks
	verbAgain    game.Verb = "again"    // the same people play again in a new room
)

// maxPractice is how many practice players can be asked for at once.
const maxPractice = 200

// rosterPage is how many seats a page of the roster holds.
const rosterPage = 100

// do has a host's command done and answers it.
func (s *session) do(ctx context.Context, m *wire.Do) {
	data, err := s.perform(ctx, m)
	answer := done(m.ID, err)
	answer.Data = data
	if answer.Code == "unavailable" {
		s.logger().Warn("command failed", "verb", string(m.Verb), "error", err)
	}
	s.gw.metrics.commands.WithLabelValues(outcomeOf(answer)).Inc()
	s.send(answer)
}

func outcomeOf(d *wire.Done) string {
	if d.Code == "" {
		return "ok"
	}
	return d.Code
}

// perform does the command and gives what the verb gives back.
func (s *session) perform(ctx context.Context, m *wire.Do) (data string, err error) {
	room := s.hub.room
	switch m.Verb {
	case verbPractice:
		return "", s.practice(ctx, m.Practice)
	case verbAgain:
		return s.again(ctx, m)
	case game.DoOffer:
		data = NewToken()
		m.Code = HashToken(data)
	case game.DoInsert:
		if m.Question, err = s.question(ctx, m.QuestionID); err != nil {
			return "", err
		}
	case game.DoRename:
		err = s.nameKey(&m.Name, &m.Key)
	case game.DoTeam:
		err = s.nameKey(&m.Team, &m.Key)
	case game.DoAdjust:
		m.Key = strings.TrimPrefix(m.Key, "t:") // as the rows of the table name teams
	case game.DoNext, game.DoPause, game.DoResume, game.DoSkip, game.DoAddTime, game.DoEnd, game.DoLock, game.DoUnlock,
		game.DoKick, game.DoStretch, game.DoJudge, game.DoVoid, game.DoSet:
	case game.DoContinue, game.DoSeat, game.DoGap, game.DoDue, game.DoClaim:
		fallthrough
	default:
		return "", fmt.Errorf("%w: a host has no such command", game.ErrBad)
	}
	if err == nil {
		err = room.Do(ctx, m.Command)
	}
	if err != nil {
		return "", err
	}
	return data, nil
}

// nameKey brings a name that the host typed into its form and fills in its key. The word filter is not for hosts.
func (s *session) nameKey(name, key *string) error {
	checked, err := s.gw.names.Check(*name, true)
	if refused, ok := errors.AsType[names.Refusal](err); ok {
		return fmt.Errorf("%w: %s", game.ErrBad, strings.TrimSuffix(string(refused), "."))
	}
	*name, *key = checked.Text, checked.Key
	return err
}

func (s *session) practice(ctx context.Context, n int) error {
	switch {
	case s.gw.opts.Hooks.Practice == nil:
		return fmt.Errorf("%w: this server has no practice players", game.ErrUnknown)
	case n < 0 || n > maxPractice:
		return fmt.Errorf("%w: from 0 to %d practice players", game.ErrBad, maxPractice)
	}
	state, _ := s.hub.room.Now()
	return s.gw.opts.Hooks.Practice(ctx, state.PIN, n)
}

// again opens a room for the same people, once, and tells them.
func (s *session) again(ctx context.Context, m *wire.Do) (string, error) {
	room := s.hub.room
	if s.gw.opts.Hooks.Again == nil {
		return "", fmt.Errorf("%w: this server can not play again", game.ErrUnknown)
	}
	state, _ := room.Now()
	if state.NextPIN != "" {
		return state.NextPIN, game.ErrPast
	}
	pin, err := s.gw.opts.Hooks.Again(ctx, state.PIN)
	if err != nil {
		return "", err
	}
	if err := room.Do(ctx, game.Command{Verb: game.DoContinue, By: m.By, PIN: pin}); err != nil {
		return "", err
	}
	return pin, nil
}

// roster sends a page of the seats.
func (s *session) roster(m *wire.Roster) {
	room := s.hub.room
	state, _ := room.Now()
	from := max(m.From, 1)
	rows, total := game.RosterOf(state, from, rosterPage)
	for i := range rows {
		rows[i].Connected = room.Connected(rows[i].Seat)
	}
	if rows == nil {
		rows = []game.RosterRow{}
	}
	s.send(&wire.RosterPage{From: from, Total: total, Rows: rows})
}

func (s *session) question(ctx context.Context, id string) (*questions.Question, error) {
	if s.gw.opts.Hooks.Question == nil {
		return nil, fmt.Errorf("%w: this server has no bank", game.ErrUnknown)
	}
	return s.gw.opts.Hooks.Question(ctx, s.hub.room.ID(), id)
}
