package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"trivium/server/ledger"
)

// guest is who shares every commit: the ledger, which gathers what it writes and writes it in few statements.
type guest interface {
	// settle writes what was gathered. An error undoes the whole commit.
	settle(tx *sql.Tx) error
	// settled hears what became of it: nil says that everything is durable.
	settled(err error)
}

// request is something to write. Its fields but state belong to whoever holds it: the caller until it is queued, then the
// writer until done is closed.
type request struct {
	run func(tx *sql.Tx) error
	// whole says that run leaves nothing behind when it refuses, so it needs no savepoint of its own; and that any error
	// but a refusal is the file's fault and undoes the commit.
	whole    bool
	state    atomic.Int32 // waiting, taken or left
	err      error
	panicked any
	done     chan struct{}
}

// The states of a request.
const (
	waiting = iota
	taken
	left
)

// refusal is an error by which a whole request says no without having written anything.
type refusal struct{ error }

// Unwrap gives the reason.
func (r refusal) Unwrap() error { return r.error }

// Write runs write in a transaction, alone, and returns when it is durable. If write gives an error, that error is
// returned and nothing of it is kept. Others' writes may share the commit but not the outcome; only a failing disk fails
// all of them, with ledger.ErrUnavailable. Within write, use a context without end (context.WithoutCancel): one that ends
// in the middle of a statement undoes everybody's work. If ctx ends before write has begun, Write returns; a write that
// has begun is waited for.
func (f *File) Write(ctx context.Context, write func(tx *sql.Tx) error) error {
	return f.do(ctx, &request{run: write})
}

// do queues a request and waits for it.
func (f *File) do(ctx context.Context, r *request) error {
	r.done = make(chan struct{})
	if !f.enqueue(r) {
		return fmt.Errorf("write %s: %w: closed", f.path, ledger.ErrUnavailable)
	}
	select {
	case <-r.done:
	case <-ctx.Done():
		if r.state.CompareAndSwap(waiting, left) {
			return fmt.Errorf("write %s: %w: %w", f.path, ledger.ErrUnavailable, context.Cause(ctx))
		}
		<-r.done
	}
	if r.panicked != nil {
		panic(r.panicked)
	}
	return r.err
}

// enqueue hands a request to the writer, unless the file is closed.
func (f *File) enqueue(r *request) bool {
	f.mu.Lock()
	if f.closed {
		f.mu.Unlock()
		return false
	}
	f.queue = append(f.queue, r)
	f.mu.Unlock()
	f.ring()
	return true
}

// ring wakes the writer.
func (f *File) ring() {
	select {
	case f.wake <- struct{}{}:
	default:
	}
}

// write is the writer: it commits everything that came in during the last commit, until the file is closed.
func (f *File) write() {
	defer close(f.stopped)
	for range f.wake {
		for {
			f.mu.Lock()
			group, guest, closed := f.queue, f.guest, f.closed
			f.queue = nil
			f.mu.Unlock()
			if len(group) == 0 {
				if closed {
					return
				}
				break
			}
			f.commit(group, guest)
		}
	}
}

// commit runs a group of requests in one transaction and answers them all.
func (f *File) commit(group []*request, guest guest) {
	start := time.Now()
	group = take(group)
	err := f.transact(group, guest)
	if err != nil {
		err = fmt.Errorf("write %s: %w: %w", f.path, ledger.ErrUnavailable, err)
		f.log.Error("commit failed", "error", err, "requests", len(group))
	}
	if guest != nil {
		guest.settled(err)
	}
	for _, r := range group {
		if err != nil {
			r.err = err
		}
		close(r.done)
	}
	f.metrics.committed(len(group), time.Since(start), err)
}

// take leaves out the requests whose callers have gone.
func take(group []*request) []*request {
	kept := group[:0]
	for _, r := range group {
		if r.state.CompareAndSwap(waiting, taken) {
			kept = append(kept, r)
		}
	}
	return kept
}

// transact runs the requests and commits. An error says that nothing was kept as far as we know.
func (f *File) transact(group []*request, guest guest) error {
	// The work is not any one caller's, so no caller's context may end it.
	tx, err := f.writes.BeginTx(context.Background(), nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	for _, r := range group {
		run := apart
		if r.whole {
			run = together
		}
		if err := run(tx, r); err != nil {
			return err
		}
	}
	if guest != nil {
		if err := guest.settle(tx); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// together runs a request that cleans up after itself. An error is the file's.
func together(tx *sql.Tx, r *request) error {
	r.err = r.run(tx)
	if no, refused := errors.AsType[refusal](r.err); refused {
		r.err = no.error
		return nil
	}
	return r.err
}

// apart runs a request so that its failure is undone and is its own. An error is the file's.
func apart(tx *sql.Tx, r *request) error {
	ctx := context.Background()
	if _, err := tx.ExecContext(ctx, `SAVEPOINT request`); err != nil {
		return err
	}
	r.err = guarded(tx, r)
	if r.err != nil || r.panicked != nil {
		if _, err := tx.ExecContext(ctx, `ROLLBACK TO request`); err != nil {
			return errors.Join(r.err, err)
		}
	}
	_, err := tx.ExecContext(ctx, `RELEASE request`)
	return err
}

// guarded runs a request and keeps its panic for the caller's goroutine, as it is not the writer's.
func guarded(tx *sql.Tx, r *request) error {
	defer func() { r.panicked = recover() }()
	return r.run(tx)
}
