package room

import (
	"errors"
	"strconv"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
)

// player is a phone together with the gateway's session of it: the phone remembers, the session belongs to a connection.
type player struct {
	w     *world
	entry game.SeatEntry
	seat  game.Seat
	delay ledger.Time // one way
	cheat int         // 0 honest, 1 claims no time at all, 2 claims nothing, 3 claims too much
	asked bool        // a join is under way
	out   bool        // gave up: full, locked, kicked

	node  *node // nil while there is no connection
	room  *Room // of the connection
	line  int   // number of the connection; what was sent on an older one is lost
	since game.Time
	shown int // showing that the connection was last shown, + 1
	start game.Time

	first map[int]ledger.Time // when each showing was first written to any connection
	tries map[int]*try
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
	return &player{
		w: w, entry: game.SeatEntry{
			Name: name, Key: name, Token: "token " + strconv.Itoa(i), Team: "t" + strconv.Itoa(i%2), TeamKey: "t" + strconv.Itoa(i%2),
		},
		delay: ledger.Time(1 + w.rng.IntN(200)), cheat: max(w.rng.IntN(7)-3, 0),
		first: map[int]ledger.Time{}, tries: map[int]*try{},
	}
}

// act is what a phone and its session do in a tick.
func (p *player) act() {
	w := p.w
	if p.node != nil && (p.node.room != p.room || w.chance(250)) {
		p.disconnect()
	}
	if p.node == nil && w.chance(8) {
		p.connect(w.nodes[w.rng.IntN(len(w.nodes))])
	}
	if p.node == nil || p.out || w.now < p.node.stalled {
		return
	}
	if p.seat == 0 {
		if !p.asked && w.chance(20) {
			p.join()
		}
		return
	}
	p.show()
	if w.chance(40) {
		p.resend()
	}
}

func (p *player) connect(n *node) {
	if n.room == nil {
		return
	}
	p.node, p.room, p.since, p.shown = n, n.room, n.room.Time(), 0
	p.line++
	if p.seat != 0 {
		p.room.Connect(p.seat, true)
		_ = p.room.refresh(p.w.ctx)
		p.resend()
	}
}

func (p *player) disconnect() {
	if p.seat != 0 && p.node.room == p.room {
		p.room.Connect(p.seat, false)
	}
	p.node, p.room, p.asked = nil, nil, false
	p.line++
}

func (p *player) join() {
	p.asked = true
	line := p.line
	room := p.room
	room.join(p.entry, func(j joined) {
		if j.err == nil {
			if token, known := p.w.truth.seats[j.seat]; known && token != p.entry.Token {
				p.w.fail("I2: seat %d was given to two", j.seat)
			}
			p.w.truth.seats[j.seat] = p.entry.Token
		}
		p.w.post(p.delay, func() {
			if p.line == line {
				p.joined(j)
			}
		})
	})
}

func (p *player) joined(j joined) {
	p.asked = false
	switch {
	case j.err == nil:
		p.seat = j.seat
		p.room.Connect(p.seat, true)
	case errors.Is(j.err, game.ErrTaken):
		p.entry.Name += "'"
		p.entry.Key = p.entry.Name
	case errors.Is(j.err, ErrFull), errors.Is(j.err, ErrLocked), errors.Is(j.err, game.ErrEnded):
		p.out = p.w.chance(4)
	case errors.Is(j.err, ErrUnavailable), errors.Is(j.err, ledger.ErrUnavailable):
	default:
		p.w.fail("join: %w", j.err)
	}
}

// show writes the running question to the connection, once, as the gateway does.
func (p *player) show() {
	s, _ := p.room.Now()
	showing, running := s.Running()
	if seat, ok := s.Seat(p.seat); !running || s.Paused() || p.shown == showing+1 || !ok || seat.Kicked {
		return
	}
	p.shown, p.start = showing+1, s.OpenedAt()
	if now := p.room.Time(); p.since <= s.OpenedAt() {
		p.start = max(p.start, now)
	}
	if _, seen := p.first[showing]; !seen {
		p.first[showing] = p.w.now
	}
	view := game.ViewOf(s, game.ForPlayers)
	p.w.post(p.delay, func() { p.read(showing, view.Question) })
}

// read has the player think and tap.
func (p *player) read(showing int, q *game.QuestionView) {
	if _, answered := p.tries[showing]; answered || q.Kind == questions.Slide {
		return
	}
	think := game.Millis(p.w.rng.IntN(6_000))
	t := &try{answer: p.pick(q), m: []game.Millis{think, 0, -1, think + 60_000}[p.cheat]}
	p.tries[showing] = t
	p.w.post(ledger.Time(think), func() { p.send(showing, t) })
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

func (p *player) resend() {
	s, _ := p.room.Now()
	if showing, running := s.Running(); running {
		if t := p.tries[showing]; t != nil && !t.done {
			p.send(showing, t)
		}
	}
}

func (p *player) send(showing int, t *try) {
	if p.node == nil {
		return
	}
	line := p.line
	p.w.post(p.delay, func() { p.arrive(showing, t, line) })
}

// arrive is the gateway's part: it stamps the time and hands the answer over.
func (p *player) arrive(showing int, t *try, line int) {
	w := p.w
	if p.line != line || p.node.room != p.room {
		return
	}
	if w.now < p.node.stalled {
		w.post(p.node.stalled-w.now, func() { p.arrive(showing, t, line) })
		return
	}
	s, _ := p.room.Now()
	now := p.room.Time()
	if s.MayAnswer(showing, p.seat, now) != nil {
		return
	}
	if err := s.CheckAnswer(showing, t.answer); err != nil {
		w.fail("an answer that was offered is refused: %w", err)
		return
	}
	from := s.OpenedAt()
	if p.shown == showing+1 {
		from = p.start
	}
	if w.bug == resetE && p.since > s.OpenedAt() {
		from = p.since
	}
	entry := game.AnswerEntry{Answer: t.answer, At: now, E: s.Active(from, now), M: t.m, Floor: game.Millis(p.delay), QPing: -1}
	// Clocks may be 200 ms off, and the first write may have been timed by another clock.
	if first, seen := p.first[showing]; seen && entry.E < s.Active(game.Time(first), game.Time(w.now))-500 {
		w.fail("I9: seat %d has E %d for showing %d that it saw first at %d, now %d", p.seat, entry.E, showing, first, w.now)
	}
	p.put(showing, t, entry)
}

func (p *player) put(showing int, t *try, entry game.AnswerEntry) {
	slot, key := ledger.Slot(game.AnswerSlot(showing)), strconv.Itoa(int(p.seat))
	if p.w.bug == earlyAck {
		p.w.truth.promised(slot, key, game.EncodeEntry(entry))
		t.done = true
	}
	p.room.Answer(showing, p.seat, entry, func(a Answered) {
		switch {
		case a.Outcome == Stored:
			p.w.truth.promised(slot, key, game.EncodeEntry(a.Entry))
			p.w.post(p.delay, func() { t.done = true })
		case a.Outcome == Late && p.w.truth.answers[slot][key] != nil:
			p.w.fail("I1: seat %s was told that its answer is stored, and then that it is late", key)
		}
	})
}
