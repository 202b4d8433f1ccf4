package room

import (
	"fmt"
	"os"
	"strconv"
	"testing"
	"trivium/game"
	"trivium/server/ledger"
)

func TestDbg(t *testing.T) {
	seed, _ := strconv.ParseUint(os.Getenv("SEED"), 10, 64)
	w := newWorld(t.Context(), seed, noBug)
	err := w.run()
	fmt.Println(err)
	events, _ := w.truth.instance.Events(w.ctx, w.room, ledger.Pos{})
	for _, e := range events[max(0, len(events)-20):] {
		d := string(e.Data)
		if len(d) > 200 {
			d = d[:200]
		}
		fmt.Println(e.Pos.N, e.Pos.Head, e.At, d, e.Sealed)
	}
	fmt.Println("now", w.now, "blow", w.blow, "away", w.faults.away, "storm", w.faults)
	for _, n := range w.nodes {
		fmt.Printf("%s up=%v room=%v strange=%v stalled=%d cut=%d silent=%d fit=%d drain=%v rel=%d\n", n.name, n.up, n.room != nil, n.strange, n.stalled, n.cut, n.silent, n.fit, n.draining, n.released)
		if n.room != nil {
			fmt.Println("   ", n.room.state.N, n.room.leads, n.room.wake(), n.room.live, n.room.slept, len(n.room.outbox.queue), n.room.epoch.Load(), n.instance.Epoch(), n.room.saving)
		}
	}
	for _, c := range w.clients() {
		fmt.Println(c.name, c.home(), c.line != nil, c.last.n)
	}
	for _, p := range w.players {
		fmt.Println(p.name, p.seat, p.delay)
	}
	s := w.truth.state()
	fmt.Println(s.Phase, s.Began, s.Deadline, s.PausedAt, s.OpenedAt())
	if sh := len(s.Showings); sh > 0 {
		fmt.Printf("%+v\n", s.Showings[sh-1])
	}
	_ = game.Lobby
}
func (r *Room) wake() string { return "" }
