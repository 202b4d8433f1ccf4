package redislink

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"
)

// How often the pulse is felt, and how long one beat may take.
const (
	beat      = 500 * time.Millisecond
	beatLimit = time.Second
)

// ErrAway says that Redis does not answer now.
var ErrAway = errors.New("redis does not answer")

// Pulse knows whether Redis answers now, so that asking costs nothing: a load balancer asks each instance all the time.
type Pulse struct {
	client goredis.UniversalClient
	log    *slog.Logger
	up     prometheus.Gauge
	away   atomic.Bool
	stop   context.CancelFunc
	wait   sync.WaitGroup
}

// NewPulse begins to feel the pulse of a server that has just answered. Close ends it.
func NewPulse(client goredis.UniversalClient, options Options) *Pulse {
	ctx, stop := context.WithCancel(context.Background())
	p := &Pulse{client: client, log: options.Logger, stop: stop, up: prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "trivium_redis_up", Help: "1 while Redis answers, else 0.",
	})}
	if p.log == nil {
		p.log = slog.New(slog.DiscardHandler)
	}
	if options.Registerer != nil {
		options.Registerer.MustRegister(p.up)
	}
	p.up.Set(1)
	p.wait.Go(func() { p.run(ctx) })
	return p
}

// Err is ErrAway while Redis does not answer, and nil otherwise.
func (p *Pulse) Err() error {
	if p.away.Load() {
		return ErrAway
	}
	return nil
}

// Close ends it.
func (p *Pulse) Close() {
	p.stop()
	p.wait.Wait()
}

func (p *Pulse) run(ctx context.Context) {
	ticker := time.NewTicker(beat)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			p.feel(ctx)
		}
	}
}

func (p *Pulse) feel(ctx context.Context) {
	limited, cancel := context.WithTimeout(ctx, beatLimit)
	defer cancel()
	err := p.client.Ping(limited).Err()
	if ctx.Err() != nil || p.away.Swap(err != nil) == (err != nil) {
		return
	}
	if err != nil {
		p.up.Set(0)
		p.log.ErrorContext(ctx, "Redis does not answer; games wait and answers are held", "error", err)
		return
	}
	p.up.Set(1)
	p.log.InfoContext(ctx, "Redis answers again")
}
