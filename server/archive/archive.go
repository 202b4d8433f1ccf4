// Package archive keeps what is left of finished games, and corrects and forgets it.
//
// A game that ended is kept whole: its log and its entries, so that it can be folded and scored again for ever. Names are
// apart. In the kept facts everybody is "Player 7" of "Team 2"; who that was lies in parts of their own, which can be deleted
// without changing a number. Once the copy is durable and nobody looks at the room any more, the ledger forgets it.
//
// The root of all is one document a game, its head. It names the parts that count; everything else is rubbish that the sweep
// clears away. A change writes new parts first and then moves the head on, naming the version that it read, so that a crash at
// any point loses nothing and doubles nothing, and several instances may try at once. It knows no sockets and no pages.
package archive

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/store"
)

// Errors, beside those of game.Decide and of ledger and store.
var (
	// ErrNoGame says that there is no such game, or no more.
	ErrNoGame = errors.New("no such game")
	// ErrRunning says that the game has not ended yet.
	ErrRunning = errors.New("the game is still running")
	// ErrNoNames says that the names of this game, or of this player, are gone for good.
	ErrNoNames = errors.New("the names are gone")
	// ErrRules says that the game was played under rules that this version does not know.
	ErrRules = errors.New("another version's rules")
	// ErrBusy says that others changed the same game over and over; the call may be made again.
	ErrBusy = errors.New("the game is being changed by others")
)

// Rule says when what is kept of games goes. The time counts from the end of the game.
type Rule struct {
	// After is when the names go; 0 is never.
	After time.Duration `json:"after,omitempty"`
	// Whole has the whole game go then, numbers included.
	Whole bool `json:"whole,omitempty"`
}

// and gives the stricter of two rules in each respect: a game may go earlier than the server's rule says, never later.
func (r Rule) and(other Rule) Rule {
	if r.After == 0 || other.After > 0 && other.After < r.After {
		r.After = other.After
	}
	r.Whole = r.Whole || other.Whole
	return r
}

// Options are what an Archive needs. Ledger, Store and Clock must be given.
type Options struct {
	Ledger ledger.Ledger
	Store  store.Store
	Clock  func() time.Time
	// Rule is the server's. RuleOf gives a game's own; nil if games have none.
	Rule   Rule
	RuleOf func(ctx context.Context, id string) (Rule, error)
	// Live gives the state of a room that lives on this instance: it is not read from the ledger then, and not forgotten.
	Live func(id string) (*game.State, bool)
	// Ended is called when an ended game is kept, so that whoever lives on games knows of its end, and again when it was corrected
	// or a player in it was forgotten, whatever crashed. It may be called more often.
	Ended func(ctx context.Context, id string, s *game.State, at game.Time) error
	// Gone is called before the names of a game go for good, or the whole of it, so that whoever knows of it can forget it too.
	// It may be called again for the same game.
	Gone func(ctx context.Context, id string, whole bool) error
	// Quiet is how long nothing must have happened in an ended room before the ledger forgets it; 0 is two hours. It must be
	// longer than instances keep ended rooms in memory.
	Quiet      time.Duration
	Logger     *slog.Logger
	Registerer prometheus.Registerer
}

// Archive keeps finished games.
type Archive struct {
	Options
	metrics *metrics
	name    string // of this instance, for the lease on sweeping
	cache   cache
	ahead   ahead
}

// New makes an Archive. It starts nothing: somebody has to call Sweep now and then.
func New(o Options) *Archive {
	o.Quiet = cmp.Or(o.Quiet, 2*time.Hour)
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.RuleOf == nil {
		o.RuleOf = func(context.Context, string) (Rule, error) { return Rule{}, nil }
	}
	if o.Live == nil {
		o.Live = func(string) (*game.State, bool) { return nil, false }
	}
	if o.Ended == nil {
		o.Ended = func(context.Context, string, *game.State, game.Time) error { return nil }
	}
	if o.Gone == nil {
		o.Gone = func(context.Context, string, bool) error { return nil }
	}
	return &Archive{Options: o, metrics: newMetrics(o.Registerer), name: o.Ledger.Instance()}
}

// now is this machine's time in the terms of the rules.
func (a *Archive) now() game.Time { return game.Time(a.Clock().UnixMilli()) }
