package redis

import (
	"cmp"
	"context"
	"fmt"
	"slices"
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
	done := l.metrics.time("ended")
	defer done()
	if _, err := l.live(ctx); err != nil {
		return nil, fmt.Errorf("ended: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	var rooms []listed
	for from := int64(0); ; from += indexPage {
		page, err := l.client.ZRangeWithScores(ctx, keyEnded, from, from+indexPage-1).Result()
		if err != nil {
			return nil, fmt.Errorf("ended: %w", l.unavailable(ctx, err))
		}
		seen, err := l.look(ctx, page)
		if err != nil {
			return nil, fmt.Errorf("ended: %w", l.unavailable(ctx, err))
		}
		rooms = append(rooms, seen.ended...)
		l.forget(keyEnded, seen.missing)
		if len(page) < indexPage {
			break
		}
	}
	slices.SortFunc(rooms, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	return ids(slices.CompactFunc(rooms, func(a, b listed) bool { return a.id == b.id })), nil
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
		members[i] = goredis.Z{Score: room.score, Member: string(room.id)}
		gone = append(gone, string(room.id), strconv.FormatFloat(room.score, 'f', -1, 64))
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
