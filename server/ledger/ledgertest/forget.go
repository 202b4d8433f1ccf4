package ledgertest

import (
	"slices"
	"testing"
	"time"

	"trivium/server/ledger"
)

// ended makes a room with an entry that ended, and gives the position of its log.
func ended(t testing.TB, l ledger.Ledger, id ledger.RoomID) ledger.Pos {
	t.Helper()
	pos := room(t, l, id, []ledger.Opening{{Slot: "s"}})
	want(t, put(t, l, id, entry("s", "k", "v")), ledger.Accepted, true, "v")
	end := batch("end", 1)
	end.Release = true
	return must(t, l, id, pos, end)
}

// wantEnded fails unless the ended rooms are those.
func wantEnded(t testing.TB, l ledger.Ledger, want ...ledger.RoomID) {
	t.Helper()
	got, err := l.Ended(t.Context())
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("Ended gave %q, %v; want %q", got, err, want)
	}
}

func testEnded(t *testing.T, body Body) {
	l := body.Open("one")
	wantEnded(t, l)
	room(t, l, "live", nil)
	ended(t, l, "q")
	ended(t, l, "r")
	wantEnded(t, l, "q", "r")
	wantEnded(t, l, "q", "r") // asking changes nothing
	if rooms, err := l.Rooms(t.Context()); err != nil || !slices.Equal(rooms, []ledger.RoomID{"live"}) {
		t.Fatalf("Rooms gave %q, %v", rooms, err)
	}
	wantEnded(t, l, "q", "r")
}

func testForget(t *testing.T, body Body) {
	l := body.Open("one")
	start := room(t, l, "live", nil)
	pos := ended(t, l, "r")
	stays := ended(t, l, "q")
	wantErr(t, "forgetting a room whose PIN rests", l.Forget(t.Context(), "r", pos), ledger.ErrInvalid)
	body.Advance(ledger.PINRest - 10*time.Second)
	wantErr(t, "forgetting it a little too early", l.Forget(t.Context(), "r", pos), ledger.ErrInvalid)
	body.Advance(11 * time.Second)
	wantErr(t, "forgetting a live room", l.Forget(t.Context(), "live", start), ledger.ErrInvalid)
	after := must(t, l, "r", pos, batch("more", 1))
	wantErr(t, "forgetting what has moved on", l.Forget(t.Context(), "r", pos), ledger.ErrMoved)
	wantEnded(t, l, "r", "q")
	for range 2 { // once more does nothing
		if err := l.Forget(t.Context(), "r", after); err != nil {
			t.Fatalf("Forget: %v", err)
		}
	}
	if err := l.Forget(t.Context(), "never", ledger.Pos{}); err != nil {
		t.Fatalf("forgetting what never was: %v", err)
	}
	wantGone(t, l, "r", after)
	wantEnded(t, l, "q")
	if n := len(events(t, l, "q")); n != int(stays.N) || len(entries(t, l, "q", "s")) != 1 {
		t.Fatalf("the other room has %d events", n)
	}
	_, err := l.Create(t.Context(), "r", "pin of r", batch("a", 1))
	wantErr(t, "making it again at once", err, ledger.ErrMoved)
	body.Advance(ledger.ForgottenFor + time.Minute)
	pos = room(t, l, "r", []ledger.Opening{{Slot: "s"}}) // it begins with nothing
	want(t, put(t, l, "r", entry("s", "k", "new")), ledger.Accepted, true, "new")
	if n := len(events(t, l, "r")); n != 1 || pos.N != 1 {
		t.Fatalf("made again it has %d events at %v", n, pos)
	}
}

// wantGone fails unless nothing is left of a room.
func wantGone(t testing.TB, l ledger.Ledger, id ledger.RoomID, at ledger.Pos) {
	t.Helper()
	_, err := l.Events(t.Context(), id, ledger.Pos{})
	wantErr(t, "Events of a forgotten room", err, ledger.ErrNoRoom)
	_, err = l.Entries(t.Context(), id, "s", 0)
	wantErr(t, "Entries of a forgotten room", err, ledger.ErrNoRoom)
	_, err = l.Append(t.Context(), id, at, batch("late", 1))
	wantErr(t, "Append to a forgotten room", err, ledger.ErrNoRoom)
	_, _, err = l.Put(t.Context(), id, []ledger.Entry{entry("s", "k", "v")})
	wantErr(t, "Put to a forgotten room", err, ledger.ErrNoRoom)
	_, _, err = l.Lead(t.Context(), id)
	wantErr(t, "Lead of a forgotten room", err, ledger.ErrNoRoom)
}

func testForgottenPINIsFree(t *testing.T, body Body) {
	l := body.Open("one")
	pos := ended(t, l, "r")
	body.Advance(ledger.PINRest + time.Second)
	if _, err := l.Create(t.Context(), "q", "pin of r", batch("a", 1)); err != nil {
		t.Fatalf("a PIN that has rested: %v", err)
	}
	if err := l.Forget(t.Context(), "r", pos); err != nil {
		t.Fatalf("Forget: %v", err)
	}
	if id, err := l.Find(t.Context(), "pin of r"); err != nil || id != "q" {
		t.Fatalf("the PIN's new room: Find gave %s, %v", id, err)
	}
}
