package results

import (
	"cmp"
	"slices"

	"trivium/game"
	"trivium/questions"
)

// typedTop is how many different typed answers a report lists.
const typedTop = 12

// question makes the report of one showing.
func question(s *game.State, showing, round int) Question {
	show := s.Showings[showing]
	q := &s.Questions[show.Question]
	out := Question{
		Showing: showing, Number: show.Number, Round: round, Prompt: q.Prompt, Kind: q.Kind, Answer: game.AnswerText(q),
		Summary: q.Summary, Points: q.Points, Limit: show.Limit, Added: show.Added, Voided: show.Voided,
		Closest: q.Kind == questions.Number && q.Number != nil && q.Number.Closest,
		Answers: make([]Answer, 0, len(show.Records)),
	}
	for i := range show.Through {
		if !s.Seats[i].Kicked {
			out.Present++
		}
	}
	var times []int
	for i := range show.Records {
		a := answer(s, show, &show.Records[i])
		out.Answers = append(out.Answers, a)
		if a.Kicked {
			continue
		}
		out.Answered++
		if a.Right {
			out.Right++
			times = append(times, int(a.Counted))
		}
	}
	out.Share, out.Median = percent(out.Right, out.Present), median(times)
	out.Options = options(s, show, q)
	out.Wrong = mostWrong(out.Options)
	if q.Kind == questions.Order || q.Kind == questions.Match {
		out.Options = nil // whole orders are read in the answers
	} else if !slices.Contains([]questions.Kind{questions.Single, questions.Multi, questions.TrueFalse, questions.Poll}, q.Kind) {
		out.Options = out.Options[:min(typedTop, len(out.Options))]
	}
	if q.Kind == questions.Poll {
		out.Wrong = nil
	}
	return out
}

// answer makes the audit line of one record.
func answer(s *game.State, show *game.Showing, r *game.Record) Answer {
	seat, _ := s.Seat(r.Seat)
	a := Answer{
		Seat: r.Seat, Name: seat.Name, Given: show.AnswerWords(&s.Questions[show.Question], r.Answer), Right: r.Result.Right(),
		Late: r.Late, Kicked: seat.Kicked, Place: r.Result.Place, Counted: r.Eff, E: r.E, M: r.M, Floor: r.Floor, QPing: r.QPing,
		Credit: r.Credit,
	}
	if r.Result.Den > 0 {
		a.Share = percent(r.Result.Num, r.Result.Den)
	}
	if !show.Voided {
		a.Points, a.Base, a.Bonus, a.Penalty = r.Result.Points, r.Result.Base, r.Result.Bonus, r.Result.Penalty
	}
	return a
}

// median is the middle of some numbers, or the mean of the two in the middle; 0 of none.
func median(of []int) int {
	if len(of) == 0 {
		return 0
	}
	slices.Sort(of)
	middle := len(of) / 2
	if len(of)%2 == 1 {
		return of[middle]
	}
	return (of[middle-1] + of[middle]) / 2
}

// options counts what was chosen, in the order of the question's choices; or what was typed or laid, most frequent first.
func options(s *game.State, show *game.Showing, q *questions.Question) []Option {
	var list []Option
	switch q.Kind {
	case questions.Single, questions.Multi, questions.Poll:
		for _, choice := range q.Choices {
			list = append(list, Option{Text: choice.Text, Right: choice.Correct})
		}
	case questions.TrueFalse:
		list = []Option{{Text: "true", Right: q.Answer}, {Text: "false", Right: !q.Answer}}
	case questions.Text, questions.Number, questions.Order, questions.Match, questions.Slide:
		return given(s, show, q)
	}
	for i := range show.Records {
		r := &show.Records[i]
		if s.Seats[r.Seat-1].Kicked {
			continue
		}
		for _, pick := range r.Pick {
			list[show.Deal[pick]].Count++
		}
	}
	return list
}

// given counts whole answers: equal ones are those that are judged as one.
func given(s *game.State, show *game.Showing, q *questions.Question) []Option {
	at := map[string]int{}
	var list []Option
	for i := range show.Records {
		r := &show.Records[i]
		if s.Seats[r.Seat-1].Kicked {
			continue
		}
		words := show.AnswerWords(q, r.Answer)
		key := cmp.Or(game.GivenKey(q, r.Answer), words)
		index, known := at[key]
		if !known {
			index = len(list)
			at[key] = index
			list = append(list, Option{Text: words})
		}
		list[index].Count++
		list[index].Right = list[index].Right || r.Result.Right() || show.Verdicts[r.Text]
	}
	slices.SortStableFunc(list, func(a, b Option) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Text, b.Text))
	})
	return list
}

// mostWrong is the wrong option that was chosen most often; nil if none was.
func mostWrong(list []Option) *Option {
	var most *Option
	for i := range list {
		if o := &list[i]; !o.Right && o.Count > 0 && (most == nil || o.Count > most.Count) {
			most = o
		}
	}
	if most == nil {
		return nil
	}
	copied := *most
	return &copied
}
