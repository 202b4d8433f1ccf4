package load

import (
	"errors"
	"math/rand/v2"
	"time"
)

// Trouble is what players on bad networks do, as shares of them from 0 to 1. The zero value is a good network.
type Trouble struct {
	// Reconnects is the chance that a player's connection breaks while they think about a question.
	Reconnects float64
	// Slow is the share of players who read slowly: SlowPause before each frame. Their times are not in the report.
	Slow float64
	// Late is the share of players who come when the first question runs.
	Late float64
}

// SlowPause is how long a slow reader waits before each frame.
const SlowPause = 400 * time.Millisecond

func (t Trouble) validate(questions int) error {
	for _, share := range []float64{t.Reconnects, t.Slow, t.Late} {
		if !(share >= 0 && share <= 1) { // not a number fails, too
			return errors.New("load: Reconnects, Slow and Late are shares from 0 to 1")
		}
	}
	if t.Late > 0 && questions < 2 {
		return errors.New("load: who comes late needs a second question")
	}
	return nil
}

// drawn is what one player does.
type drawn struct{ slow, late bool }

func (t Trouble) draw(random *rand.Rand) drawn {
	slow, late := random.Float64(), random.Float64()
	return drawn{slow: slow < t.Slow, late: late < t.Late}
}
