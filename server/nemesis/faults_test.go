package nemesis

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"trivium/server/ledger"
)

// spell is a time in which something was broken on purpose.
type spell struct {
	Instance int // of the cluster; -1 is Redis itself
	What     string
	From, To time.Time // To is when it was mended, and whoever was started again was ready
}

// atRedis is the Instance of a spell on Redis.
const atRedis = -1

// notes are the spells of a run.
type notes struct {
	instances int
	spells    []spell
	load      float64 // of the machine, the most that was seen
}

// look notes how busy the machine is.
func (n *notes) look() { n.load = max(n.load, loadNow()) }

// stretch is a length of time, in room time.
type stretch struct{ from, to ledger.Time }

func (s stretch) length() time.Duration { return time.Duration(s.to-s.from) * time.Millisecond }

// roomTime is room time at a moment: all processes of a test have one clock.
func roomTime(at time.Time) ledger.Time { return ledger.Time(at.UnixMilli()) }

// calm gives the longest part of a stretch in which Redis and one and the same instance were left in peace.
func (n *notes) calm(within stretch) stretch {
	var longest stretch
	for i := range n.instances {
		at := within.from
		for _, broken := range append(n.of(i), stretch{within.to, within.to}) {
			if free := (stretch{at, min(broken.from, within.to)}); free.length() > longest.length() {
				longest = free
			}
			at = max(at, broken.to)
		}
	}
	return longest
}

// of gives when an instance could not keep the time, or Redis could not store, in order.
func (n *notes) of(instance int) []stretch {
	var all []stretch
	for _, s := range n.spells {
		if s.Instance == instance || s.Instance == atRedis {
			all = append(all, stretch{roomTime(s.From), roomTime(s.To)})
		}
	}
	slices.SortFunc(all, func(a, b stretch) int { return int(a.from - b.from) })
	return all
}

// String lists the spells, for whoever reads why a run failed.
func (n *notes) String() string {
	var b strings.Builder
	for _, s := range n.spells {
		who := "redis"
		if s.Instance != atRedis {
			who = fmt.Sprintf("instance %d", s.Instance)
		}
		fmt.Fprintf(&b, "%s +%v %s: %s\n", s.From.Format("15:04:05.000"), s.To.Sub(s.From).Round(time.Millisecond), who, s.What)
	}
	return b.String()
}
