package capacity

import (
	"container/heap"
	"time"
)

// engine brings events in the order of their times, and of two at the same time the one that was made first.
type engine struct {
	now    time.Duration
	events events
	made   int
}

type event struct {
	at    time.Duration
	order int
	do    func()
}

// at has something happen at a time, or now if that is over.
func (e *engine) at(t time.Duration, do func()) {
	e.made++
	heap.Push(&e.events, event{max(t, e.now), e.made, do})
}

// run lets everything happen that is to come until a time.
func (e *engine) run(until time.Duration) {
	for len(e.events) > 0 && e.events[0].at <= until {
		next := heap.Pop(&e.events).(event)
		e.now = next.at
		next.do()
	}
}

type events []event

// Len implements heap.Interface.
func (h events) Len() int { return len(h) }

// Less implements heap.Interface.
func (h events) Less(i, j int) bool {
	return h[i].at < h[j].at || h[i].at == h[j].at && h[i].order < h[j].order
}

// Swap implements heap.Interface.
func (h events) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push implements heap.Interface.
func (h *events) Push(x any) { *h = append(*h, x.(event)) }

// Pop implements heap.Interface.
func (h *events) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// workers are equal workers with one line before them: cores, a network card, a Redis.
type workers struct {
	e    *engine
	free []time.Duration // when each has done what it was given
	load load
}

func newWorkers(e *engine, count int) *workers {
	return &workers{e: e, free: make([]time.Duration, count)}
}

// run gives work to whoever is free first; then is called when it is done. It may be nil.
func (w *workers) run(work time.Duration, then func()) {
	first := 0
	for i := range w.free {
		if w.free[i] < w.free[first] {
			first = i
		}
	}
	start := max(w.e.now, w.free[first])
	w.free[first] = start + work
	w.load.add(start, start+work)
	if then != nil {
		w.e.at(start+work, then)
	}
}

// slice is how long one piece of work has a core before others have their turn, as in Go.
const slice = 10 * time.Millisecond

// serial does long work of one goroutine, which never has more than one core.
func (w *workers) serial(work time.Duration, then func()) {
	if work <= slice {
		w.run(work, then)
		return
	}
	w.run(slice, func() { w.serial(work-slice, then) })
}

// load is how busy something was, in windows of time.
type load struct{ busy []time.Duration }

// window is the time over which the greatest load is looked for.
const window = 250 * time.Millisecond

func (l *load) add(from, to time.Duration) {
	for from < to {
		i := int(from / window)
		end := min(to, time.Duration(i+1)*window)
		for len(l.busy) <= i {
			l.busy = append(l.busy, 0)
		}
		l.busy[i] += end - from
		from = end
	}
}

// peak is the greatest share of a window that was worked in, of so many workers.
func (l *load) peak(workers int) float64 {
	most := time.Duration(0)
	for _, b := range l.busy {
		most = max(most, b)
	}
	return float64(most) / float64(window) / float64(workers)
}

// sum is all work.
func (l *load) sum() (all time.Duration) {
	for _, b := range l.busy {
		all += b
	}
	return all
}
