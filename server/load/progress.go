package load

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"trivium/server/wire"
)

// Progress is how far a load is.
type Progress struct {
	After      time.Duration // since its begin
	Players    int
	Joined     int
	Answers    int // acknowledged
	Rooms, Out int // Out: rooms whose game is over
}

// String gives it as one line.
func (p Progress) String() string {
	return fmt.Sprintf("%3.0f s  %d of %d players in, %d answers, %d of %d games over", p.After.Seconds(), p.Joined, p.Players, p.Answers,
		p.Out, p.Rooms)
}

// lookAgain is how often progress is told, and a server's memory looked at.
const lookAgain = time.Second

// counters are what progress is told from.
type counters struct{ joined, answers, out atomic.Int64 }

// counting makes the hooks of a player count what they tell.
func (c *counters) counting(o PlayerOptions) PlayerOptions {
	welcome, ack := o.OnWelcome, o.OnAck
	o.OnWelcome = func(at time.Time) {
		c.joined.Add(1)
		if welcome != nil {
			welcome(at)
		}
	}
	o.OnAck = func(a wire.Ack, after time.Duration) {
		c.answers.Add(1)
		if ack != nil {
			ack(a, after)
		}
	}
	return o
}

// tell calls look, and the listener if there is one, once a second until ctx ends.
func (c *counters) tell(ctx context.Context, players, rooms int, look func(), listener func(Progress)) {
	began := time.Now()
	ticker := time.NewTicker(lookAgain)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		look()
		if listener != nil {
			listener(Progress{
				After: time.Since(began), Players: players, Joined: int(c.joined.Load()), Answers: int(c.answers.Load()),
				Rooms: rooms, Out: int(c.out.Load()),
			})
		}
	}
}
