package capacity

import (
	"math/rand/v2"
	"time"
)

// Fall is a failure: of so many instances some end at the same moment, and all their players come back to those that are left. Back is
// when those that ended are there again; 0 for never.
type Fall struct {
	Deployment
	Players, Down int
	Back          time.Duration
}

// How clients come back, as web/src/lib/connection.ts does: the pause before an attempt is drawn up to a bound that doubles, and an
// attempt that has no welcome after a while is given up.
const (
	pauseLeast = 50 * time.Millisecond
	pauseFirst = 300 * time.Millisecond
	pauseMost  = 10 * time.Second
	openLimit  = 8 * time.Second
)

// Return is how they came back.
type Return struct {
	Lost              int           // players whose instance ended
	Half, Nearly, All time.Duration // until so many were back: half, 99 of 100, all
	Attempts          float64       // of each, on average
	Waited            time.Duration // of the others: the longest that work waited in line
}

// client is somebody who comes back.
type client struct {
	attempt int
	in      bool
}

// storm is a fall and what follows.
type storm struct {
	*site
	Fall
	rng      *rand.Rand
	back     []time.Duration
	attempts int
	waited   time.Duration
}

// Storm has players come back after a fall.
func Storm(f Fall, costs Costs) Return {
	s := &storm{site: newSite(f.Deployment, costs), Fall: f, rng: rand.New(rand.NewPCG(seed, uint64(f.Players)))}
	lost := f.Players * f.Down / f.Instances
	for range lost {
		s.again(&client{})
	}
	s.run(time.Hour)
	return Return{
		Lost: lost, Half: percentile(s.back, 50), Nearly: percentile(s.back, 99), All: percentile(s.back, 100),
		Attempts: float64(s.attempts) / float64(max(lost, 1)), Waited: s.waited,
	}
}

// again waits a little, and tries.
func (s *storm) again(c *client) {
	bound := min(pauseMost, pauseFirst<<min(c.attempt, 10))
	pause := pauseLeast + time.Duration(s.rng.Int64N(int64(bound)))
	s.at(s.now+pause, func() { s.try(c) })
}

// try connects to an instance that is there, and gives up in time.
func (s *storm) try(c *client) {
	c.attempt++
	s.attempts++
	mine := c.attempt
	alive := s.Fall.Instances - s.Down
	if s.Back > 0 && s.now >= s.Back {
		alive = s.Fall.Instances
	}
	if alive == 0 { // refused at once
		s.again(c)
		return
	}
	at, began := s.instances[s.rng.IntN(alive)], s.now
	at.cores.run(s.Join, func() {
		s.waited = max(s.waited, s.now-began-s.Join)
		if c.attempt == mine && !c.in {
			c.in = true
			s.back = append(s.back, s.now)
		}
	})
	s.at(s.now+openLimit, func() {
		if c.attempt == mine && !c.in {
			s.again(c)
		}
	})
}
