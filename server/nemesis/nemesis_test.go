package nemesis

import (
	"context"
	"syscall"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/game"
	"trivium/server/ledger"
)

// calmTime is how long everything is left in peace between two strikes.
const calmTime = 2 * time.Second

// takeoverWait is how long a takeover is waited for.
const takeoverWait = 5 * time.Second

// nemesis breaks a cluster by a plan while people play on it. It runs in the test's own goroutine, which may fail the test.
type nemesis struct {
	t       testing.TB
	cluster *cluster
	record  *record
	room    ledger.RoomID
	redis   *goredis.Client // past the links

	notes     notes
	struck    map[game.Phase]int
	kinds     map[kind]int
	takeovers []time.Duration // from the kill of whoever kept the time until another has the lease
}

func newNemesis(t testing.TB, c *cluster, r *record, room ledger.RoomID) *nemesis {
	t.Helper()
	return &nemesis{
		t: t, cluster: c, record: r, room: room, redis: c.redis.Client(), notes: notes{instances: len(c.instances)},
		struck: map[game.Phase]int{}, kinds: map[kind]int{},
	}
}

// haunt does one strike after the other until the game is over or nothing is left to do.
func (n *nemesis) haunt(ctx context.Context, strikes []strike, over <-chan struct{}) {
	n.t.Helper()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		select {
		case <-over:
			cancel()
		case <-ctx.Done():
		}
	}()
	defer n.notes.look()
	for _, s := range strikes {
		at, ok := n.wait(ctx, s)
		if !ok {
			return
		}
		n.notes.look()
		n.struck[at.Phase]++
		n.kinds[s.Kind]++
		n.strike(ctx, s, at)
		if pause(ctx, calmTime) != nil {
			return
		}
	}
}

// wait waits for the phase in which a strike falls.
func (n *nemesis) wait(ctx context.Context, s strike) (turn, bool) {
	before, _ := n.record.last()
	left := s.Skip
	for {
		now, changed := n.record.last()
		switch {
		case now.Phase == game.Over:
			return now, false
		case now.Turn > before.Turn && left == 0:
			return now, pause(ctx, time.Duration(s.After*float64(usual(now.Phase)))) == nil
		case now.Turn > before.Turn:
			before = now
			left--
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return now, false
		}
	}
}

// strike breaks something and mends it. Once it has begun it is done to its end, whatever becomes of the game.
func (n *nemesis) strike(ctx context.Context, s strike, at turn) {
	n.t.Helper()
	victim, leads := s.Victim%len(n.cluster.instances), false
	if leader := n.cluster.leader(ctx); leader >= 0 && s.Leader {
		victim, leads = leader, true
	}
	one := n.cluster.instances[victim]
	ctx = context.WithoutCancel(ctx)
	note := spell{Instance: victim, What: s.String() + " in " + string(at.Phase), From: time.Now()}
	if leads {
		note.What += " (it leads)"
	}
	switch s.Kind {
	case kill:
		n.kill(ctx, one, leads)
		_ = pause(ctx, s.Lasts)
		one.Restart()
	case drain:
		one.Stop()
		one.Restart()
	case stand:
		one.signal(syscall.SIGSTOP)
		_ = pause(ctx, s.Lasts)
		one.signal(syscall.SIGCONT)
	case killRedis, standRedis:
		note.Instance = atRedis
		n.redisDown(ctx, s)
	case cutRedis, silenceRedis, slowRedis:
		broken(ctx, one.redis, s)
	case cutFront, silenceFront:
		broken(ctx, one.front, s)
	case killAll:
		n.killAll(ctx, s, note)
		return
	}
	note.To = time.Now()
	n.notes.spells = append(n.notes.spells, note)
}

// kill kills an instance, and measures how long it takes until another has the lease. If nobody takes it, another had it
// already: on a busy machine an instance may not know yet that it has lost it.
func (n *nemesis) kill(ctx context.Context, one *instance, leads bool) {
	n.t.Helper()
	holder := n.holder(ctx)
	one.Kill()
	killed := time.Now()
	if !leads || holder == "" {
		return
	}
	for time.Since(killed) < takeoverWait {
		if now := n.holder(ctx); now != "" && now != holder {
			n.takeovers = append(n.takeovers, time.Since(killed))
			return
		}
		_ = pause(ctx, 5*time.Millisecond)
	}
}

// holder is who has the room's lease: it stands in the room's hash.
func (n *nemesis) holder(ctx context.Context) string {
	holder, _ := n.redis.HGet(ctx, "trivium:{"+string(n.room)+"}:meta", "holder").Result() // none is the same
	return holder
}

func (n *nemesis) redisDown(ctx context.Context, s strike) {
	n.t.Helper()
	if s.Kind == standRedis {
		n.cluster.redis.Pause()
		_ = pause(ctx, s.Lasts)
		n.cluster.redis.Resume()
		return
	}
	n.cluster.redis.Kill()
	_ = pause(ctx, s.Lasts)
	n.cluster.redis.Start()
}

// killAll kills every instance, so that nobody keeps the game for a while.
func (n *nemesis) killAll(ctx context.Context, s strike, note spell) {
	n.t.Helper()
	for _, one := range n.cluster.instances {
		one.Kill()
	}
	_ = pause(ctx, s.Lasts)
	for i, one := range n.cluster.instances {
		one.Restart()
		note.Instance, note.To = i, time.Now()
		n.notes.spells = append(n.notes.spells, note)
	}
}

// broken breaks a link for a while.
func broken(ctx context.Context, l *link, s strike) {
	switch s.Kind {
	case cutRedis, cutFront:
		l.set(fault{cut: true})
	case silenceRedis, silenceFront:
		l.set(fault{up: s.Up, down: s.Down})
	case slowRedis:
		l.set(fault{delay: 60 * time.Millisecond})
	case kill, stand, drain, killRedis, standRedis, killAll:
	}
	_ = pause(ctx, s.Lasts)
	if s.Lost && s.Kind != slowRedis {
		l.sever()
	}
	l.set(fault{})
}
