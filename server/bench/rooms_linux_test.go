package bench

import (
	"fmt"
	"testing"
)

// BenchmarkRooms compares 1,000 rooms of ten players with one room of 10,000 on the real server: what a player costs should not
// hang on how many rooms there are. Each room has its host, whose share is counted in.
//
//	go test -run xxx -bench Rooms -benchtime 1x ./server/bench
func BenchmarkRooms(b *testing.B) {
	rounds := numbers(b, "TRIVIUM_BENCH_ROUNDS", 5)[0]
	for b.Loop() {
		const players, rooms = 10_000, 1_000
		found := compare(b, []party{
			{Kind: single, Players: players, Rooms: 1}, {Kind: single, Players: players, Rooms: rooms},
		}, rounds, 0)
		fmt.Printf("\n%-42s %12s %12s  ratio\n", fmt.Sprintf("%d players, CPU, us a player, medians", players), "1 room",
			fmt.Sprintf("%d rooms", rooms))
		sums := make([]float64, len(found))
		row := func(name string, one, many float64) {
			fmt.Printf("%-42s %12.2f %12.2f  %5.2f\n", name, one, many, many/one)
		}
		for _, work := range []string{question, answers, results} {
			values := make([]float64, len(found))
			for i, f := range found {
				values[i] = f.middle(work, func(c *cost) float64 { return c.CPU })
				sums[i] += values[i]
			}
			row(work, values[0], values[1])
			b.ReportMetric(values[1]/values[0], work+"-many/one")
		}
		row("a whole round", sums[0], sums[1])
		b.ReportMetric(sums[1]/sums[0], "round-many/one")
	}
}
