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

const (
	// indexPage is about how many rooms are read at once.
	indexPage = 500
	// absence is how long a room may be missing that stands in the index: whoever entered it is making it.
	absence = ledger.Time(time.Minute / time.Millisecond)
)

// listed is a room of the index.
type listed struct {
	id      ledger.RoomID
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
	ctx, done, err := l.begin(ctx, "rooms")
	if err != nil {
		return nil, fmt.Errorf("rooms: %w", err)
	}
	defer done()
	rooms, err := l.live(ctx)
	if err != nil {
		return nil, fmt.Errorf("rooms: %w", err)
	}
	return ids(rooms), nil
}

// Orphans implements ledger.Ledger.
func (l *Ledger) Orphans(ctx context.Context) ([]ledger.RoomID, error) {
	ctx, done, err := l.begin(ctx, "orphans")
	if err != nil {
		return nil, fmt.Errorf("orphans: %w", err)
	}
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
	var rooms []listed
	var stale []any
	// A scan gives every room that is there all the while, some of them twice.
	for cursor := uint64(0); ; {
		var page []string
		var err error
		page, cursor, err = l.client.ZScan(ctx, keyRooms, cursor, "", indexPage).Result()
		if err != nil {
			return nil, l.unavailable(ctx, err)
		}
		found, gone, err := l.look(ctx, page)
		if err != nil {
			return nil, l.unavailable(ctx, err)
		}
		rooms, stale = append(rooms, found...), append(stale, gone...)
		if cursor == 0 {
			break
		}
	}
	l.forget(stale)
	slices.SortFunc(rooms, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	return slices.CompactFunc(rooms, func(a, b listed) bool { return a.id == b.id }), nil
}

// look reads how some rooms of the index stand, which are given with their scores: those that are live, and those that are
// stale, with their scores.
func (l *Ledger) look(ctx context.Context, page []string) (live []listed, stale []any, err error) {
	now, _ := l.Now()
	pipe := l.client.Pipeline()
	var replies []*goredis.SliceCmd
	for i := 0; i+1 < len(page); i += 2 {
		replies = append(replies, pipe.HMGet(ctx, keysOf(ledger.RoomID(page[i])).meta(), "created", "released", "holder"))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return nil, nil, err
	}
	for i, cmd := range replies {
		id, score, meta := page[2*i], page[2*i+1], reply(cmd.Val())
		missing, released := meta.text(0) == "", meta.text(1) != ""
		entered, _ := strconv.ParseFloat(score, 64)
		switch {
		case released, missing && now-ledger.Time(entered) > absence:
			stale = append(stale, id, score)
		case !missing:
			created, _ := strconv.ParseInt(meta.text(0), 10, 64)
			live = append(live, listed{id: ledger.RoomID(id), created: created, holder: meta.text(2)})
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
