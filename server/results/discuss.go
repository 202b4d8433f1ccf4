package results

import "math"

// Reason says why a question is worth discussing.
type Reason string

// The reasons. With fewer than five players none is given.
//
// Where between 30 and 70 percent are right, talking it over among themselves helps people most; below that the matter is
// better explained again, above it a word is enough. These bounds are those of Peer Instruction (N. Lasry, E. Mazur, J.
// Watkins, "Peer instruction: From Harvard to the two-year college", American Journal of Physics 76 (2008), 1066-1069).
//
// A question that those miss who know the rest, and that the others get, is more likely unclear or has a wrong key: its
// discrimination is below zero (R. L. Ebel, D. A. Frisbie, "Essentials of Educational Measurement", 5th edition, 1991,
// chapter 13).
const (
	Split  Reason = "split"  // between 30 and 70 percent were right
	Hard   Reason = "hard"   // fewer were
	Misled Reason = "misled" // more chose one and the same wrong answer than the right one
	Check  Reason = "check"  // discrimination below zero
)

const (
	fewest        = 5  // players for a reason
	splitFrom     = 30 // percent
	splitTo       = 70
	fewestCompare = 10 // players for a discrimination
	fewestOthers  = 4  // other questions that each of them must have played
)

// discuss says why a question is worth discussing.
func (q *Question) discuss() {
	if !q.counts() || q.Present < fewest {
		return
	}
	switch {
	case q.Share < splitFrom:
		q.Discuss = append(q.Discuss, Hard)
	case q.Share <= splitTo:
		q.Discuss = append(q.Discuss, Split)
	}
	if q.Wrong != nil && q.Wrong.Count > q.Right {
		q.Discuss = append(q.Discuss, Misled)
	}
	if q.Discrimination != nil && *q.Discrimination < 0 {
		q.Discuss = append(q.Discuss, Check)
	}
}

// discriminate gives each question the correlation between what its answer was worth, from 0 to 1, and the mean of the same
// over all other questions that the player was there for: the corrected item-total correlation of test theory. No answer is
// worth nothing. It needs ten players who each played four other questions.
func (r *Report) discriminate() {
	for at := range r.Questions {
		if !r.Questions[at].counts() {
			continue
		}
		var own, rest []float64
		for i := range r.Players {
			cells := r.Players[i].Cells
			if !cells[at].Present {
				continue
			}
			sum, others := 0, 0
			for j := range cells {
				if j != at && cells[j].Present && r.Questions[j].counts() {
					sum += cells[j].Share
					others++
				}
			}
			if others >= fewestOthers {
				own = append(own, float64(cells[at].Share))
				rest = append(rest, float64(sum)/float64(others))
			}
		}
		if len(own) < fewestCompare {
			continue
		}
		if d, ok := correlation(own, rest); ok {
			rounded := math.Round(d*100) / 100
			r.Questions[at].Discrimination = &rounded
		}
	}
}

// correlation is Pearson's; false if one of the two never changes.
func correlation(x, y []float64) (float64, bool) {
	n := float64(len(x))
	var sumX, sumY float64
	for i := range x {
		sumX += x[i]
		sumY += y[i]
	}
	var xx, yy, xy float64
	for i := range x {
		dx, dy := x[i]-sumX/n, y[i]-sumY/n
		xx += dx * dx
		yy += dy * dy
		xy += dx * dy
	}
	if xx < 1e-9 || yy < 1e-9 {
		return 0, false
	}
	return xy / math.Sqrt(xx*yy), true
}
