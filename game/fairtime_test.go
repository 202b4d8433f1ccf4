package game

import (
	"testing"

	"pgregory.net/rapid"
)

// TestFairTimeByHand has examples worked out with pencil and paper from the formula in fairtime.go.
func TestFairTimeByHand(t *testing.T) {
	t.Parallel()
	const limit = 20_000
	for _, c := range []struct {
		name                                   string
		e, m, floor, qping, bucket, max, limit Millis
		want                                   Millis
	}{
		{"the line is paid back", 2_100, 2_000, 100, 110, 0, 500, limit, 2_000},
		{"a claim beyond the line is cut", 2_000, 500, 100, 100, 0, 500, limit, 1_900},
		{"the bucket pays for a stall", 2_000, 1_700, 100, 100, 300, 500, limit, 1_700},
		{"never more than Kmax", 2_000, 0, 900, 900, 300, 500, limit, 1_500},
		{"a slow ping counts to 200 ms beyond the floor", 2_000, 0, 100, 5_000, 0, 500, limit, 1_700},
		{"no ping of the question: the floor", 2_000, 0, 100, -1, 0, 500, limit, 1_900},
		{"nothing measured: the bucket alone", 2_000, 0, -1, -1, 50, 500, limit, 1_950},
		{"no claim counts as E", 2_000, -1, 100, 100, 300, 500, limit, 2_000},
		{"a claim beyond limit and Kmax counts as E", 2_000, 20_501, 100, 100, 300, 500, limit, 2_000},
		{"a claim later than the arrival is the arrival", 2_000, 3_000, 100, 100, 300, 500, limit, 2_000},
		{"strict", 2_000, 0, 400, 400, 300, 150, limit, 1_850},
		{"never below nothing", 80, 0, 400, 400, 300, 500, limit, 0},
		{"without a clock any claim may be", 90_000, 89_900, 100, 100, 0, 500, 0, 89_900},
	} {
		entry := AnswerEntry{E: c.e, M: c.m, Floor: c.floor, QPing: c.qping}
		if got := entry.effective(c.bucket, c.max, c.limit); got != c.want {
			t.Errorf("%s: %d ms, want %d", c.name, got, c.want)
		}
	}
}

// TestNobodyGainsMoreThanKmax is invariant I9, and the bounds of the bucket, over a game of many questions.
func TestNobodyGainsMoreThanKmax(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		set := DefaultSettings()
		set.CreditMax = Millis(rapid.IntRange(0, 800).Draw(t, "Kmax"))
		w := newTable(t, set, capital(), capital(), capital(), capital())
		w.join("Ada")
		millis := rapid.Custom(func(t *rapid.T) Millis { return Millis(rapid.IntRange(-1, 30_000).Draw(t, "ms")) })
		for w.s.Phase != Podium {
			switch w.s.Phase {
			case Open:
				before := w.s.Seats[0].Bucket
				e := AnswerEntry{
					Answer: Answer{Pick: []int{0}}, E: max(millis.Draw(t, "E"), 0), M: millis.Draw(t, "m"),
					Floor: millis.Draw(t, "floor"), QPing: millis.Draw(t, "qping"),
				}
				w.put(AnswerSlot(len(w.s.Showings)-1), "1", EncodeEntry(e))
				w.do(Command{Verb: DoNext})
				w.do(Command{Verb: DoDue, On: true})
				r, after := w.s.showing().Records[0], w.s.Seats[0].Bucket
				if gain := e.E - r.Eff; gain < 0 || gain > set.CreditMax || gain > e.line(set.CreditMax)+before || gain != r.Credit {
					t.Fatalf("E %d counts as %d with a bucket of %d", e.E, r.Eff, before)
				}
				if after < 0 || after > bucketMax || before-after != r.overdraw() {
					t.Fatalf("the bucket went from %d to %d for %d", before, after, r.overdraw())
				}
			case Close:
				w.do(Command{Verb: DoDue, On: true})
			case Lobby, RoundCard, Ready, Reveal, Table, Break, Podium, Over:
				kept, before := w.s, w.s.Seats[0].Bucket
				w.do(Command{Verb: DoNext})
				if kept.Seats[0].Bucket != before {
					t.Fatal("a state that was handed out was written to")
				}
				if w.s.Phase == Open && w.s.Seats[0].Bucket != min(before+bucketRefill, bucketMax) {
					t.Fatalf("refilled from %d to %d", before, w.s.Seats[0].Bucket)
				}
			}
		}
	})
}
