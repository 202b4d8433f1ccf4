package redis_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trivium/server/ledger"
	"trivium/server/ledger/redis"
	"trivium/server/redistest"
)

// TestKill kills Redis in mid-storm: what was acknowledged is there afterwards, and every instance notices.
func TestKill(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	one, two := opened(t, redis.Options{Client: client}), opened(t, redis.Options{Client: client})
	pos := made(t, one, "r")
	var acked sync.Map
	var count atomic.Int64
	var group sync.WaitGroup
	for w, l := range []*redis.Ledger{one, two, one, two} {
		group.Go(func() {
			for i := 0; ; i++ {
				entry := answerOf(fmt.Sprint(w, "-", i))
				stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{entry})
				if err != nil {
					wantUnavailable(t, "Put", err)
					return
				}
				acked.Store(entry.Key, stored[0].Entry.Index)
				count.Add(1)
			}
		})
	}
	heads := []ledger.Pos{pos}
	for i := 0; count.Load() < 500 || i < 50; i++ {
		behind, err := one.Append(t.Context(), "r", pos, ledger.Batch{ID: fmt.Sprint("b", i), Events: [][]byte{{1}}})
		if err != nil {
			t.Fatal(err)
		}
		pos = behind
		heads = append(heads, pos)
	}
	if one.Epoch() != 0 || two.Epoch() != 0 {
		t.Fatalf("epochs are %d and %d before anything happened", one.Epoch(), two.Epoch())
	}
	server.Kill()
	group.Wait()
	server.Start()
	for _, l := range []*redis.Ledger{one, two} {
		until(t, 2*time.Second, "the instance notices by itself", func() bool { return l.Epoch() > 0 })
		if l.Epoch() != 1 {
			t.Fatalf("epoch is %d", l.Epoch())
		}
	}
	lying := map[string]int{}
	for _, entry := range persistent(t, func() ([]ledger.Entry, error) { return two.Entries(t.Context(), "r", "s", 0) }) {
		lying[entry.Key] = entry.Index
	}
	acked.Range(func(key, index any) bool {
		if lying[key.(string)] != index.(int) {
			t.Errorf("entry %s was acknowledged with index %d and has now %d", key, index, lying[key.(string)])
		}
		return true
	})
	events, err := two.Events(t.Context(), "r", ledger.Pos{})
	if err != nil || len(events) < len(heads) {
		t.Fatalf("Events gave %d, %v; %d were acknowledged", len(events), err, len(heads))
	}
	for i, head := range heads {
		if events[i].Pos != head {
			t.Fatalf("event %d is %v, acknowledged was %v", i, events[i].Pos, head)
		}
	}
	if one.Epoch() != 1 || two.Epoch() != 1 {
		t.Fatalf("epochs went on to %d and %d", one.Epoch(), two.Epoch())
	}
}

// TestTheCallThatNoticesHasDoneNothing restarts Redis between two calls: the first of each instance is refused and did
// nothing, whatever else had been called before, and the same call then goes through.
func TestTheCallThatNoticesHasDoneNothing(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	l := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, l, "r")
	for round := uint64(1); round <= 3; round++ {
		server.Stop()
		server.Start()
		if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k")}); err != nil {
			wantUnavailable(t, "the first Put", err)
		} else if l.Epoch() != round {
			t.Fatal("the first Put went through unnoticed")
		}
		until(t, time.Second, "the epoch grows", func() bool { return l.Epoch() == round })
		if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k")}); err != nil {
			t.Fatal(err)
		}
		again, err := l.Append(t.Context(), "r", pos, ledger.Batch{ID: fmt.Sprint(round), Events: [][]byte{{1}}})
		if err != nil {
			t.Fatal(err)
		}
		pos = again
	}
}

// TestGoneBackInTime restores an older copy of the server's data: the instance notices, and sees the older truth.
func TestGoneBackInTime(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	l := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, l, "r")
	server.Stop()
	copyOf := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(copyOf, os.DirFS(filepath.Join(server.Dir(), "appendonlydir"))); err != nil {
		t.Fatal(err)
	}
	server.Start()
	until(t, 2*time.Second, "the first restart is noticed", func() bool { return l.Epoch() == 1 })
	later, err := l.Append(t.Context(), "r", pos, one("b"))
	if err != nil {
		t.Fatal(err)
	}
	if leads, _, err := l.Lead(t.Context(), "r"); !leads || err != nil {
		t.Fatalf("Lead gave %v, %v", leads, err)
	}
	server.Kill()
	if err := os.RemoveAll(filepath.Join(server.Dir(), "appendonlydir")); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(server.Dir(), "appendonlydir"), os.DirFS(copyOf)); err != nil {
		t.Fatal(err)
	}
	server.Start()
	until(t, 2*time.Second, "the loss is noticed", func() bool { return l.Epoch() == 2 })
	_, err = l.Events(t.Context(), "r", later)
	wantMoved(t, "Events behind what was lost", err)
	back := one("b")
	back.At = 1
	if again, err := l.Append(t.Context(), "r", pos, back); err != nil || again != later {
		t.Fatalf("putting back gave %v, %v; it was at %v", again, err, later)
	}
	if leads, _, err := l.Lead(t.Context(), "r"); !leads || err != nil { // Redis knows nothing of the lease
		t.Fatalf("Lead gave %v, %v", leads, err)
	}
}

// TestScriptFlush makes the server forget its scripts: nothing is lost, so nobody need hear of it.
func TestScriptFlush(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	client := server.Client()
	l := opened(t, redis.Options{Client: client})
	pos := made(t, l, "r")
	for i := range 10 {
		if err := client.ScriptFlush(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		group.Go(func() {
			if _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf(fmt.Sprint(i))}); err != nil {
				t.Error(err)
			}
		})
		group.Go(func() {
			if _, err := l.Events(t.Context(), "r", pos); err != nil {
				t.Error(err)
			}
		})
		group.Wait()
	}
	if l.Epoch() != 0 {
		t.Fatalf("epoch is %d", l.Epoch())
	}
	wantKeys(t, l, "r", "s", []string{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"})
}

// TestPause stands Redis still: calls end in time and say so, and afterwards everything goes on.
func TestPause(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t, redistest.Options{})
	l := opened(t, redis.Options{Client: server.Client()})
	pos := made(t, l, "r")
	server.Pause()
	calls := map[string]func() error{
		"Append": func() error { _, err := l.Append(t.Context(), "r", pos, one("b")); return err },
		"Put":    func() error { _, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k")}); return err },
		"Events": func() error { _, err := l.Events(t.Context(), "r", pos); return err },
		"Alive":  func() error { _, err := l.Alive(t.Context()); return err },
		"Find":   func() error { _, err := l.Find(t.Context(), "pin of r"); return err },
		"Rooms":  func() error { _, err := l.Rooms(t.Context()); return err },
	}
	var group sync.WaitGroup
	for name, call := range calls {
		group.Go(func() {
			start := time.Now()
			wantUnavailable(t, name, call())
			if took := time.Since(start); took > 1900*time.Millisecond {
				t.Errorf("%s took %s", name, took)
			}
		})
	}
	group.Wait()
	server.Resume()
	behind := persistent(t, func() (ledger.Pos, error) { return l.Append(t.Context(), "r", pos, one("b")) })
	if behind.N != 2 || l.Epoch() != 0 {
		t.Fatalf("behind is %v, epoch %d", behind, l.Epoch())
	}
	persistent(t, func() ([]ledger.Stored, error) {
		stored, _, err := l.Put(t.Context(), "r", []ledger.Entry{answerOf("k")})
		return stored, err
	})
	wantKeys(t, l, "r", "s", []string{"k"})
}
