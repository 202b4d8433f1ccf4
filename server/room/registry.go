package room

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"trivium/game"
	"trivium/server/ledger"
)

// forgetAfter is how long an ended room stays in memory for people who look at the podium.
const forgetAfter = time.Hour

// Registry is the rooms that live on this instance.
type Registry struct {
	options Options
	base    context.Context //nolint:containedctx // the life of all rooms, ended by Close
	stop    context.CancelFunc
	wait    sync.WaitGroup

	mu     sync.Mutex
	rooms  map[string]*running // by PIN; guarded by mu
	opened func(*Room)         // guarded by mu
	// What follows is Adopt's own.
	orphans map[ledger.RoomID]bool // that another instance was left to take
	refused map[ledger.RoomID]bool // that can not be opened here
}

type running struct {
	room *Room
	stop context.CancelFunc
}

// NewRegistry makes a registry; Close ends all its rooms.
func NewRegistry(options Options) *Registry {
	options.defaults()
	base, stop := context.WithCancel(context.Background())
	return &Registry{options: options, base: base, stop: stop, rooms: map[string]*running{}, refused: map[ledger.RoomID]bool{}}
}

// OnOpen has a function called with each room that begins to live on this instance. It is set before the first does.
func (g *Registry) OnOpen(opened func(*Room)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.opened = opened
}

// Open gives the room that has the PIN. ErrNoRoom, ErrUnavailable.
func (g *Registry) Open(ctx context.Context, pin string) (*Room, error) {
	g.mu.Lock()
	known := g.rooms[pin]
	g.mu.Unlock()
	if known != nil {
		return known.room, nil
	}
	id, err := g.options.Ledger.Find(ctx, pin)
	switch {
	case errors.Is(err, ledger.ErrNoRoom):
		return nil, ErrNoRoom
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return g.open(ctx, id)
}

// Create opens a new room with its first event. ledger.ErrPINTaken.
func (g *Registry) Create(ctx context.Context, id ledger.RoomID, first game.Opened) (*Room, error) {
	batch, err := encodeBatch(g.options.NewID(), nil, []game.Event{first})
	if err != nil {
		return nil, err
	}
	if _, err := g.options.Ledger.Create(ctx, id, first.PIN, batch); err != nil {
		return nil, fmt.Errorf("create the room: %w", err)
	}
	return g.open(ctx, id)
}

func (g *Registry) open(ctx context.Context, id ledger.RoomID) (*Room, error) {
	r, err := Open(ctx, id, g.options)
	if errors.Is(err, ledger.ErrUnavailable) {
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if known := g.rooms[r.PIN()]; known != nil {
		if known.room.ID() == id {
			return known.room, nil
		}
		known.stop() // it ended long ago, and its PIN was given out again
	}
	if g.base.Err() != nil {
		return nil, ErrClosed
	}
	run, stop := context.WithCancel(g.base)
	g.rooms[r.PIN()] = &running{room: r, stop: stop}
	g.wait.Go(func() { r.Run(run) })
	if g.opened != nil {
		g.opened(r)
	}
	return r, nil
}

// All gives the rooms in memory, in no order.
func (g *Registry) All() []*Room {
	g.mu.Lock()
	defer g.mu.Unlock()
	rooms := make([]*Room, 0, len(g.rooms))
	for _, r := range g.rooms {
		rooms = append(rooms, r.room)
	}
	return rooms
}

// Sweep lets go of rooms that ended long ago. App calls it now and then.
func (g *Registry) Sweep() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for pin, known := range g.rooms {
		state, _ := known.room.Now()
		if state.Ended() && known.room.Time().Sub(state.LastAt) > game.MillisOf(forgetAfter) {
			known.stop()
			delete(g.rooms, pin)
		}
	}
}

// Close ends all rooms: what is queued is stored if the store takes it within two seconds.
func (g *Registry) Close() {
	g.mu.Lock() // so that no room starts between the two
	g.stop()
	g.mu.Unlock()
	g.wait.Wait()
}
