package socket_test

import (
	"fmt"
	"testing"
	"time"

	"trivium/server/socket/sockettest"
)

// benchGame is one server process, the load on it, and what was measured.
type benchGame struct {
	server  *sockettest.Process
	load    *benchLoad
	players int

	questionCPU, resultsCPU, answerCPU    []float64
	questionWall, resultsWall, answerWall []time.Duration
	acks                                  []time.Duration
	empty, idle                           sockettest.Stat
}

func newBenchGame(b *testing.B, cpus *sockettest.Processors, kind string, players int) *benchGame {
	b.Helper()
	server := sockettest.Start(b, cpus, kind)
	g := &benchGame{server: server, players: players, empty: server.Ask(b, "collect")}
	g.load = dialLoad(b, server.Address, players)
	g.idle = server.Ask(b, "collect")
	if g.idle.Connections != players {
		b.Fatalf("%s has %d connections, want %d", kind, g.idle.Connections, players)
	}
	return g
}

func (g *benchGame) question(b *testing.B) {
	cpu, wall := g.measure(b, func() {
		g.server.Tell(b, fmt.Sprintf("question %d", questionSize))
		g.load.await(b, 4+questionSize)
	})
	g.questionCPU, g.questionWall = append(g.questionCPU, cpu), append(g.questionWall, wall)
}

func (g *benchGame) results(b *testing.B) {
	cpu, wall := g.measure(b, func() {
		g.server.Tell(b, fmt.Sprintf("results %d %d", personalSize, tableSize))
		g.load.await(b, 4+personalSize+4+tableSize)
	})
	g.resultsCPU, g.resultsWall = append(g.resultsCPU, cpu), append(g.resultsWall, wall)
}

func (g *benchGame) answers(b *testing.B) {
	cpu, wall := g.measure(b, func() { g.acks = append(g.acks, g.load.answer(b)...) })
	g.answerCPU, g.answerWall = append(g.answerCPU, cpu), append(g.answerWall, wall)
}

// measure returns the server's CPU time in microseconds a player, and the time on the wall.
func (g *benchGame) measure(b *testing.B, work func()) (float64, time.Duration) {
	b.Helper()
	before := g.server.Ask(b, "stat")
	began := time.Now()
	work()
	wall := time.Since(began)
	after := g.server.Ask(b, "stat")
	return float64(after.CPU-before.CPU) / 1000 / float64(g.players), wall
}

// sample sums up. The first round of each was for warming up.
func (g *benchGame) sample(b *testing.B) sample {
	b.Helper()
	warm := g.server.Ask(b, "stat")
	perConn := func(s sockettest.Stat) float64 {
		return float64(s.Resident-g.empty.Resident) / 1024 / float64(g.players)
	}
	acks := g.acks[g.players:]
	median(acks) // sorts
	return sample{
		questionCPU: median(g.questionCPU[1:]), questionWall: median(g.questionWall[1:]),
		resultsCPU: median(g.resultsCPU[1:]), resultsWall: median(g.resultsWall[1:]),
		answerCPU: median(g.answerCPU[1:]), answerWall: median(g.answerWall[1:]),
		ackP99: acks[len(acks)*99/100],
		idle:   perConn(g.idle), warm: perConn(warm),
	}
}

func (g *benchGame) stop(b *testing.B) {
	g.load.close()
	g.server.Stop(b)
}
