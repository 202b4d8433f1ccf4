package room

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strconv"
	"strings"

	"trivium/game"
	"trivium/server/ledger"
)

// checkNodes compares what each instance shows with the truth at the same position, and tries every view of it.
func (w *world) checkNodes() {
	for _, n := range w.nodes {
		if n.room == nil {
			continue
		}
		s, _ := n.room.Now()
		n.checkFresh(s)
		if s == n.seen {
			continue
		}
		n.checkSame(s)
		n.seen = s
		for _, a := range []game.Audience{game.ForPlayers, game.ForScreen, game.ForHost} {
			_ = game.ViewOf(s, a)
		}
		for seat := range s.Seats {
			_ = game.OwnOf(s, game.Seat(seat+1))
		}
		if len(s.Seats) > s.Settings.SeatMax {
			w.fail("%d players in a room for %d", len(s.Seats), s.Settings.SeatMax)
		}
	}
}

// checkSame checks that what an instance shows is what the log says. While it may not have heard that the store has gone
// back in time, that is what the log said then.
func (n *node) checkSame(s *game.State) {
	w, sum := n.w, sumOf(s)
	back := &w.truth.back
	unheard := back.sums != nil && w.now <= max(back.at, n.hindered)+late
	if n.seen != nil && s.N < n.seen.N && !unheard {
		w.fail("I3: %s fell from %d to %d", n.instance.Instance(), n.seen.N, s.N)
	}
	if sum != w.truth.sums[s.N] && (!unheard || sum != back.sums[s.N]) {
		w.fail("I6: %s has another state at %d", n.instance.Instance(), s.N)
	}
}

// late is how long after its time something may happen that nothing hinders.
const late ledger.Time = 2_000

// checkFresh checks that an instance that nothing hinders shows what is new, though doorbells may be lost.
func (n *node) checkFresh(s *game.State) {
	next, told := n.w.truth.times[s.N+1]
	if told && n.w.now > max(next, n.fit, n.w.faults.away, n.hindered)+late {
		n.w.fail("I10: %s shows %d, behind which something came at %d, and it is %d", n.instance.Instance(), s.N, next, n.w.now)
	}
}

// checkPunctual checks that the next phase comes within two seconds of its time, or of what last hit an instance, while
// there is one that nothing hinders.
func (w *world) checkPunctual() {
	at, c, ok := game.Due(w.truth.state(), game.Live{})
	if !ok || c.Verb != game.DoDue || w.now <= max(ledger.Time(at), w.blow)+late {
		return
	}
	for _, n := range w.nodes {
		if n.up && w.now > max(n.fit, w.faults.away)+late {
			w.fail("I10: %s was due at %d, and it is %d (last blow at %d)", w.truth.state().Phase, at, w.now, w.blow)
		}
	}
}

// checkBounds checks that nothing that waits grows without end.
func (w *world) checkBounds() {
	for _, n := range w.nodes {
		if n.room != nil && len(n.room.outbox.queue) > 16*len(w.players) {
			w.fail("I11: %d entries wait on %s", len(n.room.outbox.queue), n.instance.Instance())
		}
	}
	if len(w.mail.letters) > 64*len(w.players) {
		w.fail("I11: %d letters are under way", len(w.mail.letters))
	}
}

// checkLeft checks that everybody went home, and that nothing is left where nobody is.
func (w *world) checkLeft() {
	for _, c := range w.clients() {
		if c.home() == "" {
			w.fail("I12: the game is over and nobody told %s", c.name)
		}
		c.hangUp()
	}
	for _, n := range w.nodes {
		if n.up && n.room != nil && len(n.room.outbox.queue)+len(n.room.inbox) > 0 {
			w.fail("I11: on %s %d entries and %d calls wait after the end", n.instance.Instance(), len(n.room.outbox.queue), len(n.room.inbox))
		}
		n.kill(false)
		if len(n.sessions) > 0 {
			w.fail("I11: %d sessions are left on %s", len(n.sessions), n.name)
		}
	}
	if left := w.shared.Watchers(); left > 0 {
		w.fail("I11: %d doorbells are left", left)
	}
}

// shown notes when a question that a player saw was written to its connection.
func (o *truth) shown(q seatShowing, at ledger.Time) {
	if first, seen := o.first[q]; !seen || at < first {
		o.first[q] = at
	}
}

// checkElapsed checks that an answer counts from when its question was first written, whatever connection it comes by.
func (w *world) checkElapsed(s *game.State, seat game.Seat, showing int, elapsed game.Millis) {
	const slack = 500 // clocks may be 200 ms off, and the first write may have been timed by another clock
	first, seen := w.truth.first[seatShowing{seat, showing, s.OpenedAt()}]
	if seen && elapsed < s.Active(game.Time(first), game.Time(w.now))-slack {
		w.fail("I9: seat %d has E %d for showing %d that it saw first at %d, now %d", seat, elapsed, showing, first, w.now)
	}
}

// checkEnd checks the finished game.
func (w *world) checkEnd() {
	s := w.truth.state()
	if !s.Ended() {
		w.fail("I12: the game did not end: %s, %d events", s.Phase, s.N)
		return
	}
	fresh, err := Open(w.ctx, w.room, Options{Ledger: bugged{Ledger: w.shared.Instance(oracleName), w: w}})
	if err != nil {
		w.fail("I7: open it again: %w", err)
		return
	}
	if again, _ := fresh.Now(); sumOf(again) != sumOf(s) {
		w.fail("I7: folded again, the game is another")
	}
	w.checkScored(s)
	w.checkCorrected(s)
	w.truth.checkSealed()
	w.checkLeft()
	for seat, token := range w.truth.seats {
		state, ok := s.Seat(seat)
		if ok && state.Token != token {
			w.fail("I1: seat %d was promised to another", seat)
		}
		if !ok && !w.truth.joined(token) { // the game may have ended before the seat was admitted
			w.fail("I1: seat %d was promised and is not there", seat)
		}
	}
}

func sumOf(s *game.State) [32]byte {
	data, err := json.Marshal(s)
	if err != nil {
		return [32]byte{}
	}
	return sha256.Sum256(data)
}

// joined tells whether a slot of seats holds a token.
func (o *truth) joined(token string) bool {
	for generation := range o.folded.state.Generation {
		for _, e := range o.entries(ledger.Slot(game.SeatSlot(generation + 1))) {
			if seat, err := game.DecodeEntry[game.SeatEntry](e.Data); err == nil && seat.Token == token {
				return true
			}
		}
	}
	return false
}

// checkScored checks that each acknowledged answer is in the fold with the stamps it was acknowledged with.
func (w *world) checkScored(s *game.State) {
	for slot, answers := range w.truth.answers {
		number, ok := strings.CutPrefix(string(slot), "answers/")
		showing, err := strconv.Atoi(number)
		if !ok || err != nil || showing >= len(s.Showings) {
			w.fail("I1: an answer in %s", slot)
			continue
		}
		show := s.Showings[showing]
		if !show.Closed {
			w.fail("I1: %s was never sealed", slot)
		}
		for key, data := range answers {
			seat, err := strconv.Atoi(key)
			entry, decodeErr := game.DecodeEntry[game.AnswerEntry](data)
			if err := errors.Join(err, decodeErr); err != nil {
				w.fail("I1: %s: %w", slot, err)
				continue
			}
			if s.Seats[seat-1].Kicked || hasRecord(show, game.Seat(seat), entry) {
				continue
			}
			w.fail("I1: the acknowledged answer of seat %d to showing %d does not count", seat, showing)
		}
	}
}

func hasRecord(show *game.Showing, seat game.Seat, entry game.AnswerEntry) bool {
	for _, r := range show.Records {
		if r.Seat == seat {
			return string(game.EncodeEntry(r.AnswerEntry)) == string(game.EncodeEntry(entry))
		}
	}
	return false
}
