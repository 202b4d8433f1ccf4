package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

const (
	beatInterval = 300 * time.Millisecond
	// beatOld is how old the last heartbeat may be for a call that builds on it. Normally none is older.
	beatOld = ledger.Time(450)
	// remembered is how long Redis knows when the dead were heard of last.
	remembered = 30 * 24 * time.Hour
)

// run beats until the context ends, and gives leases back that nobody renews.
func (s *leases) run(ctx context.Context) {
	ticker := time.NewTicker(beatInterval)
	defer ticker.Stop()
	for well := true; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := s.beat(ctx, time.Now())
		if err == nil {
			err = s.giveBack(ctx, s.idle()...)
		}
		if ctx.Err() != nil {
			return
		}
		if (err == nil) != well {
			well = err == nil
			s.said(err)
		}
	}
}

// said tells the operator that the heart stopped or beats again.
func (s *leases) said(err error) {
	if err == nil {
		s.ledger.log.Info("the heartbeat reaches Redis again")
		return
	}
	s.ledger.log.Warn("the heartbeat does not reach Redis", "error", err)
}

// fresh sees to it that the last heartbeat is not old.
func (s *leases) fresh(ctx context.Context) error {
	now, _ := s.ledger.Now()
	s.mu.Lock()
	old := now-s.beatAt >= beatOld
	s.mu.Unlock()
	if !old {
		return nil
	}
	return s.beat(ctx, time.Now())
}

// beat does a heartbeat, unless another one has begun since the time that is given: then it gives what became of that.
func (s *leases) beat(ctx context.Context, since time.Time) error {
	caller := ctx
	ctx, cancel := context.WithTimeout(caller, callLimit)
	defer cancel()
	select {
	case s.beating <- struct{}{}:
		defer func() { <-s.beating }()
	case <-ctx.Done():
		return s.ledger.unavailable(ctx, ctx.Err())
	}
	if s.tried.After(since) {
		return s.became
	}
	s.mu.Lock()
	number := s.number
	s.mu.Unlock()
	s.tried = time.Now()
	s.became = s.send(ctx, s.tried, number)
	if caller.Err() != nil { // its failure says nothing to others
		s.tried = time.Time{}
	}
	return s.became
}

// send does a heartbeat.
func (s *leases) send(ctx context.Context, sent time.Time, number int) error {
	answer, err := s.ledger.run(ctx, "beat", []string{keyAlive},
		s.term(number), s.term(number+1), int64(leaseLife), remembered.Milliseconds(), s.ledger.bell.own)
	if err != nil {
		s.ledger.metrics.misses.Inc()
		return err
	}
	s.beaten(sent, number, answer)
	return nil
}

// beaten takes in the answer to a heartbeat.
func (s *leases) beaten(sent time.Time, number int, answer reply) {
	present := map[string]ledger.Time{}
	living := answer.list(5)
	for i := 0; i+1 < len(living); i += 2 {
		seen, _ := strconv.ParseFloat(living.text(i+1), 64)
		present[living.text(i)] = ledger.Time(seen)
	}
	lapsed := answer.text(4) != s.term(number)
	s.mu.Lock()
	s.beatAt, s.sentAt, s.present = ledger.Time(answer.micros()/1000), sent, present
	if lapsed && s.number == number {
		s.number++
		clear(s.holds)
	}
	s.mu.Unlock()
	if lapsed {
		s.ledger.metrics.lapses.Inc()
		s.ledger.log.Warn("this instance was not heard of for too long and has lost its leases")
	}
}

// age says how long ago the last heartbeat was that went well.
func (s *leases) age() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.sentAt)
}

// Alive implements ledger.Ledger. It asks Redis each time: who waits for all that live must not miss one that is new.
func (l *Ledger) Alive(ctx context.Context) (ledger.Living, error) {
	ctx, done, err := l.begin(ctx, "alive")
	if err != nil {
		return nil, fmt.Errorf("alive: %w", err)
	}
	defer done()
	if err := l.leases.beat(ctx, time.Now()); err != nil {
		return nil, fmt.Errorf("alive: %w", err)
	}
	var living ledger.Living
	for term := range l.leases.living() {
		living = append(living, lifeOf(term))
	}
	slices.SortFunc(living, ledger.ByInstance)
	return slices.Compact(living), nil
}

// score reads one score of a sorted set; 0 if it is not there.
func (l *Ledger) score(ctx context.Context, key, member string) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	score, err := l.client.ZScore(ctx, key, member).Result()
	if err != nil && !errors.Is(err, goredis.Nil) {
		return 0, l.unavailable(ctx, err)
	}
	return int64(score), nil
}
