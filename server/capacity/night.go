package capacity

import (
	"math"
	"math/rand/v2"
	"slices"
	"time"
)

// Crowd is who plays on a deployment: rooms of a size. Every so often each room is asked; many rooms do not do it at the same moment.
type Crowd struct{ Rooms, Size int }

// How people play: they are asked every thirty seconds, and think for a time of which half are below the median; nobody needs longer
// than there is time.
const (
	askEvery    = 30 * time.Second
	thinkMedian = 5 * time.Second
	thinkSpread = 0.5 // of the logarithm
	thinkMost   = 20 * time.Second
)

// Outcome is how one question went everywhere.
type Outcome struct {
	Question, Results   time.Duration // until the last player of a room has it: the worst of a hundred rooms
	AckP50, AckP99      time.Duration
	Cores, CoresPeak    float64 // share of all cores: on average, and in the worst quarter of a second of one instance
	Redis, RedisPeak    float64
	Network             float64 // share of one instance's network in its worst quarter of a second
	Sent, SentPeak      float64 // Mbit a second of all instances
	Full                string  // what is nearest to its end
	Answers, Of, Copies int     // Copies: instances that have a room, of all rooms together
}

// seed makes all chance.
const seed = 2026

// Night asks every room of a crowd once and sees how it goes.
func Night(d Deployment, c Crowd, costs Costs) Outcome {
	rng := rand.New(rand.NewPCG(seed, uint64(c.Rooms*c.Size)))
	s, t := newSite(d, costs), &times{}
	think := func() time.Duration {
		return min(time.Duration(float64(thinkMedian)*math.Exp(thinkSpread*rng.NormFloat64())), thinkMost)
	}
	games := make([]*play, c.Rooms)
	for i := range games {
		games[i] = s.enter(deal(rng, c.Size, d.Instances), think, t)
		games[i].done = games[i].results
		begins := time.Duration(0)
		if c.Rooms > 1 {
			begins = time.Duration(rng.Int64N(int64(askEvery)))
		}
		s.at(begins, games[i].question)
	}
	s.quiet(askEvery + thinkMost)
	s.run(time.Hour)
	return s.outcome(games, t, c)
}

// deal gives how many of a room's players are on each instance: a proxy does not know which room they are going to. A big room is spread
// evenly.
func deal(rng *rand.Rand, players, instances int) []int {
	dealt := make([]int, instances)
	for i := range players {
		if players >= 1000 {
			dealt[i%instances]++
		} else {
			dealt[rng.IntN(instances)]++
		}
	}
	return dealt
}

func (s *site) outcome(games []*play, t *times, c Crowd) Outcome {
	o := Outcome{
		Question: percentile(t.question, 99), Results: percentile(t.results, 99), AckP50: percentile(t.acks, 50), AckP99: percentile(t.acks, 99),
		Answers: len(t.acks), Of: c.Rooms * c.Size,
	}
	cycle := askEvery
	cores, scoring := time.Duration(0), 0.0
	for _, i := range s.instances {
		cores += middle(&i.cores.load, c.Rooms > 1)
		o.CoresPeak = max(o.CoresPeak, i.cores.load.peak(s.Cores))
		o.Network = max(o.Network, i.network.load.peak(1))
		o.Copies += i.copies
	}
	for _, g := range games {
		scoring = max(scoring, g.scoring.peak(1))
	}
	o.Cores = float64(cores) / float64(cycle) / float64(s.Instances*s.Cores)
	if s.redis != nil {
		o.Redis, o.RedisPeak = float64(middle(&s.redis.load, c.Rooms > 1))/float64(cycle), s.redis.load.peak(1)
	}
	bytes := 0
	for _, b := range s.sent {
		bytes += b
		o.SentPeak = max(o.SentPeak, float64(b)*8/1e6/window.Seconds())
	}
	o.Sent = float64(bytes) * 8 / 1e6 / cycle.Seconds()
	o.Full = nearest(map[string]float64{"cores": o.CoresPeak, "scoring in one goroutine": scoring, "Redis": o.RedisPeak, "network": o.Network})
	return o
}

// middle is the work of one cycle. What quiet rooms cost beyond it is left out.
func middle(l *load, steady bool) (work time.Duration) {
	from, to := 0, int(askEvery/window)
	if steady { // all rooms play at once in the second half of the time in which they begin
		from = int(askEvery / window / 2)
		for i := from; i < to && i < len(l.busy); i++ {
			work += 2 * l.busy[i]
		}
		return work
	}
	for i := from; i < to && i < len(l.busy); i++ {
		work += l.busy[i]
	}
	return work
}

// nearest names what is busiest; of equals what stands for one goroutine.
func nearest(shares map[string]float64) string {
	names := []string{"scoring in one goroutine", "Redis", "network", "cores"}
	return slices.MaxFunc(names, func(a, b string) int {
		switch {
		case math.Round(100*shares[a]) > math.Round(100*shares[b]):
			return 1
		case math.Round(100*shares[a]) < math.Round(100*shares[b]):
			return -1
		}
		return slices.Index(names, b) - slices.Index(names, a)
	})
}

// percentile is by nearest rank.
func percentile(all []time.Duration, percent int) time.Duration {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[(len(sorted)*percent+99)/100-1]
}
