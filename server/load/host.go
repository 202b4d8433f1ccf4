package load

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"

	"trivium/game"
	"trivium/server/wire"
)

// HostOptions say which room a host runs. URL, PIN and Token are needed.
type HostOptions struct {
	URL   string
	PIN   string
	Token string // from API.Game
	Seed  uint64
	// Client makes the connections; nil is http.DefaultClient.
	Client *http.Client
	Net    Net
	// OnView hears of each view, from the host's own goroutine, before anybody who waits for it. It may be nil.
	OnView func(wire.View)
}

// Host is a host without a browser. Run keeps the connection; the other methods may be called from any goroutine while it
// runs.
type Host struct {
	o      HostOptions
	line   line
	sender string

	mu      sync.Mutex // guards what follows
	room    room
	count   wire.Count
	changed chan struct{} // closed when room or count change, or Run ends
	err     error         // of Run
	ended   bool          // Run has ended
	last    uint64
	doing   map[uint64]*doing
	rosters []chan wire.RosterPage
}

// doing is a command whose answer is awaited.
type doing struct {
	wire.Do
	on   int // number of the connection that it was last sent on
	done chan wire.Done
}

// NewHost makes a host; Run brings them into the room.
func NewHost(o HostOptions) *Host {
	random := rand.New(rand.NewPCG(o.Seed, 3))
	var id [8]byte
	for i := range id {
		id[i] = byte(random.Uint32())
	}
	h := &Host{o: o, sender: hex.EncodeToString(id[:]), changed: make(chan struct{}), doing: map[uint64]*doing{}}
	h.line = line{
		url: o.URL, client: cmp.Or(o.Client, http.DefaultClient), random: random, take: h.take, patience: o.Net.Patience, lost: h.lost,
		hello: func() *wire.Hello { return &wire.Hello{T: "hello", Role: wire.Host, PIN: o.PIN, Token: o.Token} },
	}
	return h
}

// Run stays in the room until ctx ends, the server says stop, or it tells something wrong (ErrWrong).
func (h *Host) Run(ctx context.Context) error {
	err := h.line.run(ctx)
	if err != nil {
		err = fmt.Errorf("host: %w", err)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err, h.ended = err, true
	h.tell()
	return err
}

// lost forgets what another instance may not know yet.
func (h *Host) lost() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.o.Net.Several {
		h.room.anew()
	}
}

// tell wakes all who wait; called with mu held.
func (h *Host) tell() {
	close(h.changed)
	h.changed = make(chan struct{})
}

func (h *Host) take(m *message) error {
	switch m.name {
	case "view":
		return with(m, h.viewed)
	case "count":
		return with(m, func(c *wire.Count) error {
			h.mu.Lock()
			defer h.mu.Unlock()
			h.count = *c
			h.tell()
			return nil
		})
	case "done":
		return with(m, h.done)
	case "roster":
		return with(m, h.rostered)
	case "welcome":
		h.line.welcome()
		h.resend()
		return nil
	case "problem":
		return with(m, asRefusal)
	case "saving", "pong":
		return nil
	}
	return fmt.Errorf("%w: a host was sent the message %.20q", ErrWrong, m.name)
}

func (h *Host) viewed(v *wire.View) error {
	h.mu.Lock()
	err := h.room.take(v)
	h.mu.Unlock()
	if err != nil {
		return err
	}
	if h.o.OnView != nil {
		h.o.OnView(*v)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tell()
	return nil
}

// Drop breaks the connection, as a bad network would. The host comes back.
func (h *Host) Drop() { h.line.drop() }

// Await waits for a view that holds, and gives it; what says in words what was waited for.
func (h *Host) Await(ctx context.Context, what string, holds func(game.View) bool) (game.View, error) {
	var view game.View
	err := h.await(ctx, what, func() bool {
		if h.room.view == nil {
			return false
		}
		view = h.room.view.View
		return holds(view)
	})
	return view, err
}

// AwaitCount waits for a count that holds, and gives it.
func (h *Host) AwaitCount(ctx context.Context, what string, holds func(wire.Count) bool) (wire.Count, error) {
	var count wire.Count
	err := h.await(ctx, what, func() bool {
		count = h.count
		return holds(count)
	})
	return count, err
}

// await waits until holds, which is called with mu held.
func (h *Host) await(ctx context.Context, what string, holds func() bool) error {
	for {
		h.mu.Lock()
		ok, changed, ended, err := holds(), h.changed, h.ended, h.err
		var last string
		if h.room.view != nil {
			last = fmt.Sprintf("phase %s, turn %d", h.room.view.View.Phase, h.room.view.View.Turn)
		}
		h.mu.Unlock()
		if ok {
			return nil
		}
		if ended {
			return fmt.Errorf("wait for %s (last: %s): the host has left: %w", what, last, err)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("wait for %s (last: %s): %w", what, last, context.Cause(ctx))
		}
	}
}
