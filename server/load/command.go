package load

import (
	"context"
	"fmt"
	"time"

	"trivium/game"
	"trivium/server/wire"
)

// askAgain is the pause before a command that the server could not do is given again.
const askAgain = 200 * time.Millisecond

// pageLimit is how long a page of the roster is waited for.
const pageLimit = 5 * time.Second

// Do gives a command and waits for its answer. It is sent again on each new connection; the server knows a repeat by the
// sender and the counter, so it is done once. A command that the server could not store now is given again. The error says
// that the rules refused it, with the code in Done; "past" is none, as what was asked for has been done.
func (h *Host) Do(ctx context.Context, c game.Command) (wire.Done, error) {
	for {
		done, err := h.do(ctx, c)
		if err != nil {
			return done, fmt.Errorf("command %s: %w", c.Verb, err)
		}
		switch done.Code {
		case "", "past":
			return done, nil
		case "unavailable":
			timer := time.NewTimer(askAgain)
			select {
			case <-timer.C:
			case <-ctx.Done():
				timer.Stop()
				return done, fmt.Errorf("command %s: %w", c.Verb, context.Cause(ctx))
			}
		default:
			return done, fmt.Errorf("command %s was refused (%s): %s", c.Verb, done.Code, done.Words)
		}
	}
}

func (h *Host) do(ctx context.Context, c game.Command) (wire.Done, error) {
	h.mu.Lock()
	h.last++
	c.Sender, c.Counter = h.sender, h.last
	d := &doing{Do: wire.Do{T: "do", ID: h.last, Command: c}, done: make(chan wire.Done, 1)}
	h.doing[d.ID] = d
	h.mu.Unlock()
	defer func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.doing, d.ID)
	}()
	h.resend()
	for {
		h.mu.Lock()
		changed, ended, err := h.changed, h.ended, h.err
		h.mu.Unlock()
		if ended {
			return wire.Done{}, fmt.Errorf("the host has left: %w", err)
		}
		select {
		case done := <-d.done:
			return done, nil
		case <-changed:
		case <-ctx.Done():
			return wire.Done{}, context.Cause(ctx)
		}
	}
}

// resend sends all commands that were not sent on the present connection yet, the oldest first.
func (h *Host) resend() {
	number, ready := h.line.present()
	if !ready {
		return
	}
	h.mu.Lock()
	var waiting []wire.Do
	for id := uint64(1); id <= h.last; id++ {
		if d := h.doing[id]; d != nil && d.on != number {
			d.on = number
			waiting = append(waiting, d.Do)
		}
	}
	h.mu.Unlock()
	for i := range waiting {
		_ = h.line.say(context.Background(), &waiting[i]) // if it is lost, it is sent on the next connection
	}
}

func (h *Host) done(done *wire.Done) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if d := h.doing[done.ID]; d != nil {
		select {
		case d.done <- *done:
		default:
		}
	}
	return nil
}

// Next presses the one big button, for the turn of a view: pressed again for the same turn it does nothing.
func (h *Host) Next(ctx context.Context, v game.View) error {
	_, err := h.Do(ctx, game.Command{Verb: game.DoNext, Turn: v.Turn})
	return err
}

// Roster asks for all seats.
func (h *Host) Roster(ctx context.Context) ([]game.RosterRow, error) {
	var rows []game.RosterRow
	for {
		page, err := h.page(ctx, len(rows)+1)
		if err != nil {
			return nil, fmt.Errorf("roster from seat %d: %w", len(rows)+1, err)
		}
		rows = append(rows, page.Rows...)
		if len(rows) >= page.Total {
			return rows, nil
		}
		if len(page.Rows) == 0 {
			return nil, fmt.Errorf("%w: the roster ends after %d of %d seats", ErrWrong, len(rows), page.Total)
		}
	}
}

func (h *Host) page(ctx context.Context, from int) (wire.RosterPage, error) {
	got := make(chan wire.RosterPage, 1)
	h.mu.Lock()
	h.rosters = append(h.rosters, got)
	h.mu.Unlock()
	ctx, cancel := context.WithTimeoutCause(ctx, pageLimit, fmt.Errorf("no answer within %v", pageLimit))
	defer cancel()
	if err := h.line.say(ctx, &wire.Roster{T: "roster", From: from}); err != nil {
		return wire.RosterPage{}, err
	}
	select {
	case page := <-got:
		return page, nil
	case <-ctx.Done():
		return wire.RosterPage{}, context.Cause(ctx)
	}
}

// rostered hands a page to all who wait for one; there is one that asks at a time.
func (h *Host) rostered(page *wire.RosterPage) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, got := range h.rosters {
		got <- *page
	}
	h.rosters = nil
	return nil
}
