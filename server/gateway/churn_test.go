package gateway

import (
	"fmt"
	"sync"
	"testing"

	"trivium/game"
	"trivium/server/gateway/names"
	"trivium/server/socket"
)

// People come, go and come back on two devices at once while the game goes on. Nobody sees an older state after a newer one
// (client.read checks), everybody who stays is told of the end, and nothing is left behind (newStage checks).
func TestChurn(t *testing.T) {
	s := newStage(t, func(_ *Options, set *game.Settings) { set.SeatMax = 100 })
	const players, rounds = 16, 6
	var playing sync.WaitGroup
	stop := make(chan struct{})
	playing.Go(func() {
		s.room.must(game.Command{Verb: game.DoNext})
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			verb := game.DoPause
			if i%2 == 1 {
				verb = game.DoResume
			}
			s.room.must(game.Command{Verb: verb})
			s.room.advance(1)
		}
	})
	faults := make(chan error, players)
	var people sync.WaitGroup
	tokens := make([]string, players)
	for i := range players {
		people.Go(func() { faults <- s.comeAndGo(names.Draw([]byte{byte(i)}, 20), rounds, &tokens[i]) })
	}
	people.Wait()
	close(stop)
	playing.Wait()
	for range players {
		if err := <-faults; err != nil {
			t.Error(err)
		}
	}
	for _, token := range tokens {
		c := s.resume(token, nil)
		c.phase(game.Ready)
		_ = c.ws.CloseNow()
		s.room.awaitGone(c.seat)
	}
}

// comeAndGo joins and then opens a connection for the same seat again and again, now and then before the last one is gone.
func (s *stage) comeAndGo(name string, rounds int, token *string) error {
	hello := player(name)
	*token = hello.Proof
	var before *client
	for round := range rounds {
		c := s.dial()
		c.say(hello)
		for _, want := range []string{"welcome", "view", "own", "view"} {
			for {
				got, data, err := c.read()
				if err != nil || got == "problem" {
					return fmt.Errorf("%s, round %d, waiting for %q: %s, %w", name, round, want, data, err)
				}
				if got == want {
					break
				}
			}
		}
		if before != nil && before.ended() != socket.Replaced {
			return fmt.Errorf("%s, round %d: the older connection was not replaced", name, round)
		}
		before = nil
		if round%2 == 0 {
			before = c
			continue
		}
		_ = c.ws.CloseNow()
	}
	if before != nil {
		_ = before.ws.CloseNow()
	}
	return nil
}
