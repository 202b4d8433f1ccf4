package room

import (
	"slices"

	"trivium/game"
	"trivium/server/ledger"
)

// tire has a room that may lie down do so, as the registry does: nothing is left of it but that the instance knows where to read it.
func (n *node) tire() {
	r := n.room
	if n.w.bug == restsHeld && r.state.Ended() {
		held := r.rest.held
		r.rest.held = 0
		r.watchRest(r.time())
		defer func() { r.rest.held = held }()
	}
	if !r.rest.drowsy || !r.layDown() {
		return
	}
	n.w.happened("rest")
	r.outbox.refuse()
	n.room, n.rests = nil, true
}

// checkAwake checks that nobody sits in a room that rests.
func (n *node) checkAwake() {
	if n.up && slices.ContainsFunc(n.sessions, func(s *session) bool { return s.room != nil && s.room != n.room }) {
		n.w.fail("I13: on %s somebody sits in a room that rests", n.name)
	}
}

// afterwards has people come and go when the game is over, and the host correct it, while rooms lie down and wake and the storms go on.
// The store does not go back in time any more: it is behind by seconds, and rooms rest only after a minute.
func (w *world) afterwards() {
	w.host.leave, w.host.corrects = false, true
	for range 150 {
		if w.failure != nil {
			return
		}
		for _, c := range w.clients() {
			if c.line != nil && w.chance(12) {
				c.hangUp()
				c.until = w.now + ledger.Time(w.rng.IntN(3_000))
			}
		}
		w.tick()
	}
	w.calm()
	w.host.leave, w.host.corrects = true, false
	for range 300 {
		if w.failure != nil || w.settled() && w.host.open == nil {
			return
		}
		w.tick()
	}
}

// correct picks what a host may still do in a game that is over.
func (h *host) correct() game.Command {
	rng := h.w.rng
	seat := game.Seat(1 + rng.IntN(3))
	return []game.Command{
		{Verb: game.DoVoid, Showing: rng.IntN(3), On: rng.IntN(2) == 0},
		{Verb: game.DoAdjust, Seat: seat, Delta: 1 + rng.IntN(100)},
		{Verb: game.DoJudge, Showing: rng.IntN(4), Text: "oslo"},
	}[rng.IntN(3)]
}

// checkCorrected checks that what the host was told is done is in the log, and that the host was told at all.
func (w *world) checkCorrected(s *game.State) {
	if w.host.open != nil {
		w.fail("I12: nobody told the host what became of %s", w.host.open.Verb)
	}
	if w.host.done > s.Senders[w.host.sender] {
		w.fail("I1: command %d was done and is not in the log, which ends with %d", w.host.done, s.Senders[w.host.sender])
	}
}
