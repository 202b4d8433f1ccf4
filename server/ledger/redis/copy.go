package redis

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

// CopiedKey is a key as Redis itself writes it (DUMP).
type CopiedKey struct {
	Name    string
	Expires int64 // Unix time in ms; 0 is never
	Content string
}

// CopiedRoom is all that there is of a room.
type CopiedRoom struct {
	ID       ledger.RoomID
	PIN      string
	Created  int64 // Unix time in microseconds; 0: the room is not there, but may not be made
	Released bool
	Holder   string // the term of life that has the lease
	Keys     []CopiedKey
}

// RoomOf gives the room that a key is of.
func RoomOf(key string) (id ledger.RoomID, ok bool) {
	rest, found := strings.CutPrefix(key, "trivium:{")
	name, _, ends := strings.Cut(rest, "}:")
	return ledger.RoomID(name), found && ends && name != ""
}

// PINOf gives the PIN that a key is of.
func PINOf(key string) (pin string, ok bool) { return strings.CutPrefix(key, keyPIN) }

// IsIndex says whether a key is an index of rooms, which a copy makes anew of the rooms (Index).
func IsIndex(key string) bool { return key == keyRooms || key == keyEnded }

// IsLife says whether a key holds the signs of life of instances.
func IsLife(key string) bool { return key == keyAlive }

// CopyRoom copies a room while it is played. What may still change is copied in one script, at one moment. Sealed slots never
// change again, so each is copied before, alone: no call keeps Redis busy for longer than the log and the slots that take
// entries, which is a few milliseconds. A room that is gone has no keys.
func CopyRoom(ctx context.Context, client goredis.UniversalClient, id ledger.RoomID) (CopiedRoom, error) {
	source, err := sources.ReadFile("lua/copy.lua")
	if err != nil {
		return CopiedRoom{}, err
	}
	script, keys := goredis.NewScript(string(source)), keysOf(id)
	run := func(more []string, args ...any) (reply, error) {
		answer, err := script.Run(ctx, client, append([]string{keys.meta(), keys.slots()}, more...), args...).Slice()
		if err != nil {
			return nil, fmt.Errorf("copy a room: %w", err)
		}
		return reply(answer), nil
	}
	first, err := run(nil, 0)
	if err != nil {
		return CopiedRoom{}, err
	}
	room, had := CopiedRoom{ID: id}, []any{1}
	for _, entry := range first.list(4) {
		slot, _ := entry.(string)
		answer, err := run([]string{keys.keys(ledger.Slot(slot)), keys.list(ledger.Slot(slot))}, 0)
		if err != nil {
			return CopiedRoom{}, err
		}
		room.Keys = append(room.Keys, copiedKeys(answer.list(5))...)
		had = append(had, slot)
	}
	last, err := run([]string{keys.meta(), keys.log(), keys.batches(), keys.slots(), keys.barred()}, had...)
	if err != nil {
		return CopiedRoom{}, err
	}
	room.PIN, room.Holder, room.Released = last.text(0), last.text(3), last.text(2) != ""
	room.Created, _ = strconv.ParseInt(last.text(1), 10, 64)
	if room.Created == 0 {
		room.Keys = nil // it was forgotten meanwhile
	}
	room.Keys = append(room.Keys, copiedKeys(last.list(5))...)
	return room, nil
}

func copiedKeys(flat reply) []CopiedKey {
	var keys []CopiedKey
	for i := 0; i+2 < len(flat); i += 3 {
		keys = append(keys, CopiedKey{Name: flat.text(i), Expires: flat.number(i + 1), Content: flat.text(i + 2)})
	}
	return keys
}

// CopyKey copies one key that is of no room; false if it is not there.
func CopyKey(ctx context.Context, client goredis.UniversalClient, name string) (key CopiedKey, ok bool, err error) {
	pipe := client.TxPipeline()
	clock, left, content := pipe.Time(ctx), pipe.PTTL(ctx, name), pipe.Dump(ctx, name)
	if _, err := pipe.Exec(ctx); err != nil && !errors.Is(err, goredis.Nil) {
		return key, false, fmt.Errorf("copy the key %s: %w", name, err)
	}
	key = CopiedKey{Name: name, Content: content.Val()}
	if left.Val() > 0 {
		key.Expires = clock.Val().Add(left.Val()).UnixMilli()
	}
	return key, key.Content != "", nil
}

// CopyPIN copies what lies under a PIN; false if nothing does.
func CopyPIN(ctx context.Context, client goredis.UniversalClient, pin string) (key CopiedKey, ok bool, err error) {
	return CopyKey(ctx, client, keyPIN+pin)
}

// Life gives the signs of life of all terms of instances, in room time.
func Life(ctx context.Context, client goredis.UniversalClient) (map[string]ledger.Time, error) {
	terms, err := client.ZRangeWithScores(ctx, keyAlive, 0, -1).Result()
	if err != nil {
		return nil, fmt.Errorf("read the signs of life: %w", err)
	}
	seen := make(map[string]ledger.Time, len(terms))
	for _, term := range terms {
		name, _ := term.Member.(string)
		seen[name] = ledger.Time(term.Score)
	}
	return seen, nil
}

// Living gives the instances that live.
func Living(ctx context.Context, client goredis.UniversalClient) ([]string, error) {
	now, err := client.Time(ctx).Result()
	if err != nil {
		return nil, fmt.Errorf("ask who lives: %w", err)
	}
	seen, err := Life(ctx, client)
	if err != nil {
		return nil, err
	}
	var living []string
	for term, at := range seen {
		if at > ledger.Time(now.Add(-ledger.LeaseLife).UnixMilli()) {
			living = append(living, instanceOf(term))
		}
	}
	slices.Sort(living)
	return slices.Compact(living), nil
}
