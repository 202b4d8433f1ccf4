package redis

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

const (
	// indexPage is how many rooms are read at once.
	indexPage = 500
	// absence is how long a room may be missing that stands in the index: whoever entered it is making it.
	absence = ledger.Time(time.Minute / time.Millisecond)
)

// listed is a room of the index.
type listed struct {
	id      ledger.RoomID
	score   float64
	created int64 // microseconds
	holder  string
}

// enter puts a room into the index.
func (l *Ledger) enter(ctx context.Context, id ledger.RoomID) error {
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	now, _ := l.Now()
	if err := l.client.ZAdd(ctx, keyRooms, goredis.Z{Score: float64(now), Member: string(id)}).Err(); err != nil {
		return l.unavailable(ctx, err)
	}
	return nil
}

// Rooms implements ledger.Ledger.
func (l *Ledger) Rooms(ctx context.Context) ([]ledger.RoomID, error) {
	done := l.metrics.time("rooms")
	defer done()
	rooms, err := l.live(ctx)
	if err != nil {
		return nil, fmt.Errorf("rooms: %w", err)
	}
	return ids(rooms), nil
}

// Orphans implements ledger.Ledger.
func (l *Ledger) Orphans(ctx context.Context) ([]ledger.RoomID, error) {
	done := l.metrics.time("orphans")
	defer done()
	rooms, err := l.live(ctx)
	if err != nil {
		return nil, fmt.Errorf("orphans: %w", err)
	}
	// Whoever had a lease when the rooms were read was alive before, so this heartbeat, which is later, shows it.
	if err := l.leases.beat(ctx, time.Now()); err != nil {
		return nil, fmt.Errorf("orphans: %w", err)
	}
	living := l.leases.living()
	return ids(slices.DeleteFunc(rooms, func(room listed) bool {
		_, lives := living[room.holder]
		return lives
	})), nil
}

// ids gives the names of rooms; nil if there are none.
func ids(rooms []listed) []ledger.RoomID {
	var names []ledger.RoomID
	for _, room := range rooms {
		names = append(names, room.id)
	}
	return names
}

// live reads the rooms whose PIN is not released, oldest first, and takes out of the index what does not belong there.
func (l *Ledger) live(ctx context.Context) ([]listed, error) {
	if err := l.usable(ctx); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	var rooms []listed
	var stale []any
	for from := int64(0); ; from += indexPage {
		page, err := l.client.ZRangeWithScores(ctx, keyRooms, from, from+indexPage-1).Result()
		if err != nil {
			return nil, l.unavailable(ctx, err)
		}
		found, gone, err := l.look(ctx, page)
		if err != nil {
			return nil, l.unavailable(ctx, err)
		}
		rooms, stale = append(rooms, found...), append(stale, gone...)
		if len(page) < indexPage {
			break
		}
	}
	l.forget(stale)
	slices.SortFunc(rooms, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	return slices.CompactFunc(rooms, func(a, b listed) bool { return a.id == b.id }), nil // one may move between two pages
}

// look reads how the rooms of a page of the index stand: those that are live, and room and score of those that are stale.
func (l *Ledger) look(ctx context.Context, page []goredis.Z) (live []listed, stale []any, err error) {
	now, _ := l.Now()
	pipe := l.client.Pipeline()
	replies := make([]*goredis.SliceCmd, len(page))
	for i, z := range page {
		id, _ := z.Member.(string)
		replies[i] = pipe.HMGet(ctx, keysOf(ledger.RoomID(id)).meta(), "created", "released", "holder")
	}
	if _, err := pipe.Exec(ctx); err != nil && len(page) > 0 && !errors.Is(err, goredis.Nil) {
		return nil, nil, err
	}
	for i, z := range page {
		id, _ := z.Member.(string)
		meta := reply(replies[i].Val())
		missing, released := meta.text(0) == "", meta.text(1) != ""
		switch {
		case released, missing && now-ledger.Time(z.Score) > absence:
			stale = append(stale, id, strconv.FormatFloat(z.Score, 'f', -1, 64))
		case !missing:
			created, _ := strconv.ParseInt(meta.text(0), 10, 64)
			live = append(live, listed{id: ledger.RoomID(id), score: z.Score, created: created, holder: meta.text(2)})
		}
	}
	return live, stale, nil
}

// forget takes rooms out of the index; nobody waits for it.
func (l *Ledger) forget(stale []any) {
	if len(stale) == 0 {
		return
	}
	l.background(func(ctx context.Context) {
		if _, err := l.run(ctx, "forget", []string{keyRooms}, stale...); err != nil {
			l.log.Warn("the index of rooms could not be cleaned", "error", err)
		}
	})
}
