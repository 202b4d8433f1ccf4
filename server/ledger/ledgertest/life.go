package ledgertest

import (
	"context"
	"slices"
	"testing"
	"time"

	"trivium/server/ledger"
)

// patience is how long a doorbell may take that does ring.
const patience = 5 * time.Second

// rung waits for a doorbell.
func rung(t testing.TB, bell <-chan struct{}) {
	t.Helper()
	select {
	case <-bell:
	case <-time.After(patience):
		t.Fatal("the doorbell was not rung")
	}
}

func testWatch(t *testing.T, body Body) {
	l := body.Open("one")
	bell, end := l.Watch("r")
	other, endOther := l.Watch("q")
	defer endOther()
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	rung(t, bell)
	put(t, l, "r", entry("s", "k", "v"))
	rung(t, bell)
	// Nobody listens for a while: rings run together, and no write waits for them.
	for i := range 3 {
		put(t, l, "r", entry("s", string(rune('l'+i)), "v"))
	}
	must(t, l, "r", pos, batch("b", 1))
	rung(t, bell)
	end()
	end()
	select {
	case <-other:
		t.Fatal("another room's doorbell was rung")
	default:
	}
}

func testLeadAlone(t *testing.T, body Body) {
	l := body.Open("one")
	room(t, l, "r", nil)
	lead := func() ledger.Time {
		t.Helper()
		leads, seen, err := l.Lead(t.Context(), "r")
		if !leads || err != nil {
			t.Fatalf("Lead gave %v, %v", leads, err)
		}
		return seen
	}
	if seen := lead(); seen != 0 {
		t.Fatalf("a new room was led at %d", seen)
	}
	now, _ := l.Now()
	if seen := lead(); seen == 0 || seen > now {
		t.Fatalf("last seen at %d, now is %d", seen, now)
	}
	body.Advance(3 * time.Second)
	now, _ = l.Now()
	if seen := lead(); now-seen < 2900 {
		t.Fatalf("after a pause of 3 s: last seen %d ms ago", now-seen)
	}
}

func testLeadHandOver(t *testing.T, body Body) {
	one, two := body.Open("one"), body.Open("two")
	room(t, one, "r", nil)
	lead := func(l ledger.Ledger, want bool) ledger.Time {
		t.Helper()
		leads, seen, err := l.Lead(t.Context(), "r")
		if leads != want || err != nil {
			t.Fatalf("Lead of %s gave %v, %v; want %v", l.Instance(), leads, err, want)
		}
		return seen
	}
	lead(one, true)
	if seen := lead(two, false); seen == 0 {
		t.Fatal("the holder was never seen")
	}
	for range 4 { // renewed in time it holds for long
		body.Advance(ledger.LeaseLife / 2)
		lead(one, true)
		lead(two, false)
	}
	body.Advance(ledger.LeaseLife + 100*time.Millisecond)
	now, _ := two.Now()
	if seen := lead(two, true); now-seen < ledger.Time(ledger.LeaseLife/time.Millisecond) {
		t.Fatalf("taken over, though the holder was seen %d ms ago", now-seen)
	}
	lead(one, false)
	if err := two.Close(); err != nil {
		t.Fatal(err)
	}
	lead(one, true) // given back at once
}

func testOrphansAlone(t *testing.T, body Body) {
	l := body.Open("one")
	check := func(want ...ledger.RoomID) {
		t.Helper()
		orphans, err := l.Orphans(t.Context())
		if err != nil || !slices.Equal(orphans, want) {
			t.Fatalf("Orphans gave %q, %v; want %q", orphans, err, want)
		}
	}
	check()
	room(t, l, "r", nil)
	pos := room(t, l, "q", nil)
	check("r", "q")
	if leads, _, err := l.Lead(t.Context(), "r"); !leads || err != nil {
		t.Fatalf("Lead gave %v, %v", leads, err)
	}
	check("q")
	over := batch("over", 1)
	over.Release = true
	must(t, l, "q", pos, over)
	check()
}

func testOrphans(t *testing.T, body Body) {
	one, two := body.Open("one"), body.Open("two")
	check := func(l ledger.Ledger, want ...ledger.RoomID) {
		t.Helper()
		orphans, err := l.Orphans(t.Context())
		if err != nil || !slices.Equal(orphans, want) {
			t.Fatalf("Orphans gave %q, %v; want %q", orphans, err, want)
		}
	}
	room(t, one, "r", nil)
	pos := room(t, one, "q", nil)
	check(one, "r", "q")
	for _, id := range []ledger.RoomID{"r", "q"} {
		if leads, _, err := one.Lead(t.Context(), id); !leads || err != nil {
			t.Fatalf("Lead gave %v, %v", leads, err)
		}
	}
	body.Advance(ledger.LeaseLife / 4) // an instance may know of another's leases and life a little later
	check(two)
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	body.Advance(ledger.LeaseLife + ledger.LeaseLife/4)
	check(two, "r", "q")
	over := batch("over", 1)
	over.Release = true
	must(t, two, "q", pos, over)
	check(two, "r")
}

func testRelease(t *testing.T, body Body) {
	one, two := body.Open("one"), body.Open("two")
	pos := room(t, one, "r", []ledger.Opening{{Slot: "s"}})
	lead := func(l ledger.Ledger, want bool) {
		t.Helper()
		leads, _, err := l.Lead(t.Context(), "r")
		if leads != want || err != nil {
			t.Fatalf("Lead of %s gave %v, %v; want %v", l.Instance(), leads, err, want)
		}
	}
	lead(one, true)
	lead(two, false)
	if err := one.Release(t.Context()); err != nil {
		t.Fatalf("Release: %v", err)
	}
	lead(one, false)
	lead(two, true) // at once
	if alive, err := two.Alive(t.Context()); err != nil || len(alive) != 2 {
		t.Fatalf("Alive gave %v, %v: whoever released its leases still lives", alive, err)
	}
	want(t, put(t, one, "r", entry("s", "k", "v")), ledger.Accepted, true, "v")
	must(t, one, "r", pos, batch("b", 1))
	if err := two.Close(); err != nil {
		t.Fatal(err)
	}
	lead(one, false)
}

func testAlive(t *testing.T, body Body) {
	l := body.Open("one")
	now, _ := l.Now()
	alive, err := l.Alive(t.Context())
	if err != nil || len(alive) != 1 || alive[0].Instance != l.Instance() || l.Instance() == "" {
		t.Fatalf("Alive gave %v, %v; this is %q", alive, err, l.Instance())
	}
	if since := alive[0].Since; since < now-10_000 || since > now {
		t.Errorf("it lives since %d, and at %d it just started", since, now)
	}
}

func testAliveTogether(t *testing.T, body Body) {
	one, two := body.Open("one"), body.Open("two")
	room(t, one, "r", nil)
	both := []string{one.Instance(), two.Instance()}
	slices.Sort(both)
	check := func(l ledger.Ledger, want ...string) {
		t.Helper()
		alive, err := l.Alive(t.Context())
		if err != nil || len(alive) != len(want) {
			t.Fatalf("Alive gave %v, %v; want %q", alive, err, want)
		}
		for i, name := range want {
			if alive[i].Instance != name || !alive.Has(name) || alive.Index(name) != i || alive[i].Since == 0 {
				t.Fatalf("Alive gave %v; want %q", alive, want)
			}
		}
	}
	check(two, both...)
	check(one, both...)
	if err := two.Close(); err != nil {
		t.Fatal(err)
	}
	check(one, one.Instance())
}

func testOneTruth(t *testing.T, body Body) {
	one, two := body.Open("one"), body.Open("two")
	bell, end := two.Watch("r")
	defer end()
	pos := room(t, one, "r", []ledger.Opening{{Slot: "s"}})
	rung(t, bell)
	if one.Instance() == two.Instance() {
		t.Fatal("two instances have one name")
	}
	want(t, put(t, one, "r", entry("s", "k", "of one")), ledger.Accepted, true, "of one")
	want(t, put(t, two, "r", entry("s", "k", "of two")), ledger.Accepted, false, "of one")
	must(t, two, "r", pos, batch("b", 1))
	_, err := one.Append(t.Context(), "r", pos, batch("c", 1))
	wantErr(t, "a stale append of the other", err, ledger.ErrMoved)
	if n := len(events(t, one, "r")); n != 2 {
		t.Fatalf("the log has %d events", n)
	}
}

func testContextEnded(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", []ledger.Opening{{Slot: "s"}})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := l.Append(ctx, "r", pos, batch("b", 1))
	wantErr(t, "Append", err, ledger.ErrUnavailable)
	wantErr(t, "Append", err, context.Canceled)
	_, _, err = l.Put(ctx, "r", []ledger.Entry{entry("s", "k", "v")})
	wantErr(t, "Put", err, ledger.ErrUnavailable)
	_, err = l.Events(ctx, "r", pos)
	wantErr(t, "Events", err, ledger.ErrUnavailable)
	must(t, l, "r", pos, batch("b", 1))
}

func testClosed(t *testing.T, body Body) {
	l := body.Open("one")
	pos := room(t, l, "r", nil)
	for range 2 {
		if err := l.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
	}
	_, err := l.Append(t.Context(), "r", pos, batch("b", 1))
	wantErr(t, "Append", err, ledger.ErrUnavailable)
	_, _, err = l.Put(t.Context(), "r", nil)
	wantErr(t, "Put", err, ledger.ErrUnavailable)
	_, err = l.Events(t.Context(), "r", pos)
	wantErr(t, "Events", err, ledger.ErrUnavailable)
	_, err = l.Find(t.Context(), "1")
	wantErr(t, "Find", err, ledger.ErrUnavailable)
	_, _, err = l.Lead(t.Context(), "r")
	wantErr(t, "Lead", err, ledger.ErrUnavailable)
	_, err = l.Alive(t.Context())
	wantErr(t, "Alive", err, ledger.ErrUnavailable)
	_, err = l.Ended(t.Context())
	wantErr(t, "Ended", err, ledger.ErrUnavailable)
	wantErr(t, "Forget", l.Forget(t.Context(), "r", pos), ledger.ErrUnavailable)
}
