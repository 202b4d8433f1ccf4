package ledgertest

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trivium/server/ledger"
)

func testCreateRepeated(t *testing.T, body Body) {
	l := body.Open("one")
	start := room(t, l, "r", nil)
	must(t, l, "r", start, batch("b", 1))
	if again := room(t, l, "r", nil); again != start {
		t.Fatalf("the repetition gave %v, want %v", again, start)
	}
	_, err := l.Create(t.Context(), "r", "pin of r", batch("other", 1))
	wantErr(t, "the room again with another batch", err, ledger.ErrMoved)
	_, err = l.Create(t.Context(), "r", "pin of r", batch("b", 1))
	wantErr(t, "the room again with a later batch", err, ledger.ErrMoved)
	_, err = l.Create(t.Context(), "r", "other", batch("a", 1))
	wantErr(t, "the room again with another PIN", err, ledger.ErrMoved)
	if n := len(events(t, l, "r")); n != 2 {
		t.Fatalf("the log has %d events, want 2", n)
	}
}

func testPINIsUnique(t *testing.T, body Body) {
	l := body.Open("one")
	if _, err := l.Create(t.Context(), "r", "1234", batch("a", 1)); err != nil {
		t.Fatal(err)
	}
	_, err := l.Create(t.Context(), "q", "1234", batch("a", 1))
	wantErr(t, "a second room with the PIN", err, ledger.ErrPINTaken)
	_, err = l.Events(t.Context(), "q", ledger.Pos{})
	wantErr(t, "reading the refused room", err, ledger.ErrNoRoom)
	if _, err := l.Create(t.Context(), "q", "1235", batch("a", 1)); err != nil {
		t.Fatal(err)
	}
	for pin, want := range map[string]ledger.RoomID{"1234": "r", "1235": "q"} {
		if id, err := l.Find(t.Context(), pin); err != nil || id != want {
			t.Fatalf("Find %s gave %s, %v", pin, id, err)
		}
	}
	rooms, err := l.Rooms(t.Context())
	if err != nil || !slices.Equal(rooms, []ledger.RoomID{"r", "q"}) {
		t.Fatalf("Rooms gave %v, %v", rooms, err)
	}
}

func testPINRests(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", nil)
	end := batch("end", 1)
	end.Release = true
	pos = must(t, l, "r", pos, end)
	_, err := l.Find(t.Context(), "pin of r")
	wantErr(t, "Find of a released PIN", err, ledger.ErrNoRoom)
	if rooms, err := l.Rooms(t.Context()); err != nil || len(rooms) != 0 {
		t.Fatalf("Rooms gave %v, %v", rooms, err)
	}
	_, err = l.Create(t.Context(), "q", "pin of r", batch("a", 1))
	wantErr(t, "a PIN just released", err, ledger.ErrPINTaken)
	body.Advance(ledger.PINRest - 10*time.Second)
	again := batch("again", 1)
	again.Release = true
	must(t, l, "r", pos, again) // a second release does not lengthen the rest; the log lives on
	_, err = l.Create(t.Context(), "q", "pin of r", batch("a", 1))
	wantErr(t, "a PIN that rests", err, ledger.ErrPINTaken)
	body.Advance(11 * time.Second)
	if _, err := l.Create(t.Context(), "q", "pin of r", batch("a", 1)); err != nil {
		t.Fatalf("a PIN that has rested: %v", err)
	}
	if id, err := l.Find(t.Context(), "pin of r"); err != nil || id != "q" {
		t.Fatalf("Find gave %s, %v", id, err)
	}
	_, err = l.Create(t.Context(), "p", "pin of r", batch("a", 1))
	wantErr(t, "a PIN that is in use again", err, ledger.ErrPINTaken)
}

func testCreatesRace(t *testing.T, body Body) {
	l := body.Open("one")
	var won atomic.Int32
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			_, err := l.Create(t.Context(), ledger.RoomID(fmt.Sprint("r", i)), "7", batch("a", 1))
			switch {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, ledger.ErrPINTaken):
				t.Errorf("Create: %v", err)
			}
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Fatalf("%d rooms got the same PIN", won.Load())
	}
}
