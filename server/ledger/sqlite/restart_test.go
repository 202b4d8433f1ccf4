package sqlite_test

import (
	"errors"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
)

// one is a batch of one event.
func one(id string) ledger.Batch { return ledger.Batch{ID: id, Events: [][]byte{[]byte(id)}} }

// run opens a ledger at a time of the machine's clock and closes it afterwards.
func run(t *testing.T, path string, clock func() time.Time, live func(l *sqlite.Ledger)) {
	t.Helper()
	l, err := sqlite.Open(path, sqlite.Options{Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	live(l)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestRestartLeads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trivium.db")
	wall := time.UnixMilli(1_000_000)
	clock := func() time.Time { return wall }
	var names []string
	lead := func(l *sqlite.Ledger, id ledger.RoomID, want ledger.Time) {
		t.Helper()
		leads, seen, err := l.Lead(t.Context(), id)
		if !leads || err != nil || seen != want {
			t.Fatalf("Lead %s gave %v, %d, %v; want %d", id, leads, seen, err, want)
		}
	}
	run(t, path, clock, func(l *sqlite.Ledger) {
		names = append(names, l.Instance())
		if _, err := l.Create(t.Context(), "r", "1", one("a")); err != nil {
			t.Fatal(err)
		}
		lead(l, "r", 0)
		wall = wall.Add(300 * time.Millisecond)
		lead(l, "r", 1_000_000)
		wall = wall.Add(5 * time.Second)
	})
	wall = wall.Add(time.Minute)
	run(t, path, clock, func(l *sqlite.Ledger) {
		names = append(names, l.Instance())
		if _, err := l.Create(t.Context(), "q", "2", one("a")); err != nil {
			t.Fatal(err)
		}
		lead(l, "q", 0)         // it is from this process's time
		lead(l, "r", 1_005_300) // when the process before was closed
		lead(l, "r", 1_065_300)
	})
	if names[0] == names[1] {
		t.Fatal("two starts have one name")
	}
}

// TestHeartbeat shows that a process which only keeps the time leaves a sign of life: the file is read as it would be after
// a kill.
func TestHeartbeat(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trivium.db")
	wall := time.UnixMilli(1_000_000)
	file, err := sqlite.OpenFile(path, sqlite.FileOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	l, err := sqlite.New(file, sqlite.Options{Clock: func() time.Time { return wall }})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Create(t.Context(), "r", "1", one("a")); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ after, want int64 }{{300, 1_000_000}, {800, 1_001_100}, {500, 1_001_100}, {600, 1_002_200}} {
		wall = wall.Add(time.Duration(step.after) * time.Millisecond)
		if _, _, err := l.Lead(t.Context(), "r"); err != nil {
			t.Fatal(err)
		}
		// Nobody waits for a heartbeat but this test.
		for deadline := time.Now().Add(5 * time.Second); life(t, file) != step.want; runtime.Gosched() {
			if time.Now().After(deadline) {
				t.Fatalf("at %d the last sign of life is %d, want %d", wall.UnixMilli(), life(t, file), step.want)
			}
		}
	}
}

func TestRoomTimeNeverFalls(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trivium.db")
	wall := time.UnixMilli(10_000_000)
	clock := func() time.Time { return wall }
	var pos ledger.Pos
	run(t, path, clock, func(l *sqlite.Ledger) {
		var err error
		if pos, err = l.Create(t.Context(), "r", "1", one("a")); err != nil {
			t.Fatal(err)
		}
		wall = wall.Add(time.Second)
		if now, _ := l.Now(); now != 10_001_000 {
			t.Fatalf("now is %d", now)
		}
		wall = wall.Add(-time.Hour)
		if now, _ := l.Now(); now != 10_001_000 {
			t.Fatalf("with the clock set back now is %d", now)
		}
	})
	run(t, path, clock, func(l *sqlite.Ledger) {
		if now, _ := l.Now(); now != 10_001_001 {
			t.Fatalf("after a restart with the clock set back now is %d", now)
		}
		wall = wall.Add(time.Second)
		if now, maxError := l.Now(); now != 10_002_001 || maxError != 0 {
			t.Fatalf("a second later now is %d, off by %v", now, maxError)
		}
		if _, err := l.Append(t.Context(), "r", pos, one("b")); err != nil {
			t.Fatal(err)
		}
		events, err := l.Events(t.Context(), "r", pos)
		if err != nil || len(events) != 1 || events[0].At != 10_002_001 {
			t.Fatalf("the event is %v, %v", events, err)
		}
	})
}

// TestRestartKeepsSlots shows that the writer judges puts the same way when it has to read everything again.
func TestRestartKeepsSlots(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trivium.db")
	put := func(l ledger.Ledger, slot ledger.Slot, key string, rev int) ledger.Stored {
		t.Helper()
		stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{{Slot: slot, Key: key, Rev: rev, Data: []byte(key)}})
		if err != nil {
			t.Fatal(err)
		}
		return stored[0]
	}
	var pos ledger.Pos
	run(t, path, nil, func(l *sqlite.Ledger) {
		first := one("a")
		first.Open = []ledger.Opening{{Slot: "cap", Cap: 2}, {Slot: "rev", Revisable: true}, {Slot: "shut"}}
		var err error
		if pos, err = l.Create(t.Context(), "r", "1", first); err != nil {
			t.Fatal(err)
		}
		put(l, "cap", "1", 0)
		put(l, "rev", "1", 0)
		put(l, "rev", "2", 0)
		put(l, "rev", "1", 1)
		put(l, "shut", "1", 0)
		sealing := one("b")
		sealing.Seal = []ledger.Slot{"shut"}
		if pos, err = l.Append(t.Context(), "r", pos, sealing); err != nil {
			t.Fatal(err)
		}
	})
	run(t, path, nil, func(l *sqlite.Ledger) {
		if got := put(l, "cap", "2", 0); !got.Fresh || got.Entry.Index != 2 {
			t.Fatalf("the second of two gave %+v", got)
		}
		if got := put(l, "cap", "3", 0); got.Outcome != ledger.Full {
			t.Fatalf("the third of two gave %+v", got)
		}
		if got := put(l, "rev", "1", 2); !got.Fresh || got.Entry.Index != 4 {
			t.Fatalf("a revision gave %+v", got)
		}
		if got := put(l, "shut", "2", 0); got.Outcome != ledger.Sealed {
			t.Fatalf("a sealed slot gave %+v", got)
		}
		if got := put(l, "shut", "1", 0); got.Outcome != ledger.Accepted || got.Fresh || string(got.Entry.Data) != "1" {
			t.Fatalf("a resend gave %+v", got)
		}
		if again, err := l.Append(t.Context(), "r", ledger.Pos{N: 1, Head: "a"}, one("b")); err != nil || again != pos {
			t.Fatalf("a repetition gave %v, %v", again, err)
		}
		_, err := l.Append(t.Context(), "r", ledger.Pos{N: 1, Head: "a"}, one("c"))
		if !errors.Is(err, ledger.ErrMoved) {
			t.Fatalf("a stale append gave %v", err)
		}
	})
}
