// Package ledger is the port to a room's durable truth.
//
// A ledger keeps two kinds of durable facts for each room. Events are a numbered log without gaps or repeats; an append
// names the position that it was decided on and is refused with ErrMoved if the log has moved since. Entries lie in slots:
// the first write of a key stands, a slot that is not open takes nothing, and a sealed slot never takes anything again.
//
// The ledger knows no rules of play: data is opaque bytes. What it promises, its bodies (memory, sqlite) show in one
// conformance suite, ledgertest. The driver's duties, in order: read until nothing is new; decide; append; only then tell
// anybody.
package ledger

import (
	"context"
	"errors"
	"time"
)

// Errors that a caller acts on. Bodies wrap them.
var (
	// ErrMoved says that the log is not where the append believed: catch up, decide again.
	ErrMoved = errors.New("ledger: the log has moved on")
	// ErrPINTaken says that a live room, or one that ended less than an hour ago, has that PIN.
	ErrPINTaken = errors.New("ledger: the PIN is taken")
	// ErrNoRoom says that there is no room with that id or PIN.
	ErrNoRoom = errors.New("ledger: no such room")
	// ErrUnavailable says that the truth can not be reached now (disk full, closed, away); whether a write was kept is
	// unknown. Appends and puts may be repeated as they are: both are idempotent.
	ErrUnavailable = errors.New("ledger: not available")
)

// RoomID names a room for ever: 128 random bits in hexadecimal.
type RoomID string

// Slot names a place for entries within a room: "seats/1", "answers/3".
type Slot string

// Time is room time: milliseconds since the Unix epoch on the ledger's clock.
type Time int64

// Pos is a position in the log of a room: the number of events up to it and the id of the batch that brought the last one.
type Pos struct {
	N    uint64
	Head string
}

// Opening says how a slot is opened.
type Opening struct {
	Slot Slot
	// Cap is the number of keys that the slot takes at most; 0 is no limit.
	Cap int
	// Revisable allows a later write of a key if it names the stored revision + 1.
	Revisable bool
}

// Batch is what one append brings: all of it or nothing. The same ID at the same place is a success, not a repeat.
type Batch struct {
	ID     string
	Events [][]byte
	Open   []Opening
	Seal   []Slot
	// Release frees the room's PIN (it is not given out again for an hour).
	Release bool
}

// Event is one event of the log as it was stored.
type Event struct {
	Pos  Pos
	At   Time // when the ledger stored it
	Data []byte
	// Sealed holds, on the last event of a batch that sealed slots, how many entries each of them has.
	Sealed map[Slot]int
}

// Entry is one entry of a slot. Index is its place in order of arrival, from 1; it is the ledger's to give.
type Entry struct {
	Slot  Slot
	Key   string
	Rev   int // 0 for the first write
	Index int
	Data  []byte
}

// Outcome says what became of a put.
type Outcome int

// The outcomes of a put.
const (
	// Accepted means that the entry which now stands for the key is durable: this one, or an earlier one.
	Accepted Outcome = iota + 1
	// Sealed means that the slot is not open: not yet, or no longer.
	Sealed
	// Full means that the slot has as many keys as it takes.
	Full
	// Conflict means that a revision did not follow the stored one.
	Conflict
)

// Stored is the answer to one put: what stands for the key now.
type Stored struct {
	Outcome Outcome
	// Entry is what stands (Outcome Accepted or Conflict): the first write, whatever was sent this time.
	Entry Entry
	// Fresh is true if it was this put that stored it.
	Fresh bool
}

// Ledger is the truth of all rooms. All methods may be called from any goroutine.
type Ledger interface {
	// Create makes a room under a PIN with its first batch. ErrPINTaken.
	Create(ctx context.Context, room RoomID, pin string, first Batch) (Pos, error)
	// Find gives the room that has the PIN now. ErrNoRoom.
	Find(ctx context.Context, pin string) (RoomID, error)
	// Rooms lists the rooms whose PIN is not released, oldest first.
	Rooms(ctx context.Context) ([]RoomID, error)
	// Append adds a batch behind the position that it was decided on. ErrMoved, ErrNoRoom.
	Append(ctx context.Context, room RoomID, after Pos, batch Batch) (Pos, error)
	// Put stores entries of one room, each by itself, and gives their outcomes in the same order together with the position
	// of the room at that moment. It returns when they are durable. ErrNoRoom.
	Put(ctx context.Context, room RoomID, entries []Entry) ([]Stored, Pos, error)
	// Events reads all events behind a position. If the position is not in the log (the log lost it), ErrMoved.
	Events(ctx context.Context, room RoomID, after Pos) ([]Event, error)
	// Entries reads the entries of a slot with Index > after in order of Index; for a revisable slot each key's latest.
	Entries(ctx context.Context, room RoomID, slot Slot, after int) ([]Entry, error)
	// Watch gives a doorbell: a channel with room for one that is rung (never blocking) after any append or put in the room,
	// and a function that ends it. Rings may be lost; the log is the truth.
	Watch(room RoomID) (<-chan struct{}, func())
	// Lead takes or renews the lease on keeping the room's time. It says whether this instance has it, and when the last
	// holder was last seen (0: never).
	Lead(ctx context.Context, room RoomID) (leads bool, lastSeen Time, err error)
	// Alive says which instances hold a lease of life now, this one included. The names are those that Instance gives.
	Alive(ctx context.Context) ([]string, error)
	// Instance is the name of this instance, unique for each start.
	Instance() string
	// Now gives room time and how far it may be off.
	Now() (now Time, maxError time.Duration)
	// Close ends it; afterwards all calls give ErrUnavailable.
	Close() error
}
