package redis_test

import (
	"errors"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"trivium/server/redistest"
	"trivium/server/store"
	"trivium/server/store/redis"
	"trivium/server/store/storetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestConformance(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	storetest.Run(t, func(t *testing.T) store.Store {
		t.Helper()
		client := server.Client()
		if err := client.FlushAll(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		return redis.New(client)
	})
}

// TestOneStoreForAll: what one instance puts, another reads, and a restart of Redis, which forgets the scripts, loses nothing.
func TestOneStoreForAll(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	one, other := redis.New(server.Client()), redis.New(server.Client())
	version, err := one.Put(t.Context(), "games", store.Document{ID: "a", Order: "1", Data: []byte("one")})
	if err != nil {
		t.Fatal(err)
	}
	d, err := other.Get(t.Context(), "games", "a")
	if err != nil || d.Version != version || string(d.Data) != "one" || d.Order != "1" {
		t.Fatalf("the other reads %v, %v", d, err)
	}
	server.Kill()
	if _, err := one.Get(t.Context(), "games", "a"); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("get while Redis is away: %v", err)
	}
	if _, err := other.Put(t.Context(), "games", d); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("put while Redis is away: %v", err)
	}
	server.Start()
	d.Data = []byte("two")
	if _, err := other.Put(t.Context(), "games", d); err != nil {
		t.Fatalf("put after a restart: %v", err)
	}
	list, err := one.List(t.Context(), "games", "", 10)
	if err != nil || len(list) != 1 || string(list[0].Data) != "two" || list[0].Version != version+1 {
		t.Errorf("list after a restart: %v, %v", list, err)
	}
}

// TestKeysStayInOneSlot: all keys of a collection, or of an index, have its hash tag, so that Redis Cluster stays possible.
func TestKeysStayInOneSlot(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{}).Client()
	if _, err := redis.New(client).Put(t.Context(), "games", store.Document{ID: "a", Order: "1"}); err != nil {
		t.Fatal(err)
	}
	if err := redis.New(client).Enter(t.Context(), "games", store.Member{ID: "a", Order: "1"}); err != nil {
		t.Fatal(err)
	}
	keys, err := client.Keys(t.Context(), "*").Result()
	if err != nil || len(keys) != 6 {
		t.Fatalf("keys %q, %v", keys, err)
	}
	for _, key := range keys {
		if !strings.HasPrefix(key, "trivium:store:{games}:") && !strings.HasPrefix(key, "trivium:index:{games}:") {
			t.Errorf("the key %q", key)
		}
	}
}

// BenchmarkBoard is what a leaderboard asks of the store.
func BenchmarkBoard(b *testing.B) {
	storetest.BenchBoard(b, redis.New(redistest.Start(b, redistest.Options{Fsync: "everysec"}).Client()))
}
