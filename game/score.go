package game

import (
	"cmp"
	"slices"

	"trivium/questions"
)

// Scoring, in integers only; divisions round down. P is the question's points, t the time that counts, T the limit without
// added time (the player's own, if it was stretched), both in milliseconds.
//
//	speed     P - P x t / (2T), and P below half a second or without a clock. It is the published formula of Kahoot!
//	          ("How points work": 1 - (t/T)/2, full below 0.5 s).
//	accuracy  P
//	rank      P x (110 - 10 x place) / 100, at least P/10; places by the share that was right, then by t; equals share the
//	          better place (standard competition ranking, "1224")
//	partial   any of them times the share of the answer that was right
//	closest   by distance from the answer (none within the tolerance): place 1 gets P, place 2 gets 60 %, place 3 gets 30 % of it; equals share
//	streak    for a wholly right answer 50 x (right answers in a row before it), at most 250
//	penalty   for a wholly wrong answer P x penalty / 100 is taken away
//
// Polls, slides, voided questions and questions before joining leave a streak alone, and so does a partly right answer.
const (
	fullBelow  Millis = 500
	streakStep int    = 50
	streakMax  int    = 250
)

// closestShares are the percentages for the nearest places.
func closestShare(place int) int {
	switch place {
	case 1:
		return 100
	case 2:
		return 60
	case 3:
		return 30
	default:
		return 0
	}
}

// scoreRecords gives each record its share, place and base points. It does not look at other questions.
func (s *State) scoreRecords(show *Showing) {
	q := &s.Questions[show.Question]
	for i := range show.Records {
		r := &show.Records[i]
		r.Result = Result{}
		r.Result.Num, r.Result.Den = show.share(q, &r.Answer)
		if r.Late {
			r.Result.Num = 0
		}
	}
	if q.Kind == questions.Number && q.Number != nil && q.Number.Closest {
		scoreClosest(q, show)
		return
	}
	if s.Settings.Scoring == Rank {
		placeByTime(show)
	}
	for i := range show.Records {
		r := &show.Records[i]
		r.Result.Base = s.worth(q, r) * r.Result.Num / r.Result.Den
	}
}

// worth is what a wholly right answer at the record's time and place brings.
func (s *State) worth(q *questions.Question, r *Record) int {
	switch s.Settings.Scoring {
	case Rank:
		return q.Points * max(110-10*r.Result.Place, 10) / 100
	case Speed:
		if r.limit == 0 || r.Eff < fullBelow {
			return q.Points
		}
		return q.Points - int(Millis(q.Points)*min(r.Eff, r.limit)/(2*r.limit))
	case Accuracy:
	}
	return q.Points
}

// placeByTime gives places among the answers that were right at least in part.
func placeByTime(show *Showing) {
	better := func(a, b *Record) int {
		if c := cmp.Compare(b.Result.Num, a.Result.Num); c != 0 { // the denominator is the question's
			return c
		}
		return cmp.Compare(a.Eff, b.Eff)
	}
	var in []*Record
	for i := range show.Records {
		if show.Records[i].Result.Num > 0 {
			in = append(in, &show.Records[i])
		}
	}
	place(in, better)
}

// scoreClosest gives places by distance from the answer; place 1 counts as right.
func scoreClosest(q *questions.Question, show *Showing) {
	target, err := questions.ReadDecimal(q.Number.Answer)
	if err != nil {
		return
	}
	distances := make(map[Seat]questions.Decimal, len(show.Records))
	var in []*Record
	for i := range show.Records {
		r := &show.Records[i]
		r.Result.Num, r.Result.Den = 0, 1
		d, err := questions.ReadDecimal(show.Numbers[r.Text])
		if err != nil || r.Late {
			continue
		}
		distances[r.Seat] = d.Distance(target)
		if show.Verdicts[r.Text] { // within the tolerance is as near as can be
			distances[r.Seat] = questions.Decimal{}
		}
		in = append(in, r)
	}
	place(in, func(a, b *Record) int { return distances[a.Seat].Cmp(distances[b.Seat]) })
	for _, r := range in {
		share := closestShare(r.Result.Place)
		r.Result.Num, r.Result.Den = share, 100
		r.Result.Base = q.Points * share / 100
	}
}

// place ranks records: equals share the better place, and the next place counts them all.
func place(in []*Record, better func(a, b *Record) int) {
	slices.SortStableFunc(in, better)
	for i, r := range in {
		r.Result.Place = i + 1
		if i > 0 && better(in[i-1], r) == 0 {
			r.Result.Place = in[i-1].Result.Place
		}
	}
}

// scoreLast adds the last showing to the scores, then ranks.
func (s *State) scoreLast() {
	s.ownSeats()
	s.keepRanks()
	s.score(s.ownShowing(len(s.Showings) - 1))
	s.rank()
}

// rescore adds everything up again from the sealed answers: the only way in which scores ever change backwards.
func (s *State) rescore() {
	s.ownSeats()
	for i := range s.Seats {
		seat := &s.Seats[i]
		seat.Score, seat.Streak, seat.EffTotal, seat.Gained = 0, 0, 0, 0
	}
	s.Teams = nil
	s.teamUp()
	var revealed []int
	for i, show := range s.Showings {
		if show.Revealed {
			revealed = append(revealed, i)
		}
	}
	for n, i := range revealed {
		if n == len(revealed)-1 {
			s.rankAs(n > 0 || len(s.Adjustments) > 0)
			s.keepRanks()
		}
		s.score(s.ownShowing(i))
	}
	s.rank()
}

// score adds one revealed showing to the seats and teams, which must be the state's own.
func (s *State) score(show *Showing) {
	for i := range s.Seats {
		s.Seats[i].Gained = 0
	}
	show.ownRecords()
	q := &s.Questions[show.Question]
	s.scoreRecords(show)
	if show.Voided || !scored(q) {
		s.scoreTeams(show)
		return
	}
	answered := 0
	for seat := Seat(1); int(seat) <= show.Through; seat++ {
		var r *Record
		if answered < len(show.Records) && show.Records[answered].Seat == seat {
			r = &show.Records[answered]
			answered++
		}
		s.credit(&s.Seats[seat-1], q, r)
	}
	s.scoreTeams(show)
}

// credit gives one seat what its answer brought; r is nil if there was none.
func (s *State) credit(seat *SeatState, q *questions.Question, r *Record) {
	if r == nil {
		seat.Streak = 0
		return
	}
	result := &r.Result
	switch {
	case result.Right():
		if s.Settings.Streak {
			result.Bonus = min(streakStep*seat.Streak, streakMax)
		}
		seat.Streak++
		seat.EffTotal += r.Eff
	case result.Num == 0:
		seat.Streak = 0
		result.Penalty = q.Points * s.Settings.Penalty / 100
	}
	result.Points = result.Base + result.Bonus - result.Penalty
	seat.Gained = result.Points
	seat.Score += result.Points
}
