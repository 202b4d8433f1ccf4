package bench

import (
	"bytes"
	"fmt"
	"testing"

	"trivium/server/socket/sockettest"
)

// rival is the floor or the ordinary server, which plays no game: it only exchanges messages of the same sizes.
type rival struct {
	*stage
	process *sockettest.Process
	empty   int64 // bytes in memory without players
}

func newRival(b *testing.B, cpus *sockettest.Processors, kind string, players int) *rival {
	b.Helper()
	process := sockettest.Start(b, cpus, kind)
	b.Cleanup(func() { process.Stop(b) })
	return &rival{
		stage: newStage(b, process.PID(), players), process: process, empty: process.Ask(b, "collect").Resident,
	}
}

// memory is how many KiB each player takes in the process's memory after a collection.
func (r *rival) memory(b *testing.B) float64 {
	b.Helper()
	return float64(r.process.Ask(b, "collect").Resident-r.empty) / 1024 / float64(len(r.began))
}

// anything holds for every message.
func anything(int, []byte) bool { return true }

func (r *rival) question(b *testing.B, size int) cost {
	b.Helper()
	return r.measure(b, "the question", anything, func() { r.process.Tell(b, fmt.Sprintf("question %d ping", size)) })
}

func (r *rival) answers(b *testing.B, size, idle int) cost {
	b.Helper()
	return r.answer(b, bytes.Repeat([]byte("a"), size), idle, anything)
}

// results sends what ends a question: word that it closes, then in one write each player's own part with what all get.
func (r *rival) results(b *testing.B, closing, personal, table int) cost {
	b.Helper()
	seen := make([]int, len(r.began))
	complete := func(i int, _ []byte) bool {
		seen[i]++
		return seen[i] == 3
	}
	return r.measure(b, "the results", complete, func() {
		r.process.Tell(b, fmt.Sprintf("question %d", closing))
		r.process.Tell(b, fmt.Sprintf("results %d %d", personal, table))
	})
}
