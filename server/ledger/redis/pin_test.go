package redis_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// shifted starts an instance whose clock can be advanced.
func shifted(t testing.TB, client goredis.UniversalClient) (l *redis.Ledger, advance func(time.Duration)) {
	t.Helper()
	var later atomic.Int64
	l = opened(t, redis.Options{Client: client, Shift: func() time.Duration { return time.Duration(later.Load()) }})
	return l, func(by time.Duration) { later.Add(int64(by)) }
}

// wantTaken fails unless a PIN is taken.
func wantTaken(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, ledger.ErrPINTaken) {
		t.Fatalf("%s gave %v, want %v", what, err, ledger.ErrPINTaken)
	}
}

// reserved leaves what a crash leaves after a creation's first step.
func reserved(t testing.TB, client *goredis.Client, l ledger.Ledger, room, pin string) {
	t.Helper()
	now, _ := l.Now()
	if err := client.Set(t.Context(), "trivium:pin:"+pin, fmt.Sprintf("%s\n%d", room, now), time.Hour).Err(); err != nil {
		t.Fatal(err)
	}
}

// TestCrashAfterReservation blocks a PIN for a moment and not for ever; whoever reserved it may go on; and once it was given
// to another room, the first one can not come into being any more.
func TestCrashAfterReservation(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	l, advance := shifted(t, client)
	reserved(t, client, l, "r1", "7")
	_, err := l.Create(t.Context(), "r2", "7", one("a"))
	wantTaken(t, "a PIN that was just reserved", err)
	reserved(t, client, l, "r3", "8")
	if _, err := l.Create(t.Context(), "r3", "8", one("a")); err != nil {
		t.Fatalf("whoever reserved it: %v", err)
	}
	advance(11 * time.Second)
	if _, err := l.Create(t.Context(), "r2", "7", one("a")); err != nil {
		t.Fatalf("a PIN whose reservation died: %v", err)
	}
	if id, err := l.Find(t.Context(), "7"); id != "r2" || err != nil {
		t.Fatalf("Find gave %s, %v", id, err)
	}
	_, err = l.Create(t.Context(), "r1", "7", one("a"))
	wantTaken(t, "the slow one, begun anew", err)
	_, err = l.Create(t.Context(), "r1", "another", one("a"))
	wantTaken(t, "the last step of the slow one", err)
	_, err = l.Create(t.Context(), "r3", "9", one("a"))
	wantMoved(t, "a room that has another PIN", err)
	if _, err := l.Create(t.Context(), "r4", "9", one("a")); err != nil {
		t.Fatalf("a PIN that was reserved for a room with another one: %v", err)
	}
}

// TestCrashAfterIndex leaves a room in the index that never comes: it is not listed, and is taken out after a while, unless
// somebody is making it then.
func TestCrashAfterIndex(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	l, advance := shifted(t, client)
	now, _ := l.Now()
	entered := []goredis.Z{{Score: float64(now), Member: "r1"}, {Score: float64(now - 120_000), Member: "r0"}}
	if err := client.ZAdd(t.Context(), "trivium:rooms", entered...).Err(); err != nil {
		t.Fatal(err)
	}
	rooms := func(want int) {
		t.Helper()
		if rooms, err := l.Rooms(t.Context()); err != nil || len(rooms) != 0 {
			t.Fatalf("Rooms gave %q, %v", rooms, err)
		}
		until(t, 2*time.Second, "the index has so many rooms: "+strconv.Itoa(want), func() bool {
			count, err := client.ZCard(t.Context(), "trivium:rooms").Result()
			return err == nil && count == int64(want)
		})
	}
	rooms(1)
	if err := client.ZScore(t.Context(), "trivium:rooms", "r1").Err(); err != nil {
		t.Fatalf("the one that may still come is not there: %v", err)
	}
	advance(2 * time.Minute)
	rooms(0)
	pos := made(t, l, "r2")
	ended := one("end")
	ended.Release = true
	if _, err := l.Append(t.Context(), "r2", pos, ended); err != nil {
		t.Fatal(err)
	}
	rooms(0)
}

// TestCrashAfterCreation repeats a creation whose end nobody heard of.
func TestCrashAfterCreation(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	l, advance := shifted(t, client)
	for range 3 {
		if pos, err := l.Create(t.Context(), "r1", "7", one("a")); err != nil || pos.N != 1 {
			t.Fatalf("Create gave %v, %v", pos, err)
		}
		advance(2 * time.Hour)
		_, err := l.Create(t.Context(), "r2", "7", one("a"))
		wantTaken(t, "the PIN of a room that lives", err)
	}
}

// TestPINGivenOnce has many instances take over a PIN whose reservation died, all at once.
func TestPINGivenOnce(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	l, advance := shifted(t, client)
	for round := range 20 {
		pin := strconv.Itoa(round)
		reserved(t, client, l, "gone"+pin, pin)
		advance(11 * time.Second)
		var won atomic.Int32
		var group sync.WaitGroup
		for i := range 8 {
			group.Go(func() {
				_, err := l.Create(t.Context(), ledger.RoomID(fmt.Sprint(round, "-", i)), pin, one("a"))
				if err == nil {
					won.Add(1)
				} else if !errors.Is(err, ledger.ErrPINTaken) {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d rooms have the PIN", won.Load())
		}
	}
}

// TestRoomIDs refuses ids that would break the hash tag.
func TestRoomIDs(t *testing.T) {
	t.Parallel()
	l := opened(t, redis.Options{Client: redistest.Start(t, redistest.Options{}).Client()})
	for _, id := range []ledger.RoomID{"", "a}b", "a\nb", "{"} {
		if _, err := l.Create(t.Context(), id, "7", one("a")); !errors.Is(err, ledger.ErrInvalid) {
			t.Fatalf("Create of %q gave %v", id, err)
		}
	}
}

// TestExpiry shows that every key expires in time, those of a room together.
func TestExpiry(t *testing.T) {
	t.Parallel()
	const retention = 2 * time.Hour
	client := redistest.Start(t, redistest.Options{}).Client()
	l := opened(t, redis.Options{Client: client, Retention: retention})
	pos := made(t, l, "r")
	opening := one("b")
	opening.Open = []ledger.Opening{{Slot: "late"}}
	opening.Seal = []ledger.Slot{"never"}
	pos, err := l.Append(t.Context(), "r", pos, opening)
	if err != nil {
		t.Fatal(err)
	}
	for _, slot := range []ledger.Slot{"s", "rev", "late"} {
		if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{{Slot: slot, Key: "k"}}); err != nil {
			t.Fatal(err)
		}
	}
	moments := expiries(t, client)
	if len(moments) != 4+3*2+1 {
		t.Fatalf("keys are %v", moments)
	}
	for key, at := range moments {
		left := time.Until(at)
		if left > retention+time.Second || left < retention-time.Minute {
			t.Errorf("%s expires in %s", key, left)
		}
		if strings.Contains(key, "{r}") && !at.Equal(moments["trivium:{r}:meta"]) {
			t.Errorf("%s expires at %s, the room at %s", key, at, moments["trivium:{r}:meta"])
		}
	}
	// All keys but one expire too early, and the last append was long ago: the next one mends that.
	for key := range moments {
		if !strings.HasSuffix(key, "meta") {
			client.PExpire(t.Context(), key, time.Minute)
		}
	}
	client.HIncrBy(t.Context(), "trivium:{r}:meta", "renewed", -61_000)
	if pos, err = l.Append(t.Context(), "r", pos, one("c")); err != nil {
		t.Fatal(err)
	}
	until(t, 2*time.Second, "all keys live on, the PIN too", func() bool {
		for _, at := range expiries(t, client) {
			if time.Until(at) < retention-time.Minute {
				return false
			}
		}
		return true
	})
	ended := one("end")
	ended.Release = true
	if _, err := l.Append(t.Context(), "r", pos, ended); err != nil {
		t.Fatal(err)
	}
	until(t, 2*time.Second, "the PIN rests and goes", func() bool {
		left := time.Until(expiries(t, client)["trivium:pin:pin of r"])
		return left > ledger.PINRest && left < ledger.PINRest+2*time.Minute
	})
}

// expiries says when each key expires that belongs to a room. A key that does not expire fails the test.
func expiries(t testing.TB, client *goredis.Client) map[string]time.Time {
	t.Helper()
	moments := map[string]time.Time{}
	keys := client.Scan(t.Context(), 0, "*", 100).Iterator()
	for keys.Next(t.Context()) {
		key := keys.Val()
		if !strings.HasPrefix(key, "trivium:") {
			t.Fatalf("key %s", key)
		}
		if key == "trivium:alive" || key == "trivium:rooms" {
			continue
		}
		at, err := client.PExpireTime(t.Context(), key).Result()
		if err != nil || at < 0 {
			t.Fatalf("%s expires at %v, %v", key, at, err)
		}
		moments[key] = time.UnixMilli(at.Milliseconds())
	}
	if err := keys.Err(); err != nil {
		t.Fatal(err)
	}
	return moments
}
