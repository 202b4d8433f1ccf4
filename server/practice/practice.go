// Package practice is players without people: they let one person see a whole game. They join and answer like everybody
// else, through the room, but their line is perfect and their answers are drawn by lot.
package practice

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"time"

	"trivium/game"
	"trivium/questions"
)

// Most is how many practice players a room takes.
const Most = 50

// Room is what a practice player needs of a room.
type Room interface {
	Now() (*game.State, <-chan struct{})
	Time() game.Time
	Join(ctx context.Context, e game.SeatEntry) (game.Seat, game.SeatEntry, error)
	Connect(seat game.Seat, up bool)
	Store(showing int, seat game.Seat, e game.AnswerEntry)
}

// Players keeps the practice players of this instance.
type Players struct {
	ctx  context.Context //nolint:containedctx // the life of all of them, ended by Close
	stop context.CancelFunc
	wait sync.WaitGroup

	mu    sync.Mutex
	rooms map[string]int // players by PIN; guarded by mu
	plays map[string]int // how many of them are left; guarded by mu
}

// New makes a keeper of practice players; Close ends them.
func New() *Players {
	ctx, stop := context.WithCancel(context.Background())
	return &Players{ctx: ctx, stop: stop, rooms: map[string]int{}, plays: map[string]int{}}
}

// Close ends all practice players.
func (p *Players) Close() {
	p.stop()
	p.wait.Wait()
}

// Add lets n more join a room. Name, key and token of each come from entry, which is called with a number.
func (p *Players) Add(ctx context.Context, pin string, r Room, n int, entry func(i int) game.SeatEntry) error {
	p.mu.Lock()
	first := p.rooms[pin]
	if n < 1 || first+n > Most {
		p.mu.Unlock()
		return fmt.Errorf("%w: a room takes up to %d practice players", game.ErrBad, Most)
	}
	p.rooms[pin] += n
	p.mu.Unlock()
	for i := first; i < first+n; i++ {
		e := entry(i)
		e.Practice = true
		seat, _, err := r.Join(ctx, e)
		if err != nil {
			return fmt.Errorf("a practice player can not join: %w", err)
		}
		p.mu.Lock()
		p.plays[pin]++
		p.mu.Unlock()
		p.wait.Go(func() {
			defer p.left(pin)
			r.Connect(seat, true)
			defer r.Connect(seat, false)
			play(p.ctx, r, seat)
		})
	}
	return nil
}

// left forgets a room when its last practice player has gone.
func (p *Players) left(pin string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.plays[pin]--; p.plays[pin] == 0 {
		delete(p.plays, pin)
		delete(p.rooms, pin)
	}
}

// play answers each question once, after a while, until the game is over.
func play(ctx context.Context, r Room, seat game.Seat) {
	answered := -1
	for {
		state, changed := r.Now()
		if mine, ok := state.Seat(seat); state.Ended() || (ok && mine.Kicked) {
			return
		}
		if showing, ok := state.Running(); ok && showing != answered && !state.Paused() &&
			state.MayAnswer(showing, seat, r.Time()) == nil {
			if !think(ctx, state) {
				return
			}
			answered = showing
			submit(r, seat, showing)
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// think waits a share of the limit, 1 to 8 seconds; false if it is over.
func think(ctx context.Context, state *game.State) bool {
	most := 8 * time.Second
	if limit := time.Duration(state.OwnLimit(1)) * time.Millisecond; limit > 0 {
		most = min(most, limit/2)
	}
	timer := time.NewTimer(time.Second/2 + rand.N(max(most, time.Second))) //nolint:gosec // no secret hangs on it
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

func submit(r Room, seat game.Seat, showing int) {
	state, _ := r.Now()
	if running, ok := state.Running(); !ok || running != showing {
		return
	}
	now := r.Time()
	active := state.Active(state.OpenedAt(), now)
	r.Store(showing, seat, game.AnswerEntry{
		Answer: choose(state, showing), At: now, E: active, M: active, Floor: 0, QPing: 0,
	})
}

// choose draws an answer of the right shape; typed ones are right every other time.
func choose(state *game.State, showing int) game.Answer {
	show := state.Showings[showing]
	q := &state.Questions[show.Question]
	size := len(show.Deal)
	switch q.Kind {
	case questions.Single, questions.TrueFalse, questions.Poll:
		return game.Answer{Pick: []int{rand.IntN(size)}} //nolint:gosec // no secret hangs on it
	case questions.Multi:
		picks := rand.Perm(size)[:1+rand.IntN(size)] //nolint:gosec // no secret hangs on it
		slices.Sort(picks)
		return game.Answer{Pick: picks}
	case questions.Order:
		return game.Answer{Pick: rand.Perm(size)}
	case questions.Match:
		return game.Answer{Pick: rand.Perm(len(show.Rights))[:size]}
	case questions.Text:
		if len(q.Accept) > 0 && rand.IntN(2) == 0 { //nolint:gosec // no secret hangs on it
			return game.Answer{Text: q.Accept[0].Text}
		}
		return game.Answer{Text: "No idea"}
	case questions.Number:
		return game.Answer{Text: guess(q)}
	case questions.Slide:
	}
	return game.Answer{}
}

func guess(q *questions.Question) string {
	if q.Number == nil {
		return "1"
	}
	value, err := strconv.ParseFloat(q.Number.Answer, 64)
	if err != nil {
		return q.Number.Answer
	}
	return strconv.Itoa(int(value * (0.8 + 0.4*rand.Float64()))) //nolint:gosec // no secret hangs on it
}
