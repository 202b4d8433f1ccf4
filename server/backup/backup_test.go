package backup_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"trivium/server/backup"
	"trivium/server/ledger"
	"trivium/server/store"
)

// TestThereAndBack saves while answers come in, restores to another place, and finds all that was there when it began.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, next func() site) {
		from := next()
		tr := from.open(t)
		fill(t, tr)
		from.write(t, "host.key", "secret")
		from.write(t, "packs/mine.yaml", "pack")
		from.write(t, "packs/media/a.png", "picture")
		from.write(t, "media/b.png.part", "half")
		from.write(t, "server.json", "{}")
		from.write(t, ".hidden", "theirs")

		var acked atomic.Int64
		playing, stop := context.WithCancel(t.Context())
		var group sync.WaitGroup
		begun := make(chan struct{})
		group.Go(func() {
			for i := 0; playing.Err() == nil; i++ {
				if _, _, err := tr.ledger.Put(context.WithoutCancel(playing), running, []ledger.Entry{entry("answers/1", i)}); err != nil {
					t.Error(err)
					return
				}
				if acked.Store(int64(i + 1)); i == 50 {
					close(begun)
				}
			}
		})
		<-begun
		before := acked.Load()
		file, m := saved(t, from)
		after := acked.Load()
		stop()
		group.Wait()
		if m.Counts.Rooms != 2 || m.Counts.Running != 1 || m.Counts.Collections["games"] != 30 || m.Counts.Packs != 1 || m.Counts.Files != 3 {
			t.Errorf("counts: %+v", m.Counts)
		}
		if want := "30 games (1 running), 1 host, 0 leagues, 1 pack of your own, 3 files"; m.Words() != want {
			t.Errorf("in words: %q, want %q", m.Words(), want)
		}

		to := next()
		got, _, err := backup.Restore(t.Context(), file, to.Place, false)
		check(t, err)
		if got.Taken != m.Taken {
			t.Errorf("restored what was taken at %v, want %v", got.Taken, m.Taken)
		}
		again := to.open(t)
		entries, err := again.ledger.Entries(t.Context(), running, "answers/1", 0)
		check(t, err)
		if n := int64(len(entries)); n < before || n > after+1 {
			t.Errorf("%d answers; %d were acknowledged when the backup began, %d when it ended", n, before, after)
		}
		for i, e := range entries {
			if want := entry("answers/1", i); e.Key != want.Key || string(e.Data) != string(want.Data) || e.Index != i+1 {
				t.Fatalf("answer %d is %v", i, e)
			}
		}
		if want, got := strip(told(t, tr)), strip(told(t, again)); got != want {
			t.Errorf("restored:\n%s\nsaved:\n%s", got, want)
		}
		for name, want := range map[string]string{"host.key": "secret", "packs/mine.yaml": "pack", "packs/media/a.png": "picture"} {
			if got := to.read(t, name); got != want {
				t.Errorf("%s is %q", name, got)
			}
		}
		for _, name := range []string{"server.json", ".hidden", "media/b.png.part", ".restore", "backups"} {
			if _, err := os.Lstat(filepath.Join(to.Data, name)); err == nil {
				t.Errorf("%s was restored or left", name)
			}
		}
		goesOn(t, again, len(entries))
	})
}

// strip leaves the answers out that came in while the backup was made.
func strip(all string) string {
	var lines []string
	for line := range strings.Lines(all) {
		if !strings.Contains(line, "{answers/1 ") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// goesOn plays on in a restored room.
func goesOn(t *testing.T, tr truth, answers int) {
	t.Helper()
	ctx := t.Context()
	orphans, err := tr.ledger.Orphans(ctx)
	check(t, err)
	if len(orphans) != 1 || orphans[0] != running {
		t.Errorf("orphans: %v", orphans)
	}
	leads, seen, err := tr.ledger.Lead(ctx, running)
	check(t, err)
	events, err := tr.ledger.Events(ctx, running, ledger.Pos{})
	check(t, err)
	if now, _ := tr.ledger.Now(); !leads || seen < events[0].At || seen > now {
		t.Errorf("leads %t, and it was led until %d; it began at %d", leads, seen, events[0].At)
	}
	put(t, tr, entry("answers/1", answers))
	if stored, _, err := tr.ledger.Put(ctx, running, []ledger.Entry{entry("answers/0", 99)}); err != nil || stored[0].Outcome != ledger.Sealed {
		t.Errorf("a sealed slot takes an answer: %v, %v", stored, err)
	}
	_, err = tr.ledger.Append(ctx, running, events[len(events)-1].Pos, ledger.Batch{ID: "c", Events: [][]byte{[]byte("over")}, Release: true})
	check(t, err)
	if _, err := tr.ledger.Create(ctx, "new", "111111", ledger.Batch{ID: "a", Events: [][]byte{{1}}}); !errors.Is(err, ledger.ErrPINTaken) {
		t.Errorf("a resting PIN was given out: %v", err)
	}
	d, err := tr.store.Get(ctx, "games", "7")
	check(t, err)
	d.Data = []byte("changed")
	if _, err := tr.store.Put(ctx, "games", d); err != nil {
		t.Errorf("change a restored document: %v", err)
	}
	check(t, tr.store.Enter(ctx, "board", store.Member{ID: "7", Order: "9"}))
	page, err := tr.store.From(ctx, "board", 1, 5)
	check(t, err)
	if page.Count != 30 || page.Members[0].ID != "7" {
		t.Errorf("the index: %v", page)
	}
}

// TestRestoreSaysNo: to a place in use, to one with data, to the wrong body, to newer ones. What is there stays as it is.
func TestRestoreSaysNo(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, next func() site) {
		from := next()
		tr := from.open(t)
		fill(t, tr)
		from.write(t, "packs/mine.yaml", "pack")
		file, _ := saved(t, from)
		if _, _, err := backup.SaveTo(t.Context(), file, from.Place); err == nil {
			t.Error("a file was written over")
		}
		was := told(t, tr)
		for _, force := range []bool{false, true} {
			if _, _, err := backup.Restore(t.Context(), file, from.Place, force); !errors.Is(err, backup.ErrUsed) {
				t.Errorf("restore under a running server (force %t): %v", force, err)
			}
		}
		tr.close()
		if _, _, err := backup.Restore(t.Context(), file, from.Place, false); !errors.Is(err, backup.ErrThere) {
			t.Errorf("restore over data: %v", err)
		}
		old := from.Place
		old.Schema = 0
		if _, _, err := backup.Restore(t.Context(), file, old, true); !errors.Is(err, backup.ErrNewer) || !strings.Contains(err.Error(), "schema 1") {
			t.Errorf("restore into an older program: %v", err)
		}
		if _, err := backup.Save(t.Context(), new(strings.Builder), old); !errors.Is(err, backup.ErrNewer) {
			t.Errorf("save by an older program: %v", err)
		}
		again := from.open(t)
		if got := told(t, again); got != was {
			t.Errorf("after refusals there is\n%s\nthere was\n%s", got, was)
		}
		check(t, again.store.Delete(t.Context(), "games", "3"))
		again.close()
		from.write(t, "packs/later.yaml", "later")
		_, before, err := backup.Restore(t.Context(), file, from.Place, true)
		check(t, err)
		if got := told(t, from.open(t)); got != was {
			t.Errorf("restored over: \n%s\nwas saved:\n%s", got, was)
		}
		if _, err := os.Stat(filepath.Join(from.Data, "packs", "later.yaml")); err == nil {
			t.Error("a file that came later is there")
		}
		back := next() // what was there before can be restored
		m, _, err := backup.Restore(t.Context(), before, back.Place, false)
		check(t, err)
		if m.Counts.Collections["games"] != 29 || back.read(t, "packs/later.yaml") != "later" {
			t.Errorf("what was there before: %v", m.Counts)
		}
	})
}

func TestTheWrongBody(t *testing.T) {
	t.Parallel()
	one := alone(t)
	fill(t, one.open(t))
	file, _ := saved(t, one)
	to := alone(t)
	wrong := to.Place
	wrong.Redis = unreachable(t)
	if _, _, err := backup.Restore(t.Context(), file, wrong, false); err == nil || !strings.Contains(err.Error(), "leave --redis-url out") {
		t.Errorf("a database into Redis: %v", err)
	}
	if _, err := os.Stat(to.Data); err == nil {
		t.Error("the folder was made")
	}
	if _, err := backup.Save(t.Context(), new(strings.Builder), place(t.TempDir(), nil)); err == nil || !strings.Contains(err.Error(), "name the server's data folder") {
		t.Errorf("save nothing: %v", err)
	}
}

// full is a disk with so much room.
type full struct{ room int }

var errFull = errors.New("no space left on device")

func (f *full) Write(p []byte) (int, error) {
	n := min(len(p), f.room)
	if f.room -= n; n < len(p) {
		return n, errFull
	}
	return n, nil
}

// TestTheDiskIsFull ends a backup at any byte of it.
func TestTheDiskIsFull(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, next func() site) {
		from := next()
		fill(t, from.open(t))
		file, _ := saved(t, from)
		info, err := os.Stat(file)
		check(t, err)
		for _, room := range []int64{0, 1, info.Size() / 2, info.Size() - 40} {
			if _, err := backup.Save(t.Context(), &full{int(room)}, from.Place); !errors.Is(err, errFull) {
				t.Errorf("with room for %d bytes: %v", room, err)
			}
		}
		left, err := filepath.Glob(filepath.Join(from.Data, "backups", "*"))
		if err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
		folder := t.TempDir()
		broken := from.Place
		broken.Schema = 0
		if _, _, err := backup.SaveTo(t.Context(), filepath.Join(folder, "b"), broken); err == nil {
			t.Error("saved")
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
}
