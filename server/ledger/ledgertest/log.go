package ledgertest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"trivium/server/ledger"
)

func testPositions(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", nil)
	if pos != (ledger.Pos{N: 1, Head: "a"}) {
		t.Fatalf("behind the first batch: %v", pos)
	}
	pos = must(t, l, "r", pos, batch("b", 3))
	if pos != (ledger.Pos{N: 4, Head: "b"}) {
		t.Fatalf("behind the second batch: %v", pos)
	}
	for i, event := range events(t, l, "r") {
		want := ledger.Pos{N: uint64(i) + 1, Head: "b"}
		if i == 0 {
			want.Head = "a"
		}
		if event.Pos != want || event.Sealed != nil || event.At == 0 {
			t.Fatalf("event %d is %+v", i, event)
		}
	}
	if _, at, err := l.Put(t.Context(), "r", nil); err != nil || at != pos {
		t.Fatalf("an empty put is at %v, %v", at, err)
	}
}

func testAppendMoved(t *testing.T, body Body) {
	l := body.Open("one")
	start := room(t, l, "r", nil)
	pos := must(t, l, "r", start, batch("b", 2))
	for _, after := range []ledger.Pos{
		{}, start, {N: 3, Head: "a"}, {N: 2, Head: "b"}, {N: 4, Head: "b"}, {N: 3, Head: "other"}, {N: 0, Head: "b"},
	} {
		_, err := l.Append(t.Context(), "r", after, batch("c", 1))
		wantErr(t, fmt.Sprintf("Append after %v", after), err, ledger.ErrMoved)
	}
	if n := len(events(t, l, "r")); n != 3 {
		t.Fatalf("the log has %d events, want 3", n)
	}
	must(t, l, "r", pos, batch("c", 1))
}

func testAppendRepeated(t *testing.T, body Body) {
	l := body.Open("one")
	start := room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	sealing := batch("b", 2)
	sealing.Seal = []ledger.Slot{"s"}
	first := must(t, l, "r", start, sealing)
	if again := must(t, l, "r", start, sealing); again != first {
		t.Fatalf("the repetition gave %v, want %v", again, first)
	}
	head := must(t, l, "r", first, batch("c", 1))
	if again := must(t, l, "r", start, sealing); again != first {
		t.Fatalf("the repetition behind others gave %v, want %v", again, first)
	}
	if n := len(events(t, l, "r")); n != 4 {
		t.Fatalf("the log has %d events, want 4", n)
	}
	_, err := l.Append(t.Context(), "r", first, sealing)
	wantErr(t, "the same id elsewhere", err, ledger.ErrMoved)
	_, err = l.Append(t.Context(), "r", head, sealing)
	wantErr(t, "the same id at the head", err, ledger.ErrInvalid)
}

func testAppendIsWhole(t *testing.T, body Body) {
	l := body.Open("one")
	start := room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	must(t, l, "r", start, batch("b", 1))
	stale := batch("c", 2)
	stale.Open = []ledger.Opening{{Slot: "new"}}
	stale.Seal = []ledger.Slot{"s"}
	stale.Release = true
	_, err := l.Append(t.Context(), "r", start, stale)
	wantErr(t, "a stale append", err, ledger.ErrMoved)
	want(t, put(t, l, "r", entry("s", "k", "v")), ledger.Accepted, true, "v")
	want(t, put(t, l, "r", entry("new", "k", "v")), ledger.Sealed, false, "")
	if id, err := l.Find(t.Context(), "pin of r"); id != "r" || err != nil {
		t.Fatalf("a stale append released the PIN: %v, %v", id, err)
	}
}

func testAppendInvalid(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", nil)
	_, err := l.Append(t.Context(), "r", pos, ledger.Batch{Events: [][]byte{{1}}})
	wantErr(t, "a batch without id", err, ledger.ErrInvalid)
	_, err = l.Append(t.Context(), "r", pos, ledger.Batch{ID: "b"})
	wantErr(t, "a batch without event", err, ledger.ErrInvalid)
	_, err = l.Create(t.Context(), "", "1", batch("a", 1))
	wantErr(t, "a room without id", err, ledger.ErrInvalid)
	_, err = l.Create(t.Context(), "q", "", batch("a", 1))
	wantErr(t, "a room without PIN", err, ledger.ErrInvalid)
	_, _, err = l.Put(t.Context(), "r", []ledger.Entry{entry("s", "", "v")})
	wantErr(t, "an entry without key", err, ledger.ErrInvalid)
}

func testAppendsRace(t *testing.T, body Body) {
	const writers, rounds = 8, 10
	l := body.Open("one")
	room(t, l, "r", nil)
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			pos := ledger.Pos{N: 1, Head: "a"}
			for i := 0; i < rounds; {
				_, err := l.Append(t.Context(), "r", pos, batch(fmt.Sprintf("%d-%d", w, i), 2))
				if err == nil {
					i++
				} else if !errors.Is(err, ledger.ErrMoved) {
					t.Errorf("Append: %v", err)
					return
				}
				news, err := l.Events(t.Context(), "r", pos)
				if err != nil {
					t.Errorf("Events: %v", err)
					return
				}
				if len(news) > 0 {
					pos = news[len(news)-1].Pos
				}
			}
		})
	}
	group.Wait()
	read := events(t, l, "r")
	if len(read) != 1+writers*rounds*2 {
		t.Fatalf("the log has %d events, want %d", len(read), 1+writers*rounds*2)
	}
	for i, event := range read {
		if event.Pos.N != uint64(i)+1 {
			t.Fatalf("event %d has number %d", i, event.Pos.N)
		}
		if i > 0 && i%2 == 0 && read[i-1].Pos.Head != event.Pos.Head {
			t.Fatalf("batches %s and %s are mixed", read[i-1].Pos.Head, event.Pos.Head)
		}
	}
}

func testAppendPutBack(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", nil)
	first := events(t, l, "r")[0].At
	body.Advance(2 * time.Second)
	back := batch("b", 2)
	back.At = first + 1000
	pos = must(t, l, "r", pos, back)
	old := batch("c", 1)
	old.At = first
	pos = must(t, l, "r", pos, old)
	future := batch("d", 1)
	future.At = first + 3_600_000
	must(t, l, "r", pos, future)
	read := events(t, l, "r")
	for i, want := range []ledger.Time{first, first + 1000, first + 1000, first + 1000} {
		if read[i].At != want {
			t.Fatalf("event %d is of %d, want %d", i, read[i].At-first, want-first)
		}
	}
	now, _ := l.Now()
	if at := read[4].At; at < first+1000 || at > now+1000 {
		t.Fatalf("an event of the future is stored at %d, now is %d", at, now)
	}
}

func testEventsAfter(t *testing.T, body Body) {
	l := body.Open("one")
	start := room(t, l, "r", nil)
	head := must(t, l, "r", start, batch("b", 2))
	for after, want := range map[ledger.Pos]int{{}: 3, start: 2, {N: 2, Head: "b"}: 1, head: 0} {
		read, err := l.Events(t.Context(), "r", after)
		if err != nil || len(read) != want {
			t.Fatalf("Events after %v gave %d, %v; want %d", after, len(read), err, want)
		}
		if want > 0 && read[0].Pos.N != after.N+1 {
			t.Fatalf("Events after %v begin with %v", after, read[0].Pos)
		}
	}
	for _, unknown := range []ledger.Pos{
		{N: 1, Head: "other"}, {N: 3, Head: "a"}, {N: 4, Head: "b"}, {N: 0, Head: "a"}, {N: 1},
	} {
		_, err := l.Events(t.Context(), "r", unknown)
		wantErr(t, fmt.Sprintf("Events after %v", unknown), err, ledger.ErrMoved)
	}
}

func testTimeNeverFalls(t *testing.T, body Body) {
	l := body.Open("one")
	before, early := l.Now()
	pos := room(t, l, "r", nil)
	for i := range 5 {
		pos = must(t, l, "r", pos, batch(fmt.Sprint("b", i), 2))
	}
	after, late := l.Now()
	// The instance's own clock is off by no more than it says, in whole milliseconds.
	last := before - ledger.Time((early+time.Millisecond-1)/time.Millisecond)
	after += ledger.Time((late + time.Millisecond - 1) / time.Millisecond)
	for _, event := range events(t, l, "r") {
		if event.At < last || event.At > after {
			t.Fatalf("event %v is from %d; before it is %d, now is %d", event.Pos, event.At, last, after)
		}
		last = event.At
	}
}

func testNoRoom(t *testing.T, body Body) {
	l := body.Open("one")
	room(t, l, "r", nil)
	_, err := l.Find(t.Context(), "0")
	wantErr(t, "Find", err, ledger.ErrNoRoom)
	_, err = l.Append(t.Context(), "none", ledger.Pos{}, batch("b", 1))
	wantErr(t, "Append", err, ledger.ErrNoRoom)
	_, _, err = l.Put(t.Context(), "none", []ledger.Entry{entry("s", "k", "v")})
	wantErr(t, "Put", err, ledger.ErrNoRoom)
	_, err = l.Events(t.Context(), "none", ledger.Pos{})
	wantErr(t, "Events", err, ledger.ErrNoRoom)
	_, err = l.Entries(t.Context(), "none", "s", 0)
	wantErr(t, "Entries", err, ledger.ErrNoRoom)
	_, _, err = l.Lead(t.Context(), "none")
	wantErr(t, "Lead", err, ledger.ErrNoRoom)
}
