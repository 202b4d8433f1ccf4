package room

import (
	"strings"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// nodeOf finds the instance that has a name now; nil for one that is dead.
func (w *world) nodeOf(name string) *node {
	for _, n := range w.nodes {
		if n.up && n.instance.Instance() == name {
			return n
		}
	}
	return nil
}

// fault decides what goes wrong with a call, and lets another instance come between two calls of one. The oracle's calls
// always succeed.
func (w *world) fault(c memory.Call) memory.Fault {
	if strings.HasPrefix(c.Instance, oracleName) {
		return memory.None
	}
	w.comeBetween(c.Instance, 12)
	w.beatBetween(c)
	w.countBack(c.Method)
	fault := w.faultOf(c)
	w.trace(c.Method, uint64(fault))
	if fault != memory.None {
		w.blow = w.now
	}
	return fault
}

// countBack has the store go back in time in the middle of what an instance does.
func (w *world) countBack(method string) {
	f := &w.faults
	switch {
	case f.back > 1:
		f.back--
	case f.back == 1 && (f.backIn == "" || f.backIn == method):
		f.back = 0
		w.goBack()
	}
}

// beatBetween has the instance's own sign of life come between two calls of its room now and then, and perhaps be the one
// that notices that the store was restarted.
func (w *world) beatBetween(c memory.Call) {
	n := w.nodeOf(c.Instance)
	if w.between || n == nil || !w.chance(20) {
		return
	}
	w.between = true
	n.beat = 0
	n.heartbeat()
	w.between = false
}

func (w *world) faultOf(c memory.Call) memory.Fault {
	n := w.nodeOf(c.Instance)
	switch {
	case w.now < w.faults.away:
		return memory.Refused
	case n == nil: // it starts
	case n.dying:
		return memory.Refused
	case w.happens(killing, 700):
		w.happened("kill in a call")
		n.dying = true
		return []memory.Fault{memory.Refused, memory.ReplyLost, memory.Delayed}[w.rng.IntN(3)]
	case w.now < n.cut:
		return memory.Refused
	case w.now < n.silent:
		return memory.ReplyLost
	case w.happens(failingCalls, 25):
		w.happened("call failed")
		n.fit, n.hindered, w.hindered = w.now, w.now, w.now
		return []memory.Fault{memory.Refused, memory.ReplyLost, memory.Repeated, memory.Delayed}[w.rng.IntN(4)]
	}
	return memory.None
}

// ring decides what becomes of a doorbell.
func (w *world) ring(name string, _ ledger.RoomID) bool {
	n := w.nodeOf(name)
	switch {
	case n == nil:
		return false
	case w.happens(losingBells, 2):
		w.happened("bell lost")
		return false
	case w.happens(delayingBells, 2):
		w.happened("bell late")
		w.post(w.now+ledger.Time(w.rng.IntN(3_000)), func() { n.rang = n.up })
		return false
	}
	return true
}

// comeBetween has another instance do its turn now and then, and a second host press a button there, in the middle of what
// this one does.
func (w *world) comeBetween(caller string, oneIn int) {
	if w.between || !w.chance(oneIn) {
		return
	}
	n := w.nodes[w.rng.IntN(len(w.nodes))]
	if !n.up || n.room == nil || n.instance.Instance() == caller {
		return
	}
	w.between = true
	defer func() { w.between = false }()
	n.wake = 0
	n.turn()
	if n.room != nil && w.now >= n.stalled && w.chance(6) {
		w.ids++
		hide := w.chance(2)
		by := game.By{Sender: "second host", Counter: uint64(w.ids)}
		_ = n.room.Perform(w.ctx, game.Command{Verb: game.DoSet, By: by, HideTable: &hide})
	}
}
