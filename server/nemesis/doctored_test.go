package nemesis

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"trivium/game"
	"trivium/server/ledger"
	"trivium/server/wire"
)

// testDoctored changes one thing in a run that was right, and wants it noticed.
func testDoctored(t *testing.T, whole func() *run) {
	for name, c := range map[string]struct {
		doctor func(*run)
		words  string
	}{
		"an acknowledged answer was not stored": {func(r *run) {
			r.story.drop(r.acked().Ack.Showing, r.seats[r.acked().Player])
		}, "was acknowledged and is not stored"},
		"it was acknowledged before the commit, which failed": {func(r *run) {
			r.story.drop(r.acked().Ack.Showing, r.seats[r.acked().Player])
		}, "the history has no order"},
		"another answer was stored": {func(r *run) {
			at := slices.IndexFunc(r.record.replies, func(r reply) bool { return r.Ack.OK })
			r.record.replies[at].Ack.Text += "x"
		}, "acknowledged"},
		"an answer that was never sent stands": {func(r *run) {
			first := r.acked()
			r.record.said = slices.DeleteFunc(r.record.said, func(s said) bool {
				return s.Player == first.Player && s.Answer.Showing == first.Ack.Showing
			})
		}, "the history has no order"},
		"an answer was taken after the seal": {func(r *run) {
			first := r.acked()
			for i, s := range r.record.said {
				if s.Player == first.Player && s.Answer.Showing == first.Ack.Showing {
					r.record.said[i].At = time.Now()
				}
			}
			for i, other := range r.record.replies {
				if other.Player == first.Player && other.Ack.Showing == first.Ack.Showing {
					r.record.replies[i].At = time.Now()
				}
			}
		}, "the history has no order"},
		"a slot has more than it was sealed with": {func(r *run) {
			r.story.sealed[ledger.Slot(game.AnswerSlot(0))]--
		}, "was sealed with"},
		"a seat has two answers": {func(r *run) {
			r.story.answers[0] = append(r.story.answers[0], r.story.answers[0][0])
		}, "was sealed with"},
		"an event is missing": {func(r *run) {
			r.story.events = slices.Delete(r.story.events, 2, 3)
		}, "has number"},
		"the time of the log falls": {func(r *run) { r.story.events[3].At -= 1e6 }, "has number"},
		"a player was told another score": {func(r *run) {
			for key, told := range r.record.owns {
				r.record.owns[key] = bytes.Replace(told, []byte(`"score":`), []byte(`"score":1`), 1)
				return
			}
		}, "and the fold gives"},
		"a player was told two scores at one position": {func(r *run) {
			for key := range r.record.owns {
				r.record.owned(wire.Own{N: key.N, Own: game.OwnView{Seat: key.Seat, Score: -1}})
				return
			}
		}, "was told two things"},
		"a view shows what is not": {func(r *run) {
			for key, told := range r.record.views {
				r.record.views[key] = bytes.Replace(told, []byte(`"turn":`), []byte(`"turn":1`), 1)
				return
			}
		}, "and the fold gives"},
		"an instance serves another table": {func(r *run) {
			r.served = append(slices.Clone(r.served), append(slices.Clone(r.served[0]), '\n'))
		}, "instance 1 serves"},
		"a phase comes late": {func(r *run) { r.delay(time.Minute) }, "in peace"},
	} {
		t.Run(name, func(t *testing.T) {
			r := whole()
			c.doctor(r)
			if problems := r.problems(); !strings.Contains(strings.Join(problems, "\n"), c.words) {
				t.Errorf("nothing of %q in what was noticed: %q", c.words, problems)
			}
		})
	}
	t.Run("a phase comes late because nobody could bring it", func(t *testing.T) {
		r := whole()
		from, to := r.delay(time.Minute)
		r.notes.spells = []spell{{Instance: 0, What: "killed", From: from, To: to}}
		if problems := r.problems(); len(problems) > 0 {
			t.Error(problems)
		}
	})
}

// acked is the first good ack.
func (r *run) acked() reply {
	return r.record.replies[slices.IndexFunc(r.record.replies, func(r reply) bool { return r.Ack.OK })]
}

// delay makes the last phase that the clock ended, and all behind it, come later; it says from when to when nothing came.
func (r *run) delay(by time.Duration) (from, to time.Time) {
	for i, event := range slices.Backward(r.story.facts) {
		if !timed(event) {
			continue
		}
		from = time.UnixMilli(int64(r.story.events[i].At))
		for j := i; j < len(r.story.events); j++ {
			r.story.events[j].At += ledger.Time(by.Milliseconds())
		}
		return from, from.Add(by)
	}
	return from, to
}

// drop forgets a stored answer, as if it had never been.
func (s *story) drop(showing int, seat game.Seat) {
	entries := s.answers[showing]
	one := &run{story: s}
	if _, ok := one.stands(showing, seat); ok {
		s.answers[showing] = slices.DeleteFunc(slices.Clone(entries), func(e ledger.Entry) bool { return e.Key == seatKey(seat) })
		s.sealed[ledger.Slot(game.AnswerSlot(showing))]--
	}
}
