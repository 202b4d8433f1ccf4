package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"

	"trivium/game"
	"trivium/questions"
	"trivium/server/gateway"
	"trivium/server/gateway/names"
	"trivium/server/room"
)

// rooms shows the gateway the registry in the shape that it asks for.
type rooms struct{ registry *room.Registry }

var _ gateway.Rooms = rooms{}

// Open implements gateway.Rooms.
func (r rooms) Open(ctx context.Context, pin string) (gateway.Room, error) {
	opened, err := r.registry.Open(ctx, pin)
	if errors.Is(err, room.ErrNoRoom) {
		return nil, gateway.ErrNoRoom
	}
	if err != nil {
		return nil, err
	}
	return seated{opened}, nil
}

// seated is a room with the gateway's words for what can go wrong.
type seated struct{ *room.Room }

// ID implements gateway.Room.
func (s seated) ID() string { return string(s.Room.ID()) }

// Join implements gateway.Room.
func (s seated) Join(ctx context.Context, e game.SeatEntry) (game.Seat, game.SeatEntry, error) {
	seat, stands, err := s.Room.Join(ctx, e)
	switch {
	case errors.Is(err, room.ErrFull):
		err = gateway.ErrFull
	case errors.Is(err, room.ErrLocked):
		err = gateway.ErrLocked
	}
	return seat, stands, err
}

// Answer implements gateway.Room.
func (s seated) Answer(showing int, seat game.Seat, e game.AnswerEntry, done func(gateway.Answered)) {
	s.Room.Answer(showing, seat, e, func(a room.Answered) {
		done(gateway.Answered{Outcome: outcome(a.Outcome), Entry: a.Entry, Fresh: a.Fresh})
	})
}

// outcome is what the gateway calls what became of an answer.
func outcome(o room.Outcome) gateway.Outcome {
	switch o {
	case room.Stored:
		return gateway.Stored
	case room.Late:
		return gateway.Late
	case room.Unavailable:
		return gateway.Unavailable
	}
	return 0
}

// Store gives an answer of a practice player, who does not wait for the ack.
func (s seated) Store(showing int, seat game.Seat, e game.AnswerEntry) {
	s.Room.Answer(showing, seat, e, func(room.Answered) {})
}

// hooks are what a host may ask for that is done outside a room.
func (a *app) hooks() gateway.Hooks {
	return gateway.Hooks{
		Question: a.question,
		Practice: a.addPractice,
		Claims:   a.claims,
		Again: func(ctx context.Context, pin string) (string, error) {
			record, err := a.games.Again(ctx, pin)
			if err != nil {
				return "", err
			}
			return record.PIN, nil
		},
	}
}

// question gives a question of the bank that the host of a room may use. game.ErrUnknown.
func (a *app) question(ctx context.Context, roomID, id string) (*questions.Question, error) {
	q, ok := a.bank.Question(id)
	if ok {
		var err error
		if ok, err = a.mayUse(ctx, roomID, id); err != nil {
			return nil, err
		}
	}
	if !ok {
		return nil, fmt.Errorf("%w: there is no such question in the bank", game.ErrUnknown)
	}
	picked := *q
	return &picked, a.bank.Keep(ctx, []questions.Question{picked})
}

// addPractice lets practice players join under friendly names.
func (a *app) addPractice(ctx context.Context, pin string, n int) error {
	opened, err := a.rooms.Open(ctx, pin)
	if err != nil {
		return err
	}
	state, _ := opened.Now()
	var seed [16]byte
	_, _ = rand.Read(seed[:]) // never fails (crypto/rand since Go 1.24)
	return a.practice.Add(ctx, pin, seated{opened}, n, func(i int) game.SeatEntry {
		name := names.Draw(seed[:], i)
		entry := game.SeatEntry{Name: name, Key: names.Key(name), Token: gateway.HashToken(gateway.NewToken())}
		if state.Settings.Teams {
			team := []string{"Practice A", "Practice B", "Practice C"}[i%3]
			if fixed := state.Settings.TeamNames; len(fixed) > 0 {
				team = fixed[i%len(fixed)]
			}
			entry.Team, entry.TeamKey = team, names.Key(team)
		}
		return entry
	})
}
