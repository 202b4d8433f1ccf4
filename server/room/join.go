package room

import (
	"context"

	"trivium/game"
	"trivium/server/ledger"
)

// joined is what became of a join.
type joined struct {
	seat  game.Seat
	entry game.SeatEntry // what stands
	err   error
}

// Join takes a seat for a name. The same entry with the same token may be sent again: the seat is the same. Errors: ErrFull,
// ErrLocked, game.ErrTaken, game.ErrEnded, ErrUnavailable.
func (r *Room) Join(ctx context.Context, e game.SeatEntry) (game.Seat, game.SeatEntry, error) {
	got := make(chan joined, 1)
	r.join(e, func(j joined) { got <- j })
	select {
	case <-ctx.Done():
		return 0, game.SeatEntry{}, ctx.Err()
	case j := <-got:
		return j.seat, j.entry, j.err
	}
}

// join queues a join; done is called once.
func (r *Room) join(e game.SeatEntry, done func(joined)) {
	state, _ := r.Now()
	if seat, ok := state.FindToken(e.Token); ok {
		known, _ := state.Seat(seat)
		done(joined{seat: seat, entry: known.SeatEntry})
		return
	}
	if err := mayJoin(state, e); err != nil {
		done(joined{err: err})
		return
	}
	base := state.SeatBase()
	if !r.outbox.add(item{
		entry: ledger.Entry{Slot: ledger.Slot(state.SeatSlot()), Key: e.Key, Data: game.EncodeEntry(e)},
		done: func(s ledger.Stored, err error) {
			if err != nil {
				done(joined{err: err})
				return
			}
			done(seatOf(s, base, e.Token))
		},
	}) {
		done(joined{err: ErrUnavailable})
	}
}

// mayJoin says what this instance knows already against a new name. The slot has the last word.
func mayJoin(state *game.State, e game.SeatEntry) error {
	switch {
	case e.Key == "": // would spoil the batch that it is stored with
		return game.ErrBad
	case state.Ended():
		return game.ErrEnded
	case state.Locked:
		return ErrLocked
	case state.NameTaken(e.Key, 0):
		return game.ErrTaken
	}
	return nil
}

func seatOf(s ledger.Stored, base int, token string) joined {
	switch s.Outcome {
	case ledger.Sealed:
		return joined{err: ErrLocked}
	case ledger.Full:
		return joined{err: ErrFull}
	case ledger.Accepted, ledger.Conflict:
	}
	stands, err := game.DecodeEntry[game.SeatEntry](s.Entry.Data)
	if err != nil {
		return joined{err: err}
	}
	if stands.Token != token {
		return joined{err: game.ErrTaken}
	}
	return joined{seat: game.Seat(base + s.Entry.Index), entry: stands}
}
