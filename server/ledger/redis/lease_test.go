package redis_test

import (
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// lead calls Lead, which has to say what is wanted.
func lead(t testing.TB, l ledger.Ledger, want bool) ledger.Time {
	t.Helper()
	leads, seen, err := l.Lead(t.Context(), "r")
	if leads != want || err != nil {
		t.Fatalf("Lead of %s gave %v, %v; want %v", l.Instance(), leads, err, want)
	}
	return seen
}

// TestTakeover silences an instance: the other one takes the room after a lease's life and no sooner, knows when the first
// was seen last, and the first learns that it has lost it.
func TestTakeover(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	one, two := opened(t, redis.Options{Client: p.client()}), opened(t, redis.Options{Client: server.Client()})
	made(t, two, "r")
	lead(t, one, true)
	lead(t, two, false)
	p.hush(true)
	silent := time.Now()
	silentAt, _ := two.Now()
	var seen ledger.Time
	until(t, 3*time.Second, "the other takes over", func() bool {
		leads, last, err := two.Lead(t.Context(), "r")
		if err != nil {
			t.Fatal(err)
		}
		seen = last
		return leads
	})
	took := time.Since(silent)
	if took < ledger.LeaseLife-400*time.Millisecond || took > ledger.LeaseLife+400*time.Millisecond {
		t.Fatalf("it took %s", took)
	}
	if seen > silentAt+10 || seen < silentAt-400 {
		t.Fatalf("the first was seen %d ms before it was silenced", silentAt-seen)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _, err := one.Lead(t.Context(), "r")
		if !errors.Is(err, ledger.ErrUnavailable) {
			t.Errorf("Lead of the silenced gave %v", err)
		}
	}()
	until(t, 3*time.Second, "the silenced has its answer", func() bool {
		lead(t, two, true)
		select {
		case <-done:
			return true
		default:
			return false
		}
	})
	p.hush(false)
	p.cut()
	until(t, 3*time.Second, "the first is back and does not lead", func() bool {
		lead(t, two, true)
		leads, _, err := one.Lead(t.Context(), "r")
		return err == nil && !leads
	})
	lead(t, two, true)
}

// TestStalled lets an instance miss its heartbeats while nobody else is there: it has to claim its rooms anew, and hears that
// nobody kept their time since its last sign of life.
func TestStalled(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	metrics := prometheus.NewRegistry()
	l := opened(t, redis.Options{Client: p.client(), Registerer: metrics})
	made(t, l, "r")
	lead(t, l, true)
	lead(t, l, true)
	p.hush(true)
	begun, _ := l.Now()
	until(t, 5*time.Second, "a lease's life is over", func() bool {
		now, _ := l.Now()
		return now-begun > 1800
	})
	p.hush(false)
	p.cut()
	var seen ledger.Time
	until(t, 2*time.Second, "it leads again", func() bool {
		leads, last, err := l.Lead(t.Context(), "r")
		seen = last
		return leads && err == nil
	})
	if lapses := metric(t, metrics, "trivium_ledger_lapses_total"); lapses != 1 {
		t.Fatalf("%v lives lapsed", lapses) // in the step that made it known again, so that nobody believes in the old leases
	}
	if seen > begun+50 || seen < begun-400 {
		t.Fatalf("the room was kept until %d ms before the stall, it says", begun-seen)
	}
}

// TestUnrenewedLeaseEnds leaves a room alone: its lease ends though the instance lives, and another one may take it.
func TestUnrenewedLeaseEnds(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	one, two := opened(t, redis.Options{Client: client}), opened(t, redis.Options{Client: client})
	made(t, one, "r")
	lead(t, one, true)
	lead(t, two, false)
	left, _ := two.Now()
	var seen ledger.Time
	until(t, 4*time.Second, "the other takes over", func() bool {
		leads, last, err := two.Lead(t.Context(), "r")
		if err != nil {
			t.Fatal(err)
		}
		seen = last
		return leads
	})
	if seen > left+10 {
		t.Fatalf("the room was kept for %d ms after Lead was called last, it says", seen-left)
	}
}

// TestOrphansAfterKill finds the rooms of an instance that is gone without a word.
func TestOrphansAfterKill(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	one, two := opened(t, redis.Options{Client: p.client()}), opened(t, redis.Options{Client: server.Client()})
	made(t, two, "r")
	lead(t, one, true)
	orphans := func() []ledger.RoomID {
		rooms, err := two.Orphans(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return rooms
	}
	if rooms := orphans(); len(rooms) != 0 {
		t.Fatalf("orphans are %q while their keeper lives", rooms)
	}
	p.hush(true)
	until(t, 2*time.Second, "the room is an orphan", func() bool { return slices.Equal(orphans(), []ledger.RoomID{"r"}) })
	lead(t, two, true)
	if rooms := orphans(); len(rooms) != 0 {
		t.Fatalf("orphans are %q after the takeover", rooms)
	}
	alive, err := two.Alive(t.Context())
	if err != nil || len(alive) != 1 || !alive.Has(two.Instance()) {
		t.Fatalf("Alive gave %v, %v", alive, err)
	}
}

// TestHolderForgotten loses what Redis knows of a dead holder's life: then the room was kept at least when it was claimed.
func TestHolderForgotten(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	p := proxied(t, server.Addr())
	one, two := opened(t, redis.Options{Client: p.client()}), opened(t, redis.Options{Client: client})
	made(t, two, "r")
	claimed, _ := two.Now()
	lead(t, one, true)
	p.hush(true)
	if err := client.Del(t.Context(), "trivium:alive").Err(); err != nil {
		t.Fatal(err)
	}
	var seen ledger.Time
	until(t, 3*time.Second, "the other takes over", func() bool {
		leads, last, err := two.Lead(t.Context(), "r")
		seen = last
		return leads && err == nil
	})
	if seen < claimed-10 {
		t.Fatalf("the room was kept until %d ms before it was claimed, it says", claimed-seen)
	}
}

// TestLeadNeedsNoCall shows that whoever leads asks Redis only with its heartbeat.
func TestLeadNeedsNoCall(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	l := opened(t, redis.Options{Client: client})
	made(t, l, "r")
	lead(t, l, true)
	if err := client.ConfigResetStat(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	for range 1000 {
		lead(t, l, true)
	}
	stats, err := client.InfoMap(t.Context(), "commandstats").Result()
	if err != nil {
		t.Fatal(err)
	}
	if _, claimed := stats["Commandstats"]["cmdstat_hmget"]; claimed {
		t.Fatalf("rooms were read: %v", stats["Commandstats"])
	}
}

// TestClock shows that room time is the server's, within the error that is said, and never falls.
func TestClock(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	var later atomic.Int64
	l := opened(t, redis.Options{Client: client, Shift: func() time.Duration { return time.Duration(later.Load()) }})
	last := ledger.Time(0)
	for range 200 {
		now, off := l.Now()
		there, err := client.Time(t.Context()).Result()
		if err != nil {
			t.Fatal(err)
		}
		after, _ := l.Now()
		from, to := there.UnixMilli()-off.Milliseconds()-1, there.UnixMilli()+off.Milliseconds()+1
		if int64(now) > to || int64(after) < from || now < last {
			t.Fatalf("the server says %d, here it is %d to %d, off by %s; before it was %d", there.UnixMilli(), now, after, off, last)
		}
		if off > 50*time.Millisecond {
			t.Fatalf("the clock may be off by %s", off)
		}
		last = after
	}
	later.Store(int64(time.Hour))
	if now, _ := l.Now(); now < last+3_600_000 {
		t.Fatalf("the shift is not in: %d", now-last)
	}
}
