// Package redislink opens the way to the Redis that several instances share: from what --redis-url says to a client that is
// set up for this server, known to answer, and checked to be kept as games need it.
//
// It holds no data and knows no keys; the ledger and the store on Redis have theirs. A start that can not work is one error
// that says what is wrong, where, and how to mend it, without ever showing a password. What works but is not safe is a
// warning.
package redislink

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"
)

// ErrCanNotStart is wrapped by every error of Open and Validate.
var ErrCanNotStart = errors.New("--redis-url (TRIVIUM_REDIS_URL)")

// What a client is given unless its URL says otherwise. A phone waits for its ack, so nothing may hang for long: a call that
// takes two seconds counts as lost and is repeated by whoever may.
const (
	dialTimeout = 2 * time.Second
	callTimeout = 2 * time.Second
	// poolSize bounds connections; commits are batched, so a busy server needs few at once.
	poolSize = 64
	// openLimit is how long Open may take in all.
	openLimit = 10 * time.Second
)

// Options say how to open a client. The zero value is usable.
type Options struct {
	// Logger hears the warnings about the server's settings. Nil is silence.
	Logger *slog.Logger
	// Registerer takes the metrics. Nil keeps none.
	Registerer prometheus.Registerer
	// Replicas is how many replicas are to have what is committed; the server is checked for having them.
	Replicas int
}

// Open gives a client of the Redis behind a URL once that has answered and its settings were looked at. What it can not work
// with is an error; what is not safe is a warning in the log. The client neither repeats calls nor outlives their contexts.
func Open(ctx context.Context, url string, options Options) (goredis.UniversalClient, error) {
	t, err := parse(url)
	if err != nil {
		return nil, err
	}
	log := options.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	client := t.client()
	client.AddHook(newHook(options.Registerer, client))
	ctx, cancel := context.WithTimeout(ctx, openLimit)
	defer cancel()
	c := checker{client: client, target: t, log: log, replicas: options.Replicas}
	if err := c.check(ctx); err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return client, nil
}

// Validate says what is wrong with a URL without connecting.
func Validate(url string) error {
	_, err := parse(url)
	return err
}

// client makes the client of a target; it connects when it is used.
func (t *target) client() goredis.UniversalClient {
	if t.sentinel != nil {
		return goredis.NewFailoverClient(t.sentinel)
	}
	return goredis.NewClient(t.single)
}

// LogTo makes go-redis log through a logger, at the level of debugging: what matters comes back as an error. It holds for the
// whole process, so only the process's start calls it.
func LogTo(log *slog.Logger) { goredis.SetLogger(lines{log}) }

type lines struct{ log *slog.Logger }

// Printf implements go-redis's Logging.
func (l lines) Printf(ctx context.Context, format string, args ...any) {
	if l.log.Enabled(ctx, slog.LevelDebug) {
		l.log.DebugContext(ctx, "go-redis", "says", fmt.Sprintf(format, args...))
	}
}
