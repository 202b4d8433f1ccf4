package nemesis

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"trivium/game"
)

// kind is a way of breaking something.
type kind string

// The ways.
const (
	kill         kind = "kill"          // an instance, with SIGKILL; it is started again
	stand        kind = "stand still"   // an instance, with SIGSTOP
	drain        kind = "drain"         // an instance, with SIGTERM; it is started again
	killRedis    kind = "kill redis"    // with SIGKILL; it is started again on what is on the disk
	standRedis   kind = "redis stands"  // with SIGSTOP
	cutRedis     kind = "cut redis"     // the link of one instance to Redis
	silenceRedis kind = "silence redis" // the same link, either way or both
	slowRedis    kind = "slow redis"    // the same link
	cutFront     kind = "cut front"     // the link from the balancer to one instance
	silenceFront kind = "silence front" // the same link, either way or both
	killAll      kind = "kill all"      // every instance, with SIGKILL; they are started again
)

// strike is one thing that the nemesis does.
type strike struct {
	Kind   kind
	Skip   int     // how many phases it lets pass first
	After  float64 // how far into the phase, from 0 to 1 of what the phase usually takes
	Leader bool    // its victim is whoever keeps the time
	Victim int     // else this one
	Lasts  time.Duration
	Up     bool // silence: what goes towards the other end is held
	Down   bool // silence: what comes back is held
	Lost   bool // silence: what was held is lost in the end
}

// String says what a strike is.
func (s strike) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s for %v", s.Kind, s.Lasts)
	for word, on := range map[string]bool{"up": s.Up, "down": s.Down, "lost": s.Lost} {
		if on && (s.Kind == silenceRedis || s.Kind == silenceFront) {
			b.WriteString(" " + word)
		}
	}
	return b.String()
}

// plan draws what the nemesis does, by a seed: every kind once before one comes again.
func plan(seed uint64, strikes int) []strike {
	random := rand.New(rand.NewPCG(seed, 5))
	kinds := []kind{
		kill, stand, drain, killRedis, standRedis, cutRedis, silenceRedis, slowRedis, cutFront, silenceFront,
	}
	var all []strike
	for len(all) < strikes {
		random.Shuffle(len(kinds), func(i, j int) { kinds[i], kinds[j] = kinds[j], kinds[i] })
		for _, k := range kinds {
			all = append(all, draw(random, k))
		}
	}
	return all[:strikes]
}

// draw draws a strike of a kind.
func draw(random *rand.Rand, k kind) strike {
	s := strike{
		Kind: k, Skip: random.IntN(3), After: random.Float64(), Leader: random.IntN(3) > 0, Victim: random.IntN(1 << 16),
		Lost: random.IntN(2) == 0,
	}
	way := random.IntN(3)
	s.Up, s.Down = way != 1, way != 0
	least, most := 500*time.Millisecond, 4*time.Second
	switch k {
	case kill, killAll:
		least, most = 0, time.Second
	case killRedis, standRedis:
		most = 2 * time.Second
		s.After = (1 + s.After) / 2 // late, so that the next phase falls due meanwhile
	case drain:
		least, most = 0, 0
	case stand, cutRedis, silenceRedis, slowRedis, cutFront, silenceFront:
	}
	s.Lasts = least + time.Duration(random.Int64N(int64(most-least)+1)).Round(time.Millisecond)
	return s
}

// usual is about how long a phase takes in these games.
func usual(p game.Phase) time.Duration {
	switch p {
	case game.Ready:
		return 2500 * time.Millisecond
	case game.Open:
		return 3500 * time.Millisecond
	case game.Close:
		return 100 * time.Millisecond
	case game.Lobby, game.RoundCard, game.Reveal, game.Table, game.Break, game.Podium, game.Over:
	}
	return 600 * time.Millisecond
}
