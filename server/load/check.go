package load

import (
	"fmt"
	"slices"

	"trivium/game"
	"trivium/questions"
	"trivium/server/wire"
)

// room is what a client knows of its room from the frames so far. It outlives a connection: nobody hears of a fact before it
// is durable, so not even a restart of the server may take a number back.
type room struct {
	n    uint64
	turn int
	view *wire.View
}

// anew is for the next connection where it may be to another instance, which may be behind this one for a moment.
func (r *room) anew() { r.n, r.turn = 0, 0 }

// take checks a view against those before it and keeps it.
func (r *room) take(v *wire.View) error {
	if v.N < r.n {
		return fmt.Errorf("%w: a view has number %d after %d", ErrWrong, v.N, r.n)
	}
	if v.View.Turn < r.turn {
		return fmt.Errorf("%w: a view has turn %d after %d", ErrWrong, v.View.Turn, r.turn)
	}
	if shown := v.View.Reveal != nil; shown != (v.View.Phase == game.Reveal) {
		return fmt.Errorf("%w: reveal shown in phase %s: %t", ErrWrong, v.View.Phase, shown)
	}
	r.n, r.turn, r.view = v.N, v.View.Turn, v
	return nil
}

// number checks the number of a frame that is no view.
func (r *room) number(n uint64) error {
	if n < r.n {
		return fmt.Errorf("%w: a frame has number %d after %d", ErrWrong, n, r.n)
	}
	r.n = n
	return nil
}

// creditMost is the most that any setting gives a player back for the line, in milliseconds.
const creditMost game.Millis = 800

// checkResult checks what can be known of a result from outside: that its parts add up, and what a wholly right or wrong
// answer brings by the formulas of package game. q is nil if the question was not seen.
func checkResult(scoring game.Scoring, q *game.QuestionView, r *game.ResultView) error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%w: result of question %d: %s", ErrWrong, r.Showing, fmt.Sprintf(format, args...))
	}
	if r.Credit < 0 || r.Credit > creditMost {
		return wrong("credit of %d ms for the line", r.Credit)
	}
	if r.Voided || !r.Answered {
		if r.Points != 0 {
			return wrong("%d points for nothing", r.Points)
		}
		return nil
	}
	if r.Points != r.Base+r.Bonus-r.Penalty {
		return wrong("%d points are not %d + %d - %d", r.Points, r.Base, r.Bonus, r.Penalty)
	}
	if q == nil || q.Closest || q.Kind == questions.Poll {
		return nil
	}
	if want, ok := baseOf(scoring, q, r); ok && r.Base != want {
		return wrong("base %d, want %d of %d points after %d of %d ms", r.Base, want, q.Points, r.Time, q.Limit)
	}
	return nil
}

// baseOf gives the points for an answer that was wholly right or wholly wrong; ok is false where others' answers count too.
func baseOf(scoring game.Scoring, q *game.QuestionView, r *game.ResultView) (points int, ok bool) {
	switch {
	case r.Share == 0 && !r.Right:
		return 0, true
	case r.Share != 100 || scoring == game.Rank:
		return 0, false
	case scoring == game.Speed && q.Limit > 0 && r.Time >= 500:
		return q.Points - int(game.Millis(q.Points)*min(r.Time, q.Limit)/(2*q.Limit)), true
	}
	return q.Points, true
}

// same tells whether two answers are the same.
func same(a, b game.Answer) bool { return a.Text == b.Text && slices.Equal(a.Pick, b.Pick) }
