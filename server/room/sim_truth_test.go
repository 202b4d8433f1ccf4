package room

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

// oracleName is the instance through which the checks read the truth; nothing goes wrong for it and nobody counts it.
const oracleName = "oracle"

// truth is what one undisturbed process makes of the ledger, and what was promised to whom.
type truth struct {
	w        *world
	instance *memory.Instance
	folded   *Room
	sums     map[uint64][32]byte
	decided  map[string]ledger.Pos // by batch: the position that it was decided on
	batches  map[string]bool
	commands map[string]string // by sender and counter: the batch
	sealed   map[ledger.Slot][]ledger.Entry
	answers  map[ledger.Slot]map[string][]byte // acknowledged answers
	heard    map[ledger.Slot]map[string]string // answers whose acknowledgement has reached the phone
	seats    map[game.Seat]string              // acknowledged joins: the token
	times    map[uint64]ledger.Time            // when each position was reached
	first    map[seatShowing]ledger.Time       // when what a player saw first of a showing was written
	log      []ledger.Event
	back     rewind
	lost     bool // the store has lost what nobody had to put back
}

// seatShowing is a question to a player.
type seatShowing struct {
	seat    game.Seat
	showing int
	opened  game.Time // in a log that went on another way it is another question
}

func newTruth(w *world) truth {
	return truth{
		w: w, instance: w.shared.Instance(oracleName), sums: map[uint64][32]byte{}, decided: map[string]ledger.Pos{},
		batches: map[string]bool{}, commands: map[string]string{}, sealed: map[ledger.Slot][]ledger.Entry{},
		answers: map[ledger.Slot]map[string][]byte{}, seats: map[game.Seat]string{}, heard: map[ledger.Slot]map[string]string{}, times: map[uint64]ledger.Time{},
		first: map[seatShowing]ledger.Time{},
	}
}

func (o *truth) state() *game.State {
	if o.folded == nil {
		o.read()
	}
	return o.folded.state
}

// read folds what is new, event by event, and checks the log.
func (o *truth) read() {
	w := o.w
	defer w.shared.Expire(oracleName)
	if o.folded == nil {
		o.folded = &Room{id: w.room, options: Options{Ledger: bugged{Ledger: o.instance, w: w}}}
		o.folded.options.defaults()
	}
	before := o.folded.head
	events, err := o.instance.Events(w.ctx, w.room, before)
	if err != nil {
		w.fail("read the truth: %w", err)
		return
	}
	for i := range events {
		e := &events[i]
		if e.Pos.N != before.N+1 {
			w.fail("I3: event %d follows event %d", e.Pos.N, before.N)
		}
		o.checkBatch(e, before)
		o.checkGap(e)
		if err := o.fold(e, sealedWith(events, i)); err != nil {
			w.fail("I1: fold event %d: %w", e.Pos.N, err)
			return
		}
		o.log = append(o.log, *e)
		o.sums[e.Pos.N], o.times[e.Pos.N] = sumOf(o.folded.state), w.now
		for slot, count := range e.Sealed {
			o.seal(slot, count)
		}
		before = e.Pos
	}
	if len(events) > 0 || o.w.chance(16) { // it reads every slot
		o.checkSealed()
	}
	o.checkRecords()
}

// fold folds an event, and the twin's.
func (o *truth) fold(e *ledger.Event, sealed map[ledger.Slot]int) error {
	event, err := game.DecodeEvent(e.Data)
	if err != nil {
		return err
	}
	fact := game.Fact{N: e.Pos.N, At: game.Time(e.At), Event: event}
	if slot, after := game.Needs(o.folded.state, event); slot != "" {
		if fact.Entries, err = o.folded.entries(o.w.ctx, slot, after, sealed, event); err != nil {
			return err
		}
	}
	if err := o.folded.fold(o.w.ctx, e, sealed); err != nil {
		return err
	}
	o.w.twin.fold(o.w, o.folded.state, fact)
	return nil
}

// forgive takes the error with which the store tells that it was restarted.
func (o *truth) forgive() {
	_, _ = o.instance.Events(o.w.ctx, o.w.room, ledger.Pos{})
	o.w.shared.Expire(oracleName)
}

// checkBatch checks that a batch stands where it was decided, and that no command was done twice.
func (o *truth) checkBatch(e *ledger.Event, before ledger.Pos) {
	if e.Pos.Head != before.Head {
		if o.batches[e.Pos.Head] {
			o.w.fail("I3: batch %s is in the log twice", e.Pos.Head)
		}
		o.batches[e.Pos.Head] = true
		if after, known := o.decided[e.Pos.Head]; known && after != before {
			o.w.fail("I4: batch %s was decided on %v and stands behind %v", e.Pos.Head, after, before)
		}
	}
	var by struct {
		Data struct {
			Sender  string `json:"sender"`
			Counter uint64 `json:"counter"`
		} `json:"data"`
	}
	if err := json.Unmarshal(e.Data, &by); err != nil || by.Data.Sender == "" {
		return
	}
	command := by.Data.Sender + "/" + strconv.FormatUint(by.Data.Counter, 10)
	if batch, known := o.commands[command]; known && batch != e.Pos.Head {
		o.w.fail("I4: command %s was done by batches %s and %s", command, batch, e.Pos.Head)
	}
	o.commands[command] = e.Pos.Head
}

// checkGap checks that a gap ends when an instance woke, and that none kept the room for long within it: one that does so
// for less than two seconds may not have got the lease.
func (o *truth) checkGap(e *ledger.Event) {
	event, err := game.DecodeEvent(e.Data)
	gap, ok := event.(game.Gap)
	if err != nil || !ok {
		return
	}
	const slack = 700 // skew, a renewal of the lease, a tick
	kept, woke := gap.To.Sub(gap.From), false
	running := game.Span{From: game.Time(o.w.awake), To: game.Time(o.w.now)}
	for _, s := range append(slices.Clone(o.w.silences), running) {
		kept -= max(min(s.To, gap.To).Sub(max(s.From, gap.From)), 0)
	}
	for _, at := range o.w.wakes {
		woke = woke || gap.To <= game.Time(at)+slack && gap.To >= game.Time(at)-slack
	}
	if !woke || kept >= 2_000 {
		o.w.fail("a gap from %d to %d, but the silences were %v, and instances woke at %v", gap.From, gap.To, o.w.silences, o.w.wakes)
	}
}

func (o *truth) entries(slot ledger.Slot) []ledger.Entry {
	entries, err := bugged{Ledger: o.instance, w: o.w}.Entries(o.w.ctx, o.w.room, slot, 0)
	if err != nil {
		o.w.fail("read %s: %w", slot, err)
	}
	return entries
}

// seal remembers what is in a slot at its seal.
func (o *truth) seal(slot ledger.Slot, count int) {
	entries := o.entries(slot)
	if slot == game.PresenceSlot {
		return
	}
	keys := map[string]bool{}
	for _, e := range entries {
		if keys[e.Key] {
			o.w.fail("I2: %s has two entries for %s", slot, e.Key)
		}
		keys[e.Key] = true
	}
	if len(entries) != count {
		o.w.fail("I5: %s was sealed with %d entries and has %d", slot, count, len(entries))
	}
	o.sealed[slot] = entries
	for key, data := range o.answers[slot] {
		o.checkPromise(slot, key, data)
	}
}

// promisedSeat notes that a player was told that a seat is theirs.
func (o *truth) promisedSeat(seat game.Seat, token string) {
	if before, known := o.seats[seat]; known && token != before {
		o.w.fail("I2: seat %d was given to two", seat)
	}
	o.seats[seat] = token
}

// promised notes that a player was told that an answer is stored.
func (o *truth) promised(slot ledger.Slot, key string, data []byte) {
	if o.answers[slot] == nil {
		o.answers[slot] = map[string][]byte{}
	}
	if before, known := o.answers[slot][key]; known && !bytes.Equal(before, data) {
		o.w.fail("I1: %s was told that %s has %s, and then %s", key, slot, before, data)
	}
	o.answers[slot][key] = data
	if _, sealed := o.sealed[slot]; sealed {
		o.checkPromise(slot, key, data)
	}
}

// reached notes that an acknowledgement has reached the phone.
func (o *truth) reached(slot ledger.Slot, key string, data []byte) {
	if o.heard[slot] == nil {
		o.heard[slot] = map[string]string{}
	}
	o.heard[slot][key] = string(data)
}

func (o *truth) checkPromise(slot ledger.Slot, key string, data []byte) {
	for _, e := range o.sealed[slot] {
		if e.Key == key && bytes.Equal(e.Data, data) {
			return
		}
	}
	o.w.fail("I1: the answer of %s in %s was acknowledged and is not there, or another is: %s", key, slot, data)
}

// checkSealed checks that nothing entered a slot after its seal.
func (o *truth) checkSealed() {
	for slot, then := range o.sealed {
		if now := o.entries(slot); len(now) != len(then) {
			o.w.fail("I5: %s had %d entries when it was sealed and has %d now", slot, len(then), len(now))
		}
	}
}

// checkRecords checks what the fold made of the last answers.
func (o *truth) checkRecords() {
	s := o.folded.state
	if len(s.Showings) == 0 {
		return
	}
	for _, r := range s.Showings[len(s.Showings)-1].Records {
		if r.E-r.Eff < 0 || r.E-r.Eff > s.Settings.CreditMax {
			o.w.fail("I9: seat %d: E %d, counted %d", r.Seat, r.E, r.Eff)
		}
	}
}
