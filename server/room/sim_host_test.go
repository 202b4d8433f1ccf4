package room

import (
	"errors"
	"strconv"

	"trivium/game"
	"trivium/server/ledger"
)

// host presses buttons on some instance, and repeats what was not answered.
type host struct {
	client
	sender   string
	counter  uint64
	open     *game.Command // not answered yet
	sent     ledger.Time
	leave    bool   // wants to go home
	corrects bool   // what is over
	done     uint64 // the last command that was done, as far as it was told
}

func newHost(w *world) *host {
	h := &host{client: client{w: w, name: "host", audience: game.ForHost, delay: ledger.Time(1 + w.rng.IntN(100))}, sender: "host"}
	h.hello = func(l *line) {
		l.toServer(func() { l.session.enter(nil) })
		h.send()
	}
	return h
}

func (h *host) act() {
	h.keep()
	w := h.w
	if h.line == nil || h.last.n == 0 {
		return
	}
	if h.open != nil {
		if w.now-h.sent > 2_000 {
			h.send()
		}
		return
	}
	v := &h.last.view
	if h.ended && h.corrects && w.chance(10) {
		h.order(h.correct())
		return
	}
	if h.ended || !h.leave && (!w.chance(40) || v.Phase == game.Lobby && !w.chance(4)) {
		return
	}
	h.order(h.choose(v))
}

// order has a new command sent.
func (h *host) order(c game.Command) {
	h.counter++
	c.By = game.By{Sender: h.sender, Counter: h.counter}
	h.open = &c
	h.send()
}

// send sends the command that was not answered.
func (h *host) send() {
	if h.open == nil || h.line == nil {
		return
	}
	l, c := h.line, *h.open
	h.sent = h.w.now
	l.toServer(func() { l.session.command(h, c) })
}

// answered hears what became of a command.
func (h *host) answered(c game.Command, err error) {
	if h.open == nil || h.open.By != c.By {
		return
	}
	if err == nil {
		h.done = c.Counter
	}
	switch {
	case err == nil, errors.Is(err, game.ErrPast), errors.Is(err, game.ErrNotNow), errors.Is(err, game.ErrEnded),
		errors.Is(err, game.ErrUnknown), errors.Is(err, game.ErrTaken):
		h.open = nil
	case errors.Is(err, ErrUnavailable):
	default:
		h.w.fail("command %s: %w", c.Verb, err)
	}
}

// choose picks a button: the big one half of the time.
func (h *host) choose(v *game.View) game.Command {
	rng := h.w.rng
	if h.leave {
		return game.Command{Verb: game.DoEnd}
	}
	seat := game.Seat(1 + rng.IntN(max(v.Lobby.Players, 1)))
	verbs := []game.Command{
		{Verb: game.DoPause},
		{Verb: game.DoResume},
		{Verb: game.DoSkip, Turn: v.Turn},
		{Verb: game.DoAddTime, Turn: v.Turn, Millis: 2_000},
		{Verb: game.DoLock},
		{Verb: game.DoUnlock},
		{Verb: game.DoUnlock},
		{Verb: game.DoVoid, Showing: rng.IntN(3), On: rng.IntN(2) == 0},
		{Verb: game.DoAdjust, Seat: seat, Delta: 1 + rng.IntN(100)},
		{Verb: game.DoRename, Seat: seat, Name: "renamed", Key: "renamed"},
		{Verb: game.DoStretch, Seat: seat, Percent: 200},
		{Verb: game.DoInsert, Question: &simulatedBank()[0]},
		{Verb: game.DoJudge, Showing: rng.IntN(4), Text: "bergen", Right: true},
		{Verb: game.DoJudge, Showing: rng.IntN(4), Text: "oslo"},
		{Verb: game.DoJudge, Showing: rng.IntN(4), Text: strconv.Itoa(1960 + rng.IntN(20)), Right: true},
	}
	if h.w.chance(3) && (seat > 1 || h.w.chance(4)) {
		verbs = append(verbs, game.Command{Verb: game.DoKick, Seat: seat})
	}
	if i := rng.IntN(2 * len(verbs)); i < len(verbs) {
		return verbs[i]
	}
	return game.Command{Verb: game.DoNext, Turn: v.Turn}
}
