package redis

import (
	"context"
	"errors"
	"fmt"
	"time"

	"trivium/server/ledger"
)

// Append implements ledger.Ledger.
func (l *Ledger) Append(
	ctx context.Context, id ledger.RoomID, after ledger.Pos, batch ledger.Batch,
) (ledger.Pos, error) {
	if err := batch.Check(); err != nil {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", id, err)
	}
	if err := l.usable(ctx); err != nil {
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", id, err)
	}
	start := time.Now()
	answer, err := l.commit(ctx, id, "", after, batch)
	l.metrics.appendSeconds.Observe(time.Since(start).Seconds())
	if err != nil {
		if errors.Is(err, ledger.ErrMoved) {
			l.metrics.moved.Inc()
		}
		return ledger.Pos{}, fmt.Errorf("append to %s: %w", id, err)
	}
	l.keepPIN(id, batch, answer)
	return ledger.Pos{N: uint64(answer.number(4)), Head: batch.ID}, nil
}

// commit runs the script that adds a batch, with a PIN also the one that makes the room.
func (l *Ledger) commit(
	ctx context.Context, id ledger.RoomID, pin string, after ledger.Pos, batch ledger.Batch,
) (reply, error) {
	keys := keysOf(id)
	j := &job{
		name: "commit",
		room: id,
		keys: []string{keys.meta(), keys.log(), keys.batches(), keys.slots(), keys.barred()},
		args: []any{
			keys.bell(), l.options.Retention.Milliseconds(), pin, after.N, after.Head, batch.ID, int64(batch.At),
			digit(batch.Release), len(batch.Events), len(batch.Open), len(batch.Seal),
		},
	}
	for _, data := range batch.Events {
		j.args = append(j.args, string(data)) // copied: it may be sent later than the caller waits
	}
	for _, opening := range batch.Open {
		j.args = append(j.args, string(opening.Slot), opening.Cap, digit(opening.Revisable))
	}
	for _, slot := range batch.Seal {
		j.keys = append(j.keys, keys.keys(slot))
		j.args = append(j.args, string(slot))
	}
	answer, err := l.writer.do(ctx, j)
	if err != nil {
		return nil, err
	}
	switch answer.status() {
	case statusDone:
		return answer, nil
	case statusNoRoom:
		return nil, ledger.ErrNoRoom
	case statusInUse:
		return nil, fmt.Errorf("%w: batch id %s is in use", ledger.ErrInvalid, batch.ID)
	case statusBarred:
		return nil, fmt.Errorf("%w: another room has got it", ledger.ErrPINTaken)
	default:
		return nil, ledger.ErrMoved
	}
}

// digit gives 1 for yes and 0 for no, as the scripts take it.
func digit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}
