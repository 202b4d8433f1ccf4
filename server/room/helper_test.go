package room

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
	"trivium/server/ledger/memory"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// bench is a truth with real goroutines and the clock of a synctest bubble.
type bench struct {
	t      *testing.T
	shared *memory.Shared
	mu     sync.Mutex
	away   bool // the ledger; guarded by mu

	remember bool // instances put back what the store loses
}

// inBubble runs a test on a bench; nothing may be left running behind it.
func inBubble(t *testing.T, test func(t *testing.T, b *bench)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &bench{t: t}
		b.shared = memory.New(memory.Options{
			Clock: func() ledger.Time { return ledger.Time(time.Now().UnixMilli()) },
			Fault: func(memory.Call) memory.Fault {
				b.mu.Lock()
				defer b.mu.Unlock()
				if b.away {
					return memory.Refused
				}
				return memory.None
			},
		})
		test(t, b)
	})
}

func (b *bench) setAway(on bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.away = on
}

// process is one instance with its rooms.
type process struct {
	*Registry
	instance *memory.Instance
}

func (b *bench) start(name string) process {
	instance := b.shared.Instance(name)
	return process{NewRegistry(Options{Ledger: instance, Remember: b.remember}), instance}
}

// kill ends a process as kill -9 does.
func (b *bench) kill(p process) {
	b.shared.Kill(p.instance.Instance())
	p.Close()
}

func (b *bench) create(p process, change func(*game.Settings)) *Room {
	b.t.Helper()
	set := game.DefaultSettings()
	set.TableAfter = game.TableAtEnd
	if change != nil {
		change(&set)
	}
	q := questions.Question{
		Kind: questions.Single, Prompt: "one two three", Time: 20 * time.Second, Points: 1000,
		Choices: []questions.Choice{{Text: "yes", Correct: true}, {Text: "no"}},
	}
	r, err := p.Create(b.t.Context(), "room", game.Opened{
		Rules: game.Rules, PIN: "1234", Seed: []byte("seed"), Settings: set, Rounds: []game.Round{{Questions: []int{0, 1, 2}}},
		Questions: []questions.Question{q, q, q},
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func (b *bench) open(p process) *Room {
	b.t.Helper()
	r, err := p.Open(b.t.Context(), "1234")
	if err != nil {
		b.t.Fatal(err)
	}
	return r
}

func entryOf(name string) game.SeatEntry {
	return game.SeatEntry{Name: name, Key: name, Token: "token of " + name}
}

func (b *bench) join(r *Room, names ...string) {
	b.t.Helper()
	for _, name := range names {
		seat, _, err := r.Join(b.t.Context(), entryOf(name))
		if err != nil {
			b.t.Fatalf("join %s: %v", name, err)
		}
		r.Connect(seat, true)
		b.until(r, func(s *game.State) bool { _, ok := s.Seat(seat); return ok })
	}
}

func (b *bench) do(r *Room, verb game.Verb) {
	b.t.Helper()
	if err := r.Do(b.t.Context(), game.Command{Verb: verb}); err != nil {
		b.t.Fatalf("%s: %v", verb, err)
	}
}

// until waits for a state, for a minute at most.
func (b *bench) until(r *Room, want func(*game.State) bool) *game.State {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	for {
		s, changed := r.Now()
		if want(s) {
			return s
		}
		select {
		case <-changed:
		case <-ctx.Done():
			b.t.Fatalf("waited in vain, in %s at %d", s.Phase, s.N)
		}
	}
}

func (b *bench) untilPhase(r *Room, phase game.Phase) *game.State {
	b.t.Helper()
	return b.until(r, func(s *game.State) bool { return s.Phase == phase })
}

// question goes on to the next open question.
func (b *bench) question(r *Room) *game.State {
	b.t.Helper()
	b.do(r, game.DoNext)
	b.do(r, game.DoNext)
	return b.untilPhase(r, game.Open)
}

// answer stores an answer of a seat and gives what became of it.
func (b *bench) answer(r *Room, seat game.Seat) Answered {
	b.t.Helper()
	s, _ := r.Now()
	got := make(chan Answered, 1)
	r.Answer(len(s.Showings)-1, seat, game.AnswerEntry{
		Answer: game.Answer{Pick: []int{0}}, At: r.Time(), E: 1_000, M: -1, Floor: -1, QPing: -1,
	}, func(a Answered) { got <- a })
	select {
	case a := <-got:
		return a
	case <-time.After(time.Minute):
		b.t.Fatal("no word of seat " + strconv.Itoa(int(seat)))
		return Answered{}
	}
}

// pass lets time go by.
func (b *bench) pass(d time.Duration) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	<-ctx.Done()
	synctest.Wait()
}

// gaps gives the gaps of the log.
func (b *bench) gaps() []game.Gap {
	b.t.Helper()
	events, err := b.shared.Instance("reader").Events(b.t.Context(), "room", ledger.Pos{})
	if err != nil {
		b.t.Fatal(err)
	}
	var gaps []game.Gap
	for _, e := range events {
		event, err := game.DecodeEvent(e.Data)
		if gap, ok := event.(game.Gap); ok && err == nil {
			gaps = append(gaps, gap)
		}
	}
	return gaps
}
