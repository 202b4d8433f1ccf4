package redis

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
)

const (
	// reserveLife is how long a PIN stays reserved for a room that is not there: whoever is making it would be done.
	reserveLife = ledger.Time(10_000)
	// pinRest is ledger.PINRest in units of room time.
	pinRest = ledger.Time(ledger.PINRest / time.Millisecond)
)

// Create implements ledger.Ledger. A PIN lies elsewhere than its room, so it takes three steps, and may end between any two:
//
// 1. The PIN is given to the room, if nothing is there or what is there has no right to it any more (takeable).
// 2. The room is entered in the index of rooms. An entry whose room never came is taken out by whoever sees it later.
// 3. The room is made. It is refused if the PIN was given to another room meanwhile, which barred this one before.
func (l *Ledger) Create(ctx context.Context, id ledger.RoomID, pin string, first ledger.Batch) (ledger.Pos, error) {
	if err := checkCreate(id, pin, first); err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	ctx, done, err := l.begin(ctx, "create")
	if err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	defer done()
	if err := l.reserve(ctx, id, pin); err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	if err := l.enter(ctx, id); err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	answer, err := l.commit(ctx, id, pin, ledger.Pos{}, first)
	if err != nil {
		return ledger.Pos{}, fmt.Errorf("create %s: %w", id, err)
	}
	return ledger.Pos{N: uint64(answer.number(4)), Head: first.ID}, nil
}

// checkCreate says what is wrong with a creation.
func checkCreate(id ledger.RoomID, pin string, first ledger.Batch) error {
	if pin == "" {
		return fmt.Errorf("%w: a room needs a PIN", ledger.ErrInvalid)
	}
	if err := checkRoom(id); err != nil {
		return err
	}
	return first.Check()
}

// reserve gives the PIN to a room.
func (l *Ledger) reserve(ctx context.Context, id ledger.RoomID, pin string) error {
	for believed := ""; ; {
		answer, err := l.run(ctx, "reserve", []string{keyPIN + pin}, string(id), believed, l.options.Retention.Milliseconds())
		if err != nil || answer.status() == statusDone {
			return err
		}
		believed = answer.text(4)
		takeable, err := l.takeable(ctx, pin, believed)
		if err != nil {
			return err
		}
		if !takeable {
			return ledger.ErrPINTaken
		}
	}
}

// takeable says whether the room to which a PIN was given has no right to it any more: it has another one, it was released
// long enough ago, or it is not there and, from now on, will never be.
func (l *Ledger) takeable(ctx context.Context, pin, lies string) (bool, error) {
	room, since := lying(lies)
	keys := keysOf(room)
	answer, err := l.run(ctx, "look", []string{keys.meta()})
	if err != nil {
		return false, err
	}
	now := ledger.Time(answer.micros() / 1000)
	if answer.status() == statusDone {
		released, _ := strconv.ParseInt(answer.text(5), 10, 64)
		return answer.text(4) != pin || released > 0 && now-ledger.Time(released) >= pinRest, nil
	}
	if now-since < reserveLife {
		return false, nil
	}
	answer, err = l.run(ctx, "bar", []string{keys.meta(), keys.barred()})
	return err == nil && answer.status() == statusDone, err
}

// lying reads what lies under a PIN: the room, and since when.
func lying(text string) (ledger.RoomID, ledger.Time) {
	room, since, _ := strings.Cut(text, "\n")
	at, _ := strconv.ParseInt(since, 10, 64)
	return ledger.RoomID(room), ledger.Time(at)
}

// Find implements ledger.Ledger.
func (l *Ledger) Find(ctx context.Context, pin string) (ledger.RoomID, error) {
	ctx, done, err := l.begin(ctx, "find")
	if err != nil {
		return "", fmt.Errorf("find: %w", err)
	}
	defer done()
	lies, err := l.client.Get(ctx, keyPIN+pin).Result()
	if errors.Is(err, goredis.Nil) {
		return "", fmt.Errorf("find: %w", ledger.ErrNoRoom)
	}
	if err != nil {
		return "", fmt.Errorf("find: %w", l.unavailable(ctx, err))
	}
	room, _ := lying(lies)
	answer, err := l.run(ctx, "look", []string{keysOf(room).meta()})
	if err != nil {
		return "", fmt.Errorf("find: %w", err)
	}
	if answer.status() != statusDone || answer.text(4) != pin || answer.text(5) != "" {
		return "", fmt.Errorf("find: %w", ledger.ErrNoRoom)
	}
	return room, nil
}

// keepPIN lets a PIN live as long as its room, or rest if it was released. Nobody waits for it: if it fails, a later append
// does it again.
func (l *Ledger) keepPIN(id ledger.RoomID, batch ledger.Batch, answer reply) {
	pin, expires := answer.text(5), answer.text(6)
	if pin == "" {
		return
	}
	at, _ := strconv.ParseInt(expires, 10, 64)
	if batch.Release {
		at = min(at, time.UnixMilli(at).Add(ledger.PINRest+time.Minute-l.options.Retention).UnixMilli())
	}
	l.background(func(ctx context.Context) {
		if _, err := l.run(ctx, "keep", []string{keyPIN + pin}, string(id), at); err != nil {
			l.log.Warn("a PIN's expiry could not be set", "error", err)
		}
	})
}
