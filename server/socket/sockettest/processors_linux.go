package sockettest

import (
	"errors"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// Processors keeps the servers on the first processor and the load on the others; a single one serves both.
type Processors struct{ all, first, others unix.CPUSet }

// SplitProcessors keeps the goroutine on its thread until Release: a child inherits the processors of the thread that
// starts it, and the load runs on the same thread.
func SplitProcessors(t testing.TB) *Processors {
	t.Helper()
	runtime.LockOSThread()
	p := &Processors{}
	if err := unix.SchedGetaffinity(0, &p.all); err != nil {
		t.Fatal(err)
	}
	p.others = p.all
	for cpu := 0; p.first.Count() == 0; cpu++ {
		if p.all.IsSet(cpu) {
			p.first.Set(cpu)
		}
	}
	if p.all.Count() > 1 {
		for cpu := 0; p.others.Count() == p.all.Count(); cpu++ {
			p.others.Clear(cpu)
		}
	}
	return p
}

// Release ends the split.
func (p *Processors) Release() {
	_ = unix.SchedSetaffinity(0, &p.all)
	runtime.UnlockOSThread()
}

// OnFirst does something on the first processor: a process that is started in it stays there.
func (p *Processors) OnFirst(t testing.TB, do func()) {
	t.Helper()
	err := unix.SchedSetaffinity(0, &p.first)
	do()
	if err := errors.Join(err, unix.SchedSetaffinity(0, &p.others)); err != nil {
		t.Fatal(err)
	}
}

// CPU is the time that all threads of a process have used so far (clock_getcpuclockid(3)).
func CPU(t testing.TB, pid int) time.Duration {
	t.Helper()
	const scheduled = 2 // CPUCLOCK_SCHED of linux/posix-timers.h
	var used unix.Timespec
	if err := unix.ClockGettime(int32(^pid)<<3|scheduled, &used); err != nil {
		t.Fatalf("read the CPU time of process %d: %v", pid, err)
	}
	return time.Duration(used.Nano())
}

// Descriptors returns how many files this process may have open.
func Descriptors(t testing.TB) int {
	t.Helper()
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_NOFILE, &limit); err != nil {
		t.Fatal(err)
	}
	return int(limit.Cur)
}
