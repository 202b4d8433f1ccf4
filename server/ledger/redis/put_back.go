package redis

import (
	"context"
	"fmt"
	"slices"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

// PutBack is what a copy of rooms becomes in another Redis, or in the same one later. Its keys begin with a prefix until they are
// renamed, and go by themselves after Stay.
type PutBack struct {
	Client goredis.UniversalClient
	Prefix string
	Stay   time.Duration
	// Later is how long ago the copy was made. Whatever was to expire does so that much later.
	Later time.Duration
}

// Index enters the rooms in their indexes, made anew. It gives the keys, without the prefix.
func (p *PutBack) Index(ctx context.Context, rooms []CopiedRoom) ([]string, error) {
	members := map[string][]goredis.Z{}
	for i := range rooms {
		room, key := &rooms[i], keyRooms
		if room.Created == 0 {
			continue
		}
		if room.Released {
			key = keyEnded
		}
		members[key] = append(members[key], goredis.Z{Score: float64(room.Created / 1000), Member: string(room.ID)})
		if err := p.later(ctx, room.ID); err != nil {
			return nil, err
		}
	}
	return p.enter(ctx, members)
}

// later moves on when the keys of a room that come into being next will expire. The next append sets it for all of them.
func (p *PutBack) later(ctx context.Context, id ledger.RoomID) error {
	script := goredis.NewScript(`
local expires = redis.call('HGET', KEYS[1], 'expires')
if expires then redis.call('HSET', KEYS[1], 'renewed', '0', 'expires', string.format('%.0f', expires + ARGV[1])) end
return 1`)
	if err := script.Run(ctx, p.Client, []string{p.Prefix + keysOf(id).meta()}, p.Later.Milliseconds()).Err(); err != nil {
		return fmt.Errorf("put a room back: %w", err)
	}
	return nil
}

// Life writes the signs of life of instances as those of the dead, and gives the key, without the prefix. The silence of a room
// counts from the last one of who kept its time, so the time between a copy and its use is nobody's.
func (p *PutBack) Life(ctx context.Context, seen map[string]ledger.Time) ([]string, error) {
	now, err := p.Client.Time(ctx).Result()
	if err != nil {
		return nil, fmt.Errorf("put the signs of life back: %w", err)
	}
	dead := ledger.Time(now.Add(-2 * ledger.LeaseLife).UnixMilli())
	members := map[string][]goredis.Z{}
	for term, at := range seen {
		members[keyAlive] = append(members[keyAlive], goredis.Z{Score: float64(min(at, dead)), Member: term})
	}
	return p.enter(ctx, members)
}

// enter writes sorted sets.
func (p *PutBack) enter(ctx context.Context, members map[string][]goredis.Z) (written []string, err error) {
	for key, all := range members {
		for some := range slices.Chunk(all, 500) {
			if err := p.Client.ZAdd(ctx, p.Prefix+key, some...).Err(); err != nil {
				return nil, fmt.Errorf("put an index back: %w", err)
			}
		}
		if err := p.Client.PExpire(ctx, p.Prefix+key, p.Stay).Err(); err != nil {
			return nil, fmt.Errorf("put an index back: %w", err)
		}
		written = append(written, key)
	}
	return written, nil
}
