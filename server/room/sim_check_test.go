package room

import (
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
		switch {
		case s.N == n.seen:
			continue
		case s.N < n.seen:
			w.fail("I3: %s fell from %d to %d", n.instance.Instance(), n.seen, s.N)
		case sumOf(s) != w.truth.sums[s.N]:
			w.fail("I6: %s has another state at %d", n.instance.Instance(), s.N)
		}
		n.seen = s.N
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

// checkPunctual checks that the next phase comes within two seconds of its time, if all has been well for a while.
func (w *world) checkPunctual() {
	at, c, ok := game.Due(w.truth.state(), game.Live{})
	if ok && c.Verb == game.DoDue && w.now > ledger.Time(at)+2_000 && w.now > w.calmSince+4_500 {
		w.fail("I10: %s was due at %d, and it is %d (calm since %d)", w.truth.state().Phase, at, w.now, w.calmSince)
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
	w.truth.checkSealed()
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

// joined tells whether a sealed slot of seats holds a token.
func (o *truth) joined(token string) bool {
	for slot, entries := range o.sealed {
		for _, e := range entries {
			seat, err := game.DecodeEntry[game.SeatEntry](e.Data)
			if err == nil && seat.Token == token && strings.HasPrefix(string(slot), "seats/") {
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
