package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/schema"
	storeredis "trivium/server/store/redis"
)

// stay is how long what an interrupted restore left lies in Redis.
const stay = 24 * time.Hour

// mayMiss says of a key that it never expires, and is not there if all of its documents were deleted while they were copied.
const mayMiss = -1

// batchSize is how many bytes of records are sent at once, about.
const batchSize = 1 << 20

// redisStage writes what is restored under other names.
type redisStage struct {
	client  goredis.UniversalClient
	taken   time.Time // when the backup was made
	store   *storeredis.PutBack
	expires map[string]int64 // when each key is to expire in the end; 0 is never; mayMiss is of the store
	ofRoom  map[string][]string
	rooms   map[string]ledgerredis.CopiedRoom
	seen    map[string]ledger.Time

	changes []storeredis.Change // to be sent
	keys    []ledgerredis.CopiedKey
	size    int // of what is to be sent
}

// newRedisStage begins anew.
func newRedisStage(ctx context.Context, client goredis.UniversalClient, taken time.Time) (*redisStage, error) {
	keys, err := Keys(ctx, client)
	if err != nil {
		return nil, err
	}
	keys = slices.DeleteFunc(keys, func(key string) bool { return !strings.HasPrefix(key, stagedPrefix) })
	for some := range slices.Chunk(keys, scanPage) {
		if err := client.Unlink(ctx, some...).Err(); err != nil {
			return nil, fmt.Errorf("take away what an interrupted restore left: %w", err)
		}
	}
	return &redisStage{
		client: client, taken: taken, store: storeredis.NewPutBack(client, stagedPrefix, stay), expires: map[string]int64{}, ofRoom: map[string][]string{},
		rooms: map[string]ledgerredis.CopiedRoom{}, seen: map[string]ledger.Time{},
	}, nil
}

// take writes the records of one part.
func (s *redisStage) take(ctx context.Context, content io.Reader) error {
	if err := readRecords(content, func(r record) error { return s.record(ctx, r) }); err != nil {
		return err
	}
	return s.send(ctx)
}

func (s *redisStage) record(ctx context.Context, r record) error {
	switch f := r.fields; r.kind {
	case recordChange:
		s.changes = append(s.changes, storeredis.Change{
			Index: f[0] != "", Name: f[1], Anew: f[2] == "anew", Gone: f[2] == "gone", ID: f[3], Version: f[4], Place: f[5], Data: f[6],
		})
		s.size += len(f[6])
	case recordRoom:
		return s.room(ctx, f)
	case recordLife:
		at, err := strconv.ParseInt(f[1], 10, 64)
		if err != nil {
			return fmt.Errorf("%w: a sign of life has no time", ErrBroken)
		}
		s.seen[f[0]] = ledger.Time(at)
	case recordKey:
		expires, err := strconv.ParseInt(f[2], 10, 64)
		if err != nil || !strings.HasPrefix(f[1], prefix) || ours(f[1]) {
			return fmt.Errorf("%w: it has a key %.100q", ErrBroken, f[1])
		}
		s.keys = append(s.keys, ledgerredis.CopiedKey{Name: f[1], Expires: expires, Content: f[3]})
		s.size += len(f[3])
		if f[0] != "" {
			s.ofRoom[f[0]] = append(s.ofRoom[f[0]], f[1])
		}
	}
	if s.size < batchSize && len(s.changes)+len(s.keys) < scanPage {
		return nil
	}
	return s.send(ctx)
}

// room begins a room anew.
func (s *redisStage) room(ctx context.Context, f []string) error {
	created, err := strconv.ParseInt(f[2], 10, 64)
	if err != nil {
		return fmt.Errorf("%w: a room has no time", ErrBroken)
	}
	if err := s.send(ctx); err != nil {
		return err
	}
	for _, key := range s.ofRoom[f[0]] {
		delete(s.expires, key)
		if err := s.client.Unlink(ctx, stagedPrefix+key).Err(); err != nil {
			return err
		}
	}
	delete(s.ofRoom, f[0])
	s.rooms[f[0]] = ledgerredis.CopiedRoom{ID: ledger.RoomID(f[0]), PIN: f[1], Created: created, Released: f[3] != "", Holder: f[4]}
	return nil
}

// send writes what was gathered.
func (s *redisStage) send(ctx context.Context) error {
	if len(s.changes) > 0 {
		written, err := s.store.Do(ctx, s.changes)
		if err != nil {
			return err
		}
		for _, key := range written {
			s.expires[key] = mayMiss
		}
	}
	pipe := s.client.Pipeline()
	for _, key := range s.keys {
		pipe.RestoreReplace(ctx, stagedPrefix+key.Name, stay, key.Content)
		s.expires[key.Name] = key.Expires
	}
	if len(s.keys) > 0 {
		if _, err := pipe.Exec(ctx); err != nil {
			return mend(err)
		}
	}
	s.changes, s.keys, s.size = nil, nil, 0
	return nil
}

// mend says what to do about an error of RESTORE.
func mend(err error) error {
	switch {
	case goredis.IsPermissionError(err):
		return fmt.Errorf("this user of Redis may not restore; allow +restore, or name another in the URL: %w", err)
	case strings.Contains(err.Error(), "payload version or checksum"):
		return fmt.Errorf("this Redis is older than the one that was saved; restore into the same version or a later one: %w", err)
	}
	return fmt.Errorf("restore into Redis: %w", err)
}

// index makes what the rooms need that is not copied.
func (s *redisStage) index(ctx context.Context, later time.Duration) error {
	back := ledgerredis.PutBack{Client: s.client, Prefix: stagedPrefix, Stay: stay, Later: later}
	indexes, err := back.Index(ctx, slices.Collect(maps.Values(s.rooms)))
	if err != nil {
		return err
	}
	life, err := back.Life(ctx, s.seen)
	if err != nil {
		return err
	}
	for _, key := range slices.Concat(indexes, life) {
		s.expires[key] = 0
	}
	return nil
}

// swap changes places: one transaction in which the old keys go and the new ones get their names. Whoever interrupts it finds
// either the old or the new; before it, what is restored lies under other names, is seen by nobody and goes by itself, and a
// restore that is called again begins anew.
func (s *redisStage) swap(ctx context.Context, number int) error {
	now, err := s.client.Time(ctx).Result()
	if err != nil {
		return err
	}
	later := now.Sub(s.taken)
	if err := s.index(ctx, later); err != nil {
		return err
	}
	old, err := Keys(ctx, s.client)
	if err != nil {
		return err
	}
	staged := map[string]bool{}
	for _, key := range old {
		if name, ok := strings.CutPrefix(key, stagedPrefix); ok {
			staged[name] = true
		}
	}
	// It takes as long as it takes: nobody plays on this Redis now.
	client := s.client
	if single, ok := client.(*goredis.Client); ok {
		client = single.WithTimeout(5 * time.Minute)
	}
	pipe := client.TxPipeline()
	for _, key := range old {
		if !ours(key) {
			pipe.Unlink(ctx, key)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.expires)) {
		expires := s.expires[name]
		switch {
		case !staged[name] && expires == mayMiss:
		case !staged[name]:
			return fmt.Errorf("the key %s that was just restored is gone again; nothing was replaced", name)
		case expires > 0: // what has passed between backup and restore does not count
			pipe.Rename(ctx, stagedPrefix+name, name)
			pipe.PExpireAt(ctx, name, time.UnixMilli(expires).Add(later))
		default:
			pipe.Rename(ctx, stagedPrefix+name, name)
			pipe.Persist(ctx, name)
		}
	}
	pipe.Set(ctx, schema.Key, number, 0)
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if _, err := pipe.Exec(context.WithoutCancel(ctx)); err != nil {
		return errors.Join(errors.New("the restore may be done or not; restore again, with --force"), err)
	}
	return nil
}
