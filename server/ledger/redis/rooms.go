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
	score   string
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
	seen, err := l.index(ctx, keyRooms)
	if err != nil {
		return nil, err
	}
	if err := l.moveOver(ctx, seen.ended); err != nil {
		return nil, err
	}
	return oldestFirst(seen.live), nil
}

// oldestFirst sorts rooms and leaves each once.
func oldestFirst(rooms []listed) []listed {
	slices.SortFunc(rooms, func(a, b listed) int {
		return cmp.Or(cmp.Compare(a.created, b.created), cmp.Compare(a.id, b.id))
	})
	return slices.CompactFunc(rooms, func(a, b listed) bool { return a.id == b.id })
}

// sighting is how the rooms of an index stand; of those that are missing, room and score.
type sighting struct {
	live, ended []listed
	missing     []any
}

// index reads how all rooms of an index stand, and takes out of it those that are missing.
func (l *Ledger) index(ctx context.Context, key string) (seen sighting, err error) {
	// A scan gives every room that is there all the while, some of them twice.
	for cursor := uint64(0); ; {
		var page []string
		page, cursor, err = l.client.ZScan(ctx, key, cursor, "", indexPage).Result()
		if err != nil {
			return seen, l.unavailable(ctx, err)
		}
		if err := l.look(ctx, page, &seen); err != nil {
			return seen, l.unavailable(ctx, err)
		}
		if cursor == 0 {
			break
		}
	}
	l.forget(key, seen.missing)
	return seen, nil
}

// look reads how some rooms of an index stand, which are given with their scores.
func (l *Ledger) look(ctx context.Context, page []string, seen *sighting) error {
	now, _ := l.Now()
	pipe := l.client.Pipeline()
	var replies []*goredis.SliceCmd
	for i := 0; i+1 < len(page); i += 2 {
		replies = append(replies, pipe.HMGet(ctx, keysOf(ledger.RoomID(page[i])).meta(), "created", "released", "holder"))
	}
	if _, err := pipe.Exec(ctx); err != nil {
		return err
	}
	for i, cmd := range replies {
		id, score, meta := page[2*i], page[2*i+1], reply(cmd.Val())
		missing, released := meta.text(0) == "", meta.text(1) != ""
		entered, _ := strconv.ParseFloat(score, 64)
		created, _ := strconv.ParseInt(meta.text(0), 10, 64)
		room := listed{id: ledger.RoomID(id), score: score, created: created, holder: meta.text(2)}
		switch {
		case released:
			seen.ended = append(seen.ended, room)
		case !missing:
			seen.live = append(seen.live, room)
		case now-ledger.Time(entered) > absence:
			seen.missing = append(seen.missing, id, score)
		}
	}
	return nil
}

// forget takes rooms out of an index; nobody waits for it.
func (l *Ledger) forget(index string, stale []any) {
	if len(stale) == 0 {
		return
	}
	l.background(func(ctx context.Context) {
		if _, err := l.run(ctx, "forget", []string{index}, stale...); err != nil {
			l.log.Warn("the index of rooms could not be cleaned", "error", err)
		}
	})
}
