// Package ledger is the port to a room's durable truth.
//
// A ledger keeps two kinds of durable facts for each room. Events are a numbered log without gaps or repeats; an append
// names the position that it was decided on and is refused with ErrMoved if the log has moved since. Entries lie in slots:
// the first write of a key stands, a slot that is not open takes nothing, and a sealed slot never takes anything again.
//
// The ledger knows no rules of play: data is opaque bytes. What it promises, its bodies (memory, sqlite, redis) show in one
// conformance suite, ledgertest. The driver's duties, in order: read until nothing is new; decide; append; only then tell
// anybody.
package ledger

import (
	"context"
	"errors"
	"slices"
	"strings"
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
	// ErrInvalid says that the request itself is wrong (no id, no event, an id used twice): a fault of the caller, which no
	// repetition mends. Nothing was stored.
	ErrInvalid = errors.New("ledger: invalid request")
)

// PINRest is how long a released PIN is not given out again.
const PINRest = time.Hour

// ForgottenFor is how long the id of a room that was forgotten can not be used again.
const ForgottenFor = 24 * time.Hour

// LeaseLife is how long an instance counts as alive, and as leading a room, after its last sign of life. Renew it about four
// times in that time.
const LeaseLife = 1200 * time.Millisecond

// RoomID names a room for ever: 128 random bits in hexadecimal.
type RoomID string

// Slot names a place for entries within a room: "seats/1", "answers/3".
type Slot string

// Time is room time: milliseconds since the Unix epoch on the ledger's clock.
type Time int64

// Life is an instance that lives.
type Life struct {
	Instance string // as Instance gives it
	Since    Time   // when it started; 0 is not known
}

// Living are the instances that live.
type Living []Life

// ByInstance compares two lives by the names of their instances.
func ByInstance(a, b Life) int { return strings.Compare(a.Instance, b.Instance) }

// Has tells whether an instance lives.
func (l Living) Has(instance string) bool { return l.Index(instance) >= 0 }

// Index gives the place of an instance among those that live; -1 if it does not.
func (l Living) Index(instance string) int {
	return slices.IndexFunc(l, func(life Life) bool { return life.Instance == instance })
}

// Pos is a position in the log of a room: the number of events up to it and the id of the batch that brought the last one.
// The zero value is the beginning of every log.
type Pos struct {
	N    uint64
	Head string
}

// Opening says how a slot is opened. Opening an open slot again changes how much it takes; a sealed slot stays sealed.
type Opening struct {
	Slot Slot
	// Cap is the number of keys that the slot takes at most; 0 is no limit.
	Cap int
	// Revisable allows a later write of a key if it names the stored revision + 1.
	Revisable bool
}

// Batch is what one append brings: all of it or nothing. It needs an ID that no other batch of the room has, and at least
// one event. The same ID at the same place is a success, not a repeat, even when further batches have come behind it. What
// it opens is opened before what it seals is sealed. Sealing a slot that was never opened keeps it shut for ever.
type Batch struct {
	ID     string
	Events [][]byte
	Open   []Opening
	Seal   []Slot
	// Release frees the room's PIN (it is not given out again for an hour).
	Release bool
	// At is when the batch was first stored, for one that is put back after the ledger lost it (see Epoch); 0 is now. What is
	// stored is never before the event in front of it and never after now.
	At Time
}

// Event is one event of the log as it was stored.
type Event struct {
	Pos  Pos
	At   Time // when the ledger stored it; it never falls along a log
	Data []byte
	// Sealed holds, on the last event of a batch that sealed slots, how many keys each of them has; otherwise it is nil.
	Sealed map[Slot]int
}

// Entry is one entry of a slot. Index is its place in order of arrival, from 1 and without gaps; it is the ledger's to give.
// A revision takes the next free Index, so that whoever reads on from the last one he knows sees it; the place that it had
// before then stays empty.
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
	// Accepted means that the entry which now stands for the key is durable: this one, or an earlier one of the same
	// revision. A repetition is accepted also after the seal.
	Accepted Outcome = iota + 1
	// Sealed means that the slot is not open: not yet, or no longer.
	Sealed
	// Full means that the slot has as many keys as it takes.
	Full
	// Conflict means that a revision is neither the stored one nor follows it, or that the slot takes none.
	Conflict
)

// Stored is the answer to one put: what stands for the key now.
type Stored struct {
	Outcome Outcome
	// Entry is what stands (Outcome Accepted or Conflict): the first write, whatever was sent this time. It is the zero
	// value if nothing stands for the key.
	Entry Entry
	// Fresh is true if it was this put that stored it.
	Fresh bool
}

// Ledger is the truth of all rooms. All methods may be called from any goroutine. Bytes that are handed in are copied before
// the method returns; bytes that come out are shared and may not be changed. Every method may give ErrUnavailable; a context
// that ends gives it too, together with the context's error.
type Ledger interface {
	// Create makes a room under a PIN with its first batch. The same room, PIN and batch id again is a success. ErrPINTaken;
	// ErrMoved if the room is there with another first batch, or was forgotten.
	Create(ctx context.Context, room RoomID, pin string, first Batch) (Pos, error)
	// Find gives the room that has the PIN now. ErrNoRoom.
	Find(ctx context.Context, pin string) (RoomID, error)
	// Rooms lists the rooms whose PIN is not released, oldest first.
	Rooms(ctx context.Context) ([]RoomID, error)
	// Append adds a batch behind the position that it was decided on, and gives the position behind that batch. ErrMoved,
	// ErrNoRoom.
	Append(ctx context.Context, room RoomID, after Pos, batch Batch) (Pos, error)
	// Put stores entries of one room, each by itself, and gives their outcomes in the same order together with the position
	// of the room at that moment. It returns when they are durable. A write with Rev 0 stores a new key; one with the stored
	// revision is a repetition; one with the stored revision + 1 replaces, if the slot is revisable. ErrNoRoom.
	Put(ctx context.Context, room RoomID, entries []Entry) ([]Stored, Pos, error)
	// Events reads all events behind a position. If the position is not in the log (the log lost it), ErrMoved. ErrNoRoom.
	Events(ctx context.Context, room RoomID, after Pos) ([]Event, error)
	// Entries reads the entries of a slot with Index > after in order of Index; for a revisable slot each key's latest. A
	// slot that was never opened has none. ErrNoRoom.
	Entries(ctx context.Context, room RoomID, slot Slot, after int) ([]Entry, error)
	// Watch gives a doorbell: a channel with room for one that is rung (never blocking) after any append or put in the room,
	// and a function that ends it. Rings may be lost; the log is the truth.
	Watch(room RoomID) (<-chan struct{}, func())
	// Lead takes or renews the lease on keeping the room's time, which lasts LeaseLife. It says whether this instance has it,
	// and when a holder (this one or another) was last seen before this call (0: never). A lastSeen much older than LeaseLife
	// says that nobody kept the time since. ErrNoRoom.
	Lead(ctx context.Context, room RoomID) (leads bool, lastSeen Time, err error)
	// Orphans lists the rooms whose PIN is not released and whose lease no living instance holds, oldest first: somebody has to
	// keep their time. It may be a lease's life late.
	Orphans(ctx context.Context) ([]RoomID, error)
	// Ended lists the rooms whose PIN is released and that are not forgotten yet, oldest first: somebody may want to keep what
	// they hold before it is forgotten.
	Ended(ctx context.Context) ([]RoomID, error)
	// Forget drops a room for ever: log, slots and entries. Its PIN must be released and have rested (PINRest), and the log
	// must still end at the position that the caller has read to, so that nothing is lost that came behind it. For a day
	// afterwards no room with that id can be made, lest an instance puts back what it remembers (ErrMoved). A room that is
	// not there is a success. ErrMoved if the log has moved; ErrInvalid while the PIN is in use or rests.
	Forget(ctx context.Context, room RoomID, at Pos) error
	// Release gives this instance's leases on rooms back, so that others keep their time from now on, and takes none any more;
	// Lead says that it does not lead. Everything else goes on: what is under way is still stored.
	Release(ctx context.Context) error
	// Epoch is a number that grows when this instance notices that the truth may have lost what it had promised: the store was
	// restarted, or another one took its place. The call that noticed gives ErrUnavailable and has done nothing. Rooms then
	// put back what they remember, entries before the seal of their slot, before they write anything new.
	Epoch() uint64
	// Alive says which instances hold a lease of life now, this one included, in alphabetical order of their names.
	Alive(ctx context.Context) (Living, error)
	// Instance is the name of this instance, unique for each start.
	Instance() string
	// Now gives room time and how far it may be off.
	Now() (now Time, maxError time.Duration)
	// Close ends it and gives its leases back; afterwards all calls give ErrUnavailable. A second Close does nothing.
	Close() error
}
