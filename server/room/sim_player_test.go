package room

import (
	"errors"
	"strconv"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
)

// player is a phone.
type player struct {
	client
	entry    game.SeatEntry
	seat     game.Seat // as it was last told
	admitted bool      // it has seen itself in the room
	cheat    int       // 0 honest, 1 claims no time at all, 2 claims nothing, 3 claims too much
	tries    map[int]*try
	latest   int // showing that was answered last
}

// try is an answer that the phone sends until it is acknowledged.
type try struct {
	answer game.Answer
	m      game.Millis
	done   bool
}

func newPlayer(w *world, i int) *player {
	name := "player " + strconv.Itoa(i)
	if i == 1 { // wants the name that somebody else has
		name = "player 0"
	}
	p := &player{
		client: client{w: w, name: name, audience: game.ForPlayers, delay: ledger.Time(1 + w.rng.IntN(200))},
		entry: game.SeatEntry{
			Name: name, Key: name, Token: "token " + strconv.Itoa(i), Team: "t" + strconv.Itoa(i%2), TeamKey: "t" + strconv.Itoa(i%2),
		},
		cheat: max(w.rng.IntN(7)-3, 0), tries: map[int]*try{},
	}
	p.hello = func(l *line) { l.toServer(func() { l.session.enter(p) }) }
	p.watch = p.look
	return p
}

// act is what a phone does in a tick.
func (p *player) act() {
	p.keep()
	if p.line != nil && (p.w.chance(40) || p.w.bug == flood) {
		p.resend()
	}
}

// joined hears what became of the wish to play.
func (p *player) joined(j joined) {
	w := p.w
	switch {
	case j.err == nil:
		if p.admitted && p.seat != j.seat {
			w.fail("I1: %s had seat %d and has %d now", p.name, p.seat, j.seat)
		}
		p.seat = j.seat
	case errors.Is(j.err, game.ErrTaken):
		p.entry.Name += "'"
		p.entry.Key = p.entry.Name
		p.askAgain(100)
	case errors.Is(j.err, game.ErrEnded):
		p.goHome("the game is over")
	case errors.Is(j.err, ErrFull), errors.Is(j.err, ErrLocked):
		if w.chance(4) {
			p.goHome(j.err.Error())
			return
		}
		p.askAgain(1_000)
	case errors.Is(j.err, ErrUnavailable), errors.Is(j.err, ledger.ErrUnavailable):
		p.askAgain(200)
	default:
		w.fail("join: %w", j.err)
	}
}

// askAgain wants a seat once more, on the same line.
func (p *player) askAgain(after ledger.Time) {
	l := p.line
	p.w.post(p.w.now+after, func() {
		if l != nil && p.line == l {
			p.hello(l)
		}
	})
}

func (p *player) goHome(why string) {
	p.told = why
	p.w.happened("went home: " + why)
	p.hangUp()
}

// look has the player think and tap when a question is open.
func (p *player) look(v *seen) {
	p.admitted = p.admitted || v.own.Admitted
	if v.own.Kicked {
		p.goHome("kicked")
		return
	}
	q := v.view.Question
	if v.view.Phase != game.Open || v.view.Paused || !v.own.Plays || q.Kind == questions.Slide {
		return
	}
	if p.tries[q.Showing] != nil {
		p.resend()
		return
	}
	think := game.Millis(p.w.rng.IntN(6_000))
	t := &try{answer: p.pick(q), m: []game.Millis{think, 0, -1, think + 60_000}[p.cheat]}
	p.tries[q.Showing], p.latest = t, q.Showing
	p.w.post(p.w.now+ledger.Time(think), func() { p.send(q.Showing, t) })
}

// pick chooses an answer of the right shape.
func (p *player) pick(q *game.QuestionView) game.Answer {
	rng := p.w.rng
	switch q.Kind {
	case questions.Text:
		return game.Answer{Text: []string{"Oslo", "oslo ", "Bergen", "?"}[rng.IntN(4)]}
	case questions.Number:
		return game.Answer{Text: strconv.Itoa(1960 + rng.IntN(20))}
	case questions.Order:
		return game.Answer{Pick: rng.Perm(q.Size)}
	case questions.Match:
		return game.Answer{Pick: rng.Perm(len(q.Choices))[:q.Size]}
	case questions.Multi:
		return game.Answer{Pick: rng.Perm(q.Size)[:1+rng.IntN(q.Size)]}
	case questions.Single, questions.TrueFalse, questions.Poll, questions.Slide:
	}
	return game.Answer{Pick: []int{rng.IntN(q.Size)}}
}

// resend sends the last answer if it was not acknowledged, while its question is open.
func (p *player) resend() {
	v := &p.last.view
	if t := p.tries[p.latest]; t != nil && v.Question != nil && v.Question.Showing == p.latest && v.Phase != game.Reveal {
		p.send(p.latest, t)
	}
}

func (p *player) send(showing int, t *try) {
	if l := p.line; l != nil && !t.done {
		l.toServer(func() { l.session.answer(showing, t, p.delay) })
	}
}
