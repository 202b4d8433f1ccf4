package redis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

// Statuses that replies begin with. What else there is depends on the script.
const (
	statusNoRoom = 0
	statusDone   = 1
	statusMoved  = 2 // or taken, or another's
	statusInUse  = 3
	statusBarred = 4
)

// reply is what a script answers: status, n, head, time, and more.
type reply []any

// number gives an integer, 0 if there is none.
func (r reply) number(i int) int64 {
	if i >= len(r) {
		return 0
	}
	number, _ := r[i].(int64)
	return number
}

// text gives a string, empty if there is none.
func (r reply) text(i int) string {
	if i >= len(r) {
		return ""
	}
	text, _ := r[i].(string)
	return text
}

// list gives a list, empty if there is none.
func (r reply) list(i int) reply {
	if i >= len(r) {
		return nil
	}
	list, _ := r[i].([]any)
	return list
}

func (r reply) status() int     { return int(r.number(0)) }
func (r reply) pos() ledger.Pos { return ledger.Pos{N: uint64(r.number(1)), Head: r.text(2)} }
func (r reply) micros() int64   { return r.number(3) }

// command makes a call of a script. Arguments begin with the shift, which all scripts take.
func (s *scripts) command(ctx context.Context, name string, shift time.Duration, keys []string, args []any) *goredis.Cmd {
	words := make([]any, 0, 4+len(keys)+len(args))
	words = append(words, "evalsha", s.sha[name], len(keys))
	for _, key := range keys {
		words = append(words, key)
	}
	words = append(words, shift.Milliseconds())
	return goredis.NewCmd(ctx, append(words, args...)...)
}

// begin begins a call: it says whether it may begin, gives it its time, and notes how long it took when done is called.
func (l *Ledger) begin(ctx context.Context, name string) (limited context.Context, done func(), err error) {
	if err := l.usable(ctx); err != nil {
		return nil, func() {}, err
	}
	start := time.Now()
	limited, cancel := context.WithTimeout(ctx, callLimit)
	return limited, func() {
		cancel()
		l.metrics.callSeconds.WithLabelValues(name).Observe(time.Since(start).Seconds())
	}, nil
}

// run calls a script and gives its answer. It repeats the call once if the connection broke, or if the scripts had to be
// loaded again: all scripts may be repeated.
func (l *Ledger) run(ctx context.Context, name string, keys []string, args ...any) (reply, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	for tried := false; ; tried = true {
		used := l.scripts.Load()
		shift := l.options.Shift()
		cmd := used.command(ctx, name, shift, keys, args)
		sent := time.Now()
		err := l.client.Process(ctx, cmd)
		if err == nil {
			answer := reply(cmd.Val().([]any))
			l.clock.heard(sent, time.Now(), answer.micros(), shift)
			return answer, nil
		}
		retry, cause := l.failed(ctx, used, err)
		if !retry || tried {
			return nil, l.unavailable(ctx, cmp.Or(cause, err))
		}
	}
}

// failed looks at the error of a call and says whether the call may be repeated at once; if not, it gives the cause.
func (l *Ledger) failed(ctx context.Context, used *scripts, err error) (again bool, cause error) {
	var answered goredis.Error
	switch {
	case goredis.HasErrorPrefix(err, "NOSCRIPT"):
		cause = l.reload(ctx, used)
		return cause == nil, cause
	case goredis.IsReadOnlyError(err):
		l.distrust(used)
		return false, err
	case errors.As(err, &answered), errors.Is(err, goredis.ErrClosed), ctx.Err() != nil:
		return false, err
	}
	return true, err
}

// unavailable gives the error of a call that failed, and counts it.
func (l *Ledger) unavailable(ctx context.Context, err error) error {
	l.metrics.errors.WithLabelValues(kind(err)).Inc()
	if errors.Is(err, errNoticed) {
		return errNoticed
	}
	if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
		err = errors.Join(ended, err)
	}
	return fmt.Errorf("%w: %w", ledger.ErrUnavailable, err)
}

// kind names an error for the metrics.
func kind(err error) string {
	for _, prefix := range []string{
		"NOSCRIPT", "READONLY", "LOADING", "OOM", "MISCONF", "NOREPLICAS", "CLUSTERDOWN", "BUSY", "NOAUTH", "NOPERM", "MASTERDOWN",
	} {
		if goredis.HasErrorPrefix(err, prefix) {
			return prefix
		}
	}
	var answered goredis.Error
	var timeout interface{ Timeout() bool }
	switch {
	case errors.Is(err, errNoticed):
		return "epoch"
	case errors.Is(err, errReplicas):
		return "replicas"
	case errors.As(err, &answered):
		return "refused"
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return "timeout"
	}
	return "network"
}

// errReplicas says that too few replicas have a commit.
var errReplicas = errors.New("too few replicas have it")

// all calls one script for many rooms, in as few pipelines as is good, and gives the answers in order.
func (l *Ledger) all(ctx context.Context, name string, calls []call) ([]reply, error) {
	const page = 500
	answers := make([]reply, 0, len(calls))
	for part := range slices.Chunk(calls, page) {
		got, err := l.pipeline(ctx, name, part)
		if err != nil {
			return nil, err
		}
		answers = append(answers, got...)
	}
	return answers, nil
}

// call is one call of many.
type call struct {
	keys []string
	args []any
}

// pipeline calls one script several times over one connection.
func (l *Ledger) pipeline(ctx context.Context, name string, calls []call) ([]reply, error) {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	for tried := false; ; tried = true {
		used, pipe := l.scripts.Load(), l.client.Pipeline()
		cmds := make([]*goredis.Cmd, len(calls))
		for i, call := range calls {
			cmds[i] = used.command(ctx, name, l.options.Shift(), call.keys, call.args)
			_ = pipe.Process(ctx, cmds[i]) // Exec gives the error
		}
		_, err := pipe.Exec(ctx)
		if err == nil {
			answers := make([]reply, len(cmds))
			for i, cmd := range cmds {
				answers[i], _ = cmd.Val().([]any)
			}
			return answers, nil
		}
		retry, cause := l.failed(ctx, used, err)
		if !retry || tried {
			return nil, l.unavailable(ctx, cmp.Or(cause, err))
		}
	}
}
