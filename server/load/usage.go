package load

import (
	"fmt"
	"time"

	"github.com/prometheus/procfs"
)

// Usage is what a process has used.
type Usage struct {
	CPU      time.Duration // user and system, since it began
	Resident int64         // bytes of memory now
}

// UsageOf asks the kernel about a process of this machine, through /proc; an error says that there is none, as on other
// systems than Linux.
func UsageOf(pid int) (Usage, error) {
	process, err := procfs.NewProc(pid)
	if err != nil {
		return Usage{}, fmt.Errorf("find process %d: %w", pid, err)
	}
	stat, err := process.Stat()
	if err != nil {
		return Usage{}, fmt.Errorf("ask about process %d: %w", pid, err)
	}
	return Usage{
		CPU:      time.Duration(stat.CPUTime() * float64(time.Second)).Round(10 * time.Millisecond),
		Resident: int64(stat.ResidentMemory()),
	}, nil
}

// Cost is what a load took of a server on the same machine, over all players.
type Cost struct {
	// CPU is the time that its processors worked from before the first game was opened to the end.
	CPU time.Duration
	// Memory is by how many bytes its resident memory grew up to its highest, looked at once a second. What a server had grown
	// to before is not in it: for a true figure the server is started anew.
	Memory int64
	before Usage
}

// watch begins to look at a process; nil if there is nothing to be seen.
func watch(pid int) *Cost {
	if pid == 0 {
		return nil
	}
	before, err := UsageOf(pid)
	if err != nil {
		return nil
	}
	return &Cost{before: before}
}

// look looks once more.
func (c *Cost) look(pid int) {
	if c == nil {
		return
	}
	if now, err := UsageOf(pid); err == nil {
		c.CPU, c.Memory = now.CPU-c.before.CPU, max(c.Memory, now.Resident-c.before.Resident)
	}
}
