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
	CPU      float64 // of the server, in microseconds a player
	Wall     time.Duration
	Messages float64 // that a player got meanwhile

	// Of the times until each player had what they waited for. Together says that all waited from the same moment on.
	First, P50, P99, Last time.Duration
	Together              bool
}

// stage is a server, of one process or more, with its crowd.
type stage struct {
	crowd *crowd
	pids  []int
	began []time.Time
	times []time.Duration
	done  int
	heard int
}

func newStage(t testing.TB, players int, pids ...int) *stage {
	t.Helper()
	return &stage{
		crowd: newCrowd(t, players), pids: pids, began: make([]time.Time, players), times: make([]time.Duration, players),
	}
}

func (s *stage) players() *crowd { return s.crowd }

// cpu is the time that all processes of the server have used so far.
func (s *stage) cpu(t testing.TB) (used time.Duration) {
	t.Helper()
	for _, pid := range s.pids {
		used += sockettest.CPU(t, pid)
	}
	return used
}

// measure does some work, which takes no longer than until every player has got a message for which complete holds, and
// then waits until the server rests. Do sets began for each player whose time begins later than the work.
func (s *stage) measure(t testing.TB, what string, complete func(i int, message []byte) bool, do func()) cost {
	t.Helper()
	s.crowd.settle(t)
	players := len(s.began)
	clear(s.times)
	s.done, s.heard = 0, 0
	s.crowd.taken = func(i int, message []byte) {
		s.heard++
		if s.times[i] == 0 && complete(i, message) {
			s.times[i] = time.Since(s.began[i])
			s.done++
		}
	}
	before := s.cpu(t)
	began := time.Now()
	for i := range s.began {
		s.began[i] = began
	}
	do()
	s.crowd.until(t, what, func() bool { return s.done == players })
	wall := time.Since(began)
	together := s.began[len(s.began)-1].Equal(began)
	s.crowd.settle(t)
	cpu := s.cpu(t) - before
	times := slices.Clone(s.times)
	slices.Sort(times)
	return cost{
		CPU: float64(cpu.Nanoseconds()) / 1000 / float64(players), Wall: wall, Messages: float64(s.heard) / float64(players),
		First: times[0], P50: times[players/2], P99: times[players*99/100], Last: times[players-1], Together: together,
	}
}

// join brings everybody in, a few at a time as a busy evening would. Hello is what a player says when connected; nil is
// nothing.
func (s *stage) join(t testing.TB, address func(i int) string, hello func(i int) []byte) cost {
	t.Helper()
	const atATime = 500
	complete := func(i int, message []byte) bool {
		if message == nil && hello != nil {
			s.crowd.say(t, i, text, hello(i))
			return false
		}
		return true
	}
	return s.measure(t, "players to come in", complete, func() {
		for i := range s.began {
			s.crowd.until(t, "a place at the door", func() bool { return i-s.done < atATime })
			s.began[i] = time.Now()
			s.crowd.dial(t, address(i))
		}
	})
}

// answer has everybody answer, one after the other, but for the first idle players: so many a second, or without a pause if
// that is zero.
func (s *stage) answer(t testing.TB, message []byte, idle, rate int, complete func(i int, message []byte) bool) cost {
	t.Helper()
	return s.measure(t, "acknowledgements", complete, func() {
		begin := time.Now()
		for i := range s.began {
			if rate > 0 {
				due := begin.Add(time.Duration(i) * time.Second / time.Duration(rate))
				for time.Now().Before(due) {
					s.crowd.poll(t, 0)
				}
			} else if i%32 == 31 {
				s.crowd.poll(t, 0)
			}
			s.began[i] = time.Now()
			if i < idle {
				s.times[i] = 1
				s.done++
				continue
			}
			s.crowd.say(t, i, text, message)
		}
	})
}

func median[T cmp.Ordered](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}
