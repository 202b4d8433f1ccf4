package nemesis

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/results"
	"trivium/server/wire"
)

// run is all that is known of a run when it is over.
type run struct {
	story  *story
	record *record
	seats  []game.Seat // of the players, in their order
	served [][]byte    // the result in CSV, as each instance serves it
	notes  *notes
}

// problems are what is wrong with a run.
func (r *run) problems() []string {
	all := slices.Clone(r.record.problems)
	for _, check := range []func() []string{r.log, r.acks, r.frames, r.table, r.linear} {
		all = append(all, check()...)
	}
	lates, _ := r.lates()
	return append(all, lates...)
}

// log says what is wrong with the numbers and times of the log (I3), and whether the game came to its end.
func (r *run) log() (problems []string) {
	before := ledger.Time(0)
	for i, e := range r.story.events {
		if e.Pos.N != uint64(i+1) || e.At < before {
			problems = append(problems, fmt.Sprintf("event %d has number %d and time %d after %d", i+1, e.Pos.N, e.At, before))
		}
		before = e.At
	}
	if !r.story.end().Ended() {
		problems = append(problems, fmt.Sprintf("the stored game stands in phase %s", r.story.end().Phase))
	}
	return problems
}

// acks finds each answer that was acknowledged in its sealed slot, with the same value (I1), and each key there once (I2).
func (r *run) acks() (problems []string) {
	good := 0
	for showing, entries := range r.story.answers {
		slot := ledger.Slot(game.AnswerSlot(showing))
		keys := map[string]bool{}
		for _, e := range entries {
			keys[e.Key] = true
		}
		if count, ok := r.story.sealed[slot]; !ok || count != len(entries) || len(keys) != count {
			problems = append(problems, fmt.Sprintf("slot %s was sealed with %d entries (%t) and has %d of %d seats", slot, count, ok,
				len(entries), len(keys)))
		}
	}
	for _, reply := range r.record.replies {
		if !reply.Ack.OK {
			continue
		}
		good++
		seat := r.seats[reply.Player]
		switch stands, ok := r.stands(reply.Ack.Showing, seat); {
		case !ok:
			problems = append(problems, fmt.Sprintf("the answer of seat %d to question %d was acknowledged and is not stored", seat,
				reply.Ack.Showing))
		case stands.Text != reply.Ack.Text || !slices.Equal(stands.Pick, reply.Ack.Pick):
			problems = append(problems, fmt.Sprintf("seat %d, question %d: acknowledged %v %q, stored %v %q", seat, reply.Ack.Showing,
				reply.Ack.Pick, reply.Ack.Text, stands.Pick, stands.Text))
		}
	}
	if good == 0 {
		problems = append(problems, "no answer was acknowledged")
	}
	return problems
}

// stands gives the stored answer of a seat.
func (r *run) stands(showing int, seat game.Seat) (game.Answer, bool) {
	entries := r.story.answers[showing]
	at := slices.IndexFunc(entries, func(e ledger.Entry) bool { return e.Key == seatKey(seat) })
	if at < 0 {
		return game.Answer{}, false
	}
	entry, err := game.DecodeEntry[game.AnswerEntry](entries[at].Data)
	return entry.Answer, err == nil
}

// seatKey is the key of a seat's entries.
func seatKey(seat game.Seat) string { return strconv.Itoa(int(seat)) }

// frames holds all that anybody was told against the fold (I6, I7): each view and each player's own part at each number.
func (r *run) frames() (problems []string) {
	audiences := map[wire.Role]game.Audience{wire.Player: game.ForPlayers, wire.Screen: game.ForScreen, wire.Host: game.ForHost}
	differ := func(what any, n uint64, told []byte, from func(*game.State) any) {
		if n == 0 || n >= uint64(len(r.story.states)) {
			problems = append(problems, fmt.Sprintf("%+v was told of a log longer than it is", what))
			return
		}
		want, err := json.Marshal(from(r.story.states[n]))
		if err != nil || !bytes.Equal(told, want) {
			problems = append(problems, fmt.Sprintf("%+v was told\n%s\nand the fold gives (%v)\n%s", what, told, err, want))
		}
	}
	for key, told := range r.record.views {
		differ(key, key.N, told, func(s *game.State) any { return game.ViewOf(s, audiences[key.Role]) })
	}
	for key, told := range r.record.owns {
		differ(key, key.N, told, func(s *game.State) any { return ownOf(s, key.Seat, told) })
	}
	if len(r.record.owns) == 0 {
		problems = append(problems, "no player was told anything")
	}
	return problems
}

// ownOf is what a seat should be told. The name of one that is not admitted yet is not in the state: it is told from the entry.
func ownOf(s *game.State, seat game.Seat, told []byte) game.OwnView {
	own := game.OwnOf(s, seat)
	var said game.OwnView
	if err := json.Unmarshal(told, &said); err == nil && !own.Admitted {
		own.Name = said.Name
	}
	return own
}

// table holds the result that each instance serves against that of the fold, byte for byte (I7).
func (r *run) table() (problems []string) {
	var want bytes.Buffer
	if err := results.Of(r.story.end(), results.More{}).CSV(&want); err != nil {
		return []string{err.Error()}
	}
	for i, got := range r.served {
		if !bytes.Equal(got, want.Bytes()) {
			problems = append(problems, fmt.Sprintf("instance %d serves\n%s\nand the fold gives\n%s", i, got, want.Bytes()))
		}
	}
	if len(r.served) == 0 {
		problems = append(problems, "nobody served a result")
	}
	return problems
}
