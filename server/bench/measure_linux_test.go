package bench

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"trivium/server/socket/sockettest"
)

// cost is what a piece of work took once.
type cost struct {
	cpu   float64 // of the server, in microseconds a player
	wall  time.Duration
	times []time.Duration // until each player had what they waited for, sorted
	// together says that everybody waited from the same moment on.
	together bool
}

func (c *cost) percentile(percent int) time.Duration {
	return c.times[min(len(c.times)*percent/100, len(c.times)-1)]
}

// stage is a server with its crowd.
type stage struct {
	crowd *crowd
	pid   int
	began []time.Time
	times []time.Duration
	done  int
}

func newStage(b *testing.B, pid, players int) *stage {
	b.Helper()
	return &stage{
		crowd: newCrowd(b, players), pid: pid, began: make([]time.Time, players), times: make([]time.Duration, players),
	}
}

// measure does some work, which takes no longer than until every player has got a message for which complete holds, and
// then waits until the server rests. Do sets began for each player whose time begins later than the work.
func (s *stage) measure(b *testing.B, what string, complete func(i int, message []byte) bool, do func()) cost {
	b.Helper()
	s.crowd.settle(b)
	players := len(s.began)
	clear(s.times)
	s.done = 0
	s.crowd.taken = func(i int, message []byte) {
		if s.times[i] == 0 && complete(i, message) {
			s.times[i] = time.Since(s.began[i])
			s.done++
		}
	}
	before := sockettest.CPU(b, s.pid)
	began := time.Now()
	for i := range s.began {
		s.began[i] = began
	}
	do()
	s.crowd.until(b, what, func() bool { return s.done == players })
	wall := time.Since(began)
	together := s.began[len(s.began)-1].Equal(began)
	s.crowd.settle(b)
	cpu := sockettest.CPU(b, s.pid) - before
	times := slices.Clone(s.times)
	slices.Sort(times)
	return cost{float64(cpu.Nanoseconds()) / 1000 / float64(players), wall, times, together}
}

// join brings everybody in, a few at a time as a busy evening would. hello is what a player says when connected; nil is
// nothing.
func (s *stage) join(b *testing.B, address string, hello func(i int) []byte) cost {
	b.Helper()
	const atATime = 500
	complete := func(i int, message []byte) bool {
		if message == nil && hello != nil {
			s.crowd.say(b, i, text, hello(i))
			return false
		}
		return true
	}
	return s.measure(b, "players to come in", complete, func() {
		for i := range s.began {
			s.crowd.until(b, "a place at the door", func() bool { return i-s.done < atATime })
			s.began[i] = time.Now()
			s.crowd.dial(b, address)
		}
	})
}

// answer has everybody answer, one after the other without a pause, but for the first idle players.
func (s *stage) answer(b *testing.B, message []byte, idle int, complete func(i int, message []byte) bool) cost {
	b.Helper()
	return s.measure(b, "acknowledgements", complete, func() {
		for i := range s.began {
			s.began[i] = time.Now()
			if i < idle {
				s.times[i] = 1
				s.done++
				continue
			}
			s.crowd.say(b, i, text, message)
			if i%32 == 31 {
				s.crowd.poll(b, 0)
			}
		}
	})
}

func median[T cmp.Ordered](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}
