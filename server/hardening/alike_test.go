package hardening

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// alike tells whether two kinds of thing take the same time. It says no only if both hold: their ranks differ so much that chance does
// it once in a million (Mann and Whitney's test, by its normal approximation), and their medians differ by more than a bound below which
// nobody could use it over a network. A busy machine makes both slow, and neither of these happens by that.
func alike(a, b []time.Duration, bound time.Duration) (same bool, z float64, difference time.Duration) {
	type taken struct {
		time  time.Duration
		first bool
	}
	all := make([]taken, 0, len(a)+len(b))
	for _, d := range a {
		all = append(all, taken{d, true})
	}
	for _, d := range b {
		all = append(all, taken{d, false})
	}
	slices.SortFunc(all, func(x, y taken) int { return cmp.Compare(x.time, y.time) })
	ranks := 0.0
	for i, one := range all {
		if one.first {
			ranks += float64(i + 1)
		}
	}
	n, m := float64(len(a)), float64(len(b))
	u := ranks - n*(n+1)/2
	z = (u - n*m/2) / math.Sqrt(n*m*(n+m+1)/12)
	difference = median(a) - median(b)
	return math.Abs(z) < 5 || difference.Abs() < bound, z, difference
}

func median(all []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(all))
	return sorted[len(sorted)/2]
}
