package nemesis

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"
)

// Times of a balancer, as a plain one has them.
const (
	healthEvery = 100 * time.Millisecond
	healthLimit = 500 * time.Millisecond
)

// balancer is one address for several instances. It knows nothing of what it carries: each connection goes to the next
// instance in turn that answers.
type balancer struct {
	*link
	wait sync.WaitGroup

	mu    sync.Mutex // guards what follows
	ends  []*end
	after int // the end whose turn was last
}

// end is an instance as the balancer sees it.
type end struct {
	addr string
	up   bool // guarded by the balancer's mu
}

func newBalancer(t testing.TB) *balancer {
	t.Helper()
	b := &balancer{}
	t.Cleanup(b.wait.Wait) // behind the end of the link
	b.link = newLink(t, b.next)
	return b
}

// add lets an instance have its turn whenever it says that it is ready.
func (b *balancer) add(t testing.TB, addr string) {
	t.Helper()
	e := &end{addr: addr}
	b.mu.Lock()
	b.ends = append(b.ends, e)
	b.mu.Unlock()
	b.check(e)
	b.wait.Go(func() {
		ticker := time.NewTicker(healthEvery)
		defer ticker.Stop()
		for {
			select {
			case <-ticker.C:
				b.check(e)
			case <-b.ctx.Done():
				return
			}
		}
	})
}

// check asks an instance whether it is ready.
func (b *balancer) check(e *end) {
	up := ready(e.addr)
	b.mu.Lock()
	defer b.mu.Unlock()
	e.up = up
}

func ready(addr string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), healthLimit)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
	if err != nil {
		return false
	}
	request.Close = true
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	_ = response.Body.Close()
	return response.StatusCode == http.StatusOK
}

var errNobody = errors.New("no instance answers")

// next connects to the next instance in turn.
func (b *balancer) next(ctx context.Context) (net.Conn, error) {
	for _, addr := range b.turn() {
		ctx, cancel := context.WithTimeout(ctx, healthLimit)
		conn, err := to(addr)(ctx)
		cancel()
		if err == nil {
			return conn, nil
		}
	}
	return nil, errNobody
}

// turn gives the instances that are up, the one whose turn it is first.
func (b *balancer) turn() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	var addrs []string
	first := b.after
	for i := range b.ends {
		at := (b.after + 1 + i) % len(b.ends)
		if b.ends[at].up {
			if len(addrs) == 0 {
				first = at
			}
			addrs = append(addrs, b.ends[at].addr)
		}
	}
	b.after = first
	return addrs
}
