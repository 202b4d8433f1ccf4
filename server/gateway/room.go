package gateway

import (
	"context"
	"errors"

	"trivium/game"
	"trivium/questions"
)

// Errors that Rooms and Room give, wrapped or not.
var (
	// ErrNoRoom says that no live room has that PIN.
	ErrNoRoom = errors.New("gateway: no such room")
	// ErrFull says that the room has as many players as it takes.
	ErrFull = errors.New("gateway: the room is full")
	// ErrLocked says that the room takes no new players.
	ErrLocked = errors.New("gateway: the room is locked")
)

// Rooms finds live rooms.
type Rooms interface {
	// Open gives the room with that PIN, caught up with its truth. ErrNoRoom.
	Open(ctx context.Context, pin string) (Room, error)
}

// Room is what the gateway needs of a live room on this instance. All methods may be called from any goroutine; only those
// with a context may wait.
type Room interface {
	// ID names the room for ever. Two Rooms with one ID are the same room.
	ID() string
	// Hold keeps the room until Release. It gives false if the room lives here no more and is to be opened again.
	Hold() bool
	// Release ends a Hold.
	Release()
	// Now gives the latest state, and a channel that is closed when state, live counts or saving have changed since.
	Now() (*game.State, <-chan struct{})
	// Live gives the counts that change faster than the state.
	Live() game.Live
	// Saving says whether the store is away, so that answers wait.
	Saving() bool
	// Time is room time.
	Time() game.Time
	// Refresh catches up with the room's truth.
	Refresh(ctx context.Context) error
	// Do has a command decided and stored. The errors of game.Decide.
	Do(ctx context.Context, c game.Command) error
	// Join stores a seat and gives it with the entry that stands. ErrFull, ErrLocked, game.ErrTaken.
	Join(ctx context.Context, e game.SeatEntry) (game.Seat, game.SeatEntry, error)
	// Answer stores an answer. done is called exactly once, from another goroutine, when it is known what stands.
	Answer(showing int, seat game.Seat, e game.AnswerEntry, done func(Answered))
	// Answered gives the seat's stored answer to the running showing, as far as this instance has read.
	Answered(seat game.Seat) (game.Answer, bool)
	// Connect tells that a seat has a connection here, or a newer one; or that it has none any more.
	Connect(seat game.Seat, up bool)
	// Moved gives the seats whose newest connection is to another instance, and when it was made there: an older one here
	// is to be closed.
	Moved() map[game.Seat]game.Time
	// Connected says whether a seat has a connection on any instance.
	Connected(seat game.Seat) bool
}

// Outcome says what became of an answer.
type Outcome int

// The outcomes of an answer.
const (
	Stored      Outcome = iota + 1 // it, or an earlier one, is durable
	Late                           // the answers are sealed
	NotOpen                        // they are not taken yet
	Unavailable                    // the store was away for too long; it may be sent again
)

// Answered is what became of an answer.
type Answered struct {
	Outcome Outcome
	// Entry is what stands (Stored only).
	Entry game.AnswerEntry
	// Fresh says that it was this answer which was stored, and not an earlier one.
	Fresh bool
}

// Hooks are what a host or a player may ask for that is done outside a room. A nil hook makes its verb unknown; without Claims
// nobody has any.
type Hooks struct {
	// Question gives a question of the bank for "insert" that the host of a room may use, or game.ErrUnknown.
	Question func(ctx context.Context, roomID, id string) (*questions.Question, error)
	// Practice lets n practice players join the room, or take part in it no more (0).
	Practice func(ctx context.Context, pin string, n int) error
	// Again opens a room for the same people and gives its PIN; the gateway then tells everybody by DoContinue.
	Again func(ctx context.Context, pin string) (newPIN string, err error)
	// Claims gives the persistent teams whose secrets a joining phone showed in a room: by the id of the league, the key of the team.
	// A secret that is wrong is left out. Its errors must not hold a secret.
	Claims func(ctx context.Context, roomID string, secrets []string) (map[string]string, error)
}
