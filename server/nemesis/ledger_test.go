package nemesis

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"
	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

const (
	writers = 6               // goroutines, spread over the instances
	working = 6 * time.Second // how long they write and read
	theRoom = ledger.RoomID("the room")
)

// history is what goroutines did on a ledger and what they were told.
type history struct {
	mu  sync.Mutex
	ops []porcupine.Operation // guarded by mu
}

func (h *history) add(client int, input, output any, called time.Time) {
	op := porcupine.Operation{ClientId: client, Input: input, Output: output, Call: called.UnixNano(), Return: time.Now().UnixNano()}
	if output == nil {
		op.Return = never
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.ops = append(h.ops, op)
}

// TestLedgerIsLinearizable has goroutines put, append and read through three instances of the ledger, while their links to
// Redis are cut and silenced and Redis is killed and started again: all that they were told must follow from one order of
// what they did. A reading that was changed afterwards must be noticed.
func TestLedgerIsLinearizable(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	links, instances := ledgersOver(t, server, 3)
	first, err := instances[0].Create(t.Context(), theRoom, "123456", ledger.Batch{
		ID: "first", Events: [][]byte{[]byte("0")}, Open: []ledger.Opening{{Slot: slotOf(0)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	done := &history{}
	ctx, stop := context.WithTimeout(t.Context(), working)
	defer stop()
	var wait sync.WaitGroup
	for i := range writers {
		w := &writer{
			ctx: ctx, ledger: instances[i%len(instances)], history: done, number: i, random: rand.New(rand.NewPCG(1, uint64(i))),
		}
		wait.Go(w.run)
	}
	trouble(ctx, server, links)
	wait.Wait()

	appends, unknown, repeated := 0, 0, 0
	for _, op := range done.ops {
		if _, ok := op.Input.(appending); ok && op.Output != (ledger.Pos{}) {
			appends++
		}
		if stood, ok := op.Output.(whatStood); ok && stood.pos == (ledger.Pos{}) {
			repeated++
		}
		if op.Output == nil {
			unknown++
		}
	}
	t.Logf("%d operations, %d of them appends, %d puts with a repetition, %d whose outcome nobody knows", len(done.ops), appends,
		repeated, unknown)
	if appends == 0 || repeated == 0 {
		t.Error("too little happened to say anything")
	}
	if result, info := porcupine.CheckOperationsVerbose(ledgerModel(first), done.ops, linearLimit); result != porcupine.Ok {
		t.Fatalf("the history has no order: %s\n%s", result, farthest(done.ops, info))
	}
	for i, op := range done.ops {
		if text, ok := op.Output.(string); ok && text != "" {
			done.ops[i].Output = text + "z=never;"
			break
		}
	}
	if result := porcupine.CheckOperationsTimeout(ledgerModel(first), done.ops, linearLimit); result != porcupine.Illegal {
		t.Errorf("a reading that was changed is %s", result)
	}
}

// ledgersOver starts instances of the ledger, each behind a link of its own.
func ledgersOver(t *testing.T, server *redistest.Server, count int) (links []*link, instances []ledger.Ledger) {
	t.Helper()
	for range count {
		l := newLink(t, to(server.Addr()))
		client := goredis.NewClient(&goredis.Options{
			Addr: l.addr(), MaxRetries: -1, ContextTimeoutEnabled: true, DialTimeout: time.Second,
		})
		one, err := redis.New(t.Context(), redis.Options{Client: client})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = one.Close(); _ = client.Close() })
		links, instances = append(links, l), append(instances, one)
	}
	return links, instances
}

// trouble breaks links, and Redis twice, until the context ends; then all is well again.
func trouble(ctx context.Context, server *redistest.Server, links []*link) {
	random := rand.New(rand.NewPCG(1, 100))
	for i := 0; ctx.Err() == nil; i++ {
		l := links[random.IntN(len(links))]
		lasts := time.Duration(50+random.IntN(400)) * time.Millisecond
		switch kind := random.IntN(4); {
		case i%6 == 3:
			server.Kill()
			server.Start()
		case kind == 0:
			l.set(fault{cut: true})
		default:
			l.set(fault{up: kind != 1, down: kind != 2})
		}
		_ = pause(ctx, lasts)
		if random.IntN(2) == 0 {
			l.sever()
		}
		l.set(fault{})
		_ = pause(ctx, 150*time.Millisecond)
	}
}

func slotOf(i int) ledger.Slot { return ledger.Slot("slot/" + strconv.Itoa(i)) }

// writer is a goroutine that works on one instance.
type writer struct {
	ctx     context.Context //nolint:containedctx // one goroutine's life
	ledger  ledger.Ledger
	history *history
	number  int
	random  *rand.Rand
	pos     ledger.Pos // where it believes the log to be
	made    int
}

func (w *writer) run() {
	w.locate()
	for w.ctx.Err() == nil {
		switch chance := w.random.IntN(20); {
		case chance == 0:
			w.append()
		case chance < 4:
			w.locate()
		case chance < 9:
			w.list()
		default:
			w.put()
		}
		_ = pause(w.ctx, time.Duration(w.random.IntN(15))*time.Millisecond)
	}
}

// insist calls until it is known what became of it; false if time was up before.
func (w *writer) insist(call func(ctx context.Context) error) (tries int, known bool) {
	for tries = 1; ; tries++ {
		err := call(w.ctx)
		if !errors.Is(err, ledger.ErrUnavailable) {
			return tries, true
		}
		if pause(w.ctx, 10*time.Millisecond) != nil {
			return tries, false
		}
	}
}

// slot is one that was open lately, most often the one that is.
func (w *writer) slot() int { return max(int(w.pos.N)-1-max(w.random.IntN(4)-2, 0), 0) }

func (w *writer) put() {
	w.made++
	in := putting{w.slot(), string(rune('a' + w.random.IntN(8))), fmt.Sprintf("%d.%d", w.number, w.made)}
	var stored []ledger.Stored
	var pos ledger.Pos
	called := time.Now()
	tries, known := w.insist(func(ctx context.Context) (err error) {
		stored, pos, err = w.ledger.Put(ctx, theRoom, []ledger.Entry{{Slot: slotOf(in.slot), Key: in.key, Data: []byte(in.value)}})
		return err
	})
	if !known {
		w.history.add(w.number, in, nil, called)
		return
	}
	if pos.N > w.pos.N {
		w.pos = pos
	}
	stands := string(stored[0].Entry.Data)
	if tries > 1 || stands == in.value && !stored[0].Fresh { // the ledger itself repeats a put whose reply was lost
		pos = ledger.Pos{}
	}
	w.history.add(w.number, in, whatStood{stored[0].Outcome, stands, pos}, called)
}

func (w *writer) append() {
	w.made++
	in := appending{w.pos, fmt.Sprintf("%d.%d", w.number, w.made)}
	open := int(w.pos.N) - 1
	var pos ledger.Pos
	called := time.Now()
	_, known := w.insist(func(ctx context.Context) (err error) {
		pos, err = w.ledger.Append(ctx, theRoom, in.after, ledger.Batch{
			ID: in.id, Events: [][]byte{[]byte(in.id)}, Open: []ledger.Opening{{Slot: slotOf(open + 1)}},
			Seal: []ledger.Slot{slotOf(open)},
		})
		if err != nil {
			pos = ledger.Pos{}
		}
		return err
	})
	if !known {
		w.history.add(w.number, in, nil, called)
		return
	}
	w.history.add(w.number, in, pos, called)
	w.locate()
}

func (w *writer) list() {
	slot := w.slot()
	var entries []ledger.Entry
	for {
		called := time.Now() // a reading that failed has read nothing
		var err error
		if entries, err = w.ledger.Entries(w.ctx, theRoom, slotOf(slot), 0); err == nil {
			var text strings.Builder
			for _, e := range entries {
				fmt.Fprintf(&text, "%s=%s;", e.Key, e.Data)
			}
			w.history.add(w.number, listing{slot}, text.String(), called)
			return
		}
		if pause(w.ctx, 10*time.Millisecond) != nil {
			return
		}
	}
}

func (w *writer) locate() {
	for {
		called := time.Now()
		events, err := w.ledger.Events(w.ctx, theRoom, ledger.Pos{})
		if err == nil && len(events) > 0 {
			w.pos = events[len(events)-1].Pos
			w.history.add(w.number, locating{}, w.pos, called)
			return
		}
		if pause(w.ctx, 10*time.Millisecond) != nil {
			return
		}
	}
}
