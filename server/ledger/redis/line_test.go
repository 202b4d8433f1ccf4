package redis_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// wantMoved fails unless a call says that the log is elsewhere.
func wantMoved(t testing.TB, what string, err error) {
	t.Helper()
	if !errors.Is(err, ledger.ErrMoved) {
		t.Fatalf("%s gave %v, want %v", what, err, ledger.ErrMoved)
	}
}

// TestReplyLost loses replies, after the server has done what it was asked for: each is done once, and the caller hears that
// it is.
func TestReplyLost(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	l := opened(t, redis.Options{Client: p.client()})
	plain := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, l, "r")
	var keys []string
	for i := range 10 {
		batch := ledger.Batch{ID: fmt.Sprint("b", i), Events: [][]byte{{1}, {2}}}
		p.lose()
		behind := persistent(t, func() (ledger.Pos, error) { return l.Append(t.Context(), "r", pos, batch) })
		if behind.N != pos.N+2 {
			t.Fatalf("behind is %v, before was %v", behind, pos)
		}
		pos = behind
		p.lose()
		key := fmt.Sprint(i)
		keys = append(keys, key)
		stored := persistent(t, func() ([]ledger.Stored, error) {
			stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf(key)})
			return stored, err
		})
		if stored[0].Outcome != ledger.Accepted || string(stored[0].Entry.Data) != "value of "+key {
			t.Fatalf("Put gave %+v", stored[0])
		}
		revised := ledger.Entry{Slot: "rev", Key: "k", Rev: i, Data: []byte(key)}
		p.lose()
		stored = persistent(t, func() ([]ledger.Stored, error) {
			stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{revised})
			return stored, err
		})
		if stored[0].Outcome != ledger.Accepted || stored[0].Entry.Rev != i || stored[0].Entry.Index != i+1 {
			t.Fatalf("the revision gave %+v", stored[0])
		}
	}
	until(t, time.Second, "a reply was lost", p.lost)
	wantKeys(t, plain, "r", "s", keys)
	events, err := plain.Events(t.Context(), "r", ledger.Pos{})
	if err != nil || len(events) != 21 {
		t.Fatalf("the log has %d events, %v", len(events), err)
	}
	if l.Epoch() != 0 {
		t.Fatalf("epoch is %d though the server is the same", l.Epoch())
	}
}

// TestOneRepeat shows that a single lost reply is mended by the ledger itself.
func TestOneRepeat(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	l := opened(t, redis.Options{Client: p.client()})
	pos := made(t, l, "r")
	failures := 0
	for i := range 20 {
		batch := ledger.Batch{ID: fmt.Sprint(i), Events: [][]byte{{1}}}
		p.lose()
		behind, err := l.Append(t.Context(), "r", pos, batch)
		if err != nil {
			wantUnavailable(t, "Append", err)
			failures++
			behind = persistent(t, func() (ledger.Pos, error) { return l.Append(t.Context(), "r", pos, batch) })
		}
		pos = behind
	}
	if failures > 5 {
		t.Fatalf("%d of 20 appends failed though the server was there", failures)
	}
	if pos.N != 21 {
		t.Fatalf("the log ends at %v", pos)
	}
}

// TestSilentLine makes the line silent: calls end in time; when it is back, all goes on.
func TestSilentLine(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	p := proxied(t, server.Addr())
	l := opened(t, redis.Options{Client: p.client()})
	pos := made(t, l, "r")
	p.hush(true)
	start := time.Now()
	_, err := l.Append(t.Context(), "r", pos, one("b"))
	wantUnavailable(t, "Append", err)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err = l.Append(ctx, "r", pos, one("b"))
	wantUnavailable(t, "Append", err)
	if took := time.Since(begun); !errors.Is(err, context.DeadlineExceeded) || took > time.Second {
		t.Fatalf("with a deadline of 50 ms it took %s and gave %v", took, err)
	}
	if took := time.Since(start); took > 2500*time.Millisecond {
		t.Fatalf("both took %s", took)
	}
	p.hush(false)
	p.cut()
	back := time.Now()
	pos = persistent(t, func() (ledger.Pos, error) { return l.Append(t.Context(), "r", pos, one("b")) })
	if took := time.Since(back); took > time.Second || pos.N != 2 {
		t.Fatalf("it took %s until the log was at %v", took, pos)
	}
}
