package memory

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"trivium/server/ledger"
)

// call runs one call of an instance on the truth, with the fault that Options.Fault wants. It rings the room's doorbells
// after a write.
func call[T any](
	ctx context.Context, i *Instance, method string, id ledger.RoomID, writes bool, do func(now ledger.Time) (T, error),
) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, fmt.Errorf("%s: %w: %w", method, ledger.ErrUnavailable, err)
	}
	believed := i.Epoch() // what the call goes by: another call may notice a restart before this one arrives
	fault := None
	if i.shared.options.Fault != nil {
		fault = i.shared.options.Fault(Call{Instance: i.name, Method: method, Room: id})
	}
	run := func() (T, error) { return locked(i, believed, method, id, writes, do) }
	switch fault {
	case Refused:
		return none, fmt.Errorf("%s: %w: the request was lost", method, ledger.ErrUnavailable)
	case ReplyLost:
		_, _ = run()
		return none, fmt.Errorf("%s: %w: the reply was lost", method, ledger.ErrUnavailable)
	case Repeated:
		// If the first of the two notices a new epoch, the call has failed: a connection that is gone delivers nothing twice.
		if answer, err := run(); errors.Is(err, ledger.ErrUnavailable) {
			return answer, err
		}
	case Delayed:
		i.shared.mu.Lock()
		defer i.shared.mu.Unlock()
		if !i.closed {
			i.shared.late = append(i.shared.late, func() { _, _ = arrive(i.shared, id, writes, do) })
		}
		return none, fmt.Errorf("%s: %w: the request is late", method, ledger.ErrUnavailable)
	case None:
	}
	return run()
}

// locked does a call of an instance that lives, which is a sign of its life.
func locked[T any](
	i *Instance, believed uint64, method string, id ledger.RoomID, writes bool, do func(now ledger.Time) (T, error),
) (T, error) {
	var none T
	noticed := false
	answer, err := arrive(i.shared, id, writes, func(now ledger.Time) (T, error) {
		if i.closed {
			return none, fmt.Errorf("%s: %w: the instance is closed", method, ledger.ErrUnavailable)
		}
		if believed != i.shared.epoch { // the truth has gone back: the driver has to hear of it first
			noticed = i.epoch != i.shared.epoch
			i.epoch = i.shared.epoch
			return none, fmt.Errorf("%s: %w: the truth may have gone back in time", method, ledger.ErrUnavailable)
		}
		i.alive, i.seen = true, now
		return do(now)
	})
	if noticed {
		i.ringAll()
	}
	return answer, err
}

// arrive does a call under the lock and rings afterwards.
func arrive[T any](
	s *Shared, id ledger.RoomID, writes bool, do func(now ledger.Time) (T, error),
) (T, error) {
	now := s.options.Clock()
	s.mu.Lock()
	answer, err := do(now)
	var bells []*watcher
	if writes && err == nil {
		bells = s.bells(id)
	}
	s.mu.Unlock()
	for _, bell := range bells {
		if s.options.Ring == nil || s.options.Ring(bell.instance, id) {
			bell.ring()
		}
	}
	return answer, err
}

// create makes a room. It needs the lock.
func (s *Shared) create(
	id ledger.RoomID, pin string, first ledger.Batch, now ledger.Time,
) (ledger.Pos, error) {
	if existing := s.rooms[id]; existing != nil {
		if place, known := existing.batches[first.ID]; known && existing.pin == pin && place.before == (ledger.Pos{}) {
			return place.behind, nil
		}
		return ledger.Pos{}, fmt.Errorf("create %s: %w: the room exists", id, ledger.ErrMoved)
	}
	if gone, known := s.forgotten[id]; known && now-gone < forgottenFor {
		return ledger.Pos{}, fmt.Errorf("create %s: %w: the room was forgotten", id, ledger.ErrMoved)
	}
	if other := s.rooms[s.pins[pin]]; other != nil && (!other.released || now-other.releasedAt < pinRest) {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, ledger.ErrPINTaken)
	}
	room := &room{id: id, pin: pin, batches: map[string]placed{}, slots: map[ledger.Slot]*slot{}}
	pos, err := room.append(ledger.Pos{}, first, now)
	if err != nil {
		return ledger.Pos{}, err
	}
	s.rooms[id], s.pins[pin] = room, id
	s.order = append(s.order, id)
	return pos, nil
}

// forget drops a room. It needs the lock.
func (s *Shared) forget(id ledger.RoomID, at ledger.Pos, now ledger.Time) error {
	room := s.rooms[id]
	switch {
	case room == nil:
		return nil
	case !room.released || now-room.releasedAt < pinRest:
		return fmt.Errorf("forget %s: %w: its PIN is in use or rests", id, ledger.ErrInvalid)
	case room.head() != at:
		return fmt.Errorf("forget %s: %w", id, ledger.ErrMoved)
	}
	delete(s.rooms, id)
	s.order = slices.DeleteFunc(s.order, func(other ledger.RoomID) bool { return other == id })
	if s.pins[room.pin] == id {
		delete(s.pins, room.pin)
	}
	s.forgotten[id] = now
	return nil
}

// room finds a room. It needs the lock.
func (s *Shared) room(id ledger.RoomID) (*room, error) {
	if room := s.rooms[id]; room != nil {
		return room, nil
	}
	return nil, fmt.Errorf("room %s: %w", id, ledger.ErrNoRoom)
}

// lead takes or renews a lease.
func (r *room) lead(name string, now ledger.Time) (leads bool, lastSeen ledger.Time) {
	lastSeen = r.lastSeen
	if r.holder != "" && r.holder != name && recent(r.lastSeen, now) {
		return false, lastSeen
	}
	r.holder, r.lastSeen = name, now
	return true, lastSeen
}

// recent says whether a lease that was renewed then still holds now. A clock that was set back keeps it.
func recent(renewed, now ledger.Time) bool { return now-renewed < leaseLife }
