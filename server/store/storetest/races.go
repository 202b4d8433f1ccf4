package storetest

import (
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"trivium/server/store"
)

// together runs something so many times at once.
func together(n int, do func(i int)) {
	var wait sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wait.Go(func() {
			<-start
			do(i)
		})
	}
	close(start)
	wait.Wait()
}

// testFirstPutsRace: of all who put a document for the first time, one succeeds, and its document stands.
func testFirstPutsRace(t *testing.T, s store.Store) {
	for round := range 10 {
		id := strconv.Itoa(round)
		var winner atomic.Int64
		together(8, func(i int) {
			_, err := s.Put(t.Context(), "server", store.Document{ID: id, Order: strconv.Itoa(i), Data: []byte(strconv.Itoa(i))})
			switch {
			case err == nil:
				if !winner.CompareAndSwap(0, int64(i)+1) {
					t.Error("two first puts were taken")
				}
			case !errors.Is(err, store.ErrConflict):
				t.Errorf("put: %v", err)
			}
		})
		won := strconv.FormatInt(winner.Load()-1, 10)
		same(t, s, "server", store.Document{ID: id, Order: won, Version: 1, Data: []byte(won)})
	}
	if n := len(ids(t, s, "server", 100)); n == 0 || n > 10 {
		t.Errorf("%d documents are listed", n)
	}
}

// testCountersRace: who reads, adds one and puts, again on a conflict, loses no addition.
func testCountersRace(t *testing.T, s store.Store) {
	const people, times = 4, 25
	put(t, s, "counters", store.Document{ID: "n", Order: "x", Data: []byte("0")})
	together(people, func(int) {
		for done := 0; done < times; {
			d, err := s.Get(t.Context(), "counters", "n")
			if err != nil {
				t.Error(err)
				return
			}
			n, _ := strconv.Atoi(string(d.Data))
			d.Data = []byte(strconv.Itoa(n + 1))
			_, err = s.Put(t.Context(), "counters", d)
			if err == nil {
				done++
			} else if !errors.Is(err, store.ErrConflict) {
				t.Error(err)
				return
			}
		}
	})
	same(t, s, "counters", store.Document{ID: "n", Order: "x", Version: people*times + 1, Data: []byte(strconv.Itoa(people * times))})
}

// testListsRace: a list is of one moment, though documents come, move and go.
func testListsRace(t *testing.T, s store.Store) {
	put(t, s, "games", store.Document{ID: "stays", Order: "5", Data: []byte("stays")})
	done := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		defer close(done)
		for i := range 100 {
			d := put(t, s, "games", store.Document{ID: "moves", Order: strconv.Itoa(i % 10), Data: []byte("moves")})
			d.Order = strconv.Itoa((i + 5) % 10)
			put(t, s, "games", d)
			if err := s.Delete(t.Context(), "games", "moves"); err != nil {
				t.Error(err)
			}
		}
	})
	for running := true; running; {
		select {
		case <-done:
			running = false
		default:
		}
		list, err := s.List(t.Context(), "games", "", 10)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, d := range list {
			if seen[d.ID] || string(d.Data) != d.ID {
				t.Fatalf("a list of no moment: %v", list)
			}
			seen[d.ID] = true
		}
		if !seen["stays"] {
			t.Fatal(fmt.Sprint("a document that nobody touched is missing: ", list))
		}
	}
	wait.Wait()
}
