// Package memory keeps a room's truth in memory: for tests, and for the simulation of several instances over one truth.
//
// One Shared is the truth; each Instance is one process's view of it. Nothing here starts a goroutine, reads a clock or
// draws a random number: time comes from Options.Clock and every fault from Options.Fault and Options.Ring, so a
// single-threaded simulation with a seed runs the same way each time. It is safe for many goroutines all the same.
//
// It forgets everything when the process ends; it may not be used for a real game.
package memory

import (
	"strconv"
	"sync"
	"time"

	"trivium/server/ledger"
)

// Options sets the clock and the faults. The zero value has a clock that stands still and no faults.
type Options struct {
	// Clock is the truth's clock, as Redis TIME would be. It may jump. Nil is a clock that always shows the first hour
	// of 2026.
	Clock func() ledger.Time
	// Fault decides what goes wrong with a call, before it is done. Nil is no faults.
	Fault func(Call) Fault
	// Ring says whether a doorbell for a room reaches an instance. Nil lets all through.
	Ring func(instance string, room ledger.RoomID) bool
	// MaxError is what Now reports as the error of every instance's clock.
	MaxError time.Duration
}

// Shared is one truth that any number of instances share.
type Shared struct {
	options Options

	mu        sync.Mutex // guards all below
	rooms     map[ledger.RoomID]*room
	order     []ledger.RoomID // as created
	pins      map[string]ledger.RoomID
	forgotten map[ledger.RoomID]ledger.Time // when
	instances map[string]*Instance
	names     []string // of instances, as started
	watchers  []*watcher
	epoch     uint64 // how often the truth went back in time
	late      []func()
}

// New makes an empty truth.
func New(options Options) *Shared {
	if options.Clock == nil {
		options.Clock = func() ledger.Time { return 1_767_225_600_000 }
	}
	return &Shared{
		options:   options,
		rooms:     map[ledger.RoomID]*room{},
		pins:      map[string]ledger.RoomID{},
		forgotten: map[ledger.RoomID]ledger.Time{},
		instances: map[string]*Instance{},
	}
}

// Instance starts an instance on the truth. A name that was used before gets a number behind it: an instance's name is
// unique for each start, so what it gives may differ from what was asked for.
func (s *Shared) Instance(name string) *Instance {
	now := s.options.Clock()
	s.mu.Lock()
	defer s.mu.Unlock()
	unique := name
	for n := 2; s.instances[unique] != nil; n++ {
		unique = name + "~" + strconv.Itoa(n)
	}
	instance := &Instance{shared: s, name: unique, since: now, seen: now, alive: true, epoch: s.epoch}
	s.instances[unique] = instance
	s.names = append(s.names, unique)
	return instance
}

// leaseLife is ledger.LeaseLife in units of room time.
const leaseLife = ledger.Time(ledger.LeaseLife / time.Millisecond)

// forgottenFor is ledger.ForgottenFor in units of room time.
const forgottenFor = ledger.Time(ledger.ForgottenFor / time.Millisecond)

// pinRest is ledger.PINRest in units of room time.
const pinRest = ledger.Time(ledger.PINRest / time.Millisecond)
