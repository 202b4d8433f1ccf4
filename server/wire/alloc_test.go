//go:build !race

package wire

import (
	"testing"

	"trivium/game"
)

// TestWritingByHandAllocatesNothing holds the messages of which there is one for each player or answer.
func TestWritingByHandAllocatesNothing(t *testing.T) {
	buf := make([]byte, 0, 1<<10)
	ack := &Ack{Showing: 12, OK: true, Pick: []int{2}}
	own := &game.OwnView{
		Seat: 812, Name: "Player 812", Score: 4211, Rank: 97, Of: 2000, Admitted: true, Plays: true,
		Result: &game.ResultView{Answered: true, Right: true, Points: 942, Answer: game.Answer{Pick: []int{2}}},
		Ahead:  &game.NeighbourView{Name: "Player 13", Gap: 3},
	}
	for name, write := range map[string]func(){
		"ack": func() { buf = AppendAck(buf[:0], ack) },
		"own": func() { buf = AppendOwn(buf[:0], 7, own) },
	} {
		if got := testing.AllocsPerRun(100, write); got != 0 {
			t.Errorf("%s: %v allocations", name, got)
		}
	}
}
