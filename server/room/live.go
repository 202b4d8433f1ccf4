package room

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"trivium/game"
	"trivium/server/ledger"
)

// reading is how far a slot of answers was read.
type reading struct {
	showing int // + 1; 0 for none
	through int
	bySeat  map[game.Seat]game.Answer // replaced, never changed, when it grows: readers have it
}

// refreshLive reads the counts at most four times a second, and at once where the phase waits for them.
func (r *Room) refreshLive(ctx context.Context, now game.Time, wake *game.Time) error {
	due := r.liveAt.Add(liveInterval)
	if now < due && r.state.Phase != game.Close {
		*wake = min(*wake, due)
		return nil
	}
	return r.readLive(ctx, now)
}

// readLive reads the slots that change between events.
func (r *Room) readLive(ctx context.Context, now game.Time) error {
	r.liveAt = now
	before := r.live
	r.rang = true // until all was read
	if err := r.readSeats(ctx); err != nil {
		return err
	}
	connected, expected, others, err := r.readPresence(ctx, now)
	if err != nil {
		return err
	}
	if err := r.readAnswers(ctx); err != nil {
		return err
	}
	r.live.Connected = 0
	for seat := range connected {
		if state, ok := r.state.Seat(seat); ok && !state.Kicked {
			r.live.Connected++
		}
	}
	r.live.Waiting = r.waiting(expected)
	if err := r.readFlush(ctx, others); err != nil {
		return err
	}
	r.changed = r.changed || r.live != before
	r.rang = false
	return nil
}

func (r *Room) readSeats(ctx context.Context) error {
	if r.state.Locked || r.state.Ended() {
		return nil
	}
	entries, err := r.options.Ledger.Entries(ctx, r.id, ledger.Slot(r.state.SeatSlot()), r.seats)
	if err != nil {
		return fmt.Errorf("read seats: %w", err)
	}
	r.recall.entries(entries...)
	r.seats += len(entries)
	r.live.Seated = r.seats
	return nil
}

func (r *Room) readAnswers(ctx context.Context) error {
	showing, running := r.state.Running()
	if !running {
		return nil
	}
	if r.answers.showing != showing+1 {
		r.answers, r.live.Answered = reading{showing: showing + 1}, 0
	}
	entries, err := r.options.Ledger.Entries(ctx, r.id, ledger.Slot(game.AnswerSlot(showing)), r.answers.through)
	if err != nil {
		return fmt.Errorf("read answers: %w", err)
	}
	if len(entries) == 0 {
		return nil
	}
	r.recall.entries(entries...)
	bySeat := maps.Clone(r.answers.bySeat)
	if bySeat == nil {
		bySeat = make(map[game.Seat]game.Answer, len(entries))
	}
	for _, e := range entries {
		r.answers.through = e.Index
		seat, err := strconv.Atoi(e.Key)
		if err != nil {
			continue
		}
		if answer, err := game.DecodeEntry[game.AnswerEntry](e.Data); err == nil {
			bySeat[game.Seat(seat)] = answer.Answer
		}
	}
	r.answers.bySeat = bySeat
	r.live.Answered = len(bySeat)
	r.changed = true
	return nil
}

// waiting counts the seats that are connected, or may come back in a moment, may answer and have not.
func (r *Room) waiting(expected map[game.Seat]bool) int {
	showing, running := r.state.Running()
	if !running {
		return 0
	}
	count := 0
	for seat := range expected {
		if _, answered := r.answers.bySeat[seat]; !answered && r.state.MayAnswer(showing, seat, r.state.PausedAt) == nil {
			count++
		}
	}
	return count
}

// readFlush sees whether every instance that has players here has stored its last answer.
func (r *Room) readFlush(ctx context.Context, others []string) error {
	r.live.Flushed = false
	showing, running := r.state.Running()
	if !running || r.state.Phase != game.Close {
		return nil
	}
	if r.marked != showing+1 {
		r.marked = showing + 1
		r.outbox.mark(showing, r.options.Ledger.Instance())
	}
	entries, err := r.options.Ledger.Entries(ctx, r.id, ledger.Slot(game.FlushSlot(showing)), 0)
	if err != nil {
		return fmt.Errorf("read flush marks: %w", err)
	}
	wanted := append(slices.Clone(others), r.options.Ledger.Instance())
	r.live.Flushed = !slices.ContainsFunc(wanted, func(name string) bool {
		return !slices.ContainsFunc(entries, func(e ledger.Entry) bool { return e.Key == name })
	})
	return nil
}
