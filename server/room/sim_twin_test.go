package room

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"trivium/game"
	"trivium/questions"
)

// twin is a game in which another answer is right: nothing that players, screens and spectators see before the reveal may
// tell the two apart.
type twin struct{ state *game.State }

// fold takes an event into the twin and compares. State is what the event made of the game itself.
func (t *twin) fold(w *world, state *game.State, fact game.Fact) {
	switch e := fact.Event.(type) {
	case game.Opened:
		e.Questions = twinsOf(e.Questions, nil)
		fact.Event = e
	case game.Inserted:
		e.Question = twinOf(e.Question)
		fact.Event = e
	}
	t.state = game.Apply(t.state, fact)
	if !secret(state.Phase) { // what was asked is known now, or left out: the two go on from the same scores
		again := *state
		again.Questions = twinsOf(state.Questions, state.Showings)
		t.state = &again
	}
	w.compare(state, t.state)
}

// secret tells whether a question is shown whose answer is not.
func secret(phase game.Phase) bool {
	return phase == game.Ready || phase == game.Open || phase == game.Close
}

// compare fails if what is shown of two games differs.
func (w *world) compare(one, two *game.State) {
	w.trace("compared", one.N)
	if first, second := w.shown(one), w.shown(two); !bytes.Equal(first, second) {
		w.fail("I8: at %d in %s the key is told:\n%s\n%s", one.N, one.Phase, first, second)
	}
}

// shown is everything that players, screens and spectators receive.
func (w *world) shown(s *game.State) []byte {
	var all bytes.Buffer
	encode := json.NewEncoder(&all)
	for _, v := range []game.View{game.ViewOf(s, game.ForPlayers), game.ViewOf(s, game.ForScreen)} {
		if w.bug == keyShown && v.Question != nil {
			v.Question.Prompt = fmt.Sprint(s.Questions[s.Showings[v.Question.Showing].Question])
		}
		if err := encode.Encode(v); err != nil {
			w.fail("encode a view: %w", err)
		}
	}
	for seat := range s.Seats {
		if err := encode.Encode(game.OwnOf(s, game.Seat(seat+1))); err != nil {
			w.fail("encode an own view: %w", err)
		}
	}
	return all.Bytes()
}

// twinsOf gives questions whose key differs, apart from those that were shown.
func twinsOf(all []questions.Question, shown []*game.Showing) []questions.Question {
	twins := slices.Clone(all)
	for i := range twins {
		if !slices.ContainsFunc(shown, func(s *game.Showing) bool { return s.Question == i }) {
			twins[i] = twinOf(twins[i])
		}
	}
	return twins
}

// twinOf gives a question that differs only in which answer is right, and in what is told about it at the reveal.
func twinOf(q questions.Question) questions.Question {
	q.Summary, q.Details = "another summary", "other details"
	q.Answer = !q.Answer
	q.Choices = slices.Clone(q.Choices)
	for i := range q.Choices {
		q.Choices[i].Correct = !q.Choices[i].Correct
	}
	if q.Kind == questions.Text {
		q.Accept = []questions.Accepted{{Text: "Bergen"}}
	}
	if q.Number != nil {
		number := *q.Number
		number.Answer = "1975"
		q.Number = &number
	}
	q.Items = slices.Clone(q.Items)
	slices.Reverse(q.Items)
	return turned(q)
}

// turned gives each left side of a match the right side of the next one.
func turned(q questions.Question) questions.Question {
	if len(q.Pairs) == 0 {
		return q
	}
	var rights []string
	for _, p := range q.Pairs {
		rights = append(rights, p.Right)
	}
	rights = append(rights, q.Extra...)
	rights = append(rights[1:], rights[0])
	q.Pairs = slices.Clone(q.Pairs)
	for i := range q.Pairs {
		q.Pairs[i].Right = rights[i]
	}
	q.Extra = rights[len(q.Pairs):]
	return q
}
