package archive

import (
	"maps"
	"slices"
	"strconv"

	"trivium/game"
)

// remove takes all that says who a seat was out of names: what it was called, how it would be known again, whether it wanted to be
// on boards, why its points were corrected. Its team stays, with what the seat proved of it, unless nobody else was ever in it.
func (n *names) remove(seat game.Seat) error {
	alone := n.aloneIn(seat)
	neutral := func(e game.SeatEntry) game.SeatEntry {
		out := game.SeatEntry{Name: neutralName(seat), Key: neutralKey(seat), Practice: e.Practice, Team: e.Team, TeamKey: e.TeamKey}
		switch {
		case alone[e.TeamKey]:
			out.Team, out.TeamKey = neutralTeamName(n.team(e.TeamKey)), neutralTeamKey(n.team(e.TeamKey))
		case e.TeamKey != "":
			out.Claims = e.Claims // they say who the team is, and that stays
		}
		return out
	}
	if int(seat) <= len(n.Carried) {
		n.Carried = slices.Clone(n.Carried)
		n.Carried[seat-1] = neutral(n.Carried[seat-1])
	}
	for slot, joins := range n.Joins {
		for i := range joins {
			if game.Seat(n.Bases[slot]+joins[i].Index) != seat {
				continue
			}
			joins[i].Key = neutralKey(seat)
			if e, err := game.DecodeEntry[game.SeatEntry](joins[i].Data); err == nil {
				joins[i].Data = game.EncodeEntry(neutral(e))
			} else {
				joins[i].Data = []byte(unreadable)
			}
		}
	}
	return n.removeEvents(seat, alone)
}

// removeEvents drops the events about a seat, whose neutral forms then stand. Where one only moved it to a team with others
// in it, it stays.
func (n *names) removeEvents(seat game.Seat, alone map[string]bool) error {
	for at, data := range n.Events {
		decoded, err := game.DecodeEvent(data)
		if err != nil {
			return err
		}
		drop := n.Seats[at] == seat
		switch e := decoded.(type) {
		case game.Teamed:
			drop = drop && alone[e.TeamKey]
		case game.Adjusted:
			drop = drop || alone[e.TeamKey]
		default:
		}
		if drop {
			delete(n.Events, at)
		}
	}
	return nil
}

// aloneIn gives the keys of the teams in which a seat was, and nobody else.
func (n *names) aloneIn(seat game.Seat) map[string]bool {
	mine, others := map[string]bool{}, map[string]bool{}
	n.each(func(of game.Seat, e game.SeatEntry) {
		if of == seat {
			mine[e.TeamKey] = true
		} else {
			others[e.TeamKey] = true
		}
	})
	maps.DeleteFunc(mine, func(key string, _ bool) bool { return key == "" || others[key] })
	return mine
}

// each calls with all that a seat ever was: as it came, and as it was renamed, moved to a team or to another phone. What an
// event did not change is empty.
func (n *names) each(found func(seat game.Seat, e game.SeatEntry)) {
	for i, e := range n.Carried {
		found(game.Seat(i+1), e)
	}
	for _, slot := range slices.Sorted(maps.Keys(n.Joins)) {
		for _, j := range n.Joins[slot] {
			if e, err := game.DecodeEntry[game.SeatEntry](j.Data); err == nil {
				found(game.Seat(n.Bases[slot]+j.Index), e)
			}
		}
	}
	for _, at := range slices.Sorted(maps.Keys(n.Events)) {
		decoded, err := game.DecodeEvent(n.Events[at])
		if err != nil {
			continue
		}
		switch e := decoded.(type) {
		case game.Renamed:
			found(e.Seat, game.SeatEntry{Name: e.Name, Key: e.Key})
		case game.Teamed:
			found(e.Seat, game.SeatEntry{Team: e.Team, TeamKey: e.TeamKey})
		case game.Claimed:
			found(e.Seat, game.SeatEntry{Token: e.Token})
		default:
		}
	}
}

// removeTexts replaces what a seat typed, where nobody else typed the same, by a text that says so. The verdict on it stays,
// so no number changes.
func (f *facts) removeTexts(seat game.Seat) error {
	renamed := make(map[int][2]string) // by showing: from, to
	showing := -1
	for at := range f.events {
		decoded, err := game.DecodeEvent(f.events[at].Data)
		if err != nil {
			return err
		}
		switch e := decoded.(type) {
		case game.Asked:
			showing++
			continue
		case game.Closed:
			if from, to, ok := f.removeText(game.AnswerSlot(showing), seat); ok {
				renamed[showing] = [2]string{from, to}
			}
			continue
		case game.Revealed:
			texts, ok := renamed[showing]
			if !ok {
				continue
			}
			move(e.Verdicts, texts)
			move(e.Numbers, texts)
			decoded = e
		case game.Judged:
			texts, ok := renamed[e.Showing]
			if !ok {
				continue
			}
			for i := range e.Texts {
				if e.Texts[i] == texts[0] {
					e.Texts[i] = texts[1]
				}
			}
			decoded = e
		default:
			continue
		}
		if f.events[at].Data, err = game.EncodeEvent(decoded); err != nil {
			return err
		}
	}
	return nil
}

// move gives what stands under one key to another.
func move[V any](of map[string]V, keys [2]string) {
	if v, ok := of[keys[0]]; ok {
		delete(of, keys[0])
		of[keys[1]] = v
	}
}

// removeText replaces what a seat typed in one slot; false if it typed nothing, or what others typed too.
func (f *facts) removeText(slot string, seat game.Seat) (from, to string, ok bool) {
	mine, own := -1, strconv.Itoa(int(seat))
	texts := map[string]int{}
	for i, e := range f.slots[slot] {
		if a, err := game.DecodeEntry[game.AnswerEntry](e.Data); err == nil {
			texts[a.Text]++
			if e.Key == own {
				mine, from = i, a.Text
			}
		}
	}
	if mine < 0 || from == "" || texts[from] > 1 {
		return "", "", false
	}
	for to = "(removed " + own + ")"; texts[to] > 0; {
		to += "*"
	}
	a, err := game.DecodeEntry[game.AnswerEntry](f.slots[slot][mine].Data)
	if err != nil {
		return "", "", false
	}
	a.Text = to
	f.slots[slot] = slices.Clone(f.slots[slot])
	f.slots[slot][mine].Data = game.EncodeEntry(a)
	return from, to, true
}
