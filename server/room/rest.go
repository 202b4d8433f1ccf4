package room

import (
	"context"
	"sync"
	"time"

	"trivium/game"
)

// restAfter is how long an ended room stays in memory after its last event and its last use, unless Options say otherwise: as long as
// it remembers what a store may lose.
const restAfter = time.Duration(rememberedFor) * time.Millisecond

// rest is who needs a room in memory. A room whose game is over and that nobody is in lies down: its goroutines end and its memory
// goes. Whoever comes later has it read from the ledger again, as after a restart.
type rest struct {
	mu   sync.Mutex
	held int       // by how many; guarded by mu
	used game.Time // when it was last asked for or let go of; guarded by mu
	laid bool      // it runs no more, or is about to end; guarded by mu

	drowsy bool // the last step found that the room may lie down; of the goroutine that calls Step
}

// Hold keeps the room in memory until Release. It gives false if the room lives here no more: it is to be opened again, then.
func (r *Room) Hold() bool {
	r.rest.mu.Lock()
	defer r.rest.mu.Unlock()
	if r.rest.laid {
		return false
	}
	r.rest.held++
	return true
}

// Release ends a Hold.
func (r *Room) Release() {
	now := r.time()
	r.rest.mu.Lock()
	r.rest.held--
	r.rest.used = now
	free := r.rest.held == 0
	r.rest.mu.Unlock()
	if state, _ := r.Now(); free && state.Ended() {
		select { // so that it sees when it may lie down; if its inbox is full it is busy and will look anyway
		case r.inbox <- func(context.Context) {}:
		default:
		}
	}
}

// touch notes that somebody asked for the room, who may hold it in a moment.
func (r *Room) touch() {
	now := r.time()
	r.rest.mu.Lock()
	defer r.rest.mu.Unlock()
	r.rest.used = now
}

// watchRest sees whether an ended room may lie down, and says when to look again. It is called when the log was just read: a store that
// went back in time is given what it lost by rooms that are awake, so they stay until it was seen to have the end still.
func (r *Room) watchRest(now game.Time) (wake game.Time) {
	wake = now.Add(10 * pollInterval)
	r.rest.mu.Lock()
	defer r.rest.mu.Unlock()
	if r.rest.held > 0 {
		return wake
	}
	due := r.rest.due(r, now)
	r.rest.drowsy = now >= due && r.mended()
	if now < due {
		wake = min(wake, due)
	}
	return wake
}

// due is from when on a room that nobody holds may lie down. The caller has mu.
func (s *rest) due(r *Room, now game.Time) game.Time {
	s.used = min(s.used, now) // the clock may have been set back
	return max(s.used, r.state.LastAt).Add(game.MillisOf(r.options.RestAfter))
}

// layDown has nobody hold the room from now on. It gives false if it is needed after all. It is called by the owner of the room, while
// nobody can find the room who did not before.
func (r *Room) layDown() bool {
	now := r.time()
	r.rest.mu.Lock()
	defer r.rest.mu.Unlock()
	if r.rest.held > 0 || now < r.rest.due(r, now) || len(r.inbox) > 0 || len(r.outbox.take()) > 0 {
		return false
	}
	r.rest.laid = true
	return true
}

// end has nobody hold a room that runs no more.
func (r *Room) end() {
	r.rest.mu.Lock()
	defer r.rest.mu.Unlock()
	r.rest.laid = true
}
