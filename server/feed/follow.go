package feed

import (
	"context"
	"time"

	"trivium/game"
)

// Room is a living room as its state goes on.
type Room interface {
	// Hold keeps the room until Release, if it still lives here.
	Hold() bool
	// Release ends a Hold.
	Release()
	// Now gives the latest state, and a channel that is closed when there may be a later one.
	Now() (*game.State, <-chan struct{})
	// Closed is closed when the room lives here no more.
	Closed() <-chan struct{}
}

// noteAgain is how long it takes until a game is noted again that could not be noted; noteTime is how long one try may take.
const (
	noteAgain = 2 * time.Second
	noteTime  = 10 * time.Second
)

// Follow notes the end of a room's game, and each correction while the room lives. It is to be called for each room that begins to
// live on this instance, and returns at once.
func (f *Feed) Follow(id string, r Room) { go f.follow(id, r) }

func (f *Feed) follow(id string, r Room) {
	held := r.Hold() // until its end is noted
	release := func() {
		if held {
			r.Release()
		}
		held = false
	}
	defer release()
	var noted uint64
	for {
		state, changed := r.Now()
		var again <-chan time.Time
		if state.Ended() && state.N > noted {
			err := f.note(id, int64(state.N)) //nolint:gosec // no log has so many events
			if err == nil {
				noted = state.N
				release()
				continue
			}
			f.log.Warn("a finished game was not noted for boards and leagues yet", "error", err)
			again = time.After(noteAgain)
		}
		select {
		case <-changed:
		case <-again:
		case <-r.Closed():
			return
		}
	}
}

func (f *Feed) note(id string, revision int64) error {
	ctx, cancel := context.WithTimeout(context.Background(), noteTime)
	defer cancel()
	if err := f.ask(ctx, id, revision); err != nil {
		return err
	}
	f.awake()
	return nil
}

// Again notes that a game is to be handed over once more as it stands: it has ended, was corrected, or a player was forgotten.
func (f *Feed) Again(ctx context.Context, id string) error {
	if err := f.ask(ctx, id, 0); err != nil {
		return err
	}
	f.awake()
	return nil
}

// awake has Run look for what is due.
func (f *Feed) awake() {
	select {
	case f.wake <- struct{}{}:
	default: // it will look anyway
	}
}
