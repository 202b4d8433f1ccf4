package room

import (
	"slices"

	"trivium/game"
	"trivium/server/ledger"
)

// kind is one kind of fault. A storm brings some of them, so that each has a time without the others: a check that holds
// only while nothing else goes wrong has its turn too.
type kind int

// The kinds of faults.
const (
	killing        kind = iota // one instance dies, sometimes its machine
	killingAll                 // all instances die at once
	pausing                    // a process stands still, perhaps longer than its lease lasts
	failingCalls               // single calls are refused, done without a reply, done twice or done late
	cutting                    // for a while no call of an instance reaches the store
	silencing                  // for a while all calls of an instance are done and no reply comes back
	losingBells                // doorbells are lost
	delayingBells              // doorbells come late
	restarting                 // the store is away for a while and forgets all leases
	rewinding                  // the store comes back with less than it had
	jumping                    // the store's clock is set
	skewing                    // the clock of an instance is off
	draining                   // an instance is shut down in order
	mixing                     // an instance that starts has other rules
	silencingLines             // one way of a client's line is silent for a while
	cuttingLines               // a client's line breaks
	kinds
)

// faults is what goes wrong now.
type faults struct {
	storm bool
	on    [kinds]bool
	away  ledger.Time // until then the store answers nobody
	lull  ledger.Time // until then nothing else happens to instances and store, so that they can put back what it has lost
	// The store goes back in time after so many calls, 0 for never; then in the first call of this method, empty for any.
	back   int
	backIn string
}

// trouble makes and ends faults. Storms and calm take turns.
func (w *world) trouble() {
	f := &w.faults
	if w.chance(120) && !w.host.leave {
		f.storm = !f.storm
		oneIn := []int{2, 4, 8}[w.rng.IntN(3)]
		for k := range f.on {
			f.on[k] = f.storm && (w.chance(oneIn) || kind(k) == rewinding && w.chance(2))
		}
		f.on[rewinding] = f.on[rewinding] && !w.host.corrects
	}
	if w.now < f.away {
		w.blow = w.now
	}
	for _, n := range w.nodes {
		if n.dying {
			n.kill(false)
		}
		if !n.up && (!f.storm || w.chance(40)) {
			n.strange = w.happens(mixing, 3)
			w.start(n)
		}
	}
	if (!f.storm || w.chance(8)) && w.shared.Deliver() > 0 {
		w.blow = w.now
	}
	n := w.nodes[w.rng.IntN(len(w.nodes))]
	w.troubleNodes(n)
	w.troubleStore()
	w.troubleLines()
}

// happens draws whether a fault of a kind happens, if this storm brings it.
func (w *world) happens(k kind, oneIn int) bool {
	waits := w.now < w.faults.lull && !slices.Contains([]kind{losingBells, delayingBells, silencingLines, cuttingLines}, k)
	return w.faults.on[k] && !waits && w.chance(oneIn)
}

func (w *world) troubleNodes(n *node) {
	if w.happens(killing, 60) && n.up {
		w.happened("kill")
		n.kill(w.chance(3))
	}
	if w.happens(killingAll, 200) {
		w.happened("kill of all")
		for _, n := range w.nodes {
			n.kill(false)
		}
	}
	if !n.up {
		return
	}
	if w.happens(pausing, 80) {
		w.happened("pause")
		w.blow, n.stalled = w.now, w.now+ledger.Time(w.rng.IntN(4_000))
	}
	if w.happens(cutting, 80) {
		w.happened("cut")
		w.blow, n.cut = w.now, w.now+ledger.Time(w.rng.IntN(5_000))
	}
	if w.happens(silencing, 80) {
		w.happened("silence")
		w.blow, n.silent = w.now, w.now+ledger.Time(w.rng.IntN(4_000))
	}
	if w.happens(draining, 80) && n.able() && n.room != nil {
		n.draining, n.leaves = true, w.now+500+ledger.Time(w.rng.IntN(3_500))
	}
	if w.happens(skewing, 120) {
		w.happened("skew")
		w.shared.Skew(n.instance.Instance(), ledger.Time(w.rng.IntN(401)-200))
		w.blow, w.hindered, n.fit, n.hindered = w.now, w.now, w.now, w.now
	}
}

func (w *world) troubleStore() {
	w.save()
	if w.happens(restarting, 120) && w.remember {
		w.happened("restart")
		w.shared.Restart()
		w.truth.forgive()
		w.faults.away = w.now + ledger.Time(w.rng.IntN(3_000))
		w.blow = w.now
	}
	if w.happens(rewinding, 60) && w.remember {
		w.faults.back = w.rng.IntN(20)
		w.faults.backIn = []string{"", "Append", "Put"}[w.rng.IntN(3)]
	}
	if w.happens(jumping, 120) { // somebody set the clock
		w.happened("jump")
		w.now += ledger.Time(w.rng.IntN(3_000) - 100)
		w.blow, w.hindered = w.now, w.now
		for _, n := range w.nodes {
			n.fit, n.hindered = w.now, w.now
		}
	}
}

func (w *world) troubleLines() {
	all := w.clients()
	l := all[w.rng.IntN(len(all))].line
	if l == nil {
		return
	}
	if w.happens(silencingLines, 10) {
		w.happened("line silent")
		way := &l.up
		if w.chance(2) {
			way = &l.down
		}
		l.silence(way, w.now+ledger.Time(w.rng.IntN(6_000)))
	}
	if w.happens(cuttingLines, 20) {
		w.happened("line broke")
		l.c.hangUp()
	}
}

// calm brings no more trouble; what is there ends by itself.
func (w *world) calm() {
	w.faults, w.blow = faults{away: w.faults.away}, w.now
	w.shared.Deliver()
	for i, n := range w.nodes {
		if n.up && n.strange && (i == 0 || w.chance(2)) { // the new version is taken back
			n.kill(false)
		}
		if !n.up {
			n.strange = false
			w.start(n)
		}
		w.shared.Skew(n.instance.Instance(), 0)
	}
}

// keepTime notes who is hindered, and the silences in which no instance could keep the room.
func (w *world) keepTime() {
	kept := false
	for _, n := range w.nodes {
		if !n.able() {
			n.fit = w.now
		}
		if n.up && !n.strange && n.stopped() {
			n.hindered, w.hindered = w.now, w.now
		}
		kept = kept || n.able() && n.room != nil && w.now >= w.faults.away
	}
	if !kept {
		return
	}
	if w.now-w.awake > 200 {
		w.silences = append(w.silences, game.Span{From: game.Time(w.awake), To: game.Time(w.now)})
	}
	w.awake = w.now
}
