package redis

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"
	"time"

	"trivium/server/ledger"
)

// leases is this instance's life and the leases that hang on it. A lease is on the name of a term of life (an instance's name
// and a number), so a life that lapsed ends all leases without a write to any room.
type leases struct {
	ledger  *Ledger
	beating chan struct{} // held during a heartbeat; guards the next two
	tried   time.Time     // when the last heartbeat began
	became  error         // of it

	mu      sync.Mutex // guards the rest
	number  int        // of the present term
	holds   map[ledger.RoomID]*hold
	yields  bool                   // takes no leases any more
	beatAt  ledger.Time            // room time of the last heartbeat that went well
	sentAt  time.Time              // when it was sent
	present map[string]ledger.Time // terms that lived then, with their last sign of life
}

// hold is a lease that this instance has.
type hold struct {
	asked   ledger.Time // when Lead was called last
	leaving bool        // it is being given back
}

func newLeases(l *Ledger) *leases {
	return &leases{
		ledger: l, beating: make(chan struct{}, 1), number: 1, holds: map[ledger.RoomID]*hold{}, present: map[string]ledger.Time{},
	}
}

// term names a term of this instance's life: the name, the number, and when the instance started.
func (s *leases) term(number int) string {
	return s.ledger.name + "#" + strconv.Itoa(number) + "@" + strconv.FormatInt(int64(s.ledger.since), 10)
}

// instanceOf gives the instance whose term it is.
func instanceOf(term string) string { return lifeOf(term).Instance }

// lifeOf gives the life of which it is a term.
func lifeOf(term string) ledger.Life {
	name, rest, _ := strings.Cut(term, "#")
	_, started, _ := strings.Cut(rest, "@")
	since, _ := strconv.ParseInt(started, 10, 64) // older versions do not say it
	return ledger.Life{Instance: name, Since: ledger.Time(since)}
}

// void forgets all leases and begins a new term: what Redis knows of the present one is not sure any more.
func (s *leases) void() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.number++
	clear(s.holds)
}

// Lead implements ledger.Ledger. While this instance has the lease and its heart beats, no call to Redis is needed.
func (l *Ledger) Lead(ctx context.Context, id ledger.RoomID) (leads bool, lastSeen ledger.Time, err error) {
	if err := l.usable(ctx); err != nil {
		return false, 0, fmt.Errorf("lead %s: %w", id, err)
	}
	now, _ := l.Now()
	if lastSeen, held := l.leases.held(id, now); held {
		return true, lastSeen, nil
	}
	ctx, done, err := l.begin(ctx, "lead")
	if err != nil {
		return false, 0, fmt.Errorf("lead %s: %w", id, err)
	}
	defer done()
	if err := l.leases.fresh(ctx); err != nil {
		return false, 0, fmt.Errorf("lead %s: %w", id, err)
	}
	if lastSeen, held := l.leases.held(id, now); held {
		return true, lastSeen, nil
	}
	leads, lastSeen, err = l.leases.claim(ctx, id)
	if err != nil {
		return false, 0, fmt.Errorf("lead %s: %w", id, err)
	}
	return leads, lastSeen, nil
}

// held says whether this instance has the lease for sure, and when it was heard of last.
func (s *leases) held(id ledger.RoomID, now ledger.Time) (lastSeen ledger.Time, held bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	hold := s.holds[id]
	if hold == nil || hold.leaving || s.yields || now-s.beatAt >= beatOld {
		return 0, false
	}
	hold.asked = now
	return s.beatAt, true
}

// standing says which term this is and whether it may take the lease on a room.
func (s *leases) standing(id ledger.RoomID) (number int, takes bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	hold := s.holds[id]
	return s.number, !s.yields && (hold == nil || !hold.leaving)
}

// claim takes the lease on a room if nobody who lives has it.
func (s *leases) claim(ctx context.Context, id ledger.RoomID) (leads bool, lastSeen ledger.Time, err error) {
	dead, deadSeen := "", ledger.Time(0)
	for asked := time.Now(); ; {
		number, takes := s.standing(id)
		answer, err := s.ledger.run(ctx, "claim", []string{keysOf(id).meta()}, s.term(number), dead, digit(takes))
		if err != nil {
			return false, 0, err
		}
		if answer.status() == statusNoRoom {
			return false, 0, ledger.ErrNoRoom
		}
		holder, seen := answer.text(4), ledger.Time(answer.number(5))
		if holder == dead {
			seen = max(seen, deadSeen)
		}
		if answer.status() == statusDone {
			return s.take(ctx, id, number, holder, seen)
		}
		if holder == "" {
			return false, seen, nil // free, and this instance takes none
		}
		last, lives, err := s.life(ctx, holder, asked)
		if err != nil {
			return false, 0, err
		}
		if lives || !takes {
			return false, max(last, seen), nil
		}
		dead, deadSeen = holder, last
	}
}

// take notes a lease that was claimed; if it may not be kept, it is given back.
func (s *leases) take(
	ctx context.Context, id ledger.RoomID, number int, before string, seen ledger.Time,
) (leads bool, lastSeen ledger.Time, err error) {
	now, _ := s.ledger.Now()
	s.mu.Lock()
	if before == s.term(number) { // the answer to an earlier claim was lost
		seen = max(seen, s.beatAt)
	}
	if s.number != number { // this life lapsed meanwhile, and with it what was claimed
		s.mu.Unlock()
		return false, seen, nil
	}
	s.holds[id] = &hold{asked: now}
	yields := s.yields
	s.mu.Unlock()
	if yields {
		return false, seen, s.giveBack(ctx, id)
	}
	return true, seen, nil
}

// life says when the holder of a lease was last heard of and whether it lives. Whoever came to life after this instance had
// looked is looked for again.
func (s *leases) life(ctx context.Context, holder string, asked time.Time) (last ledger.Time, lives bool, err error) {
	mine := instanceOf(holder) == s.ledger.name // an earlier term
	if last, lives := s.living()[holder]; lives && !mine {
		return last, true, nil
	}
	if !mine {
		if err := s.beat(ctx, asked); err != nil {
			return 0, false, err
		}
		if last, lives := s.living()[holder]; lives {
			return last, true, nil
		}
	}
	score, err := s.ledger.score(ctx, keyAlive, holder)
	return ledger.Time(score), false, err
}

// Release implements ledger.Ledger.
func (l *Ledger) Release(ctx context.Context) error {
	if err := l.usable(ctx); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	l.leases.mu.Lock()
	l.leases.yields = true
	l.leases.mu.Unlock()
	if err := l.leases.giveBack(ctx, l.leases.rooms()...); err != nil {
		return fmt.Errorf("release: %w", err)
	}
	return nil
}

// rooms lists the rooms whose leases this instance has.
func (s *leases) rooms() []ledger.RoomID {
	s.mu.Lock()
	defer s.mu.Unlock()
	rooms := make([]ledger.RoomID, 0, len(s.holds))
	for id := range s.holds {
		rooms = append(rooms, id)
	}
	return rooms
}

// idle lists the rooms for which nobody has called Lead for a lease's life: that lease is over.
func (s *leases) idle() []ledger.RoomID {
	now, _ := s.ledger.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	var rooms []ledger.RoomID
	for id, hold := range s.holds {
		if now-hold.asked > leaseLife {
			rooms = append(rooms, id)
		}
	}
	return rooms
}

// giveBack gives leases back. A room's own time was kept until Lead was called last.
func (s *leases) giveBack(ctx context.Context, rooms ...ledger.RoomID) error {
	if len(rooms) == 0 {
		return nil
	}
	calls := make([]call, 0, len(rooms))
	s.mu.Lock()
	term := s.term(s.number)
	given := map[ledger.RoomID]*hold{}
	for _, id := range rooms {
		if hold := s.holds[id]; hold != nil && !hold.leaving {
			hold.leaving = true
			given[id] = hold
			calls = append(calls, call{[]string{keysOf(id).meta()}, []any{term, int64(hold.asked)}})
		}
	}
	s.mu.Unlock()
	_, err := s.ledger.all(ctx, "release", calls)
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, hold := range given {
		hold.leaving = false
		if err == nil && s.holds[id] == hold {
			delete(s.holds, id)
		}
	}
	return err
}

// leave gives all leases back and ends this life.
func (s *leases) leave(ctx context.Context) error {
	err := s.giveBack(ctx, s.rooms()...)
	s.mu.Lock()
	term := s.term(s.number)
	s.mu.Unlock()
	_, dead := s.ledger.run(ctx, "leave", []string{keyAlive}, term, int64(leaseLife))
	return errors.Join(err, dead)
}

// living gives the terms that lived at the last heartbeat, with their last sign of life.
func (s *leases) living() map[string]ledger.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.present)
}

// count says how many leases this instance has.
func (s *leases) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.holds)
}

// leaseLife is ledger.LeaseLife in units of room time.
const leaseLife = ledger.Time(ledger.LeaseLife / time.Millisecond)
