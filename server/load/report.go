package load

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"trivium/server/wire"
)

// Spread is how a number of measured times lie: the nearest-rank percentiles.
type Spread struct {
	Count         int
	P50, P99, Max time.Duration
}

// spreadOf sorts the times.
func spreadOf(times []time.Duration) Spread {
	if len(times) == 0 {
		return Spread{}
	}
	slices.Sort(times)
	rank := func(percent int) time.Duration { return times[(len(times)*percent+99)/100-1] }
	return Spread{Count: len(times), P50: rank(50), P99: rank(99), Max: times[len(times)-1]}
}

// String gives the spread in milliseconds.
func (s Spread) String() string {
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	return fmt.Sprintf("p50 %.2f ms, p99 %.2f ms, max %.2f ms (%d)", ms(s.P50), ms(s.P99), ms(s.Max), s.Count)
}

// Report is what Run measured, all of it from the clients' side: it holds the time that the load itself takes on a busy
// machine.
type Report struct {
	Players, Rooms, Questions int
	// Joining is the time from the first dial to the last welcome, JoinRate players a second in it. Joined is how many did, without
	// those who read slowly or come late.
	Joining  time.Duration
	Joined   int
	JoinRate float64
	// FanOut is, for each player and question, the time from the first arrival of its choices anywhere in the room;
	// FanOutWhole for each question the time from the first arrival to the last.
	FanOut, FanOutWhole Spread
	// Ack is the time from sending an answer to its ack.
	Ack Spread
	// Answers were acknowledged; Refused counts those that were not taken, by code.
	Answers int
	Refused map[string]int
	// Reconnects is how many connections broke and were made again; Resyncs is how many of the new ones came so far that the whole room
	// was sent anew; Ends says why those before had ended: "dropped" by the load itself, "failed" to come about, "lost", or the name of
	// the server's close code.
	Reconnects, Resyncs int
	Ends                map[string]int
	// Errors is how much was wrong or failed; it is 0 if Run gives no error.
	Errors int
	// Took is the whole time.
	Took time.Duration
	// Cost is what it took of the server; nil if that is not known.
	Cost *Cost
}

// String gives the report as lines for people.
func (r *Report) String() string {
	l := lines{}
	l.add("players", "%d in %d rooms, %d questions, %.1f s", r.Players, r.Rooms, r.Questions, r.Took.Seconds())
	l.add("joins", "%.0f a second (%d in %.2f s)", r.JoinRate, r.Joined, r.Joining.Seconds())
	l.add("question to a player", "%s", r.FanOut)
	l.add("question to all", "%s", r.FanOutWhole)
	l.add("answer to ack", "%s", r.Ack)
	l.add("answers", "%d acknowledged", r.Answers)
	l.counts("answers refused", r.Refused)
	l.add("reconnects", "%d", r.Reconnects)
	l.add("resyncs", "%d", r.Resyncs)
	l.counts("connections ended", r.Ends)
	l.add("errors", "%d", r.Errors)
	if r.Cost != nil {
		l.add("server, each player", "%.2f ms of CPU, %.1f KiB", r.CPUEach(), r.KiBEach())
	}
	return l.String()
}

// CPUEach is the server's CPU time for one player, in milliseconds; 0 if it is not known.
func (r *Report) CPUEach() float64 {
	if r.Cost == nil {
		return 0
	}
	return r.Cost.CPU.Seconds() * 1000 / float64(max(r.Players, 1))
}

// KiBEach is by how much the server's memory grew for one player; 0 if it is not known.
func (r *Report) KiBEach() float64 {
	if r.Cost == nil {
		return 0
	}
	return float64(r.Cost.Memory) / 1024 / float64(max(r.Players, 1))
}

// several are all that was wrong in a room at its end.
type several []error

// Error gives them one a line.
func (s several) Error() string { return errors.Join(s...).Error() }

// Unwrap gives them all.
func (s several) Unwrap() []error { return s }

// errorsIn counts what was wrong.
func errorsIn(err error) int {
	if all, ok := errors.AsType[several](err); ok {
		return len(all)
	}
	if err != nil {
		return 1
	}
	return 0
}

// lines are a report for people.
type lines struct{ strings.Builder }

func (l *lines) add(name, format string, args ...any) {
	_, _ = fmt.Fprintf(l, "%-22s "+format+"\n", append([]any{name}, args...)...) // a builder takes everything
}

// counts adds a line for each word.
func (l *lines) counts(name string, counts map[string]int) {
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		l.add(name, "%d %s", counts[word], word)
	}
}

// notes gathers what the players of a room measure.
type notes struct {
	mu     sync.Mutex
	last   time.Time // welcome
	joined int
	opened map[int][]time.Time // by showing
	acks   []time.Duration
}

func newNotes() *notes { return &notes{opened: map[int][]time.Time{}} }

func (n *notes) welcomed(at time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.joined++
	if at.After(n.last) {
		n.last = at
	}
}

func (n *notes) open(showing int, at time.Time) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.opened[showing] = append(n.opened[showing], at)
}

func (n *notes) acked(_ wire.Ack, after time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.acks = append(n.acks, after)
}

// fanOut gives the times after each question's first arrival, and the last of each.
func (n *notes) fanOut() (each, whole []time.Duration) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, arrivals := range n.opened {
		first := slices.MinFunc(arrivals, time.Time.Compare)
		for _, at := range arrivals {
			each = append(each, at.Sub(first))
		}
		whole = append(whole, slices.MaxFunc(arrivals, time.Time.Compare).Sub(first))
	}
	return each, whole
}
