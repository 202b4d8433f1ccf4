package capacity

import "time"

// batchMost is how many answers of a room an instance stores at once.
const batchMost = 4096

// play is one game, on each instance that has players of it.
type play struct {
	site    *site
	players int
	copies  []*share
	scoring load // of the goroutine that reads back, judges and ranks, on the instance that does most

	think func() time.Duration // how long a player thinks
	times *times
	asked time.Duration // when the question was
	shown int           // who have it
	acked int
	told  int // who have their results
	ended time.Duration
	done  func()
	each  func(players int) // hears of each part that has the question; may be nil
}

// share is a room on one instance.
type share struct {
	room    *play
	at      *instance
	players int
	queue   []time.Duration // answers that wait to be stored: when they were sent
	stores  bool
}

// times are what people feel.
type times struct {
	question, results []time.Duration // of each room, until the last player has it
	acks              []time.Duration // of each answer
	seen              []time.Duration // of each part of the players, until it has the question
}

// enter spreads the players of a new room over the instances.
func (s *site) enter(players []int, think func() time.Duration, t *times) *play {
	r := &play{site: s, think: think, times: t}
	for i, n := range players {
		if n > 0 {
			s.instances[i].copies++
			r.copies = append(r.copies, &share{room: r, at: s.instances[i], players: n})
			r.players += n
		}
	}
	return r
}

// happen appends an event to the room's log and brings it to all instances that have the room.
func (r *play) happen(then func(*share)) {
	arrive := func() {
		for _, c := range r.copies {
			work := r.site.EventAlone
			if r.site.redis != nil {
				work = r.site.Event
			}
			c.at.cores.run(work, func() { then(c) })
		}
	}
	if r.site.redis == nil {
		r.copies[0].at.commit(arrive)
		return
	}
	r.copies[0].at.ask(time.Duration(len(r.copies))*r.site.RedisEvent, arrive)
}

// question asks everybody. Each who has it thinks and answers, unless nobody thinks.
func (r *play) question() {
	r.asked, r.shown, r.acked = r.site.now, 0, 0
	r.happen(func(c *share) {
		c.at.fanOut(c.players, r.site.Send, r.site.QuestionBytes, func(n int) {
			c.at.cores.run(time.Duration(n)*r.site.Pong, nil)
			if r.each != nil {
				r.each(n)
			}
			if r.shown += n; r.shown == r.players {
				r.times.question = append(r.times.question, r.site.now-r.asked)
			}
			if r.think == nil {
				return
			}
			for range n {
				sent := r.site.now + r.think()
				r.site.at(sent, func() { c.answered(sent) })
			}
		}, func() {})
	})
}

// answered has an answer read; it then waits for the next batch.
func (c *share) answered(sent time.Duration) {
	c.at.cores.run(c.room.site.Read, func() {
		c.queue = append(c.queue, sent)
		if !c.stores {
			c.stores = true
			c.at.cores.run(0, c.store) // behind those who have something to say, too
		}
	})
}

// store stores what waits, and acknowledges it.
func (c *share) store() {
	n := min(len(c.queue), batchMost)
	batch := c.queue[:n]
	c.queue = append([]time.Duration(nil), c.queue[n:]...)
	c.at.cores.serial(time.Duration(n)*c.room.site.Store, func() {
		c.at.put(n, func() { c.ack(batch) })
	})
}

// ack tells those whose answers are safe, one after the other.
func (c *share) ack(batch []time.Duration) {
	r := c.room
	if len(batch) == 0 {
		if c.stores = len(c.queue) > 0; c.stores {
			c.store()
		}
		return
	}
	n := min(len(batch), chunk)
	c.at.cores.run(time.Duration(n)*r.site.Ack, func() {
		c.at.send(n*r.site.AckBytes, func() {
			for _, sent := range batch[:n] {
				r.times.acks = append(r.times.acks, r.site.now-sent)
			}
			if r.acked += n; r.acked == r.players && r.done != nil {
				r.done()
			}
		})
		c.ack(batch[n:])
	})
}

// results closes the question, scores it on every instance and tells everybody.
func (r *play) results() {
	r.ended, r.told = r.site.now, 0
	closed := 0
	r.happen(func(c *share) {
		c.at.fanOut(c.players, r.site.Closing, r.site.ClosingBytes, func(int) {}, func() {
			if closed++; closed == len(r.copies) {
				r.happen(func(c *share) { c.read(c.score) })
			}
		})
	})
}

// read brings the answers of the whole room to an instance.
func (c *share) read(then func()) {
	if c.room.site.redis == nil {
		then()
		return
	}
	c.at.ask(time.Duration(c.room.players)*c.room.site.RedisRead, then)
}

// score judges and ranks the answers of the whole room, which one goroutine does, and tells the players here.
func (c *share) score() {
	r, began := c.room, c.room.site.now
	c.at.cores.serial(time.Duration(r.players)*r.site.Score, func() {
		if c == r.copies[0] {
			r.scoring.add(began, r.site.now)
		}
		r.happenHere(c)
		c.at.fanOut(c.players, r.site.Result, r.site.ResultBytes, func(n int) {
			if r.told += n; r.told == r.players {
				r.times.results = append(r.times.results, r.site.now-r.ended)
			}
		}, func() {})
	})
}

// happenHere is the reveal, which follows at once: its event costs, and nobody waits for it.
func (r *play) happenHere(c *share) {
	work := r.site.EventAlone
	if r.site.redis != nil {
		work = r.site.Event
		r.site.redis.run(r.site.RedisEvent, nil)
	}
	c.at.cores.run(work, nil)
}
