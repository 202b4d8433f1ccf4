package bench

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// sheet is the table of one comparison. The real server stands first, and the others are what it is divided by.
type sheet struct {
	b     *testing.B
	found map[string]*figures
	text  strings.Builder
}

// report prints a table with the ratios and hands the ratios to the benchmark. Without a colon: benchstat would take what
// stands before one for a setting.
func report(b *testing.B, players int, found map[string]*figures) {
	b.Helper()
	s := &sheet{b: b, found: found}
	fmt.Fprintf(&s.text, "%-58s %10s %10s %10s %10s  %s\n", fmt.Sprintf("%d players, medians", players), single, double, floor, ordinary,
		"trivium/floor, /ordinary; two/floor")
	s.part("join", enter)
	s.part("question", question)
	s.part("answer", answers)
	s.part("paced", paced)
	s.part("results", results)
	s.row("memory when all are in, KiB a player", "", func(f *figures) float64 { return f.joined })
	s.row("memory after the game, KiB a player", "", func(f *figures) float64 { return f.warm })
	fmt.Print("\n", s.text.String()) // b.Log would cut it
	own := found[single]
	b.ReportMetric(own.joined, "joined-KiB/player")
	b.ReportMetric(own.warm, "warm-KiB/player")
	b.ReportMetric(float64(players)/own.costs[enter][0].Wall.Seconds(), "joins/s")
	b.ReportMetric(own.middle(answers, func(c *cost) float64 { return c.Messages })*float64(players)/float64(players-1), "messages/answer")
}

// part are the rows of one piece of work.
func (s *sheet) part(metric, work string) {
	name := map[string]string{
		enter: "join", question: "question", answers: "answer + ack, all at once", paced: "answer + ack, 10,000 a second",
		results: "closing, reveal + result",
	}[work]
	each := func(value func(c *cost) time.Duration) func(*figures) float64 {
		return func(f *figures) float64 {
			return f.middle(work, func(c *cost) float64 { return milliseconds(value(c)) })
		}
	}
	s.row(name+", CPU, us a player", metric+"-cpu", func(f *figures) float64 {
		return f.middle(work, func(c *cost) float64 { return c.CPU })
	})
	s.row(name+", until all have it, ms", metric+"-wall", each(func(c *cost) time.Duration { return c.Wall }))
	if s.found[single].costs[work][0].Together {
		s.row(name+", from the first to the last, ms", metric+"-spread", each(func(c *cost) time.Duration { return c.Last - c.First }))
	}
	percentiles := ""
	if work == paced {
		percentiles = metric
	}
	s.row(name+", p50, ms", percentiles+"-p50", each(func(c *cost) time.Duration { return c.P50 }))
	s.row(name+", p99, ms", percentiles+"-p99", each(func(c *cost) time.Duration { return c.P99 }))
}

// row is one line. What has a metric goes to the benchmark: of percentiles what the real server adds to the floor's, of
// everything else the ratios.
func (s *sheet) row(name, metric string, value func(*figures) float64) {
	fmt.Fprintf(&s.text, "%-58s", name)
	values := map[string]float64{}
	for _, kind := range []string{single, double, floor, ordinary} {
		if s.found[kind] == nil {
			fmt.Fprintf(&s.text, " %10s", "-")
			continue
		}
		values[kind] = value(s.found[kind])
		fmt.Fprintf(&s.text, " %10.2f", values[kind])
	}
	for _, ratio := range [][2]string{{single, floor}, {single, ordinary}, {double, floor}} {
		if s.found[ratio[0]] == nil || s.found[ratio[1]] == nil {
			fmt.Fprintf(&s.text, " %6s", "-")
			continue
		}
		fmt.Fprintf(&s.text, " %6.2f", values[ratio[0]]/values[ratio[1]])
	}
	fmt.Fprintln(&s.text)
	for _, kind := range []string{single, double} {
		prefix := ""
		if kind == double {
			prefix = "two-"
		}
		switch {
		case metric == "" || strings.HasPrefix(metric, "-") || s.found[kind] == nil:
		case strings.HasPrefix(metric, "paced-p") && s.found[floor] != nil:
			s.b.ReportMetric(values[kind]-values[floor], prefix+metric+"-added-ms")
		default:
			for _, rival := range []string{floor, ordinary} {
				if s.found[rival] != nil {
					s.b.ReportMetric(values[kind]/values[rival], prefix+metric+"/"+rival)
				}
			}
		}
	}
}

// middle is the median of the rounds.
func (f *figures) middle(work string, value func(*cost) float64) float64 {
	values := make([]float64, len(f.costs[work]))
	for i := range values {
		values[i] = value(&f.costs[work][i])
	}
	return median(values)
}

func milliseconds(d time.Duration) float64 { return d.Seconds() * 1000 }
