// Package room is one live game on this instance: it catches up with the ledger, decides commands, and keeps the time while
// it leads.
//
// All of a room's state belongs to one goroutine, Run; others hand over to it (Do, Connect) or read what it published (Now,
// Live). The simulator has no goroutines and calls Step, Perform and Flush itself. Nothing is told to anybody before the
// ledger has stored it. What may not happen here: a rule of play (they are in game), a frame or a socket (gateway).
package room

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"trivium/game"
	"trivium/server/ledger"
)

// Errors of a room, beside those of game.Decide.
var (
	// ErrFull says that the room takes no more players.
	ErrFull = errors.New("the room is full")
	// ErrLocked says that the host closed the door, or that nobody may join late.
	ErrLocked = errors.New("the room is locked")
	// ErrNoRoom says that no live room has the PIN.
	ErrNoRoom = errors.New("no such room")
	// ErrUnavailable says that the store is away; what was asked may be asked again.
	ErrUnavailable = errors.New("the store is away")
	// ErrClosed says that this instance is shutting down.
	ErrClosed = errors.New("the room is closed on this instance")
	// ErrRules says that the room was opened under rules that this version does not know.
	ErrRules = errors.New("this version does not know the rules of the room")
)

// Times of a room, in milliseconds of room time.
const (
	liveInterval   game.Millis = 250    // counts are read at most four times a second
	pollInterval   game.Millis = 1_000  // the slow poll that bounds staleness when a doorbell was lost
	presenceKept   game.Millis = 10_000 // a seat without a socket, or of an instance that died, is waited for this long
	presenceWrites game.Millis = 1_000  // how often an instance tells who is connected to it
)

// Options are what a room needs from outside.
type Options struct {
	Ledger ledger.Ledger
	Logger *slog.Logger
	// NewID gives ids of batches and rooms: 128 random bits in hexadecimal. The simulation gives its own.
	NewID func() string
	// Remember has rooms keep the facts of the last minute, to put them back if the store loses them (ledger.Ledger.Epoch).
	Remember bool
	// RestAfter is how long an ended room that nobody holds stays in memory; 0 is a minute.
	RestAfter time.Duration
	// Metrics may be nil.
	Metrics *Metrics
}

func (o *Options) defaults() {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.NewID == nil {
		o.NewID = randomID
	}
	o.RestAfter = cmp.Or(o.RestAfter, restAfter)
}

func randomID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand since Go 1.24)
	return hex.EncodeToString(b[:])
}

// Room is one live game on this instance.
type Room struct {
	id      ledger.RoomID
	options Options

	published atomic.Pointer[published]
	inbox     chan func(context.Context)
	outbox    *outbox
	presence  *presence
	recall    recall
	rest      rest
	lieDown   func()        // takes the room out of the registry if it may rest; nil for one that never does
	epoch     atomic.Uint64 // of the ledger, when what is remembered was last put back
	rewound   atomic.Bool   // a reply showed that the store has gone back in time
	settled   atomic.Int64  // room time; until then nothing new is decided or stored
	closed    chan struct{}

	// What follows belongs to the goroutine that calls Step.
	state     *game.State
	head      ledger.Pos
	answers   reading // entries of the running showing
	seats     int     // entries seen in the open slot of seats
	marked    int     // showing for which the flush mark was queued, + 1
	live      game.Live
	liveAt    game.Time
	leads     bool
	leaseAt   game.Time
	steppedAt game.Time
	slept     sleep
	saving    bool
	changed   bool
	runs      bool
	rang      bool                    // the doorbell has, since what changes between events was last read
	toldPhase game.Phase              // in the metrics
	elsewhere map[game.Seat]bool      // connected to another instance; replaced, never changed
	gone      map[game.Seat]game.Time // to a newer socket elsewhere; replaced, never changed
}

// published is what readers see: never changed once it is there.
type published struct {
	state   *game.State
	head    ledger.Pos
	live    game.Live
	saving  bool
	answers map[game.Seat]game.Answer // of the running showing; shared with the owner until it grows
	changed chan struct{}

	elsewhere map[game.Seat]bool
	gone      map[game.Seat]game.Time
}

// Open reads a room from the ledger. It does not run yet.
func Open(ctx context.Context, id ledger.RoomID, options Options) (*Room, error) {
	options.defaults()
	r := &Room{
		id: id, options: options, inbox: make(chan func(context.Context), 64), outbox: newOutbox(),
		presence: newPresence(), closed: make(chan struct{}),
	}
	r.recall.on = options.Remember
	r.recall.clear()
	r.epoch.Store(options.Ledger.Epoch()) // before the first reading
	r.published.Store(&published{changed: make(chan struct{})})
	if err := r.catchUp(ctx); err != nil {
		return nil, err
	}
	if r.state == nil {
		return nil, ErrNoRoom
	}
	r.presence.openedAt, r.presence.presumed = r.time(), len(r.state.Seats)
	r.touch()
	r.publish()
	return r, nil
}

// ID names the room for ever.
func (r *Room) ID() ledger.RoomID { return r.id }

// PIN is what people type to get in.
func (r *Room) PIN() string { return r.published.Load().state.PIN }

// Now gives the latest state and a channel that is closed when state, counts or saving change.
func (r *Room) Now() (*game.State, <-chan struct{}) {
	p := r.published.Load()
	return p.state, p.changed
}

// Live gives the latest counts.
func (r *Room) Live() game.Live { return r.published.Load().live }

// Saving tells that the store is away and answers wait.
func (r *Room) Saving() bool { return r.published.Load().saving || r.outbox.stuck.Load() }

// Time is room time.
func (r *Room) Time() game.Time { return r.time() }

func (r *Room) time() game.Time {
	now, _ := r.options.Ledger.Now()
	return game.Time(now)
}

// publish shows readers what is now. It is called by the owner of the room alone.
func (r *Room) publish() {
	if r.state == nil { // a log that went back is being read again
		return
	}
	old := r.published.Load()
	r.published.Store(&published{
		state: r.state, head: r.head, live: r.live, saving: r.saving, answers: r.answers.bySeat, changed: make(chan struct{}),
		elsewhere: r.elsewhere, gone: r.gone,
	})
	r.changed = false
	if r.runs {
		r.count(r.state.Phase)
	}
	close(old.changed)
}

// count moves the room in the metrics to a phase, or out of them.
func (r *Room) count(phase game.Phase) {
	if r.toldPhase != phase {
		r.options.Metrics.phase(r.toldPhase, phase)
	}
	r.toldPhase = phase
}

// Run keeps the room until the context ends. It owns the room's state.
func (r *Room) Run(ctx context.Context) {
	defer close(r.closed)
	defer r.end()
	r.runs = true
	r.count(r.state.Phase)
	defer r.count("")
	defer r.setLeads(false, 0)
	bell, stop := r.options.Ledger.Watch(r.id)
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.outbox.run(ctx, r)
	}()
	timer := time.NewTimer(0)
	defer timer.Stop()
	r.wakeUp(ctx, timer) // before anybody's call: whoever comes back after a gap must find it in the log
	for {
		select {
		case <-ctx.Done():
			<-done
			return
		case <-bell:
			r.rang = true
		case <-timer.C:
		case call := <-r.inbox:
			call(ctx)
		}
		r.wakeUp(ctx, timer)
	}
}

// wakeUp does a step and sets the timer to the next.
func (r *Room) wakeUp(ctx context.Context, timer *time.Timer) {
	wake, err := r.Step(ctx)
	if err != nil && ctx.Err() == nil {
		r.options.Logger.Warn("a room's step failed", "error", err)
	}
	if r.rest.drowsy && r.lieDown != nil {
		r.lieDown()
	}
	timer.Reset(max(time.Duration(wake.Sub(r.time()))*time.Millisecond, 0))
}

// hand gives a call to the room's goroutine and waits until it was made.
func (r *Room) hand(ctx context.Context, call func(context.Context)) error {
	made := make(chan struct{})
	select {
	case r.inbox <- func(ctx context.Context) { call(ctx); close(made) }:
	case <-r.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-made:
		return nil
	case <-r.closed:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Do decides a command and stores what follows. Errors are those of game.Decide, ErrUnavailable and ErrClosed.
func (r *Room) Do(ctx context.Context, c game.Command) error {
	var err error
	if handed := r.hand(ctx, func(ctx context.Context) { err = r.Perform(ctx, c) }); handed != nil {
		return handed
	}
	return err
}

// Refresh reads what is new in the ledger, so that what was acknowledged anywhere is known here.
func (r *Room) Refresh(ctx context.Context) error {
	var err error
	if handed := r.hand(ctx, func(ctx context.Context) { err = r.refresh(ctx) }); handed != nil {
		return handed
	}
	return err
}

func (r *Room) refresh(ctx context.Context) error {
	err := r.catchUp(ctx)
	if err == nil {
		err = r.readLive(ctx, r.time())
	}
	if r.changed {
		r.publish()
	}
	if errors.Is(err, ledger.ErrUnavailable) {
		return fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	return err
}

// Answered gives the stored answer of a seat to the running showing, as far as this instance has read (see Refresh).
func (r *Room) Answered(seat game.Seat) (game.Answer, bool) {
	a, ok := r.published.Load().answers[seat]
	return a, ok
}

// Closed is closed when the room runs no more on this instance.
func (r *Room) Closed() <-chan struct{} { return r.closed }
