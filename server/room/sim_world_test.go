package room

import (
	"context"
	"fmt"
	"hash"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"time"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// world is one simulated game: some instances over one truth, players, a host and a screen, all in one goroutine, all chance
// from one seed. The same seed runs the same way every time.
type world struct {
	ctx      context.Context //nolint:containedctx // of the test, for all calls of the one thread
	rng      *rand.Rand
	bug      bug
	now      ledger.Time
	shared   *memory.Shared
	room     ledger.RoomID
	remember bool // the store may lose what it has promised, and instances put it back
	nodes    []*node
	mail     mail
	ids      int
	faults   faults

	between  bool // another instance comes between two calls
	saves    []saved
	died     ledger.Time   // when an instance last ended
	opened   ledger.Time   // when an instance last opened the room: it can not know what the store has lost before
	hindered ledger.Time   // when something last stood in an instance's way
	blow     ledger.Time   // when something last happened that may cost the room's timekeeper
	awake    ledger.Time   // when some instance last could keep the room
	silences []game.Span   // in which none could
	wakes    []ledger.Time // when an instance had not run for a while

	players []*player
	host    *host
	screen  *client
	truth   truth
	twin    twin
	extra   []ledger.Entry // written after the seal, by that bug
	failure error

	leader *memory.Instance
	counts map[string]int // of what happened
	hash   hash.Hash64    // of all that happened
}

func newWorld(ctx context.Context, seed uint64, planted bug) *world {
	w := &world{
		ctx: ctx, rng: rand.New(rand.NewPCG(seed, 2026)), bug: planted, now: 1_767_225_600_000, room: "simulated",
		counts: map[string]int{}, hash: fnv.New64a(),
	}
	w.shared = memory.New(memory.Options{Clock: func() ledger.Time { return w.now }, Fault: w.fault, Ring: w.ring})
	w.blow, w.awake = w.now, w.now
	w.truth = newTruth(w)
	w.remember = !w.chance(8)
	for _, name := range []string{"one", "two", "three", "four"}[:2+w.rng.IntN(3)] {
		w.nodes = append(w.nodes, &node{w: w, name: name})
	}
	w.create()
	for i, n := range w.nodes {
		if i == 0 || w.chance(2) {
			w.start(n)
		}
	}
	w.host, w.screen = newHost(w), newScreen(w)
	for i := range 3 + w.rng.IntN(5) {
		w.players = append(w.players, newPlayer(w, i))
	}
	return w
}

// fail keeps the first thing that went wrong.
func (w *world) fail(format string, args ...any) {
	if w.failure == nil {
		w.failure = fmt.Errorf(format, args...)
	}
}

// chance is true one time in n.
func (w *world) chance(n int) bool { return w.rng.IntN(n) == 0 }

// happened counts what happened, so that a simulation in which nothing happens does not pass for a good one.
func (w *world) happened(what string) {
	w.counts[what]++
	w.trace(what, 0)
}

// trace adds to the sum of all that happened.
func (w *world) trace(what string, n uint64) {
	_, _ = w.hash.Write(strconv.AppendUint(append([]byte(what), ' '), n, 10))
}

func (w *world) options(n *node) Options {
	return Options{
		Ledger:   bugged{Ledger: n.instance, w: w, n: n, read: map[ledger.Slot][]ledger.Entry{}},
		NewID:    func() string { w.ids++; return "batch-" + strconv.Itoa(w.ids) },
		Remember: w.remember && w.bug != notPutBack, RestAfter: 300 * time.Millisecond,
	}
}

func (w *world) create() {
	batch, err := encodeBatch("first", nil, []game.Event{simulatedGame(w.rng)})
	if err == nil {
		_, err = w.truth.instance.Create(w.ctx, w.room, "1234", batch)
	}
	if err != nil {
		w.fail("create: %w", err)
	}
}

// clients gives all who have a line.
func (w *world) clients() []*client {
	all := []*client{&w.host.client, w.screen}
	for _, p := range w.players {
		all = append(all, &p.client)
	}
	return all
}

// tick lets a little time pass and everybody who has something to do, do it.
func (w *world) tick() {
	w.now += ledger.Time(10 + w.rng.IntN(90))
	w.trace("tick", uint64(w.now))
	w.trouble()
	w.deliver()
	for _, i := range w.rng.Perm(len(w.nodes)) {
		w.nodes[i].turn()
	}
	w.keepTime()
	for _, p := range w.players {
		p.act()
	}
	w.screen.keep()
	w.host.act()
	w.truth.read()
	w.truth.watchRewind()
	w.checkNodes()
	w.checkPunctual()
	w.checkBounds()
}

// run plays the game to its end and gives the first thing that went wrong.
func (w *world) run() error {
	for range 1200 {
		if w.failure != nil || w.truth.state().Ended() {
			break
		}
		w.tick()
	}
	w.calm()
	w.host.leave = true
	for range 500 {
		if w.failure != nil || w.truth.state().Ended() && w.settled() {
			break
		}
		w.tick()
	}
	if w.failure == nil {
		w.afterwards()
	}
	if w.failure == nil {
		w.checkEnd()
	}
	return w.failure
}

// settled tells whether nothing waits to be stored or told any more.
func (w *world) settled() bool {
	for _, n := range w.nodes {
		if n.up && n.room != nil && (len(n.room.outbox.take()) > 0 || n.room.state.N != w.truth.state().N) {
			return false
		}
	}
	for _, c := range w.clients() {
		if c.home() == "" {
			return false
		}
	}
	return len(w.mail.letters) == 0
}
