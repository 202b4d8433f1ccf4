package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/room"
)

// tokenOf is the resume token of a player's phone.
func tokenOf(name string) string { return "phone of " + name }

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// opened opens a game and lets people join.
func (w *world) opened(pack string, names ...string) *room.Room {
	w.t.Helper()
	r, err := w.rooms.Open(w.t.Context(), w.create(pack))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, name := range names {
		if _, _, err := r.Join(w.t.Context(), game.SeatEntry{Name: name, Key: keyOf(name), Token: hashOf(tokenOf(name))}); err != nil {
			w.t.Fatal(err)
		}
	}
	w.wait(r, func(s *game.State) bool { return s.PlayersCount() == len(names) })
	return r
}

// wait waits until a room's state is as wanted.
func (w *world) wait(r *room.Room, reached func(*game.State) bool) {
	w.t.Helper()
	for {
		state, changed := r.Now()
		if reached(state) {
			return
		}
		select {
		case <-changed:
		case <-time.After(20 * time.Second):
			w.t.Fatalf("stuck in %s", state.Phase)
		}
	}
}

// next presses the one big button.
func (w *world) next(r *room.Room) {
	w.t.Helper()
	if err := r.Do(w.t.Context(), game.Command{Verb: game.DoNext}); err != nil {
		w.t.Fatal(err)
	}
}

// play plays a game to its end. Of several players each answers otherwise.
func (w *world) play(pack string, names ...string) *room.Room {
	w.t.Helper()
	r := w.opened(pack, names...)
	for {
		state, _ := r.Now()
		switch {
		case state.Ended():
			if err := w.games.Finished(w.t.Context(), string(r.ID()), state, state.LastAt); err != nil {
				w.t.Fatal(err)
			}
			return r
		case state.Phase == game.Open:
			w.answer(r, len(names))
			w.wait(r, func(s *game.State) bool { return s.Phase == game.Reveal }) // all have answered
		default:
			w.next(r)
		}
	}
}

// answer has everybody answer the running question.
func (w *world) answer(r *room.Room, players int) {
	w.t.Helper()
	state, _ := r.Now()
	showing, _ := state.Running()
	q := &state.Questions[state.Showings[showing].Question]
	for i := range players {
		answer := game.Answer{Pick: []int{i % 2}}
		if q.Kind == questions.Text {
			answer = game.Answer{Text: []string{"wrong word", "other word"}[i%2]}
		}
		stored := make(chan room.Answered, 1)
		entry := game.AnswerEntry{Answer: answer, E: 900, M: 800, Floor: 20, QPing: 30}
		r.Answer(showing, game.Seat(i+1), entry, func(a room.Answered) { stored <- a })
		if a := <-stored; a.Outcome != room.Stored {
			w.t.Fatalf("the answer: %+v", a)
		}
	}
}
