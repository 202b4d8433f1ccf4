package app

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/redistest"
	"trivium/server/room"
)

// TestAGameThatRestsIsThereForEverybody ends a game on one of two instances and lets it rest on both: its pages, a correction on the other
// instance, and playing again with the same people are as before.
func TestAGameThatRestsIsThereForEverybody(t *testing.T) {
	redis := redistest.Start(t, redistest.Options{})
	browser := newBrowser(t)
	start := func() instance {
		return launchWith(t, Options{Data: t.TempDir(), RedisURL: redis.URL(), RestAfter: time.Second}, browser)
	}
	one, two := start(), start()
	record := one.create("demo")
	if err := two.join(t.Context(), record, "Ada"); err != nil {
		t.Fatal(err)
	}
	here := one.open(record.PIN)
	within(t, 30*time.Second, "Ada has her seat", func() bool { s, _ := here.Now(); return len(s.Seats) == 1 })
	if err := here.Do(t.Context(), game.Command{Verb: game.DoEnd}); err != nil {
		t.Fatal(err)
	}
	rest(t, here, two.open(record.PIN))
	for _, at := range []instance{one, two} {
		if _, text := at.get("/api/join/" + record.PIN); !strings.Contains(text, "This game is over.") { // and not: no such game
			t.Errorf("the PIN leads to %s", text)
		}
		for _, path := range []string{"/r/" + record.Room, "/r/" + record.Room + ".csv"} {
			if status, text := at.get(path); status != http.StatusOK {
				t.Errorf("%s: %d %.200s", path, status, text)
			}
		}
	}

	before, err := one.archive.State(t.Context(), record.Room)
	if err != nil {
		t.Fatal(err)
	}
	if err := two.archive.Do(t.Context(), record.Room, game.Command{Verb: game.DoAdjust, Seat: 1, Delta: 7}); err != nil {
		t.Fatalf("a correction on the other instance: %v", err)
	}
	within(t, 30*time.Second, "the correction is here", func() bool { s, _ := one.open(record.PIN).Now(); return s.N == before.N+1 })
	rest(t, one.open(record.PIN))
	again, err := one.games.Again(t.Context(), record.PIN)
	if err != nil {
		t.Fatalf("again with the same people: %v", err)
	}
	if s, _ := one.open(again.PIN).Now(); len(s.Seats) != 1 || s.Seats[0].Name != "Ada" {
		t.Errorf("in the next game are %+v", s.Seats)
	}
}

func (i instance) open(pin string) *room.Room {
	i.t.Helper()
	r, err := i.rooms.Open(i.t.Context(), pin)
	if err != nil {
		i.t.Fatal(err)
	}
	return r
}

// rest waits until rooms lie down.
func rest(t *testing.T, rooms ...*room.Room) {
	t.Helper()
	limit := time.After(time.Minute)
	for _, r := range rooms {
		select {
		case <-r.Closed():
		case <-limit:
			t.Fatal("a room does not rest")
		}
	}
}
