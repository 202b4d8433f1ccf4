package load

import (
	"context"
	"fmt"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/wire"
)

// sendAgain is the pause before an answer that could not be stored is sent again.
const sendAgain = 200 * time.Millisecond

// take does what a frame asks for. It runs in Run's goroutine.
func (p *Player) take(m *message) error {
	switch m.name {
	case "view":
		return with(m, p.viewed)
	case "own":
		return with(m, p.told)
	case "ack":
		return with(m, func(ack *wire.Ack) error { return p.acked(ack, m.at) })
	case "welcome":
		return with(m, func(w *wire.Welcome) error { return p.welcomed(w, m.at) })
	case "problem":
		return with(m, p.refused)
	case "pong":
		return with(m, p.ponged)
	case "saving":
		return nil
	}
	return fmt.Errorf("%w: a player was sent the message %.20q", ErrWrong, m.name)
}

// with decodes a message for whoever takes it.
func with[M any](m *message, take func(*M) error) error {
	decoded, err := read[M](m)
	if err != nil {
		return err
	}
	return take(decoded)
}

func (p *Player) welcomed(w *wire.Welcome, at time.Time) error {
	p.mu.Lock()
	seat := p.seat
	p.seat, p.fresh = w.Seat, true
	p.mu.Unlock()
	if w.Seat == 0 || seat != 0 && seat != w.Seat {
		return fmt.Errorf("%w: seat %d became %d", ErrWrong, seat, w.Seat)
	}
	p.line.welcome()
	if p.o.OnWelcome != nil && seat == 0 {
		p.o.OnWelcome(at)
	}
	p.send() // what was to be said while there was no connection
	return nil
}

// ponged ends the game once all that was told before is read.
func (p *Player) ponged(pong *wire.Pong) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ending && pong.C == p.last {
		return errDone
	}
	return nil
}

func (p *Player) refused(problem *wire.Problem) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if problem.Code == "no_room" && p.ending {
		return errDone
	}
	return asRefusal(problem)
}

// viewed takes the room's view: when choices come it begins to think, and at the end it asks for the last word.
func (p *Player) viewed(v *wire.View) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fresh = false
	if err := p.room.take(v); err != nil {
		return err
	}
	if v.View.Host != nil || v.View.Lobby != nil {
		return fmt.Errorf("%w: a player was sent what is for the host or the screen", ErrWrong)
	}
	if p.o.OnView != nil {
		p.o.OnView(*v)
	}
	if v.View.Phase == game.Over {
		p.ending, p.last = true, int64(v.N)
		p.timers.Go(func() { // not from the reader, or the two sides might wait for each other
			_ = p.line.say(context.Background(), &wire.Ping{T: "ping", C: int64(v.N)})
		})
	}
	q := v.View.Question
	if q == nil {
		return nil
	}
	p.asked[q.Showing] = *q
	if q.Kind == questions.Slide {
		p.points[q.Showing] = 0
		return nil
	}
	if v.View.Phase == game.Open && !v.View.Paused && (p.given == nil || p.given.Showing < q.Showing) {
		p.think(q)
	}
	return nil
}

// think chooses an answer and sends it later; called with mu held.
func (p *Player) think(q *game.QuestionView) {
	p.forget()
	at := time.Now()
	if p.o.OnOpen != nil {
		p.o.OnOpen(q.Showing, at)
	}
	answer := choose(p.random, q)
	g := &given{Answer: wire.Answer{T: "answer", Showing: q.Showing, Pick: answer.Pick, Text: answer.Text}, shown: at}
	p.given = g
	p.stumble()
	if p.o.Silent != nil && p.o.Silent(q.Showing) {
		return
	}
	wait := p.o.ThinkLeast + time.Duration(p.random.Int64N(int64(p.o.ThinkMost-p.o.ThinkLeast)+1))
	p.timers.Add(1)
	g.timer = time.AfterFunc(wait, func() {
		defer p.timers.Done()
		p.mu.Lock()
		m := game.MillisOf(time.Since(g.shown))
		g.M, g.sent = &m, time.Now()
		p.mu.Unlock()
		p.send()
	})
}

// stumble breaks the connection at some time while the question is thought about, or not; called with mu held.
func (p *Player) stumble() {
	if p.o.Reconnects == 0 || p.random.Float64() >= p.o.Reconnects {
		return
	}
	p.timers.Add(1)
	time.AfterFunc(time.Duration(p.random.Int64N(int64(p.o.ThinkMost)+1)), func() {
		defer p.timers.Done()
		p.Drop()
	})
}

// forget ends the thinking; called with mu held.
func (p *Player) forget() {
	if p.given != nil && p.given.timer != nil && p.given.timer.Stop() {
		p.timers.Done()
	}
}

// send sends the answer that waits for an ack, once on each connection.
func (p *Player) send() {
	number, ready := p.line.present()
	p.mu.Lock()
	g := p.given
	if !ready || g == nil || g.sent.IsZero() || g.acked || g.on == number {
		p.mu.Unlock()
		return
	}
	g.on = number
	answer := g.Answer
	p.mu.Unlock()
	p.sending(answer)
	_ = p.line.say(context.Background(), &answer) // if it is lost, it is sent on the next connection
}

// acked takes what became of an answer.
func (p *Player) acked(ack *wire.Ack, at time.Time) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.whole("an ack"); err != nil {
		return err
	}
	g := p.given
	asked := g != nil && g.Showing == ack.Showing
	if p.o.OnReply != nil {
		p.o.OnReply(*ack)
	}
	if !ack.OK {
		if asked && ack.Code != "unavailable" {
			g.acked = true
		}
		if asked && ack.Code == "unavailable" {
			g.on = -1
			p.timers.Add(1)
			time.AfterFunc(sendAgain, func() {
				defer p.timers.Done()
				p.send()
			})
		}
		p.turned = append(p.turned, *ack)
		return nil
	}
	stands := game.Answer{Pick: ack.Pick, Text: ack.Text}
	if before, ok := p.acks[ack.Showing]; ok && !same(stands, game.Answer{Pick: before.Pick, Text: before.Text}) {
		return fmt.Errorf("%w: acknowledged answer to question %d changed from %v %q to %v %q", ErrWrong, ack.Showing,
			before.Pick, before.Text, ack.Pick, ack.Text)
	}
	if asked && !g.sent.IsZero() && !same(stands, game.Answer{Pick: g.Pick, Text: g.Text}) {
		return fmt.Errorf("%w: answered question %d with %v %q, acknowledged was %v %q", ErrWrong, ack.Showing, g.Pick, g.Text,
			ack.Pick, ack.Text)
	}
	p.acks[ack.Showing] = *ack
	if asked && !g.acked {
		g.acked = true
		if p.o.OnAck != nil {
			p.o.OnAck(*ack, at.Sub(g.sent))
		}
	}
	return nil
}

// told takes the player's own part and checks it against all that was acknowledged and told before.
func (p *Player) told(own *wire.Own) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.whole("the player's part"); err != nil {
		return err
	}
	if err := p.room.number(own.N); err != nil {
		return err
	}
	if p.o.OnOwn != nil {
		p.o.OnOwn(*own)
	}
	p.own, p.hasOwn = own.Own, true
	if own.Own.Seat != p.seat {
		return fmt.Errorf("%w: seat %d was told of seat %d", ErrWrong, p.seat, own.Own.Seat)
	}
	if r := own.Own.Result; r != nil {
		if err := p.result(r); err != nil {
			return err
		}
		p.points[r.Showing] = r.Points
		return p.score(r.Showing)
	}
	return nil
}

// whole checks that what comes first on a connection is the room as it is now; called with mu held.
func (p *Player) whole(what string) error {
	if p.fresh {
		return fmt.Errorf("%w: %s came before the room's view", ErrWrong, what)
	}
	return nil
}

// result checks a result against the acknowledged answer and the rules; called with mu held.
func (p *Player) result(r *game.ResultView) error {
	ack, acked := p.acks[r.Showing]
	switch {
	case acked && !r.Answered:
		return fmt.Errorf("%w: the acknowledged answer to question %d is not in its result", ErrWrong, r.Showing)
	case acked && !same(r.Answer, game.Answer{Pick: ack.Pick, Text: ack.Text}):
		return fmt.Errorf("%w: question %d: acknowledged was %v %q, scored was %v %q", ErrWrong, r.Showing, ack.Pick, ack.Text,
			r.Answer.Pick, r.Answer.Text)
	case !acked && r.Answered && p.line.connections() == 1:
		return fmt.Errorf("%w: the result of question %d came before the ack of its answer", ErrWrong, r.Showing)
	}
	q, ok := p.asked[r.Showing]
	if !ok {
		return checkResult(p.room.view.View.Scoring, nil, r)
	}
	return checkResult(p.room.view.View.Scoring, &q, r)
}

// score checks that the score is the sum of all results, if all were seen; called with mu held.
func (p *Player) score(last int) error {
	sum := 0
	for showing := range last + 1 {
		points, seen := p.points[showing]
		if !seen {
			return nil
		}
		sum += points
	}
	if p.own.Score != sum {
		return fmt.Errorf("%w: score %d after question %d, but the results add up to %d", ErrWrong, p.own.Score, last, sum)
	}
	return nil
}
