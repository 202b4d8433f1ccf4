package room

import (
	"slices"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// mending is how long the instances have to give a store back what it has lost.
const mending ledger.Time = 2_000

// saved is the store as it was, and will perhaps be again.
type saved struct {
	at    ledger.Time
	n     uint64 // position of the room
	store memory.Saved
}

// rewind is a store that has gone back in time. What was promised in between is at risk. As long as no instance died since,
// none is hindered and none opens the room anew until all is put back, nothing of it may be lost; otherwise all that is left
// is consistent.
type rewind struct {
	saved   ledger.Time
	at      ledger.Time // when the store was there again
	pending bool        // it is not sure yet whether all is put back
	sums    map[uint64][32]byte
	log     []ledger.Event // that a living instance had read
	answers map[ledger.Slot]map[string][]byte
	seats   map[game.Seat]string
}

// save saves the store now and then, for two seconds.
func (w *world) save() {
	if !w.happens(rewinding, 2) || w.now < w.faults.away {
		return
	}
	w.saves = append(w.saves, saved{w.now, w.truth.state().N, w.shared.Save()})
	w.saves = slices.DeleteFunc(w.saves, func(s saved) bool { return w.now-s.at > 2_000 })
}

// goBack has the store go back to something that was saved.
func (w *world) goBack() {
	if len(w.saves) == 0 || w.now-w.saves[0].at > 2_000 {
		return
	}
	w.happened("rewind")
	w.truth.read() // what came in this tick
	old := w.pickSaved()
	w.saves = nil
	w.shared.Restore(old.store)
	w.faults.away, w.blow = w.now, w.now
	if w.chance(4) {
		w.faults.away += ledger.Time(w.rng.IntN(2_000))
	}
	if !w.chance(3) {
		w.faults.lull = w.faults.away + mending
	}
	// Who kept the room in what was lost is not known any more.
	w.silences = append(w.silences, game.Span{From: game.Time(old.at), To: game.Time(w.now)})
	w.truth.rewind(old.at)
}

// pickSaved chooses what the store goes back to. Half of the time only entries are lost, and no event, if that can be.
func (w *world) pickSaved() saved {
	if n := w.truth.state().N; w.chance(2) && w.saves[len(w.saves)-1].n == n {
		i := slices.IndexFunc(w.saves, func(s saved) bool { return s.n == n })
		return w.saves[i+w.rng.IntN(len(w.saves)-i)]
	}
	return w.saves[w.rng.IntN(len(w.saves))]
}

// rewind forgets what the store has lost, and remembers what of it was promised.
func (o *truth) rewind(saved ledger.Time) {
	w := o.w
	if o.back.pending {
		o.giveUp()
	}
	before := *o
	o.back = rewind{
		saved: saved, at: w.faults.away, pending: true, sums: before.sums, log: w.known(before.log),
		answers: before.answers, seats: before.seats,
	}
	o.folded, o.log, w.twin = nil, nil, twin{}
	o.sums, o.batches, o.commands, o.times = map[uint64][32]byte{}, map[string]bool{}, map[string]string{}, map[uint64]ledger.Time{}
	o.sealed, o.answers, o.seats = map[ledger.Slot][]ledger.Entry{}, map[ledger.Slot]map[string][]byte{}, map[game.Seat]string{}
	o.forgive()
	o.read()
}

// known gives the part of a log that an instance has read.
func (w *world) known(log []ledger.Event) []ledger.Event {
	n := 0
	for _, node := range w.nodes {
		if node.room != nil && int(node.room.head.N) <= len(log) {
			n = max(n, int(node.room.head.N))
		}
	}
	return log[:n]
}

// watchRewind ends the time in which the instances may put back what the store has lost.
func (o *truth) watchRewind() {
	b := &o.back
	b.at = max(b.at, o.w.faults.away) // if it was restarted meanwhile
	switch w := o.w; {
	case !b.pending:
	case w.died >= b.saved || w.hindered >= b.at || w.opened >= b.at:
		o.giveUp()
	case w.now > b.at+mending:
		w.happened("rewind put back")
		o.checkPutBack()
		b.pending = false
	}
}

// giveUp is for a store that went back when nobody was there who could put all of it back.
func (o *truth) giveUp() {
	o.w.happened("rewind with a loss")
	for _, p := range o.w.players {
		p.admitted = false
	}
	o.back.pending, o.lost = false, true
}

// checkPutBack checks that all that was promised is in the store again, and that the log goes on as it did.
func (o *truth) checkPutBack() {
	for i, e := range o.back.log {
		if i >= len(o.log) || o.log[i].Pos != e.Pos || string(o.log[i].Data) != string(e.Data) {
			o.w.fail("I1: event %d, batch %s, was known to an instance that lives, and the log has lost it", e.Pos.N, e.Pos.Head)
			return
		}
	}
	for slot, answers := range o.back.answers {
		for key, data := range answers {
			switch {
			case o.stored(slot, key, data):
				o.promised(slot, key, data)
			case o.heard[slot][key] == string(data): // a phone that did not hear of it may have sent it again, elsewhere
				o.w.fail("I1: what %s was told in %s was not put back: %s", key, slot, data)
			}
		}
	}
	for seat, token := range o.back.seats { // one that was not admitted yet may have got another number
		if _, sits := o.folded.state.FindToken(token); !sits && !o.joined(token) {
			o.w.fail("I1: seat %d was promised, and whoever sat there has none now", seat)
		}
	}
}

// stored tells whether an entry is in its slot.
func (o *truth) stored(slot ledger.Slot, key string, data []byte) bool {
	return slices.ContainsFunc(o.entries(slot), func(e ledger.Entry) bool {
		return e.Key == key && string(e.Data) == string(data)
	})
}
