package nemesis

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"trivium/game"
	"trivium/server/wire"
)

// record is all that the people of a game said, were told and got acknowledged, with the times. Of what is the same for many,
// such as the view of all players at one number, it keeps one, and a contradiction is a problem.
type record struct {
	mu       sync.Mutex // guards what follows
	views    map[viewKey][]byte
	owns     map[ownKey][]byte
	said     []said
	replies  []reply
	turns    []turn
	changed  chan struct{} // closed when a turn was added
	problems []string
}

// viewKey names a view: what an audience was shown when the log had n events.
type viewKey struct {
	Role wire.Role
	N    uint64
}

// ownKey names what a player was told of themselves when the log had n events.
type ownKey struct {
	Seat game.Seat
	N    uint64
}

// said is an answer that was sent, for the first time or again.
type said struct {
	Player int
	Answer wire.Answer
	At     time.Time
}

// reply is what a player was told of an answer.
type reply struct {
	Player int
	Ack    wire.Ack
	At     time.Time
}

// turn is the first sight that anybody had of a phase.
type turn struct {
	Turn    int
	Phase   game.Phase
	Showing int // -1 outside a question
	At      time.Time
}

func newRecord() *record {
	return &record{views: map[viewKey][]byte{}, owns: map[ownKey][]byte{}, changed: make(chan struct{})}
}

// viewed takes a view.
func (r *record) viewed(role wire.Role, v wire.View) {
	data, err := json.Marshal(v.View)
	at := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.problems = append(r.problems, err.Error())
	}
	keep(r, r.views, viewKey{role, v.N}, data)
	if len(r.turns) == 0 || v.View.Turn > r.turns[len(r.turns)-1].Turn {
		showing := -1
		if v.View.Question != nil {
			showing = v.View.Question.Showing
		}
		r.turns = append(r.turns, turn{v.View.Turn, v.View.Phase, showing, at})
		close(r.changed)
		r.changed = make(chan struct{})
	}
}

// owned takes a player's own part.
func (r *record) owned(o wire.Own) {
	data, err := json.Marshal(o.Own)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		r.problems = append(r.problems, err.Error())
	}
	keep(r, r.owns, ownKey{o.Own.Seat, o.N}, data)
}

// keep keeps what was told first, and notes if it was told in another way later; called with mu held.
func keep[K comparable](r *record, all map[K][]byte, key K, data []byte) {
	before, known := all[key]
	if known && !bytes.Equal(before, data) {
		r.problems = append(r.problems, fmt.Sprintf("%+v was told two things:\n%s\n%s", key, before, data))
	}
	if !known {
		all[key] = data
	}
}

func (r *record) sent(player int, a wire.Answer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.said = append(r.said, said{player, a, time.Now()})
}

func (r *record) replied(player int, ack wire.Ack) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.replies = append(r.replies, reply{player, ack, time.Now()})
}

// last is the newest phase that anybody has seen, and a channel that is closed when there is a newer one.
func (r *record) last() (turn, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.turns) == 0 {
		return turn{Turn: -1}, r.changed
	}
	return r.turns[len(r.turns)-1], r.changed
}

// copied gives a record of its own, for whoever wants to doctor it.
func (r *record) copied() *record {
	r.mu.Lock()
	defer r.mu.Unlock()
	return &record{
		views: maps.Clone(r.views), owns: maps.Clone(r.owns), said: slices.Clone(r.said), replies: slices.Clone(r.replies),
		turns: slices.Clone(r.turns), problems: slices.Clone(r.problems), changed: make(chan struct{}),
	}
}
