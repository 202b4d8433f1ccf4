package archive

import "sync"

// aheadMax bounds how many rooms are remembered; each has been corrected a moment ago.
const aheadMax = 10_000

// ahead remembers how far a room's log goes after corrections made here, until the room that lives here has heard of them: whoever
// has corrected a game and looks at it must see the correction. The zero value is ready.
type ahead struct {
	mu    sync.Mutex
	rooms map[string]uint64 // the position of the last event, by room
}

// wrote notes that the log of a room goes up to an event.
func (a *ahead) wrote(room string, n uint64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.rooms == nil || len(a.rooms) >= aheadMax {
		a.rooms = map[string]uint64{}
	}
	a.rooms[room] = max(a.rooms[room], n)
}

// of tells whether the log is known to go beyond an event that a room has reached.
func (a *ahead) of(room string, n uint64) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	known, ok := a.rooms[room]
	if ok && known <= n {
		delete(a.rooms, room)
	}
	return known > n
}
