package nemesis

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"time"

	"trivium/game"
	"trivium/server/ledger"
)

// phaseLimit is how late a phase may be while Redis and an instance are left in peace (I10).
const phaseLimit = 2 * time.Second

// slack is what the machine is given on top: a process on a busy one has its turn more rarely. load is how many want to run at
// a time (the load of a minute).
func slack(load float64) time.Duration {
	return 3*time.Second + time.Duration(load/float64(runtime.NumCPU())*float64(time.Second/2))
}

// loadNow is the machine's load of the last minute; 0 where nobody tells.
func loadNow() (load float64) {
	text, err := os.ReadFile("/proc/loadavg")
	if err == nil {
		_, _ = fmt.Sscan(string(text), &load) // what is not understood is 0
	}
	return load
}

// late is a phase that the clock asked for, and how it came.
type late struct {
	phase game.Phase // that it ended
	n     uint64     // of the event
	by    time.Duration
	calm  time.Duration // the longest time in peace between its due time and its coming
}

// String says which and how late.
func (l late) String() string { return fmt.Sprintf("%s %v", l.phase, l.by) }

// lates measures each phase that ended by the clock, and says which came too late although it could have come.
func (r *run) lates() (problems []string, all []late) {
	for i, event := range r.story.facts {
		before := r.story.states[i]
		if before == nil || !timed(event) {
			continue
		}
		due, _, ok := game.Due(before, game.Live{})
		if !ok {
			continue
		}
		due = max(due, before.LastAt)
		at := r.story.events[i].At
		waited := stretch{ledger.Time(due), at}
		if waited.length() < 0 { // everybody had answered, or the host was quicker
			continue
		}
		l := late{phase: before.Phase, n: r.story.events[i].Pos.N, by: waited.length(), calm: r.notes.calm(waited).length()}
		all = append(all, l)
		if l.calm > phaseLimit+slack(r.notes.load) {
			problems = append(problems, fmt.Sprintf("event %d, which ends phase %s, came %v after its time, %v of them in peace, on a "+
				"machine with load %.0f", l.n, l.phase, l.by, l.calm, r.notes.load))
		}
	}
	if len(all) == 0 {
		problems = append(problems, "no phase ended by the clock")
	}
	return problems, all
}

// timed tells whether an event ends a phase as the clock does.
func timed(e game.Event) bool {
	switch e.(type) {
	case game.Started, game.Closing, game.Closed, game.Revealed:
		return true
	}
	return false
}

// spread gives the middle and the largest of some times, and how many there are.
func spread(times []time.Duration) string {
	if len(times) == 0 {
		return "none"
	}
	times = slices.Sorted(slices.Values(times))
	return fmt.Sprintf("p50 %v, max %v (%d)", times[(len(times)-1)/2].Round(time.Millisecond),
		times[len(times)-1].Round(time.Millisecond), len(times))
}

// resumed gives how long it took until play went on, for each phase that was due while Redis was away.
func (r *run) resumed() (all []time.Duration) {
	for i, event := range r.story.facts {
		before := r.story.states[i]
		if before == nil || !timed(event) {
			continue
		}
		due, _, ok := game.Due(before, game.Live{})
		if !ok {
			continue
		}
		due = max(due, before.LastAt)
		at := r.story.events[i].At
		for _, s := range r.notes.spells {
			from, to := roomTime(s.From), roomTime(s.To)
			if s.Instance == atRedis && ledger.Time(due) >= from && ledger.Time(due) < to && at >= to {
				all = append(all, stretch{to, at}.length())
			}
		}
	}
	return all
}
