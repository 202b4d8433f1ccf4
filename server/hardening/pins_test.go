package hardening

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/wire"
)

// tenThousandPINs guesses at both doors. A few dozen are looked up, the rest is refused, the right one included.
func (w *world) tenThousandPINs(t *testing.T) {
	const guesses, sockets, right = 10_000, 400, 5_000
	ctx := within(t)
	g := w.open(ctx, t, nil)
	client, began := w.peer(t), time.Now()
	var looked, refused, found atomic.Int64
	var bodies sync.Map // of refusals
	work := make(chan int)
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for i := range work {
				pin := fmt.Sprintf("%0*d", len(g.PIN), i)
				if i == right {
					pin = g.PIN
				}
				a, err := ask(ctx, client, http.MethodGet, w.api.URL+"/api/join/"+pin, "", nil)
				switch {
				case err != nil:
					t.Errorf("guess %d: %v", i, err)
				case a.status == http.StatusTooManyRequests:
					refused.Add(1)
					bodies.Store(a.body, pin)
				case a.status == http.StatusNotFound:
					looked.Add(1)
				default:
					found.Add(1)
				}
			}
		})
	}
	for i := range guesses - sockets {
		work <- i
	}
	close(work)
	workers.Wait()
	allowed := int64(70 + time.Since(began).Seconds())
	if looked.Load() > allowed || found.Load() > 0 || refused.Load() < guesses-sockets-allowed {
		t.Errorf("%d PINs looked up, %d refused, %d found; want at most %d looked up and none found",
			looked.Load(), refused.Load(), found.Load(), allowed)
	}

	different := 0
	bodies.Range(func(body, pin any) bool {
		if different++; different > 1 {
			t.Errorf("refusals differ, that of %v is %v", pin, body)
		}
		return true
	})

	busy := map[string]int{}
	for i := range sockets {
		m := wire.Hello{Role: wire.Screen, PIN: fmt.Sprintf("%0*d", len(g.PIN), i)}
		if i == sockets-1 {
			m.PIN = g.PIN
		}
		c := w.enter(ctx, t, client, m)
		problem, _ := c.turnedAway()
		_ = c.conn.CloseNow()
		busy[problem]++
		if i == sockets-1 && busy[problem] < sockets/2 {
			t.Errorf("the right PIN, when no guess is left, is answered %s", problem)
		}
	}
	if len(busy) != 2 {
		t.Errorf("guesses got %d different answers: %v; want two, that it is wrong and that there were too many", len(busy), busy)
	}
}

// wrongAndFullAreAlike asks for a room that is not there and for one that is full, in turn: words, code and time are the same.
func (w *world) wrongAndFullAreAlike(t *testing.T) {
	const askers, each = 8, 12
	ctx := within(t)
	g := w.open(ctx, t, func(s *game.Settings) { s.SeatMax = 1 })
	w.join(ctx, t, w.peer(t), g, "Ada", 1).hear("own")
	wrong := g
	wrong.PIN = fmt.Sprintf("%0*d", len(g.PIN), 7)
	var mu sync.Mutex
	times, words := map[bool][]time.Duration{}, map[string]int{}
	var all sync.WaitGroup
	for i := range askers {
		client := w.peer(t)
		all.Go(func() {
			for j := range 2 * each {
				full, m := j%2 == 0, player(wrong, "Bob", 1000+100*i+j)
				if full {
					m.PIN = g.PIN
				}
				c := w.call(ctx, t, client)
				sent := time.Now()
				c.say(hello(m))
				problem, code := c.turnedAway()
				mu.Lock()
				times[full] = append(times[full], time.Since(sent))
				words[fmt.Sprint(problem, code)]++
				mu.Unlock()
				_ = c.conn.CloseNow()
			}
		})
	}
	all.Wait()
	if len(words) != 1 {
		t.Errorf("the answers differ: %v", words)
	}
	same, z, difference := alike(times[true], times[false], 5*time.Millisecond)
	t.Logf("full %v, wrong %v, z %.1f", median(times[true]), median(times[false]), z)
	if !same {
		t.Errorf("a full room takes %v longer than a wrong PIN (z %.1f)", difference, z)
	}
}
