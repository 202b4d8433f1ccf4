package redis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

const (
	lanes     = 4     // pipelines under way at once
	laneJobs  = 256   // jobs in one pipeline
	putLength = 4_096 // entries in one put
	waitLimit = time.Second
)

// job is one script that writes, on its way. Whoever made it waits for done.
type job struct {
	name    string
	room    ledger.RoomID
	used    *scripts // as they were when the call began: a call that is older than what was noticed does nothing
	started time.Time
	keys    []string
	args    []any
	put     *merged // of a put

	waiting int // guarded by the writer's lock: nobody waits for the answer any more if it is 0
	tried   bool
	cmd     *goredis.Cmd
	done    chan struct{}
	answer  reply
	err     error
}

// writer sends what is to be written. There is no timer: what comes while all lanes are busy goes together with the next one
// that gets free, and puts of one room become one.
type writer struct {
	ledger *Ledger

	mu    sync.Mutex // guards the rest
	shut  bool
	queue []*job
	puts  map[ledger.RoomID]*job // that are queued and take more
	busy  int                    // lanes at work
	group sync.WaitGroup
}

// do sends a script that is not a put and waits.
func (w *writer) do(ctx context.Context, j *job) (reply, error) {
	w.mu.Lock()
	w.add(j)
	w.mu.Unlock()
	return w.await(ctx, j)
}

// add queues a job. It needs the lock.
func (w *writer) add(j *job) {
	j.used, j.started, j.done, j.waiting = w.ledger.scripts.Load(), time.Now(), make(chan struct{}), 1
	if w.shut {
		j.err = fmt.Errorf("%w: the ledger is closed", ledger.ErrUnavailable)
		close(j.done)
		return
	}
	w.queue = append(w.queue, j)
	if w.busy < lanes {
		w.busy++
		w.group.Go(w.lane)
	}
}

// await waits for a job no longer than the caller and a call may.
func (w *writer) await(ctx context.Context, j *job) (reply, error) {
	limit := time.NewTimer(callLimit)
	defer limit.Stop()
	var cause error
	select {
	case <-j.done:
		return j.answer, j.err
	case <-ctx.Done():
		cause = ctx.Err()
	case <-limit.C:
		cause = context.DeadlineExceeded
	}
	w.mu.Lock()
	j.waiting--
	w.mu.Unlock()
	return nil, w.ledger.unavailable(ctx, cause)
}

// lane sends what is queued until nothing is.
func (w *writer) lane() {
	for {
		jobs := w.take()
		if jobs == nil {
			return
		}
		w.send(jobs)
	}
}

// take gives what to send next; nil if there is nothing, and the lane ends.
func (w *writer) take() []*job {
	w.mu.Lock()
	defer w.mu.Unlock()
	for len(w.queue) > 0 {
		count := min(len(w.queue), laneJobs)
		jobs := slices.Clone(w.queue[:count])
		w.queue = slices.Delete(w.queue, 0, count)
		for _, j := range jobs {
			if w.puts[j.room] == j {
				delete(w.puts, j.room)
			}
		}
		jobs = slices.DeleteFunc(jobs, func(j *job) bool { return j.waiting == 0 })
		if len(jobs) > 0 {
			return jobs
		}
	}
	w.busy--
	return nil
}

// send sends jobs over one connection and settles them. Jobs whose connection broke are sent once more.
func (w *writer) send(jobs []*job) {
	ctx, cancel := context.WithTimeout(context.Background(), callLimit)
	defer cancel()
	for len(jobs) > 0 {
		w.ledger.metrics.jobs.Observe(float64(len(jobs)))
		shift, sent := w.ledger.options.Shift(), time.Now()
		short := w.exchange(ctx, jobs, shift)
		received := time.Now()
		var again []*job
		for _, j := range jobs {
			err := j.cmd.Err()
			if err == nil {
				j.answer, _ = j.cmd.Val().([]any)
				j.err = short
				w.ledger.clock.heard(sent, received, j.answer.micros(), shift)
				close(j.done)
				continue
			}
			retry, cause := w.ledger.failed(ctx, j.used, err)
			if retry && !j.tried {
				j.tried = true
				again = append(again, j)
				continue
			}
			j.err = w.ledger.unavailable(ctx, cmp.Or(cause, err))
			close(j.done)
		}
		jobs = again
	}
}

// exchange sends jobs and, if replicas are asked for, waits for them on the same connection. Its error is for those jobs that
// went well otherwise.
func (w *writer) exchange(ctx context.Context, jobs []*job, shift time.Duration) error {
	for _, j := range jobs {
		if j.put != nil {
			j.keys, j.args = j.put.command(j.room)
		}
		j.cmd = j.used.command(ctx, j.name, shift, j.keys, j.args)
	}
	replicas := w.ledger.options.Replicas
	if len(jobs) == 1 && replicas == 0 {
		_ = w.ledger.client.Process(ctx, jobs[0].cmd) // the command has the error
		return nil
	}
	pipe := w.ledger.client.Pipeline()
	for _, j := range jobs {
		_ = pipe.Process(ctx, j.cmd) // so too
	}
	var wait *goredis.IntCmd
	if replicas > 0 {
		wait = goredis.NewIntCmd(ctx, "wait", replicas, waitLimit.Milliseconds())
		_ = pipe.Process(ctx, wait)
	}
	_, _ = pipe.Exec(ctx)
	if wait == nil {
		return nil
	}
	have, err := wait.Result()
	if err == nil && have >= int64(replicas) {
		return nil
	}
	if err == nil {
		err = fmt.Errorf("%w: %d of %d", errReplicas, have, replicas)
	}
	return w.ledger.unavailable(ctx, err)
}

// close refuses what comes from now on, and waits for what is under way.
func (w *writer) close() {
	w.mu.Lock()
	w.shut = true
	w.mu.Unlock()
	w.group.Wait()
}
