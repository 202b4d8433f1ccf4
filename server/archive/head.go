package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/store"
)

// collection holds the heads, by room, ordered by when something is to be done about them: the first one is due first.
const collection = "archive"

// pendingFor is how long whoever writes parts has to make them count, before they are cleared away.
const pendingFor game.Millis = 3_600_000

// head is the root of what is kept of a game.
type head struct {
	Room     string      `json:"room"`
	Title    string      `json:"title,omitempty"`
	Ended    game.Time   `json:"ended,omitempty"` // 0 until the game is kept
	Players  int         `json:"players,omitempty"`
	Rule     Rule        `json:"rule,omitzero"` // the game's own
	Facts    *blob       `json:"facts,omitempty"`
	Names    *blob       `json:"names,omitempty"`
	At       ledger.Pos  `json:"at,omitzero"`        // the position behind Facts
	Proved   bool        `json:"proved,omitempty"`   // the copy was read back and folds to the same
	Tail     []event     `json:"tail,omitempty"`     // what came behind it when the ledger had forgotten the room
	Left     bool        `json:"left,omitempty"`     // the ledger has forgotten the room
	Nameless game.Time   `json:"nameless,omitempty"` // since when the names are gone
	Removed  []game.Seat `json:"removed,omitempty"`  // players whose names are gone
	Removing []game.Seat `json:"removing,omitempty"` // of those, whose names are still in the parts
	Deleted  game.Time   `json:"deleted,omitempty"`  // since when the whole game is
	Told     told        `json:"told,omitzero"`      // what Options.Ended was last called for
	Pending  []pending   `json:"pending,omitempty"`  // parts that somebody writes
	Drop     []blob      `json:"drop,omitempty"`     // parts that are rubbish
}

// pending are parts on their way.
type pending struct {
	Blob blob      `json:"blob"`
	At   game.Time `json:"at"`
}

// told is a game at a moment: how many events it had, and how many players were forgotten.
type told struct {
	N       uint64 `json:"n"`
	Removed int    `json:"removed,omitempty"`
}

// stands is the game as it is kept now.
func (h *head) stands() told {
	n := h.At.N
	if len(h.Tail) > 0 {
		n = h.Tail[len(h.Tail)-1].N
	}
	return told{n, len(h.Removed)}
}

// hides tells whether something that the ledger still holds may not be shown.
func (h *head) hides() bool { return h.Nameless > 0 || len(h.Removed) > 0 }

// due is when something is to be done about a game; never if ok is false.
func (h *head) due(server Rule) (at game.Time, ok bool) {
	at = math.MaxInt64
	untold := h.Facts != nil && h.Told != h.stands()
	if len(h.Drop) > 0 || len(h.Removing) > 0 || h.Deleted > 0 || untold {
		return 0, true
	}
	for _, p := range h.Pending {
		at = min(at, p.At.Add(pendingFor))
	}
	rule := server.and(h.Rule)
	if h.Ended > 0 && rule.After > 0 && (h.Nameless == 0 || rule.Whole) {
		at = min(at, h.Ended.Add(game.MillisOf(rule.After)))
	}
	return at, at < math.MaxInt64
}

// order is where a head lies among all: the store lists greatest first. No two have the same.
func (h *head) order(server Rule) string {
	at, ok := h.due(server)
	if !ok {
		return "-/" + h.Room
	}
	return fmt.Sprintf("%016x/%s", math.MaxInt64-max(at, 0), h.Room)
}

// load gives a head and its version; an empty one with version 0 if there is none.
func (a *Archive) load(ctx context.Context, id string) (*head, int, error) {
	h := &head{Room: id}
	d, err := a.Store.Get(ctx, collection, id)
	if errors.Is(err, store.ErrNotFound) {
		return h, 0, nil
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read what is kept: %w", err)
	}
	if err := json.Unmarshal(d.Data, h); err != nil {
		return nil, 0, fmt.Errorf("read what is kept of %s: %w", id, err)
	}
	return h, d.Version, nil
}

// save stores a head that has the version that was read.
func (a *Archive) save(ctx context.Context, h *head, version int) (int, error) {
	data, err := json.Marshal(h)
	if err != nil {
		return 0, fmt.Errorf("encode what is kept: %w", err)
	}
	return a.Store.Put(ctx, collection, store.Document{ID: h.Room, Order: h.order(a.Rule), Version: version, Data: data})
}

// errSame says that a change of a head is none.
var errSame = errors.New("nothing is to be changed")

// change changes a head, again if others were quicker. What the function does must only depend on the head that it is given.
func (a *Archive) change(ctx context.Context, id string, do func(*head) error) (*head, error) {
	const tries = 32
	for range tries {
		h, version, err := a.load(ctx, id)
		if err != nil {
			return nil, err
		}
		if err := do(h); errors.Is(err, errSame) {
			return h, nil
		} else if err != nil {
			return nil, err
		}
		_, err = a.save(ctx, h, version)
		if !errors.Is(err, store.ErrConflict) {
			return h, err
		}
	}
	return nil, ErrBusy
}

func isConflict(err error) bool { return errors.Is(err, store.ErrConflict) }
func isAway(err error) bool     { return errors.Is(err, store.ErrUnavailable) }
