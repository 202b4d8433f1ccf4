package storetest

import (
	"context"
	"fmt"
	"os"
	"sync/atomic"

	"trivium/server/store"
)

// Faulty is a store that can be made to fail as a crash or a lost reply does: the call with a number fails, and all behind it until
// the store is mended. With Done, what the failing call writes is kept nevertheless.
type Faulty struct {
	store.Store

	calls  atomic.Int64
	failAt atomic.Int64
	done   atomic.Bool
}

// FailAt makes the call fail that comes after so many others, and all that follow.
func (f *Faulty) FailAt(calls int, done bool) {
	f.calls.Store(0)
	f.done.Store(done)
	f.failAt.Store(int64(calls) + 1)
}

// Calls says at which calls a test breaks its store: the first one, and how far it is to the next. In a long run (TRIVIUM_LONG) each call
// is broken both ways; otherwise they take turns, so that half of them fail undone and the other half are done and lose the reply.
func Calls(done bool) (first, step int) {
	switch {
	case os.Getenv("TRIVIUM_LONG") != "":
		return 0, 1
	case done:
		return 1, 2
	}
	return 0, 2
}

// Mend ends all failing. It tells whether anything has failed.
func (f *Faulty) Mend() bool {
	failed := f.calls.Load() >= f.failAt.Load()
	f.failAt.Store(0)
	return failed
}

// fails tells whether a call fails, and whether it is done nevertheless.
func (f *Faulty) fails() (fails, done bool) {
	call, at := f.calls.Add(1), f.failAt.Load()
	return at > 0 && call >= at, call == at && f.done.Load()
}

func (f *Faulty) write(do func() error) error {
	fails, done := f.fails()
	if fails && !done {
		return fmt.Errorf("%w: made to fail", store.ErrUnavailable)
	}
	err := do()
	if fails {
		return fmt.Errorf("%w: made to lose the reply", store.ErrUnavailable)
	}
	return err
}

// Get implements store.Store.
func (f *Faulty) Get(ctx context.Context, collection, id string) (d store.Document, err error) {
	err = f.write(func() (err error) { d, err = f.Store.Get(ctx, collection, id); return err })
	return d, err
}

// Put implements store.Store.
func (f *Faulty) Put(ctx context.Context, collection string, d store.Document) (version int, err error) {
	err = f.write(func() (err error) { version, err = f.Store.Put(ctx, collection, d); return err })
	return version, err
}

// Delete implements store.Store.
func (f *Faulty) Delete(ctx context.Context, collection, id string) error {
	return f.write(func() error { return f.Store.Delete(ctx, collection, id) })
}

// Enter implements store.Indexes.
func (f *Faulty) Enter(ctx context.Context, index string, members ...store.Member) error {
	return f.write(func() error { return f.Store.Enter(ctx, index, members...) })
}

// Leave implements store.Indexes.
func (f *Faulty) Leave(ctx context.Context, index string, ids ...string) error {
	return f.write(func() error { return f.Store.Leave(ctx, index, ids...) })
}
