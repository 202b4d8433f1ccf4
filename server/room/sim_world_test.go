package room

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// world is one simulated game: two instances over one truth, players and a host, all in one goroutine, all chance from one
// seed. The same seed runs the same way every time.
type world struct {
	ctx    context.Context //nolint:containedctx // of the test, for all calls of the one thread
	rng    *rand.Rand
	bug    bug
	now    ledger.Time
	shared *memory.Shared
	room   ledger.RoomID
	nodes  []*node
	mail   []letter
	posted int
	ids    int

	between   bool // another instance comes between two calls
	storm     bool
	calmSince ledger.Time // when the last trouble ended
	awake     ledger.Time // when some instance last kept the room
	silences  []game.Span // in which none did

	players []*player
	host    host
	truth   truth
	extra   []ledger.Entry // written after the seal, by that bug
	failure error

	leader           *node
	takeovers, moved int // how often they happened
}

// node is one instance: a process that has the room open, or is about to.
type node struct {
	name     string
	instance *memory.Instance
	room     *Room // nil while it is down or could not open the room
	up       bool
	bell     <-chan struct{}
	wake     game.Time
	stalled  ledger.Time // until then it does nothing
	seen     uint64      // the position that was checked last
}

// letter is a message under way.
type letter struct {
	at    ledger.Time
	order int
	read  func()
}

func newWorld(ctx context.Context, seed uint64, planted bug) *world {
	w := &world{
		ctx: ctx, rng: rand.New(rand.NewPCG(seed, 2026)), bug: planted, now: 1_767_225_600_000, room: "simulated",
	}
	w.shared = memory.New(memory.Options{
		Clock: func() ledger.Time { return w.now }, Fault: w.fault, Ring: func(string, ledger.RoomID) bool {
			return !w.storm || w.rng.IntN(4) > 0
		},
	})
	w.calmSince, w.awake = w.now, w.now
	w.truth = newTruth(w)
	w.nodes = []*node{{name: "one"}, {name: "two"}}
	w.create()
	for _, n := range w.nodes {
		w.start(n)
	}
	w.host = host{w: w, sender: "host"}
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

func (w *world) post(delay ledger.Time, read func()) {
	w.posted++
	w.mail = append(w.mail, letter{at: w.now + delay, order: w.posted, read: read})
}

func (w *world) options(n *node) Options {
	return Options{
		Ledger: bugged{Ledger: n.instance, w: w},
		NewID:  func() string { w.ids++; return "batch-" + strconv.Itoa(w.ids) },
	}
}

// fault decides what goes wrong with a call, and lets the other instance come between two calls of one. The oracle's calls
// always succeed.
func (w *world) fault(c memory.Call) memory.Fault {
	if strings.HasPrefix(c.Instance, oracleName) {
		return memory.None
	}
	w.comeBetween(c.Instance)
	if !w.storm || !w.chance(25) {
		return memory.None
	}
	return []memory.Fault{memory.Refused, memory.ReplyLost, memory.Repeated, memory.Delayed}[w.rng.IntN(4)]
}

// comeBetween has another instance do its turn now and then, and a second host press a button there, in the middle of what
// this one does.
func (w *world) comeBetween(caller string) {
	if w.between || !w.chance(12) {
		return
	}
	w.between = true
	for _, n := range w.nodes {
		if n.up && n.room != nil && n.instance.Instance() != caller {
			n.wake = 0
			w.turn(n)
			if w.chance(4) {
				w.ids++
				hide := w.chance(2)
				by := game.By{Sender: "second host", Counter: uint64(w.ids)}
				_ = n.room.Perform(w.ctx, game.Command{Verb: game.DoSet, By: by, HideTable: &hide})
			}
		}
	}
	w.between = false
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

// start starts an instance, which opens the room as soon as the ledger lets it.
func (w *world) start(n *node) {
	n.instance = w.shared.Instance(n.name)
	n.up, n.wake, n.stalled, n.seen = true, 0, 0, 0
	n.bell, _ = n.instance.Watch(w.room)
	w.open(n)
}

func (w *world) open(n *node) {
	r, err := Open(w.ctx, w.room, w.options(n))
	if err != nil {
		if !errors.Is(err, ledger.ErrUnavailable) && !errors.Is(err, ErrUnavailable) {
			w.fail("open on %s: %w", n.instance.Instance(), err)
		}
		return
	}
	n.room = r
}

// kill ends an instance as kill -9 does.
func (w *world) kill(n *node) {
	w.shared.Kill(n.instance.Instance())
	n.room, n.up = nil, false
	w.calmSince = w.now
}

// tick lets a little time pass and everybody who has something to do, do it.
func (w *world) tick() {
	w.now += ledger.Time(10 + w.rng.IntN(90))
	w.trouble()
	w.deliver()
	for _, i := range w.rng.Perm(len(w.nodes)) {
		w.turn(w.nodes[i])
	}
	w.keepTime()
	for _, p := range w.players {
		p.act()
	}
	w.host.act()
	w.truth.read()
	w.checkNodes()
	w.checkPunctual()
}

// deliver brings the letters that are due, in the order in which they arrive.
func (w *world) deliver() {
	for {
		slices.SortFunc(w.mail, func(a, b letter) int {
			if a.at != b.at {
				return int(a.at - b.at)
			}
			return a.order - b.order
		})
		if len(w.mail) == 0 || w.mail[0].at > w.now {
			return
		}
		first := w.mail[0]
		w.mail = w.mail[1:]
		first.read()
	}
}

// turn gives an instance the processor.
func (w *world) turn(n *node) {
	if !n.up || w.now < n.stalled {
		return
	}
	if n.room == nil {
		w.open(n)
		return
	}
	if w.chance(3) {
		_ = n.room.Flush(w.ctx)
	}
	rang := false
	select {
	case <-n.bell:
		rang = true
	default:
	}
	if !rang && n.room.Time() < n.wake {
		return
	}
	wake, err := n.room.Step(w.ctx)
	if err != nil && !errors.Is(err, ledger.ErrUnavailable) {
		w.fail("step on %s: %w", n.instance.Instance(), err)
	}
	n.wake = wake
	if n.room.leads && w.leader != n {
		w.leader = n
		w.takeovers++
	}
	if w.chance(2) {
		_ = n.room.Flush(w.ctx)
	}
}

// keepTime notes the silences in which no instance kept the room.
func (w *world) keepTime() {
	for _, n := range w.nodes {
		if n.room != nil && w.now >= n.stalled {
			if w.now-w.awake > 200 {
				w.silences = append(w.silences, game.Span{From: game.Time(w.awake), To: game.Time(w.now)})
			}
			w.awake = w.now
			return
		}
	}
}

// trouble makes and ends faults. Storms and calm take turns.
func (w *world) trouble() {
	if w.chance(150) && !w.host.leave {
		w.storm = !w.storm
	}
	if !w.storm {
		for _, n := range w.nodes {
			if !n.up {
				w.start(n)
			}
		}
		w.shared.Deliver()
		return
	}
	w.calmSince = w.now
	if w.chance(8) {
		w.shared.Deliver()
	}
	n := w.nodes[w.rng.IntN(len(w.nodes))]
	if !n.up {
		if w.chance(20) {
			w.start(n)
		}
		return
	}
	switch w.rng.IntN(240) {
	case 0, 1, 2:
		w.kill(n)
	case 3:
		for _, n := range w.nodes { // the machine itself
			w.kill(n)
		}
	case 4, 5:
		w.shared.Expire(n.instance.Instance())
	case 6:
		w.shared.Skew(n.instance.Instance(), ledger.Time(w.rng.IntN(401)-200))
	case 7:
		n.stalled = w.now + ledger.Time(w.rng.IntN(4000))
	case 8:
		w.now += ledger.Time(w.rng.IntN(3000) - 100) // somebody set the clock
	}
}

// calm ends all trouble for good.
func (w *world) calm() {
	w.storm, w.calmSince = false, w.now
	w.shared.Deliver()
	for _, n := range w.nodes {
		n.stalled = 0
		if !n.up {
			w.start(n)
		}
		w.shared.Skew(n.instance.Instance(), 0)
	}
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
	for range 400 {
		if w.failure != nil || w.truth.state().Ended() && w.settled() {
			break
		}
		w.tick()
	}
	if w.failure == nil {
		w.checkEnd()
	}
	return w.failure
}

// settled tells whether nothing waits to be stored or told any more.
func (w *world) settled() bool {
	for _, n := range w.nodes {
		if n.room == nil || len(n.room.outbox.take()) > 0 || n.room.state.N != w.truth.state().N {
			return false
		}
	}
	return len(w.mail) == 0
}

func sumOf(s *game.State) [32]byte {
	data, err := json.Marshal(s)
	if err != nil {
		return [32]byte{}
	}
	return sha256.Sum256(data)
}
