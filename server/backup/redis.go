package backup

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
	ledgerredis "trivium/server/ledger/redis"
	"trivium/server/schema"
	storeredis "trivium/server/store/redis"
)

// Keys of a Redis that are not copied as they are.
const (
	// prefix begins all keys of Trivium.
	prefix = "trivium:"
	// stagedPrefix begins those of a restore that is not done yet.
	stagedPrefix = "trivium:staged:"
)

const (
	partSize = 8 << 20 // bytes of records in a part, about
	scanPage = 1_000   // keys that one call looks at
	// roomTries bounds how often the rooms are copied again because one was forgotten meanwhile.
	roomTries = 20
)

// redisCopy is a copy of a Redis that is being made.
type redisCopy struct {
	client goredis.UniversalClient
	w      *writer
	place  *Place
	counts *Counts
	buffer []byte
	parts  int
	ids    map[string]map[string]struct{}           // of documents, by collection
	rooms  map[ledger.RoomID]ledgerredis.CopiedRoom // without their keys
}

// saveRedis saves what instances share.
func (p *Place) saveRedis(ctx context.Context, w *writer, m *Manifest) error {
	before, version, err := p.life(ctx)
	if err != nil {
		return err
	}
	if m.Schema, err = schema.Of(ctx, p.Redis); err != nil {
		return err
	}
	m.Schema = max(m.Schema, 1) // data from before there was a number are of the first schema
	if m.Schema > p.Schema {
		return fmt.Errorf("%w: the data in Redis have schema %d, and this program knows up to %d", ErrNewer, m.Schema, p.Schema)
	}
	m.Redis = version
	c := &redisCopy{
		client: p.Redis, w: w, place: p, counts: &m.Counts, ids: map[string]map[string]struct{}{},
		rooms: map[ledger.RoomID]ledgerredis.CopiedRoom{},
	}
	if err := c.run(ctx); err != nil {
		return err
	}
	if again, _, err := p.life(ctx); err != nil || again != before {
		return errors.Join(errors.New("the Redis was restarted during the backup, or another took its place: make the backup again"), err)
	}
	return nil
}

// life names the server's present life and its version; empty where the user may not ask.
func (p *Place) life(ctx context.Context) (life, version string, err error) {
	info, err := p.Redis.Info(ctx, "server").Result()
	if goredis.IsPermissionError(err) {
		return "", "", nil
	}
	if err != nil {
		return "", "", fmt.Errorf("ask Redis who it is: %w", err)
	}
	for line := range strings.Lines(info) {
		switch name, value, _ := strings.Cut(strings.TrimSpace(line), ":"); name {
		case "run_id":
			life = value
		case "redis_version":
			version = value
		}
	}
	return life, version, nil
}

// run copies all in the order that the package tells of.
func (c *redisCopy) run(ctx context.Context) error {
	c.place.say("Copying what is in Redis while games go on ...")
	store := storeredis.NewCopy(c.client, c.change)
	keys, err := c.store(ctx, store)
	if err != nil {
		return err
	}
	for try := 0; ; try++ {
		whole, err := c.allRooms(ctx, keys)
		if err != nil {
			return err
		}
		if whole {
			break
		}
		if try == roomTries {
			return errors.New("finished games are being put away all the while: make the backup again in some minutes")
		}
		if keys, err = c.store(ctx, store); err != nil {
			return err
		}
	}
	if err := c.others(ctx, keys); err != nil {
		return err
	}
	for name, ids := range c.ids {
		c.counts.Collections[name] = len(ids)
	}
	c.counts.Packs = c.counts.Collections["packs"]
	return c.flush()
}

// store copies the collections and indexes up to one moment, and gives the keys that there were at that moment, and later ones.
func (c *redisCopy) store(ctx context.Context, store *storeredis.Copy) (keys []string, err error) {
	for {
		if keys, err = Keys(ctx, c.client); err != nil {
			return nil, err
		}
		if _, err := store.Read(ctx, keys); err != nil {
			return nil, err
		}
		if err := store.CatchUp(ctx); err != nil {
			return nil, err
		}
		if keys, err = Keys(ctx, c.client); err != nil {
			return nil, err
		}
		if more, err := store.Read(ctx, keys); err != nil || more == 0 {
			return keys, err // no collection is younger than the moment of the others
		}
	}
}

// Keys lists Trivium's keys in a Redis, each once.
func Keys(ctx context.Context, client goredis.UniversalClient) ([]string, error) {
	found := map[string]bool{}
	for cursor := uint64(0); ; {
		page, next, err := client.Scan(ctx, cursor, prefix+"*", scanPage).Result()
		if err != nil {
			return nil, fmt.Errorf("list the keys in Redis: %w", err)
		}
		for _, key := range page {
			found[key] = true
		}
		if cursor = next; cursor == 0 {
			return slices.Sorted(maps.Keys(found)), nil
		}
	}
}

// allRooms copies every room. It is not whole if one that has been copied, or was there, is gone.
func (c *redisCopy) allRooms(ctx context.Context, keys []string) (whole bool, err error) {
	rooms := map[ledger.RoomID]bool{}
	for _, key := range keys {
		if id, ok := ledgerredis.RoomOf(key); ok {
			rooms[id] = rooms[id] || strings.HasSuffix(key, ":meta")
		}
	}
	for id := range c.rooms {
		rooms[id] = rooms[id] || c.rooms[id].Created > 0
	}
	whole = true
	c.counts.Rooms, c.counts.Running = 0, 0
	for _, id := range slices.Sorted(maps.Keys(rooms)) {
		room, err := ledgerredis.CopyRoom(ctx, c.client, id)
		if err != nil {
			return false, err
		}
		if rooms[id] && room.Created == 0 {
			whole = false
		}
		if err := c.room(&room); err != nil {
			return false, err
		}
		if room.Created > 0 {
			c.counts.Rooms++
			if !room.Released {
				c.counts.Running++
			}
		}
		room.Keys = nil // written
		c.rooms[id] = room
	}
	return whole, nil
}

func (c *redisCopy) room(room *ledgerredis.CopiedRoom) error {
	err := c.write(record{recordRoom, []string{string(room.ID), room.PIN, strconv.FormatInt(room.Created, 10), flag(room.Released), room.Holder}})
	for _, key := range room.Keys {
		err = errors.Join(err, c.key(string(room.ID), key))
	}
	return err
}

func (c *redisCopy) key(room string, key ledgerredis.CopiedKey) error {
	return c.write(record{recordKey, []string{room, key.Name, strconv.FormatInt(key.Expires, 10), key.Content}})
}

// change takes a step of the copied store.
func (c *redisCopy) change(s storeredis.Change) error {
	if !s.Index {
		switch {
		case s.Anew:
			c.ids[s.Name] = map[string]struct{}{}
		case s.Gone:
			delete(c.ids[s.Name], s.ID)
		default:
			c.ids[s.Name][s.ID] = struct{}{}
		}
	}
	state := ""
	if s.Anew {
		state = "anew"
	} else if s.Gone {
		state = "gone"
	}
	return c.write(record{recordChange, []string{flag(s.Index), s.Name, state, s.ID, s.Version, s.Place, s.Data}})
}

// others copies PINs, signs of life, and whatever else there is.
func (c *redisCopy) others(ctx context.Context, keys []string) error {
	pins := map[string]bool{}
	for _, room := range c.rooms {
		if room.PIN != "" {
			pins[room.PIN] = true
		}
	}
	var rest []string
	for _, key := range keys {
		_, isRoom := ledgerredis.RoomOf(key)
		pin, isPIN := ledgerredis.PINOf(key)
		switch {
		case isPIN:
			pins[pin] = true
		case isRoom, storeredis.IsPart(key), ledgerredis.IsIndex(key), ledgerredis.IsLife(key), ours(key):
		default:
			rest = append(rest, key)
		}
	}
	for _, pin := range slices.Sorted(maps.Keys(pins)) {
		key, there, err := ledgerredis.CopyPIN(ctx, c.client, pin)
		if err == nil && there {
			err = c.key("", key)
		}
		if err != nil {
			return err
		}
	}
	for _, name := range rest {
		key, there, err := ledgerredis.CopyKey(ctx, c.client, name)
		if err == nil && there {
			err = c.key("", key)
		}
		if err != nil {
			return err
		}
	}
	seen, err := ledgerredis.Life(ctx, c.client)
	if err != nil {
		return err
	}
	for _, term := range slices.Sorted(maps.Keys(seen)) {
		if err := c.write(record{recordLife, []string{term, strconv.FormatInt(int64(seen[term]), 10)}}); err != nil {
			return err
		}
	}
	return nil
}

// ours says whether a key is of backups and migrations themselves.
func ours(key string) bool {
	return key == schema.HoldKey || key == schema.Key || strings.HasPrefix(key, stagedPrefix)
}

// write gathers records to parts.
func (c *redisCopy) write(r record) error {
	c.buffer = r.append(c.buffer)
	if len(c.buffer) < partSize {
		return nil
	}
	return c.flush()
}

func (c *redisCopy) flush() error {
	if len(c.buffer) == 0 {
		return nil
	}
	c.parts++
	err := c.w.add(fmt.Sprintf("%s%06d", redisParts, c.parts), int64(len(c.buffer)), bytes.NewReader(c.buffer))
	c.buffer = c.buffer[:0]
	return err
}

func flag(on bool) string {
	if on {
		return "1"
	}
	return ""
}
