package nemesis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"

	"trivium/server/ledger"
)

// The operations on a room's truth in which slot i is open while the log has i + 1 events: every append seals it and opens the
// next.
type (
	// putting stores a value under a key of a slot; the output is whatStood, or nil if nobody heard.
	putting struct {
		slot       int
		key, value string
	}
	// appending adds an event behind a position; the output is a ledger.Pos, the zero one for "moved", or nil.
	appending struct {
		after ledger.Pos
		id    string
	}
	// listing reads a slot; the output is its entries as one text.
	listing struct{ slot int }
	// locating reads the log; the output is the ledger.Pos of its end.
	locating struct{}
)

// whatStood is the outcome of a put.
type whatStood struct {
	outcome ledger.Outcome
	value   string
	// pos is where the log was; the zero one if it is not known for the moment of storing, as the put was repeated.
	pos ledger.Pos
}

// truth is the state of the model. It is never changed: a step makes another.
type truth struct {
	pos   ledger.Pos
	slots []string // the entries of each slot that was ever open, as "key=value;" in order of arrival
}

// ledgerModel is a ledger as its port promises it.
func ledgerModel(first ledger.Pos) porcupine.Model {
	return porcupine.Model{
		Init: func() any { return truth{pos: first, slots: []string{""}} },
		Step: func(state, input, output any) (bool, any) {
			t := state.(truth)
			switch in := input.(type) {
			case putting:
				next, stood := t.put(in)
				return output == nil || stood.matches(output.(whatStood)), next
			case appending:
				next, pos := t.append(in)
				return output == nil || output == pos, next
			case listing:
				return output == t.list(in.slot), t
			case locating:
				return output == t.pos, t
			}
			return false, t
		},
		Equal: func(a, b any) bool {
			x, y := a.(truth), b.(truth)
			return x.pos == y.pos && slices.Equal(x.slots, y.slots)
		},
	}
}

func (t truth) put(in putting) (truth, whatStood) {
	before := t.list(in.slot)
	for pair := range strings.SplitSeq(before, ";") {
		if key, value, ok := strings.Cut(pair, "="); ok && key == in.key {
			return t, whatStood{ledger.Accepted, value, t.pos}
		}
	}
	if in.slot != len(t.slots)-1 {
		return t, whatStood{ledger.Sealed, "", t.pos}
	}
	t.slots = slices.Clone(t.slots)
	t.slots[in.slot] = before + in.key + "=" + in.value + ";"
	return t, whatStood{ledger.Accepted, in.value, t.pos}
}

// matches compares with what a caller was told.
func (w whatStood) matches(told whatStood) bool {
	if told.pos == (ledger.Pos{}) {
		w.pos = told.pos
	}
	return w == told
}

func (t truth) append(in appending) (truth, ledger.Pos) {
	if in.after != t.pos {
		return t, ledger.Pos{}
	}
	t.pos = ledger.Pos{N: t.pos.N + 1, Head: in.id}
	t.slots = append(slices.Clone(t.slots), "")
	return t, t.pos
}

func (t truth) list(slot int) string {
	if slot >= len(t.slots) {
		return ""
	}
	return t.slots[slot]
}

// farthest tells where the longest order that could be found stopped: its last operations, and those that began before its end
// and do not fit behind it.
func farthest(ops []porcupine.Operation, info porcupine.LinearizationInfo) string {
	var longest []int
	for _, partition := range info.PartialLinearizations() {
		for _, order := range partition {
			if len(order) > len(longest) {
				longest = order
			}
		}
	}
	var b strings.Builder
	in := map[int]bool{}
	for i, at := range longest {
		in[at] = true
		if i >= len(longest)-12 {
			fmt.Fprintf(&b, "fits: %+v\n", ops[at])
		}
	}
	left := 0
	for i, op := range ops {
		if !in[i] && left < 12 {
			left++
			fmt.Fprintf(&b, "left: %+v\n", op)
		}
	}
	return b.String()
}
