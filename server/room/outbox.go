package room

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"trivium/game"
	"trivium/server/ledger"
)

// Outcome says what became of an answer.
type Outcome int

// The outcomes of an answer.
const (
	// Stored means that an answer of this seat is durable: this one, or an earlier one, which then stands.
	Stored Outcome = iota + 1
	// Late means that the answers were sealed before.
	Late
	// Unavailable means that this instance can not store it now.
	Unavailable
)

// Answered is what became of an answer.
type Answered struct {
	Outcome Outcome
	Entry   game.AnswerEntry // what stands, with Stored
	Fresh   bool             // it was this one that was stored
}

// Bounds of the outbox.
const (
	outboxMax = 20_000 // entries that wait at most; a room holds no more seats
	batchMax  = 4_096  // entries in one put
	retryWait = 100 * time.Millisecond
)

// outbox is what this instance has to store for the room, in order. Batches form by themselves: what came in during the last
// commit is the next one. What can not be stored waits; it is never dropped.
type outbox struct {
	mu    sync.Mutex
	queue []item // guarded by mu
	shut  bool   // guarded by mu: nothing is stored any more
	bell  chan struct{}
	stuck atomic.Bool // the store is away
}

// item is an entry with what to do once it is stored.
type item struct {
	entry ledger.Entry
	done  func(ledger.Stored, error)
}

func newOutbox() *outbox { return &outbox{bell: make(chan struct{}, 1)} }

// add queues an entry; false if too many wait, or nothing is stored any more.
func (o *outbox) add(i item) bool {
	o.mu.Lock()
	fits := len(o.queue) < outboxMax && !o.shut
	if fits {
		o.queue = append(o.queue, i)
	}
	o.mu.Unlock()
	if fits {
		select {
		case o.bell <- struct{}{}:
		default:
		}
	}
	return fits
}

// mark queues the flush mark of a showing behind its last answer.
func (o *outbox) mark(showing int, instance string) {
	o.add(item{
		entry: ledger.Entry{Slot: ledger.Slot(game.FlushSlot(showing)), Key: instance, Data: []byte("{}")},
		done:  func(ledger.Stored, error) {},
	})
}

// take gives the next batch and leaves it in the queue until it was settled.
func (o *outbox) take() []item {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.queue[:min(len(o.queue), batchMax)]
}

func (o *outbox) settle(count int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	rest := o.queue[count:]
	o.queue = make([]item, len(rest), max(len(rest), 16))
	copy(o.queue, rest)
}

// run stores what is queued until the context ends; then it tries once more.
func (o *outbox) run(ctx context.Context, r *Room) {
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
			_ = r.Flush(last)
			cancel()
			o.refuse()
			return
		case <-o.bell:
		}
		for ctx.Err() == nil {
			// The first reader of many that have something to say woke this goroutine, and it would run before the others: let
			// them queue what they have, or each answer gets a commit of its own.
			runtime.Gosched()
			if err := r.Flush(ctx); err == nil {
				break
			}
			select {
			case <-ctx.Done():
			case <-time.After(retryWait):
			}
		}
	}
}

// refuse answers all that could not be stored.
func (o *outbox) refuse() {
	o.mu.Lock()
	left := o.queue
	o.queue, o.shut = nil, true
	o.mu.Unlock()
	for _, i := range left {
		i.done(ledger.Stored{}, ErrUnavailable)
	}
}

// Flush stores all that is queued. With ErrUnavailable the rest stays queued; whether it was stored is unknown, and storing
// it again does no harm.
func (r *Room) Flush(ctx context.Context) error {
	for {
		batch := r.outbox.take()
		if len(batch) == 0 {
			r.outbox.setStuck(false, r)
			return nil
		}
		entries := make([]ledger.Entry, len(batch))
		for i := range batch {
			entries[i] = batch[i].entry
		}
		if !r.mended() || r.unsettled(r.time()) { // first what was lost, then what is new
			r.outbox.setStuck(true, r)
			return fmt.Errorf("%w: the store may have lost something", ledger.ErrUnavailable)
		}
		known := r.published.Load().head
		stored, pos, err := r.options.Ledger.Put(ctx, r.id, entries)
		if errors.Is(err, ledger.ErrUnavailable) {
			r.outbox.setStuck(true, r)
			return err
		}
		if err == nil {
			r.compare(known, pos)
			r.rememberStored(stored)
		}
		// Before the queue lets go of them, as take's slice is the queue's.
		settled := append([]item(nil), batch...)
		r.outbox.settle(len(batch))
		for i := range settled {
			if err != nil {
				settled[i].done(ledger.Stored{}, err)
				continue
			}
			settled[i].done(stored[i], nil)
		}
	}
}

// compare checks the position that came with a reply: one before what was known is a store that went back in time, one behind
// it a doorbell that was missed.
func (r *Room) compare(known, now ledger.Pos) {
	switch {
	case now == known:
		return
	case now.N <= known.N:
		r.rewound.Store(true)
	}
	select { // if the inbox is full, the room is busy and will soon look anyway
	case r.inbox <- func(context.Context) { r.rang = true }:
	default:
	}
}

// rememberStored remembers what was acknowledged.
func (r *Room) rememberStored(stored []ledger.Stored) {
	for i := range stored {
		if stored[i].Outcome == ledger.Accepted {
			r.recall.entries(stored[i].Entry)
		}
	}
}

// setStuck tells the room when the store went away or came back.
func (o *outbox) setStuck(on bool, r *Room) {
	if o.stuck.Swap(on) == on {
		return
	}
	select { // the room publishes it; if its inbox is full it is busy and will soon publish anyway
	case r.inbox <- func(context.Context) { r.changed = true }:
	default:
	}
}

// Answer queues an answer. Done is called once it is stored, or refused, from another goroutine.
func (r *Room) Answer(showing int, seat game.Seat, e game.AnswerEntry, done func(Answered)) {
	queued := r.outbox.add(item{
		entry: ledger.Entry{
			Slot: ledger.Slot(game.AnswerSlot(showing)), Key: strconv.Itoa(int(seat)), Data: game.EncodeEntry(e),
		},
		done: func(s ledger.Stored, err error) { done(answered(e, s, err)) },
	})
	if !queued {
		done(Answered{Outcome: Unavailable})
	}
}

// answered makes of what the ledger says what became of the answer e.
func answered(e game.AnswerEntry, s ledger.Stored, err error) Answered {
	if err != nil {
		return Answered{Outcome: Unavailable}
	}
	if s.Outcome != ledger.Accepted {
		return Answered{Outcome: Late}
	}
	if s.Fresh { // what stands is e
		return Answered{Outcome: Stored, Entry: e, Fresh: true}
	}
	entry, err := game.DecodeEntry[game.AnswerEntry](s.Entry.Data)
	if err != nil {
		return Answered{Outcome: Unavailable}
	}
	return Answered{Outcome: Stored, Entry: entry}
}
