package room

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"

	"trivium/game"
	"trivium/server/ledger"
)

// forgetAfter is how long an ended room is found by its PIN, for people who look at the podium. Its PIN is not given out again before.
const forgetAfter = ledger.PINRest

// Registry is the rooms that live on this instance.
type Registry struct {
	options Options
	base    context.Context //nolint:containedctx // the life of all rooms, ended by Close
	stop    context.CancelFunc
	wait    sync.WaitGroup

	mu     sync.Mutex
	rooms  map[string]*running // by PIN; guarded by mu
	rested map[string]resting  // by PIN; guarded by mu
	opened func(*Room)         // guarded by mu
	// opening has many who come to a room at the same moment wait for one reading of it.
	opening singleflight.Group
	// What follows is Adopt's own.
	orphans map[ledger.RoomID]bool // that another instance was left to take
	refused map[ledger.RoomID]bool // that can not be opened here
}

type running struct {
	room *Room
	stop context.CancelFunc
}

// resting is all that is left in memory of an ended room that lies down: the ledger does not find it by its PIN any more.
type resting struct {
	id    ledger.RoomID
	ended game.Time
}

// NewRegistry makes a registry; Close ends all its rooms.
func NewRegistry(options Options) *Registry {
	options.defaults()
	base, stop := context.WithCancel(context.Background())
	return &Registry{
		options: options, base: base, stop: stop, rooms: map[string]*running{}, rested: map[string]resting{},
		refused: map[ledger.RoomID]bool{},
	}
}

// OnOpen has a function called with each room that begins to live on this instance. It is set before the first does.
func (g *Registry) OnOpen(opened func(*Room)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.opened = opened
}

// Open gives the room that has the PIN, and wakes it if it rests. Whoever stays in the room holds it; an ended one that nobody holds
// may end at any time after Options.RestAfter. ErrNoRoom, ErrUnavailable.
func (g *Registry) Open(ctx context.Context, pin string) (*Room, error) {
	known, lies := g.find(pin)
	if known != nil {
		return known, nil
	}
	id, err := g.options.Ledger.Find(ctx, pin)
	if errors.Is(err, ledger.ErrNoRoom) && lies.id != "" {
		id, err = lies.id, nil
	}
	switch {
	case errors.Is(err, ledger.ErrNoRoom):
		return nil, ErrNoRoom
	case err != nil:
		return nil, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return g.open(ctx, id)
}

// find looks for a PIN in memory. A room that it gives does not lie down in the next moment.
func (g *Registry) find(pin string) (*Room, resting) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if known := g.rooms[pin]; known != nil {
		known.room.touch()
		return known.room, resting{}
	}
	return nil, g.rested[pin]
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

// open reads a room and has it live here. Of many who come at once one reads it; should that one leave, the next does.
func (g *Registry) open(ctx context.Context, id ledger.RoomID) (*Room, error) {
	for {
		mine := false
		opened, err, _ := g.opening.Do(string(id), func() (any, error) { mine = true; return g.read(ctx, id) })
		if err == nil {
			return opened.(*Room), nil
		}
		left := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
		if mine || !left || ctx.Err() != nil {
			return nil, err
		}
	}
}

func (g *Registry) read(ctx context.Context, id ledger.RoomID) (*Room, error) {
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
			known.room.touch()
			return known.room, nil
		}
		known.stop() // it ended long ago, and its PIN was given out again
	}
	if g.base.Err() != nil {
		return nil, ErrClosed
	}
	run, stop := context.WithCancel(g.base)
	g.rooms[r.PIN()] = &running{room: r, stop: stop}
	if _, lay := g.rested[r.PIN()]; lay {
		delete(g.rested, r.PIN())
		g.options.Metrics.woke()
	}
	r.lieDown = func() { g.lieDown(r) }
	g.wait.Go(func() { r.Run(run) })
	if g.opened != nil {
		g.opened(r)
	}
	return r, nil
}

// lieDown lets go of an ended room, unless somebody needs it. It is called by the room itself; its PIN finds it again.
func (g *Registry) lieDown(r *Room) {
	state, _ := r.Now()
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.rooms[state.PIN]
	if known == nil || known.room != r || !r.layDown() {
		return
	}
	known.stop()
	delete(g.rooms, state.PIN)
	g.rested[strings.Clone(state.PIN)] = resting{r.ID(), state.LastAt}
	g.options.Metrics.rested()
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

// Sweep lets go of rooms that ended long ago, and of their PINs. App calls it now and then.
func (g *Registry) Sweep() {
	ledgerNow, _ := g.options.Ledger.Now()
	long := func(ended game.Time) bool { return game.Time(ledgerNow).Sub(ended) > game.MillisOf(forgetAfter) }
	g.mu.Lock()
	defer g.mu.Unlock()
	for pin, known := range g.rooms {
		state, _ := known.room.Now()
		if state.Ended() && long(state.LastAt) {
			known.stop()
			delete(g.rooms, pin)
		}
	}
	for pin, lies := range g.rested {
		if long(lies.ended) {
			delete(g.rested, pin)
			g.options.Metrics.forgot()
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
