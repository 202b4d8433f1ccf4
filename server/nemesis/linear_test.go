package nemesis

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/anishathalye/porcupine"

	"trivium/game"
)

// linearLimit is how long the search for an order may take.
const linearLimit = 30 * time.Second

// never is when an operation returns of which nobody heard what became of it.
const never = math.MaxInt64

// The operations on the answer of one player to one question: a register that is written once, until it is sealed.
type (
	// put sends an answer; its output is what stands, or nil if nobody heard.
	put struct{ answer string }
	// seal ends the writing.
	seal struct{}
	// turnedAway is an answer that came too late: the register was sealed then.
	turnedAway struct{}
	// look reads what stands; its output is nil for nothing.
	look struct{}
)

// register is the state of the model.
type register struct {
	value  string // "" is none
	sealed bool
}

// answers is the model. Of a put whose outcome nobody heard it is not known whether it was done at all: as it returns at the
// end of time, it may come behind the seal, where it does nothing.
func answers() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return register{} },
		Step: func(state, input, output any) (bool, any) {
			r := state.(register)
			switch in := input.(type) {
			case put:
				if r.value == "" && !r.sealed {
					r.value = in.answer
				}
				return output == nil || output == r.value, r
			case seal:
				r.sealed = true
				return true, r
			case turnedAway:
				return r.sealed, r
			case look:
				return r.sealed && output == r.value, r
			}
			return false, r
		},
	}
}

// linear says of which answers the history can not be explained by one order of what was done.
func (r *run) linear() (problems []string) {
	for showing := range r.story.end().Showings {
		sealed, ok := r.sealing(showing)
		if !ok {
			problems = append(problems, fmt.Sprintf("nobody saw question %d end", showing))
			continue
		}
		for player := range r.seats {
			history := append(r.history(player, showing), sealed)
			if result := porcupine.CheckOperationsTimeout(answers(), history, linearLimit); result != porcupine.Ok {
				problems = append(problems, fmt.Sprintf("player %d, question %d: the history has no order (%s): %+v", player, showing,
					result, history))
			}
		}
	}
	return problems
}

// sealing is the seal of a question's answers: somewhere between the first sight of its opening and that of what follows the
// seal.
func (r *run) sealing(showing int) (porcupine.Operation, bool) {
	op := porcupine.Operation{Input: seal{}}
	opened := slices.IndexFunc(r.record.turns, func(t turn) bool { return t.Showing == showing })
	ended := slices.IndexFunc(r.record.turns, func(t turn) bool {
		return t.Showing > showing || t.Showing == showing && t.Phase == game.Reveal || t.Phase == game.Over
	})
	if opened < 0 || ended < 0 {
		return op, false
	}
	op.Call, op.Return = r.record.turns[opened].At.UnixNano(), r.record.turns[ended].At.UnixNano()
	return op, true
}

// history is what a player did and heard about one question, and what stands in the end.
func (r *run) history(player, showing int) []porcupine.Operation {
	var ops []porcupine.Operation
	sent := int64(never)
	for _, s := range r.record.said {
		if s.Player == player && s.Answer.Showing == showing && s.At.UnixNano() < sent {
			sent = s.At.UnixNano()
			ops = []porcupine.Operation{{Input: put{words(s.Answer.Pick, s.Answer.Text)}, Call: sent, Return: never}}
		}
	}
	for _, reply := range r.record.replies {
		if reply.Player != player || reply.Ack.Showing != showing {
			continue
		}
		at := reply.At.UnixNano()
		switch {
		case reply.Ack.OK && len(ops) > 0 && ops[0].Output == nil:
			ops[0].Output, ops[0].Return = words(reply.Ack.Pick, reply.Ack.Text), at
		case reply.Ack.Code == "late":
			ops = append(ops, porcupine.Operation{ClientId: 1, Input: turnedAway{}, Call: sent, Return: at})
		}
	}
	stands, ok := r.stands(showing, r.seats[player])
	text := ""
	if ok {
		text = words(stands.Pick, stands.Text)
	}
	end := time.Now().UnixNano()
	return append(ops, porcupine.Operation{ClientId: 2, Input: look{}, Output: text, Call: end, Return: end})
}

// words writes an answer so that two are the same if their words are.
func words(pick []int, text string) string { return fmt.Sprintf("%v %q", pick, text) }
