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

var _ side = (*rival)(nil)

func newRival(t testing.TB, cpus *sockettest.Processors, kind string, players int) *rival {
	t.Helper()
	process := sockettest.Start(t, cpus, kind)
	t.Cleanup(func() { process.Stop(t) })
	return &rival{
		stage: newStage(t, players, process.PID()), process: process, empty: process.Ask(t, "collect").Resident,
	}
}

func (r *rival) enter(t testing.TB) cost {
	t.Helper()
	return r.join(t, func(int) string { return r.process.Address }, nil)
}

// memory is how many KiB each player takes in the process's memory after a collection.
func (r *rival) memory(t testing.TB) float64 {
	t.Helper()
	return float64(r.process.Ask(t, "collect").Resident-r.empty) / 1024 / float64(len(r.began))
}

// anything holds for every message.
func anything(int, []byte) bool { return true }

func (r *rival) prepare(testing.TB) {}

func (r *rival) question(t testing.TB, o order) cost {
	t.Helper()
	return r.measure(t, "the question", anything, func() { r.process.Tell(t, fmt.Sprintf("question %d ping", o.Sizes.Question)) })
}

func (r *rival) answers(t testing.TB, o order) cost {
	t.Helper()
	return r.answer(t, bytes.Repeat([]byte("a"), o.Sizes.Answer), 1, o.Rate, anything)
}

// results sends what ends a question: word that it closes, then in one write each player's own part with what all get.
func (r *rival) results(t testing.TB, o order) cost {
	t.Helper()
	seen := make([]int, len(r.began))
	complete := func(i int, _ []byte) bool {
		seen[i]++
		return seen[i] == 3
	}
	return r.measure(t, "the results", complete, func() {
		r.process.Tell(t, fmt.Sprintf("question %d", o.Sizes.Closing))
		r.process.Tell(t, fmt.Sprintf("results %d %d", o.Sizes.Personal, o.Sizes.Table))
	})
}
