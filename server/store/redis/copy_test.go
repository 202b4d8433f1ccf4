package redis_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"trivium/server/redistest"
	"trivium/server/store"
	"trivium/server/store/redis"
)

// copied is a copy as its steps make it: by collection or index, by id.
type copied map[string]map[string]redis.Change

func (c copied) take(change redis.Change) error {
	name := fmt.Sprint(change.Index, change.Name)
	switch {
	case change.Anew:
		c[name] = map[string]redis.Change{}
	case change.Gone:
		delete(c[name], change.ID)
	default:
		c[name][change.ID] = change
	}
	return nil
}

func scanned(t *testing.T, client *goredis.Client) []string {
	t.Helper()
	keys, err := client.Keys(t.Context(), "trivium:*").Result()
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// TestACopyIsOfOneMoment: one writer moves a token on through documents of several collections: it puts the next one before it
// changes the root to it, and then deletes the one before. In a copy the root names a document that is there, and
// what an index has is what the document before it said.
func TestACopyIsOfOneMoment(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{Fsync: "everysec"}).Client()
	s := redis.New(client)
	for i := range 3000 { // so that a copy takes its time
		if _, err := s.Put(t.Context(), "rest", store.Document{ID: fmt.Sprint(i), Order: fmt.Sprint(i), Data: []byte("rest")}); err != nil {
			t.Fatal(err)
		}
	}
	moving, stop := context.WithCancel(t.Context())
	var group sync.WaitGroup
	defer group.Wait()
	defer stop()
	begun := make(chan struct{})
	group.Go(func() {
		version := 0
		for n := 1; moving.Err() == nil; n++ {
			var err error
			part := fmt.Sprint("part-", n)
			_, err = s.Put(t.Context(), "parts", store.Document{ID: part, Data: []byte(part)})
			if err == nil {
				version, err = s.Put(t.Context(), "root", store.Document{ID: "root", Order: fmt.Sprint(n % 7), Version: version, Data: []byte(part)})
			}
			if err == nil {
				err = s.Enter(t.Context(), "board", store.Member{ID: "root", Order: fmt.Sprint(n % 5), Data: []byte(part)})
			}
			if err == nil {
				err = s.Delete(t.Context(), "parts", fmt.Sprint("part-", n-1))
			}
			if err != nil {
				t.Error(err)
				return
			}
			if n == 3 {
				close(begun)
			}
		}
	})
	<-begun
	for range 5 {
		got := copied{}
		c := redis.NewCopy(client, got.take)
		if fresh, err := c.Read(t.Context(), scanned(t, client)); err != nil || fresh != 4 {
			t.Fatalf("%d parts, %v", fresh, err)
		}
		if err := c.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		named := got["falseroot"]["root"].Data
		if _, there := got["falseparts"][named]; !there || len(got["falseparts"]) > 2 {
			t.Errorf("the root names %q; there are %v", named, got["falseparts"])
		}
		var rootN, boardN int
		_, _ = fmt.Sscanf(named, "part-%d", &rootN)
		_, _ = fmt.Sscanf(got["trueboard"]["root"].Data, "part-%d", &boardN)
		if boardN != rootN && boardN != rootN-1 {
			t.Errorf("the root is at %d, the board at %d", rootN, boardN)
		}
		if len(got["falserest"]) != 3000 {
			t.Errorf("%d documents of the rest", len(got["falserest"]))
		}
	}
}

// TestACopyCatchesUp does all that can be done to collections and indexes between the reading and the catching up.
func TestACopyCatchesUp(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{Fsync: "everysec"}).Client()
	s := redis.New(client)
	random := rand.New(rand.NewPCG(1, 2))
	versions := map[string]int{}
	disturb := func(times int) {
		t.Helper()
		for range times {
			id := fmt.Sprint(random.IntN(60))
			order := fmt.Sprint(random.IntN(5))
			data := []byte(strings.Repeat(id, random.IntN(20_000)))
			var err error
			switch random.IntN(6) {
			case 0:
				err = s.Delete(t.Context(), "a", id)
				delete(versions, id)
			case 1:
				err = s.Leave(t.Context(), "board", id)
			case 2:
				if random.IntN(40) == 0 {
					err = s.Clear(t.Context(), "board")
				}
			case 3:
				err = s.Enter(t.Context(), "board", store.Member{ID: id, Order: order, Data: []byte(order)})
			default:
				versions[id], err = s.Put(t.Context(), "a", store.Document{ID: id, Order: order, Version: versions[id], Data: data})
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, times := range []int{0, 1, 20, 300, 5000} {
		disturb(200)
		got := copied{}
		c := redis.NewCopy(client, got.take)
		if _, err := c.Read(t.Context(), scanned(t, client)); err != nil {
			t.Fatal(err)
		}
		disturb(times)
		if err := c.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		want := copied{}
		again := redis.NewCopy(client, want.take)
		if _, err := again.Read(t.Context(), scanned(t, client)); err != nil {
			t.Fatal(err)
		}
		for name := range want {
			if !maps.Equal(got[name], want[name]) {
				t.Errorf("after %d changes the copy of %s has %d, the store %d, or they are others", times, name, len(got[name]), len(want[name]))
			}
		}
	}
}

// TestPutBack puts a copy back under other names, renames it, and reads the same through the store.
func TestPutBack(t *testing.T) {
	t.Parallel()
	client := redistest.Start(t, redistest.Options{Fsync: "everysec"}).Client()
	s := redis.New(client)
	for i := range 50 {
		d := store.Document{ID: fmt.Sprint(i), Order: fmt.Sprint(i % 5), Data: []byte{byte(i), 0, 255}}
		if _, err := s.Put(t.Context(), "a", d); err != nil {
			t.Fatal(err)
		}
		if err := s.Enter(t.Context(), "b", store.Member{ID: d.ID, Order: d.Order, Data: d.Data}); err != nil {
			t.Fatal(err)
		}
	}
	var steps []redis.Change
	c := redis.NewCopy(client, func(change redis.Change) error { steps = append(steps, change); return nil })
	if _, err := c.Read(t.Context(), scanned(t, client)); err != nil {
		t.Fatal(err)
	}
	moved := steps[1]
	moved.Place = "0" + moved.Place // some came twice, at another place
	steps = append([]redis.Change{steps[0], moved}, steps...)
	list, err := s.List(t.Context(), "a", "", 100)
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.From(t.Context(), "b", 1, 100)
	if err != nil {
		t.Fatal(err)
	}
	back := redis.NewPutBack(client, "trivium:staged:", time.Hour)
	written, err := back.Do(t.Context(), steps)
	if err != nil || len(written) != 4 {
		t.Fatalf("wrote %q, %v", written, err)
	}
	for _, key := range scanned(t, client) {
		if !strings.HasPrefix(key, "trivium:staged:") {
			client.Del(t.Context(), key)
		}
	}
	for _, key := range written {
		if err := client.Rename(t.Context(), "trivium:staged:"+key, key).Err(); err != nil {
			t.Fatal(err)
		}
	}
	again, err := s.List(t.Context(), "a", "", 100)
	if err != nil || fmt.Sprint(again) != fmt.Sprint(list) {
		t.Errorf("the list is\n%v\nand was\n%v, %v", again, list, err)
	}
	pageAgain, err := s.From(t.Context(), "b", 1, 100)
	if err != nil || fmt.Sprint(pageAgain) != fmt.Sprint(page) {
		t.Errorf("the index is\n%v\nand was\n%v, %v", pageAgain, page, err)
	}
}
