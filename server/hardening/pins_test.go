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

// Whom somebody asks for.
const (
	aWrongPIN = iota
	aFullRoom
	anOpenRoom // to know how long a room's own work takes on this machine now
	kinds
)

// wrongAndFullAreAlike asks for a room that is not there and for one that is full, in turn: words, code and time are the same. Answers go
// in steps of a tenth of a second. Where the work for one takes longer than that, as on a machine that does much else, it may show.
func (w *world) wrongAndFullAreAlike(t *testing.T) {
	const askers, each, step = 8, 12, 100 * time.Millisecond
	ctx := within(t)
	g := w.open(ctx, t, func(s *game.Settings) { s.SeatMax = 1 })
	w.join(ctx, t, w.peer(t), g, "Ada", 1).hear("own")
	pins := [kinds]string{aWrongPIN: fmt.Sprintf("%0*d", len(g.PIN), 7), aFullRoom: g.PIN, anOpenRoom: w.open(ctx, t, nil).PIN}
	var mu sync.Mutex
	var times [kinds][]time.Duration
	words := map[string]int{}
	var all sync.WaitGroup
	for i := range askers {
		client := w.peer(t)
		all.Go(func() {
			for j := range kinds * each {
				kind := j % kinds
				m := player(g, fmt.Sprintf("Bob %d", 100*i+j), 1000+100*i+j)
				m.PIN = pins[kind]
				c := w.call(ctx, t, client)
				sent := time.Now()
				c.say(hello(m))
				if kind == anOpenRoom {
					c.hear("welcome")
				} else {
					problem, code := c.turnedAway()
					mu.Lock()
					words[fmt.Sprint(problem, code)]++
					mu.Unlock()
				}
				mu.Lock()
				times[kind] = append(times[kind], time.Since(sent))
				mu.Unlock()
				_ = c.conn.CloseNow()
			}
		})
	}
	all.Wait()
	if len(words) != 1 {
		t.Errorf("the answers differ: %v", words)
	}
	bound, work := 5*time.Millisecond, median(times[anOpenRoom])
	if work > step/2 {
		bound += 2 * work
	}
	same, z, difference := alike(times[aFullRoom], times[aWrongPIN], bound)
	t.Logf("full %v, wrong %v, open %v, z %.1f", median(times[aFullRoom]), median(times[aWrongPIN]), work, z)
	if !same {
		t.Errorf("a full room takes %v longer than a wrong PIN (z %.1f, bound %v)", difference, z, bound)
	}
}
