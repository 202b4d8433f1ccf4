package redis

import (
	"context"
	"fmt"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

// forgottenFor is ledger.ForgottenFor in units of room time.
const forgottenFor = ledger.Time(ledger.ForgottenFor / time.Millisecond)

// Ended implements ledger.Ledger. A room's end and the index of ended rooms lie in different places, so whoever sees a released
// room in the index of live ones moves it over; asking here does it first.
func (l *Ledger) Ended(ctx context.Context) ([]ledger.RoomID, error) {
	ctx, done, err := l.begin(ctx, "ended")
	if err != nil {
		return nil, fmt.Errorf("ended: %w", err)
	}
	defer done()
	if _, err := l.live(ctx); err != nil {
		return nil, fmt.Errorf("ended: %w", err)
	}
	seen, err := l.index(ctx, keyEnded)
	if err != nil {
		return nil, fmt.Errorf("ended: %w", err)
	}
	return ids(oldestFirst(seen.ended)), nil
}

// moveOver enters ended rooms in their index and takes them out of that of live rooms, in this order: a crash in between
// leaves them in both.
func (l *Ledger) moveOver(ctx context.Context, ended []listed) error {
	if len(ended) == 0 {
		return nil
	}
	members := make([]goredis.Z, len(ended))
	var gone []any
	for i, room := range ended {
		score, _ := strconv.ParseFloat(room.score, 64)
		members[i] = goredis.Z{Score: score, Member: string(room.id)}
		gone = append(gone, string(room.id), room.score)
	}
	if err := l.client.ZAdd(ctx, keyEnded, members...).Err(); err != nil {
		return l.unavailable(ctx, err)
	}
	l.forget(keyRooms, gone)
	return nil
}

// Forget implements ledger.Ledger.
func (l *Ledger) Forget(ctx context.Context, id ledger.RoomID, at ledger.Pos) error {
	if err := l.usable(ctx); err != nil {
		return fmt.Errorf("forget %s: %w", id, err)
	}
	if err := checkRoom(id); err != nil {
		return fmt.Errorf("forget %s: %w", id, err)
	}
	keys := keysOf(id)
	answer, err := l.writer.do(ctx, &job{
		name: "drop",
		room: id,
		keys: []string{keys.meta(), keys.log(), keys.batches(), keys.slots(), keys.barred()},
		args: []any{at.N, at.Head, int64(pinRest), int64(forgottenFor)},
	})
	if err != nil {
		return fmt.Errorf("forget %s: %w", id, err)
	}
	switch answer.status() {
	case statusMoved:
		return fmt.Errorf("forget %s: %w", id, ledger.ErrMoved)
	case statusInUse:
		return fmt.Errorf("forget %s: %w: its PIN is in use or rests", id, ledger.ErrInvalid)
	}
	return nil
}
