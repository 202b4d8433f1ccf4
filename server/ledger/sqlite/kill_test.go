package sqlite_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"trivium/server/ledger"
	"trivium/server/ledger/sqlite"
)

// playVariable tells the test binary, run again as a child, to write into the file that it names until it is killed.
const playVariable = "TRIVIUM_TEST_LEDGER"

// play is the child: it says on standard output what was acknowledged. It says whether this process is the child.
func play() bool {
	path := os.Getenv(playVariable)
	if path == "" {
		return false
	}
	l, err := sqlite.Open(path, sqlite.Options{})
	if err != nil {
		fmt.Println("error", err)
		return true
	}
	ctx := context.Background()
	pos, err := l.Create(ctx, "r", "1234", ledger.Batch{
		ID: "a", Events: [][]byte{[]byte("a")}, Open: []ledger.Opening{{Slot: "s"}},
	})
	if err != nil {
		fmt.Println("error", err)
		return true
	}
	var group sync.WaitGroup
	for w := range 8 {
		group.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprint(w, "-", i)
				stored, _, err := l.Put(ctx, "r", []ledger.Entry{{Slot: "s", Key: key, Data: []byte("value of " + key)}})
				if err != nil {
					fmt.Println("error", err)
					return
				}
				fmt.Println("entry", key, stored[0].Entry.Index)
			}
		})
	}
	for i := 0; ; i++ {
		pos, err = l.Append(ctx, "r", pos, ledger.Batch{ID: fmt.Sprint("b", i), Events: [][]byte{{1}}})
		if err != nil {
			fmt.Println("error", err)
			return true
		}
		now, _ := l.Now()
		fmt.Println("event", pos.Head, pos.N, int64(now))
	}
}

// acknowledged is what the child said before it died.
type acknowledged struct {
	entries map[string]int
	events  map[string]uint64
	last    ledger.Time
}

// killed runs the child until it has said so many lines, and kills it.
func killed(t *testing.T, path string, lines int) acknowledged {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), playVariable+"="+path)
	output, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	said := acknowledged{entries: map[string]int{}, events: map[string]uint64{}}
	scanner := bufio.NewScanner(output)
	for n := 1; scanner.Scan(); n++ {
		words := strings.Fields(scanner.Text())
		switch {
		case len(words) == 3 && words[0] == "entry":
			said.entries[words[1]], err = strconv.Atoi(words[2])
		case len(words) == 4 && words[0] == "event":
			said.events[words[1]], err = strconv.ParseUint(words[2], 10, 64)
			now, _ := strconv.ParseInt(words[3], 10, 64)
			said.last = ledger.Time(now)
		default:
			t.Fatalf("the child said %q", scanner.Text())
		}
		if err != nil {
			t.Fatal(err)
		}
		if n == lines {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = child.Wait() // it was killed
	return said
}

// TestKill shows that what was acknowledged before kill -9 is there after a restart.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "trivium.db")
	said := killed(t, path, 2000)
	if len(said.entries) < 100 || len(said.events) < 10 {
		t.Fatalf("the child said too little: %d entries, %d events", len(said.entries), len(said.events))
	}
	l := opened(t, path, sqlite.Options{})
	lying := map[string]int{}
	read, err := l.Entries(t.Context(), "r", "s", 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, entry := range read {
		if entry.Index != i+1 || string(entry.Data) != "value of "+entry.Key {
			t.Fatalf("entry %d is %+v", i, entry)
		}
		lying[entry.Key] = entry.Index
	}
	for key, index := range said.entries {
		if lying[key] != index {
			t.Fatalf("entry %s was acknowledged with index %d and has now %d", key, index, lying[key])
		}
	}
	events, err := l.Events(t.Context(), "r", ledger.Pos{})
	if err != nil {
		t.Fatal(err)
	}
	for head, n := range said.events {
		if n > uint64(len(events)) || events[n-1].Pos.Head != head {
			t.Fatalf("event %d of batch %s was acknowledged and is lost", n, head)
		}
	}
	leads, seen, err := l.Lead(t.Context(), "r")
	now, _ := l.Now()
	if !leads || err != nil || seen > now || seen < said.last-1000 || seen < events[len(events)-1].At {
		t.Fatalf("Lead gave %v, %d, %v; the child was alive at %d, now is %d", leads, seen, err, said.last, now)
	}
}
