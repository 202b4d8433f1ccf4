package wire

import (
	"testing"

	"pgregory.net/rapid"

	"trivium/game"
)

// TestAppendOwn compares the message written by hand with the encoder's, over values of all fields, new ones included.
func TestAppendOwn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := &Own{N: rapid.Uint64().Draw(t, "n"), Own: rapid.Make[game.OwnView]().Draw(t, "own")}
		if got, want := string(AppendOwn(nil, m.N, &m.Own)), string(Encode(m)); got != want {
			t.Fatalf("by hand\n%s\nwant\n%s", got, want)
		}
	})
}

// TestAppendAck does the same with the message Ack.
func TestAppendAck(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		ack := rapid.Make[Ack]().Draw(t, "ack")
		if got, want := string(AppendAck(nil, &ack)), string(Encode(&ack)); got != want {
			t.Fatalf("by hand\n%s\nwant\n%s", got, want)
		}
	})
}

func BenchmarkAppendAck(b *testing.B) {
	ack, buf := &Ack{Showing: 12, OK: true, Pick: []int{2}}, make([]byte, 0, 128)
	for b.Loop() {
		buf = AppendAck(buf[:0], ack)
	}
}

func BenchmarkAppendOwn(b *testing.B) {
	own := &game.OwnView{
		Seat: 812, Name: "Player 812", Score: 4211, Rank: 97, Of: 2000, Streak: 3, Admitted: true, Plays: true,
		Result: &game.ResultView{
			Answered: true, Right: true, Share: 100, Points: 942, Base: 842, Bonus: 100, Time: 3120, RankWas: 101,
			Answer: game.Answer{Pick: []int{2}},
		},
		Ahead: &game.NeighbourView{Name: "Player 13", Gap: 3}, Behind: &game.NeighbourView{Name: "Player 77", Gap: 9},
	}
	b.Run("by hand", func(b *testing.B) {
		buf := make([]byte, 0, 1024)
		for b.Loop() {
			buf = AppendOwn(buf[:0], 7, own)
		}
	})
	b.Run("encoder", func(b *testing.B) {
		for b.Loop() {
			Encode(&Own{N: 7, Own: *own})
		}
	})
}
