// Package redis keeps the truth of rooms in a Redis server that any number of instances share: the body of the ledger for
// servers that play together.
//
// Everything that has to hold at one moment is one script: an append checks its position, a put its slot, and both write,
// ring the doorbell and tell the room's position in the same step. All keys of a room have one hash tag, so that they lie
// together in a cluster; keys.go names them. What is written while a commit is under way shares the next one, without timers.
//
// A reply means what the server's settings promise: with appendfsync always it is on the disk, with Replicas it is in the
// memory of so many others too. If the server was restarted or another one took its place, the next call of each instance
// notices it, since nobody has loaded the scripts there that carry the old server's name (script.go), and Epoch grows.
//
// Nothing is repeated but what may be repeated, and that once. Every call ends within callLimit.
package redis

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

const (
	// callLimit is how long a call may take. It is below the silence after which a room believes that nobody kept its time.
	callLimit = 1400 * time.Millisecond
	// defaultRetention is how long a room's keys stay behind its last append if Options says nothing.
	defaultRetention = 90 * 24 * time.Hour
)

// Options says how to make a Ledger. Only Client is needed.
type Options struct {
	// Client reaches the server. It stays the caller's to close, after the ledger. Its own retries have to be off (MaxRetries
	// -1) and ContextTimeoutEnabled on.
	Client goredis.UniversalClient
	// Replicas is how many replicas must have a commit before it is acknowledged; 0 asks none. Not with a cluster.
	Replicas int
	// Retention is how long what is known of a room stays after its last append; 0 is 90 days. At least ledger.PINRest.
	Retention time.Duration
	// Logger hears what an operator should know. Nil is silence.
	Logger *slog.Logger
	// Registerer takes the metrics. Nil keeps none.
	Registerer prometheus.Registerer
	// Shift is added to the server's time, for tests. It may not fall. Nil is none.
	Shift func() time.Duration
}

// validate sets defaults and says what is wrong.
func (o *Options) validate() error {
	if o.Client == nil {
		return errors.New("redis: Client is missing")
	}
	if _, cluster := o.Client.(*goredis.ClusterClient); cluster && o.Replicas > 0 {
		return errors.New("redis: Replicas does not work with a cluster: set it to 0")
	}
	if o.Replicas < 0 {
		return fmt.Errorf("redis: Replicas is %d: set it to 0 or more", o.Replicas)
	}
	if o.Retention == 0 {
		o.Retention = defaultRetention
	}
	if o.Retention < ledger.PINRest {
		return fmt.Errorf("redis: Retention is %s: set it to %s or more, or to 0 for the default", o.Retention, ledger.PINRest)
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Shift == nil {
		o.Shift = func() time.Duration { return 0 }
	}
	return nil
}

// Ledger is one instance's view of the truth in Redis.
type Ledger struct {
	options Options
	client  goredis.UniversalClient
	log     *slog.Logger
	metrics *metrics
	name    string
	since   ledger.Time // when it started
	clock   clock
	writer  *writer
	leases  *leases
	bell    *doorbell

	loading chan struct{}           // held while scripts are loaded
	scripts atomic.Pointer[scripts] // those that were loaded last
	epoch   atomic.Uint64

	stop   context.CancelFunc // ends the goroutines
	mu     sync.Mutex         // guards closed, so that no goroutine starts behind it
	closed bool
	group  sync.WaitGroup
}

var _ ledger.Ledger = (*Ledger)(nil)

// New starts an instance. The server has to answer.
func New(ctx context.Context, options Options) (*Ledger, error) {
	if err := options.validate(); err != nil {
		return nil, err
	}
	l := &Ledger{
		options: options,
		client:  options.Client,
		log:     options.Logger,
		name:    rand.Text(),
		loading: make(chan struct{}, 1),
	}
	l.metrics = newMetrics(l, options.Registerer)
	l.clock.shift = options.Shift
	l.writer = &writer{ledger: l, puts: map[ledger.RoomID]*job{}}
	l.leases = newLeases(l)
	l.bell = newDoorbell(l)
	l.scripts.Store(&scripts{})
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	if err := l.start(ctx); err != nil {
		return nil, fmt.Errorf("redis: start: %w", err)
	}
	return l, nil
}

// start loads the scripts, begins to live, and starts what goes on in the background.
func (l *Ledger) start(ctx context.Context) error {
	first, err := l.load(ctx)
	if err != nil {
		return err
	}
	l.scripts.Store(first)
	now, err := l.client.Time(ctx).Result()
	if err != nil {
		return err
	}
	l.since = ledger.Time(now.Add(l.options.Shift()).UnixMilli())
	if err := l.leases.beat(ctx, time.Now()); err != nil {
		return err
	}
	// It lives until Close.
	living, stop := context.WithCancel(context.WithoutCancel(ctx))
	l.stop = stop
	l.group.Go(func() { l.leases.run(living) })
	l.group.Go(func() { l.bell.run(living) })
	return nil
}

// background runs something that nobody waits for, unless the ledger is closed.
func (l *Ledger) background(run func(ctx context.Context)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return
	}
	l.group.Go(func() {
		ctx, cancel := context.WithTimeout(context.Background(), callLimit)
		defer cancel()
		run(ctx)
	})
}

// Instance implements ledger.Ledger.
func (l *Ledger) Instance() string { return l.name }

// Epoch implements ledger.Ledger.
func (l *Ledger) Epoch() uint64 { return l.epoch.Load() }

// Now implements ledger.Ledger. It is the server's clock, as far as this instance knows it.
func (l *Ledger) Now() (ledger.Time, time.Duration) {
	micros, off := l.clock.now()
	return ledger.Time(micros / 1000), off
}

// Close implements ledger.Ledger. What is under way is still stored. Leases that can not be given back end by themselves.
func (l *Ledger) Close() error {
	l.mu.Lock()
	closed := l.closed
	l.closed = true
	l.mu.Unlock()
	if closed {
		return nil
	}
	l.stop()
	l.writer.close()
	l.group.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), callLimit)
	defer cancel()
	if err := l.leases.leave(ctx); err != nil {
		l.log.Warn("leases could not be given back, they end by themselves", "error", err)
	}
	return nil
}

// usable says whether a call may begin.
func (l *Ledger) usable(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("%w: %w", ledger.ErrUnavailable, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return fmt.Errorf("%w: the ledger is closed", ledger.ErrUnavailable)
	}
	return nil
}
