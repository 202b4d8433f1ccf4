package memory

import "trivium/server/ledger"

// Call is one call that an instance is about to make.
type Call struct {
	Instance string
	// Method is the name of the Ledger's method: "Append", "Put", ...
	Method string
	// Room is empty for Find, Rooms and Alive.
	Room ledger.RoomID
}

// Fault is what goes wrong with one call.
type Fault int

// The faults of a call. All but Repeated give the caller ErrUnavailable.
const (
	// None lets the call be.
	None Fault = iota
	// Refused does nothing: the request was lost.
	Refused
	// ReplyLost does all of it and then loses the reply.
	ReplyLost
	// Repeated does it twice, as a network does that delivers twice; the caller gets the second answer.
	Repeated
	// Delayed does it only when Shared.Deliver is called, though the caller was told ErrUnavailable long before.
	Delayed
)

// Deliver lets all delayed calls arrive now, in the order that they were made in, and says how many there were.
func (s *Shared) Deliver() int {
	s.mu.Lock()
	late := s.late
	s.late = nil
	s.mu.Unlock()
	for _, arrive := range late {
		arrive()
	}
	return len(late)
}

// Restart is a crash of the store that loses no data: all leases and signs of life are gone, what was under way is lost with
// its connection, and the next call of each instance fails and shows it the new epoch.
func (s *Shared) Restart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.restart()
}

// restart needs the lock.
func (s *Shared) restart() {
	s.epoch++
	s.late = nil
	for _, name := range s.names {
		s.expire(name)
	}
}

// Kill ends an instance as kill -9 does: all its calls give ErrUnavailable from now on, and its leases run out by
// themselves. What it delayed may still be delivered.
func (s *Shared) Kill(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if instance := s.instances[name]; instance != nil {
		instance.closed = true
	}
}

// Expire ends an instance's leases at once, as a pause longer than they last would; it lives and may take them again.
func (s *Shared) Expire(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.expire(name)
}

// expire needs the lock.
func (s *Shared) expire(name string) {
	if instance := s.instances[name]; instance != nil {
		instance.alive = false
	}
	s.unhand(name)
}

// unhand takes the leases on rooms from an instance. It needs the lock.
func (s *Shared) unhand(name string) {
	for _, id := range s.order {
		if room := s.rooms[id]; room.holder == name {
			room.holder = ""
		}
	}
}

// Skew puts one instance's idea of room time off by so much; the truth's own stamps do not change.
func (s *Shared) Skew(name string, by ledger.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if instance := s.instances[name]; instance != nil {
		instance.skew = by
	}
}
