package gateway

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"time"

	"trivium/game"
	"trivium/questions"
)

// fakeRoom plays by the real rules over slots in memory. Its clock stands until a test moves it.
type fakeRoom struct {
	t  *testing.T
	id string

	mu         sync.Mutex // guards all below
	state      *game.State
	changed    chan struct{}
	now        game.Time
	entries    map[string][]game.Entry
	live       game.Live
	saving     bool
	held       []func()          // answers that wait to be stored, while saving
	connected  map[game.Seat]int // sockets, counted as the room does
	refreshed  sync.Once
	away       bool          // Refresh can not reach the room's truth
	caughtUp   chan struct{} // closed by the first Refresh
	seatAtOnce bool
	moved      map[game.Seat]game.Time // to another instance
	holds      int
	free       chan struct{} // closed when nobody holds it any more
	rests      bool          // nobody may hold it
}

func newFakeRoom(t *testing.T, pin string, set game.Settings, qs ...questions.Question) *fakeRoom {
	t.Helper()
	return newSeededRoom(t, pin, "0123456789abcdef0123456789abcdef", set, qs...)
}

func newSeededRoom(t *testing.T, pin, seed string, set game.Settings, qs ...questions.Question) *fakeRoom {
	t.Helper()
	r := &fakeRoom{
		t: t, id: "room-" + pin, changed: make(chan struct{}), now: 1_700_000_000_000, entries: map[string][]game.Entry{},
		connected: map[game.Seat]int{}, seatAtOnce: true, caughtUp: make(chan struct{}), free: make(chan struct{}),
	}
	indexes := make([]int, len(qs))
	for i := range qs {
		indexes[i] = i
	}
	r.fold(game.Opened{
		Rules: game.Rules, PIN: pin, Seed: []byte(seed), HostKey: HashToken("host"), Settings: set,
		Rounds: []game.Round{{Questions: indexes}}, Questions: qs,
	})
	return r
}

// fold applies an event; called with mu held, or before anybody knows the room.
func (r *fakeRoom) fold(e game.Event) {
	n := uint64(1)
	if r.state != nil {
		n = r.state.N + 1
	}
	fact := game.Fact{N: n, At: r.now, Event: e}
	if r.state != nil {
		if slot, after := game.Needs(r.state, e); slot != "" {
			for _, entry := range r.entries[slot] {
				if entry.Index > after {
					fact.Entries = append(fact.Entries, entry)
				}
			}
		}
	}
	r.state = game.Apply(r.state, fact)
}

func (r *fakeRoom) bell() {
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *fakeRoom) ID() string { return r.id }

func (r *fakeRoom) Hold() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.rests {
		return false
	}
	r.holds++
	return true
}

func (r *fakeRoom) Release() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.holds--; r.holds == 0 {
		close(r.free)
		r.free = make(chan struct{})
	}
}

func (r *fakeRoom) Now() (*game.State, <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state, r.changed
}

func (r *fakeRoom) Live() game.Live {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.live
}

func (r *fakeRoom) Saving() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.saving
}

func (r *fakeRoom) Time() game.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *fakeRoom) Refresh(context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.refreshed.Do(func() { close(r.caughtUp) })
	if r.away {
		return errAway
	}
	return nil
}

func (r *fakeRoom) Do(_ context.Context, c game.Command) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.do(c)
}

func (r *fakeRoom) do(c game.Command) error {
	events, err := game.Decide(r.state, c, r.now)
	if err != nil {
		return err
	}
	for _, e := range events {
		r.fold(e)
	}
	r.bell()
	return nil
}

func (r *fakeRoom) Join(_ context.Context, e game.SeatEntry) (game.Seat, game.SeatEntry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	slot := r.state.SeatSlot()
	if r.state.Locked {
		return 0, e, ErrLocked
	}
	for _, stands := range r.entries[slot] {
		if stands.Key != e.Key {
			continue
		}
		stored, _ := game.DecodeEntry[game.SeatEntry](stands.Data)
		if stored.Token != e.Token {
			return 0, e, game.ErrTaken
		}
		return game.Seat(r.state.SeatBase() + stands.Index), stored, nil
	}
	index := len(r.entries[slot]) + 1
	if index > r.state.Settings.SeatMax {
		return 0, e, ErrFull
	}
	r.entries[slot] = append(r.entries[slot], game.Entry{Key: e.Key, Index: index, Data: game.EncodeEntry(e)})
	if r.seatAtOnce {
		if err := r.do(game.Command{Verb: game.DoSeat, Through: index}); err != nil {
			return 0, e, err
		}
	}
	return game.Seat(r.state.SeatBase() + index), e, nil
}

func (r *fakeRoom) Answer(showing int, seat game.Seat, e game.AnswerEntry, done func(Answered)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	store := func() { go func() { done(r.put(showing, seat, e)) }() }
	if r.saving {
		r.held = append(r.held, store)
		return
	}
	store()
}

func (r *fakeRoom) put(showing int, seat game.Seat, e game.AnswerEntry) Answered {
	r.mu.Lock()
	defer r.mu.Unlock()
	slot, key := game.AnswerSlot(showing), strconv.Itoa(int(seat))
	if running, ok := r.state.Running(); !ok || running != showing {
		return Answered{Outcome: Late}
	}
	for _, stands := range r.entries[slot] {
		if stands.Key == key {
			stored, _ := game.DecodeEntry[game.AnswerEntry](stands.Data)
			return Answered{Outcome: Stored, Entry: stored}
		}
	}
	r.entries[slot] = append(r.entries[slot], game.Entry{Key: key, Index: len(r.entries[slot]) + 1, Data: game.EncodeEntry(e)})
	return Answered{Outcome: Stored, Entry: e, Fresh: true}
}

func (r *fakeRoom) Answered(seat game.Seat) (game.Answer, bool) {
	e, ok := r.entry(seat)
	return e.Answer, ok
}

// entry gives the stored answer of a seat to the running or last showing.
func (r *fakeRoom) entry(seat game.Seat) (game.AnswerEntry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, stands := range r.entries[game.AnswerSlot(len(r.state.Showings)-1)] {
		if stands.Key == strconv.Itoa(int(seat)) {
			stored, err := game.DecodeEntry[game.AnswerEntry](stands.Data)
			return stored, err == nil
		}
	}
	return game.AnswerEntry{}, false
}

func (r *fakeRoom) Connect(seat game.Seat, up bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.connected[seat] = 0
	if up {
		r.connected[seat] = 1
	}
	r.bell()
}

func (r *fakeRoom) Moved() map[game.Seat]game.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.moved
}

func (r *fakeRoom) Connected(seat game.Seat) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.connected[seat] > 0
}

// Below is what tests do to the room.

func (r *fakeRoom) must(c game.Command) {
	r.t.Helper()
	if err := r.Do(context.Background(), c); err != nil {
		r.t.Fatalf("%s in %s: %v", c.Verb, r.state.Phase, err)
	}
}

func (r *fakeRoom) awaitRefresh() {
	r.t.Helper()
	select {
	case <-r.caughtUp:
	case <-time.After(patience):
		r.t.Fatal("nobody caught up")
	}
}

// awaitGone waits until a seat has no connection.
func (r *fakeRoom) awaitGone(seat game.Seat) {
	r.t.Helper()
	timeout := time.After(patience)
	for {
		_, changed := r.Now()
		if !r.Connected(seat) {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			r.t.Fatal("the seat still counts as connected")
		}
	}
}

// open goes on until answers are taken.
func (r *fakeRoom) open() {
	r.t.Helper()
	for {
		if state, _ := r.Now(); state.Phase == game.Open {
			return
		}
		r.must(game.Command{Verb: game.DoNext})
	}
}

// reveal goes from open to the reveal.
func (r *fakeRoom) reveal() {
	r.t.Helper()
	r.must(game.Command{Verb: game.DoNext})
	r.must(game.Command{Verb: game.DoDue, On: true})
	r.must(game.Command{Verb: game.DoDue, On: true})
}

func (r *fakeRoom) advance(d game.Millis) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

func (r *fakeRoom) setSaving(on bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.saving = on
	if !on {
		for _, store := range r.held {
			store()
		}
		r.held = nil
	}
	r.bell()
}

func (r *fakeRoom) setLive(live game.Live) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.live = live
	r.bell()
}

// fakeRooms finds fake rooms by PIN.
type fakeRooms struct {
	mu    sync.Mutex
	rooms map[string]*fakeRoom
	fail  error
	opens int
}

func (f *fakeRooms) Open(_ context.Context, pin string) (Room, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.opens++
	if f.fail != nil {
		return nil, f.fail
	}
	room, ok := f.rooms[pin]
	if !ok {
		return nil, ErrNoRoom
	}
	return room, nil
}

var (
	_       Room  = (*fakeRoom)(nil)
	_       Rooms = (*fakeRooms)(nil)
	errAway       = errors.New("the store is away")
)
