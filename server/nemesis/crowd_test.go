package nemesis

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/load"
	"trivium/server/wire"
)

// patience is how long a client bears silence, as the browser client does.
const patience = 2500 * time.Millisecond

// crowd is the people of one game: players, a host and a screen, all at one address. They come back by themselves.
type crowd struct {
	record  *record
	host    *load.Host
	screen  *load.Screen
	players []*load.Player
	ends    []error       // of the players, in their order; then of the screen
	done    chan struct{} // closed when the host has played the game to its end, or could not
	failed  error         // of the host; to be read when done is closed

	wait  sync.WaitGroup
	leave context.CancelFunc
}

// gather brings people into a game. They go home with the test at the latest.
func gather(ctx context.Context, t testing.TB, url string, opened load.Game, players int, seed uint64) *crowd {
	t.Helper()
	transport := &http.Transport{DisableKeepAlives: true}
	client := &http.Client{Transport: transport}
	net := load.Net{Patience: patience, Several: true}
	c := &crowd{record: newRecord(), ends: make([]error, players+1), done: make(chan struct{})}
	c.host = load.NewHost(load.HostOptions{
		URL: url, PIN: opened.PIN, Token: opened.Token, Seed: seed, Client: client, Net: net,
		OnView: func(v wire.View) { c.record.viewed(wire.Host, v) },
	})
	c.screen = load.NewScreen(load.ScreenOptions{
		URL: url, PIN: opened.PIN, Seed: seed, Client: client, Net: net,
		OnView: func(v wire.View) { c.record.viewed(wire.Screen, v) },
	})
	for i := range players {
		c.players = append(c.players, load.NewPlayer(load.PlayerOptions{
			URL: url, PIN: opened.PIN, Name: fmt.Sprintf("Cat %d", i+1), Seed: seed<<16 + uint64(i) + 1, Client: client, Net: net,
			ThinkLeast: 100 * time.Millisecond, ThinkMost: 3500 * time.Millisecond,
			// Some leave every other question without an answer, so that its clock runs out.
			Silent:  func(showing int) bool { return showing%2 == 1 && i%8 == 0 },
			OnView:  func(v wire.View) { c.record.viewed(wire.Player, v) },
			OnOwn:   c.record.owned,
			OnSend:  func(a wire.Answer) { c.record.sent(i, a) },
			OnReply: func(ack wire.Ack) { c.record.replied(i, ack) },
		}))
	}
	ctx, c.leave = context.WithCancel(ctx)
	t.Cleanup(func() { c.leave(); c.wait.Wait() })
	c.start(ctx)
	return c
}

// start lets everybody come; the host plays.
func (c *crowd) start(ctx context.Context) {
	for i, p := range c.players {
		c.wait.Go(func() { c.ended(i, p.Run(ctx)) })
	}
	c.wait.Go(func() { c.ended(len(c.players), c.screen.Run(ctx)) })
	hosting, stop := context.WithCancel(ctx)
	c.wait.Go(func() { _ = c.host.Run(hosting) }) // what ends it, ends what the host waits for
	c.wait.Go(func() {
		defer stop()
		defer close(c.done)
		c.failed = c.play(ctx)
	})
}

// ended takes how it ended for somebody. Whoever was sent away or told something wrong sends everybody home. Whoever came back
// when the room was gone was told that it is: that is an end too.
func (c *crowd) ended(who int, err error) {
	refused, ok := errors.AsType[load.Refused](err)
	if last, _ := c.record.last(); ok && refused.Code == "no_room" && last.Phase == game.Over {
		err = nil
	}
	c.ends[who] = err
	if err != nil {
		c.leave()
	}
}

// seats are those of the players, in their order.
func (c *crowd) seats() []game.Seat {
	seats := make([]game.Seat, len(c.players))
	for i, p := range c.players {
		seats[i] = p.Seat()
	}
	return seats
}

// play is the host's part: everybody in, then the big button after a moment wherever a person has to press it.
func (c *crowd) play(ctx context.Context) error {
	view, err := c.host.Await(ctx, "everybody in the lobby", func(v game.View) bool {
		return v.Lobby != nil && v.Lobby.Players >= len(c.players)
	})
	for err == nil && view.Phase != game.Over {
		switch view.Phase {
		case game.Lobby, game.RoundCard, game.Reveal, game.Table, game.Break, game.Podium:
			if err = pause(ctx, 700*time.Millisecond); err == nil {
				err = c.host.Next(ctx, view)
			}
		case game.Ready, game.Open, game.Close, game.Over:
		}
		if err != nil {
			break
		}
		turn := view.Turn
		view, err = c.host.Await(ctx, "the phase after "+string(view.Phase), func(v game.View) bool { return v.Turn > turn })
	}
	return err
}

// pause lets time pass.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// String says how far they came.
func (c *crowd) String() string {
	seated, connections, acks := 0, 0, 0
	for _, p := range c.players {
		if p.Seat() > 0 {
			seated++
		}
		connections += p.Connections()
		acks += len(p.Acks())
	}
	last, _ := c.record.last()
	return fmt.Sprintf("%d of %d players were let in over %d connections and got %d acks; last phase %s, turn %d", seated,
		len(c.players), connections, acks, last.Phase, last.Turn)
}

// goHome waits until everybody has left, and says who did not reach the end.
func (c *crowd) goHome() (problems []string) {
	c.wait.Wait()
	if c.failed != nil {
		problems = append(problems, c.failed.Error())
	}
	for who, err := range c.ends {
		if err != nil && !errors.Is(err, context.Canceled) {
			problems = append(problems, fmt.Sprintf("client %d: %v", who, err))
		}
	}
	return problems
}
