package game

import "strconv"

// Fair time. A player's line must neither cost nor bring points, and no client, however modified, may gain more than
// CreditMax (Kmax). For each answer the server measures
//
//	E      playing time from the first write of the question to the arrival of the answer: one round trip is in it
//	floor  the smallest round trip of the connection, by WebSocket pings that no page script can delay
//	qping  the round trip of the ping right behind the question
//
// and the client claims m, its time from first paint to tap. Then, all in milliseconds,
//
//	base = min(Kmax, max(floor, min(qping, floor+200)))
//	K    = min(Kmax, base + bucket)
//	eff  = clamp(m, E-K, E)
//
// eff is the time that scores. The bucket (at most 300 ms, 30 ms more with each question) pays for credit beyond base: a
// short stall of the line is forgiven, a habit of stalling is not. The idea of a quota for lag is lichess's lag
// compensation (lila, modules/round: "lag tracker"); the formula is Trivium's own.
const (
	bucketMax    Millis = 300
	bucketRefill Millis = 30
	qpingSlack   Millis = 200
)

// line is the credit that the measured round trips alone justify.
func (e *AnswerEntry) line(creditMax Millis) Millis {
	if e.Floor < 0 { // no ping came back yet: nothing is known, the bucket has to do
		return 0
	}
	base := e.Floor
	if e.QPing >= 0 {
		base = max(e.Floor, min(e.QPing, e.Floor+qpingSlack))
	}
	return min(creditMax, base)
}

// effective gives the time that counts for an answer.
func (e *AnswerEntry) effective(bucket, creditMax, limit Millis) Millis {
	m := e.M
	if m < 0 || (limit > 0 && m > limit+creditMax) {
		return e.E
	}
	credit := min(creditMax, e.line(creditMax)+bucket)
	return max(min(max(m, e.E-credit), e.E), 0)
}

// record turns a sealed entry into its audit line; false if the seat does not play.
func (s *State) record(show *Showing, entry Entry) (Record, bool) {
	number, err := strconv.Atoi(entry.Key)
	if err != nil || number < 1 || number > show.Through {
		return Record{}, false
	}
	seat := &s.Seats[number-1]
	decoded, err := DecodeEntry[AnswerEntry](entry.Data)
	if err != nil || seat.Kicked || show.shape(&s.Questions[show.Question], decoded.Answer) != nil {
		return Record{}, false
	}
	r := Record{Seat: Seat(number), AnswerEntry: decoded, limit: s.ownLimit(show, Seat(number))}
	own := r.limit
	if own > 0 {
		own += show.Added
	}
	r.Eff = decoded.effective(seat.Bucket, s.Settings.CreditMax, own)
	r.Credit = decoded.E - r.Eff
	r.Late = own > 0 && r.Eff > own
	r.line = decoded.line(s.Settings.CreditMax)
	return r, true
}

// overdraw is what the answer takes from the seat's bucket.
func (r *Record) overdraw() Millis { return max(r.Credit-r.line, 0) }
