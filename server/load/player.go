package load

import (
	"cmp"
	"context"
	crypto "crypto/rand"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"time"

	"trivium/game"
	"trivium/server/wire"
)

// PlayerOptions say who plays and how. URL, PIN and Name are needed.
type PlayerOptions struct {
	URL  string // of the server, http://host:port
	PIN  string
	Name string
	Team string // in a game of teams
	// Proof is the resume token, 128 bits in hexadecimal; empty is a random one.
	Proof string
	// Seed makes the answers and the times to think.
	Seed uint64
	// ThinkLeast and ThinkMost bound the time from seeing the choices to answering. Defaults 200 ms and 1 s.
	ThinkLeast, ThinkMost time.Duration
	// Client makes the connections; nil is http.DefaultClient.
	Client *http.Client
	Net    Net
	// Reconnects is the chance that the connection breaks while a question is thought about.
	Reconnects float64
	// Slow is a pause before each frame is read.
	Slow time.Duration
	// Silent leaves a question without an answer; nil answers all.
	Silent func(showing int) bool

	// OnWelcome hears of the first welcome, OnOpen of each question whose choices came, OnAck of each acknowledged answer with
	// the time since it was first sent. OnView and OnOwn hear of all that is told, OnReply of each ack, good or bad, all of them
	// before the next frame is read. They are called by the player's own goroutine and must be quick; OnSend, which hears of an
	// answer right before it is sent, the first time or again, by any. Each may be nil.
	OnWelcome func(at time.Time)
	OnOpen    func(showing int, at time.Time)
	OnAck     func(ack wire.Ack, after time.Duration)
	OnView    func(wire.View)
	OnOwn     func(wire.Own)
	OnReply   func(wire.Ack)
	OnSend    func(wire.Answer)

	dial func(context.Context) func() // see line
}

// Player is one player without a browser. Run plays; the other methods may be called from any goroutine.
type Player struct {
	o      PlayerOptions
	line   line
	random *rand.Rand // used by Run's goroutine only
	timers sync.WaitGroup

	mu     sync.Mutex // guards what follows
	room   room
	seat   game.Seat
	own    game.OwnView
	hasOwn bool
	acks   map[int]wire.Ack // what stands, by showing
	turned []wire.Ack       // answers that were not taken
	asked  map[int]game.QuestionView
	points map[int]int // by showing; slides bring none
	given  *given      // the answer to the question that runs, or ran last
	fresh  bool        // let in on this connection, and the room was not shown yet
	ending bool        // the game is over; the last word is awaited
	last   int64       // number of the ping that asks for it
}

// given is a player's answer to one showing.
type given struct {
	wire.Answer
	shown time.Time
	sent  time.Time   // zero until it was first sent
	on    int         // number of the connection that it was last sent on
	acked bool        // it is known what became of it
	timer *time.Timer // nil if nothing will be said
}

// NewPlayer makes a player; Run lets them play.
func NewPlayer(o PlayerOptions) *Player {
	o.ThinkLeast = cmp.Or(o.ThinkLeast, 200*time.Millisecond)
	o.ThinkMost = max(cmp.Or(o.ThinkMost, time.Second), o.ThinkLeast)
	if o.Proof == "" {
		var b [16]byte
		_, _ = crypto.Read(b[:]) // never fails (crypto/rand since Go 1.24)
		o.Proof = hex.EncodeToString(b[:])
	}
	p := &Player{
		o: o, random: rand.New(rand.NewPCG(o.Seed, 1)), acks: map[int]wire.Ack{}, asked: map[int]game.QuestionView{},
		points: map[int]int{},
	}
	p.line = line{
		url: o.URL, client: cmp.Or(o.Client, http.DefaultClient), random: rand.New(rand.NewPCG(o.Seed, 2)),
		hello: p.hello, take: p.take, lost: p.lost, dial: o.dial, patience: o.Net.Patience, slow: o.Slow,
	}
	return p
}

// Run joins and plays until the game is over, which is no error; until ctx ends; until the server says stop; or until it
// tells something wrong (ErrWrong).
func (p *Player) Run(ctx context.Context) error {
	defer p.timers.Wait()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.forget()
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := p.line.run(ctx); err != nil {
		return fmt.Errorf("player %s: %w", p.o.Name, err)
	}
	return nil
}

// Drop breaks the connection, as a bad network would. The player comes back.
func (p *Player) Drop() { p.line.drop() }

// Seat is the player's seat, 0 before the first welcome.
func (p *Player) Seat() game.Seat {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seat
}

// Own is what the player was last told of themselves; ok is false before that.
func (p *Player) Own() (own game.OwnView, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.own, p.hasOwn
}

// Acks are the answers that were acknowledged, in the order of their questions.
func (p *Player) Acks() []wire.Ack {
	p.mu.Lock()
	defer p.mu.Unlock()
	acks := make([]wire.Ack, 0, len(p.acks))
	for _, ack := range p.acks {
		acks = append(acks, ack)
	}
	slices.SortFunc(acks, func(a, b wire.Ack) int { return cmp.Compare(a.Showing, b.Showing) })
	return acks
}

// Refused are the answers that were not taken, with the server's codes.
func (p *Player) Refused() []wire.Ack {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.turned)
}

// Resyncs is how often the whole room was sent to the player anew, after a connection had ended, and why those had.
func (p *Player) Resyncs() (count int, ends map[string]int) { return p.line.resyncs() }

// lastShowing is the last question that the player was asked; -1 for none.
func (p *Player) lastShowing() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	last := -1
	for showing := range p.asked {
		last = max(last, showing)
	}
	return last
}

// gap gives the first of the questions from one to another that the player was not asked or of which no result came; ok is false if there
// is none.
func (p *Player) gap(from, last int) (showing int, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for showing := from; showing <= last; showing++ {
		_, asked := p.asked[showing]
		if _, told := p.points[showing]; !asked || !told {
			return showing, true
		}
	}
	return 0, false
}

// Connections is how many connections the player needed so far.
func (p *Player) Connections() int { return p.line.connections() }

// lost forgets what another instance may not know yet.
func (p *Player) lost() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.o.Net.Several {
		p.room.anew()
	}
}

// sending tells of an answer that goes out.
func (p *Player) sending(a wire.Answer) {
	if p.o.OnSend != nil {
		p.o.OnSend(a)
	}
}

// hello joins, or comes back as whoever joined: the proof is the token. An answer on its way is sent along.
func (p *Player) hello() *wire.Hello {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := &wire.Hello{T: "hello", Role: wire.Player, PIN: p.o.PIN}
	if p.seat == 0 {
		m.Name, m.Team, m.Proof = p.o.Name, p.o.Team, p.o.Proof
		return m
	}
	m.Token = p.o.Proof
	if g := p.given; g != nil && !g.sent.IsZero() && !g.acked {
		pending := g.Answer
		m.Pending, g.on = &pending, p.line.connections()
		p.sending(pending)
	}
	return m
}
