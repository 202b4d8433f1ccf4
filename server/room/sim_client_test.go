package room

import (
	"trivium/game"
	"trivium/server/ledger"
)

// client is what a phone, a screen and a host's browser have in common: a line to some instance, and a new one when it is
// gone.
type client struct {
	w        *world
	name     string
	audience game.Audience
	delay    ledger.Time
	line     *line
	last     seen        // on this line
	told     string      // why it went home, if somebody told it
	ended    bool        // it has seen the end of the game
	until    ledger.Time // it looks at something else, when the game is over

	hello func(*line)      // sends what lets it in
	watch func(*seen)      // does something about what it sees; may be nil
	again func(why string) // hears that the server closed the line; may be nil
}

// seen is what a client was last shown.
type seen struct {
	n       uint64
	view    game.View
	own     game.OwnView // of a player
	written ledger.Time
	asked   *seatShowing // the question that is new with it
}

// keep keeps a line: it notices a dead one, goes elsewhere now and then, and connects again.
func (c *client) keep() {
	w := c.w
	switch l := c.line; {
	case c.told != "":
		return
	case l == nil:
		if w.now >= c.until && w.chance(8) {
			c.connect(w.nodes[w.rng.IntN(len(w.nodes))])
		}
	case l.well():
		l.heard = w.now
		if !c.ended && w.chance(250) {
			w.happened("client moved")
			c.hangUp()
		}
	case w.now-l.heard > patience:
		w.happened("client gave up a silent line")
		c.hangUp()
	}
}

// connect opens a line to an instance and says hello. One that is down, or about to be, takes nobody.
func (c *client) connect(n *node) {
	if !n.up || n.draining {
		return
	}
	l := &line{w: c.w, delay: c.delay, c: c, heard: c.w.now}
	l.session = &session{w: c.w, l: l, node: n, audience: c.audience}
	n.sessions = append(n.sessions, l.session)
	c.line, c.last = l, seen{}
	c.hello(l)
}

// hangUp ends the line from the client's side. The instance hears of it if the line still carries anything.
func (c *client) hangUp() {
	l := c.line
	if l == nil {
		return
	}
	l.hung = true
	l.toServer(func() { l.session.leave() })
	c.line = nil
}

// closed hears that the instance ended the line.
func (c *client) closed(l *line, why string) {
	if c.line != l {
		return
	}
	l.hung, c.line = true, nil
	if c.again != nil {
		c.again(why)
	}
}

// see takes in what was shown.
func (c *client) see(l *line, v seen) {
	if v.n < c.last.n {
		c.w.fail("I3: on a connection of %s the room fell from %d to %d", c.name, c.last.n, v.n)
	}
	if v.asked != nil {
		c.w.truth.shown(*v.asked, v.written)
	}
	c.last = v
	c.ended = c.ended || v.view.Phase == game.Over
	if c.watch != nil {
		c.watch(&v)
	}
}

// home is why the client needs nothing any more; empty while it does.
func (c *client) home() string {
	if c.ended {
		return "it saw the end"
	}
	return c.told
}

// newScreen makes a screen in the room, which only looks on.
func newScreen(w *world) *client {
	c := &client{w: w, name: "screen", audience: game.ForScreen, delay: ledger.Time(1 + w.rng.IntN(100))}
	c.hello = func(l *line) { l.toServer(func() { l.session.enter(nil) }) }
	return c
}
