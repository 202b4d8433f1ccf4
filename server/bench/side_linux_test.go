package bench

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"trivium/server/socket/sockettest"
)

// side is a server with all its players. Each has a process of its own, which is this test binary once more: the players of
// one server alone may need all the descriptors that a process may have. Orders come from the process that compares.
type side interface {
	enter(t testing.TB) cost
	prepare(t testing.TB)
	question(t testing.TB, o order) cost
	answers(t testing.TB, o order) cost
	results(t testing.TB, o order) cost
	memory(t testing.TB) float64
	players() *crowd
}

// party says which server and for whom.
type party struct {
	Kind    string
	Players int
	Rooms   int // of the real server
	Rounds  int // that will be played at most
}

// order is what a side is to do, and reply what came of it.
type order struct {
	Do    string // enter, memory, prepare, question, answers, paced or results
	Round int
	Rate  int // of answers a second; 0 is as fast as they go
	Sizes sizes
}

type reply struct {
	Cost     cost
	Memory   float64
	Sizes    sizes    // of the real server
	Profiles []string // where its profiles are
}

// sideVariable holds the party of a process that is a side.
const sideVariable = "TRIVIUM_BENCH_SIDE"

// handle is a side's process as it is held by the one that compares.
type handle struct {
	party
	replied reply // the last

	command *exec.Cmd
	orders  io.WriteCloser
	replies *bufio.Reader
	output  bytes.Buffer
}

// startSide starts a side; it ends with the test.
func startSide(t testing.TB, p party) *handle {
	t.Helper()
	program, err := os.Executable()
	text, encodeErr := json.Marshal(p)
	ours, theirs, pipeErr := os.Pipe()
	if err := errors.Join(err, encodeErr, pipeErr); err != nil {
		t.Fatal(err)
	}
	h := &handle{party: p, replies: bufio.NewReader(ours)}
	h.command = exec.Command(program, "-test.run", "^TestSide$", "-test.count", "1", "-test.timeout", "60m") //nolint:gosec,noctx // itself
	h.command.Env = append(os.Environ(), sideVariable+"="+string(text))
	h.command.ExtraFiles = []*os.File{theirs}
	h.command.Stdout, h.command.Stderr = &h.output, &h.output
	if h.orders, err = h.command.StdinPipe(); err == nil {
		err = h.command.Start()
	}
	if err := errors.Join(err, theirs.Close()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = h.orders.Close()
		if err := errors.Join(h.command.Wait(), ours.Close()); err != nil {
			t.Errorf("the side of %s: %v\n%s", p.Kind, err, h.output.String())
		}
	})
	h.await(t)
	return h
}

// do has the side do something.
func (h *handle) do(t testing.TB, o order) reply {
	t.Helper()
	text, err := json.Marshal(o)
	if err == nil {
		_, err = h.orders.Write(append(text, '\n'))
	}
	if err != nil {
		t.Fatalf("order %s to the side of %s: %v", o.Do, h.Kind, err)
	}
	return h.await(t)
}

func (h *handle) await(t testing.TB) reply {
	t.Helper()
	line, err := h.replies.ReadBytes('\n')
	if err == nil {
		h.replied = reply{}
		err = json.Unmarshal(line, &h.replied)
	}
	if err != nil {
		t.Fatalf("the side of %s is gone: %v", h.Kind, err)
	}
	return h.replied
}

// TestSide is the whole work of a process that is a side; in any other there is nothing to do.
func TestSide(t *testing.T) {
	text := os.Getenv(sideVariable)
	if text == "" {
		return
	}
	var p party
	if err := json.Unmarshal([]byte(text), &p); err != nil {
		t.Fatal(err)
	}
	cpus := sockettest.SplitProcessors(t)
	defer cpus.Release()
	var s side
	var whole *real
	if p.Kind == single || p.Kind == double {
		whole = newReal(t, cpus, p)
		s = whole
	} else {
		s = newRival(t, cpus, p.Kind, p.Players)
	}
	replies := os.NewFile(3, "replies")
	tell := func(r reply) {
		if whole != nil {
			r.Sizes, r.Profiles = whole.sizes, whole.profiles()
		}
		line, err := json.Marshal(r)
		if err == nil {
			_, err = fmt.Fprintf(replies, "%s\n", line)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	tell(reply{})
	crowd, orders := s.players(), readOrders(t)
	for {
		select {
		case o, more := <-orders:
			if !more {
				return
			}
			tell(obey(t, s, o))
		default:
			crowd.poll(t, 20*time.Millisecond) // pings are answered while others have their turn
		}
	}
}

// readOrders gives the orders on standard input, until it ends.
func readOrders(t testing.TB) <-chan order {
	t.Helper()
	orders := make(chan order)
	go func() {
		defer close(orders)
		for decoder := json.NewDecoder(os.Stdin); ; {
			var o order
			if err := decoder.Decode(&o); err != nil {
				if err != io.EOF {
					t.Error(err)
				}
				return
			}
			orders <- o
		}
	}()
	return orders
}

func obey(t testing.TB, s side, o order) (r reply) {
	t.Helper()
	switch o.Do {
	case enter:
		r.Cost = s.enter(t)
	case prepare:
		s.prepare(t)
	case question:
		r.Cost = s.question(t, o)
	case answers, paced:
		r.Cost = s.answers(t, o)
	case results:
		r.Cost = s.results(t, o)
	case memory:
		r.Memory = s.memory(t)
	default:
		t.Fatalf("unknown order %q", o.Do)
	}
	return r
}
