package redislink

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"
)

// hook measures every call of a client.
type hook struct {
	seconds *prometheus.HistogramVec
	errors  *prometheus.CounterVec
}

var _ goredis.Hook = (*hook)(nil)

// newHook registers the metrics of a client, if there is somewhere to.
func newHook(registerer prometheus.Registerer, client goredis.UniversalClient) *hook {
	h := &hook{
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "trivium_redis_call_seconds", Help: "Time of one call to Redis, by the family of its command.",
			Buckets: prometheus.ExponentialBuckets(0.0001, 2, 16), // to 3.3 s
		}, []string{"family"}),
		errors: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_redis_errors_total", Help: "Calls to Redis that failed, by family and reason.",
		}, []string{"family", "reason"}),
	}
	if registerer != nil {
		registerer.MustRegister(h.seconds, h.errors, newPool(client))
	}
	return h
}

// DialHook implements goredis.Hook.
func (h *hook) DialHook(next goredis.DialHook) goredis.DialHook {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		start := time.Now()
		conn, err := next(ctx, network, address)
		h.note("connect", start, err)
		return conn, err
	}
}

// ProcessHook implements goredis.Hook.
func (h *hook) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		start := time.Now()
		err := next(ctx, cmd)
		h.note(family(cmd.Name()), start, err)
		return err
	}
}

// ProcessPipelineHook implements goredis.Hook.
func (h *hook) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		start := time.Now()
		err := next(ctx, cmds)
		h.note("pipeline", start, err)
		return err
	}
}

func (h *hook) note(family string, start time.Time, err error) {
	h.seconds.WithLabelValues(family).Observe(time.Since(start).Seconds())
	if reason := reasonOf(err); reason != "" {
		h.errors.WithLabelValues(family, reason).Inc()
	}
}

// family keeps the label's values few.
func family(command string) string {
	switch command {
	case "eval", "evalsha", "eval_ro", "evalsha_ro", "fcall", "fcall_ro", "script":
		return "script"
	case "publish", "spublish", "pubsub":
		return "pubsub"
	case "wait", "waitaof":
		return "wait"
	case "ping", "time", "hello", "info", "config", "client", "role":
		return "server"
	case "get", "mget", "exists", "type", "ttl", "pttl", "scan", "hget", "hmget", "hgetall", "hlen", "hexists", "hstrlen", "hscan", "zrange",
		"zrangebyscore", "zrevrange", "zscore", "zmscore", "zcard", "zcount", "xrange", "xrevrange", "xlen", "xread", "smembers", "sismember", "scard":
		return "read"
	}
	return "write"
}

// reasonOf is empty for what is no failure: nothing found, a script that has to be sent, a caller that went away.
func reasonOf(err error) string {
	var timeout net.Error
	var answered goredis.Error
	switch {
	case err == nil, errors.Is(err, goredis.Nil), errors.Is(err, context.Canceled), goredis.HasErrorPrefix(err, "NOSCRIPT"):
		return ""
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	case errors.Is(err, goredis.ErrPoolTimeout), errors.Is(err, goredis.ErrPoolExhausted):
		return "pool"
	case errors.As(err, &answered):
		return "refused"
	}
	return "connection"
}
