package game

import (
	"cmp"
	"slices"
	"strings"

	"trivium/questions"
)

// givenTop is how many different typed answers a reveal shows to everybody; the host sees givenHost.
const (
	givenTop  = 6
	givenHost = 60
)

// revealView is what everybody may know once the answers are sealed.
func (s *State) revealView(a Audience) *RevealView {
	show := s.showing()
	q := &s.Questions[show.Question]
	v := &RevealView{
		Right: show.rightPicks(q), Text: AnswerText(q), Answered: len(show.Records), Summary: q.Summary,
		Media: mediaViews(q.Media, true, a), Voided: show.Voided,
	}
	for i := range show.Records {
		if show.Records[i].Result.Right() {
			v.Correct++
		}
	}
	switch q.Kind {
	case questions.Single, questions.Multi, questions.TrueFalse, questions.Poll:
		v.Counts = make([]int, len(show.Deal))
		for i := range show.Records {
			for _, pick := range show.Records[i].Pick {
				v.Counts[pick]++
			}
		}
		v.Whys = show.whys(q)
	case questions.Text, questions.Number:
		v.Given = show.given(q, a)
	case questions.Order, questions.Match, questions.Slide:
	}
	s.fastest(v, show)
	return v
}

func (show *Showing) whys(q *questions.Question) []string {
	if q.Kind == questions.TrueFalse || !slices.ContainsFunc(q.Choices, func(c questions.Choice) bool { return c.Why != "" }) {
		return nil
	}
	whys := make([]string, len(show.Deal))
	for display, index := range show.Deal {
		whys[display] = q.Choices[index].Why
	}
	return whys
}

// given counts the typed answers: most frequent first; the keys by which they are judged are the host's.
func (show *Showing) given(q *questions.Question, a Audience) []GivenView {
	at := map[string]int{}
	var views []GivenView
	for i := range show.Records {
		r := &show.Records[i]
		key := givenKey(q, &r.Answer)
		index, known := at[key]
		if !known {
			index = len(views)
			at[key] = index
			views = append(views, GivenView{Text: r.Text, Key: key, Right: show.Verdicts[r.Text] || r.Result.Right()})
		}
		views[index].Count++
	}
	slices.SortStableFunc(views, func(a, b GivenView) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Key, b.Key))
	})
	top := givenHost
	if a != ForHost {
		top = givenTop
		// What people typed is not shown to a room before a host has seen it; what was right is harmless.
		views = slices.DeleteFunc(views, func(g GivenView) bool { return !g.Right && q.Kind == questions.Text })
		for i := range views {
			views[i].Key = ""
		}
	}
	return views[:min(top, len(views))]
}

func (s *State) fastest(v *RevealView, show *Showing) {
	for i := range show.Records {
		r := &show.Records[i]
		if r.Result.Right() && !s.Seats[r.Seat-1].Kicked && (v.Fastest == "" || r.Eff < v.FastestMs) {
			v.Fastest, v.FastestMs = s.Seats[r.Seat-1].Name, r.Eff
		}
	}
}

// AnswerText is the right answer of a question in words; empty where there is none.
func AnswerText(q *questions.Question) string {
	var parts []string
	switch q.Kind {
	case questions.Single, questions.Multi:
		for _, choice := range q.Choices {
			if choice.Correct {
				parts = append(parts, choice.Text)
			}
		}
	case questions.TrueFalse:
		if q.Answer {
			return "true"
		}
		return "false"
	case questions.Text:
		if len(q.Accept) > 0 {
			return q.Accept[0].Text
		}
	case questions.Number:
		if q.Number != nil {
			return strings.TrimSpace(q.Number.Answer + " " + q.Number.Unit)
		}
	case questions.Order:
		return strings.Join(q.Items, " → ")
	case questions.Match:
		for _, pair := range q.Pairs {
			parts = append(parts, pair.Left+" – "+pair.Right)
		}
	case questions.Poll, questions.Slide:
	}
	return strings.Join(parts, ", ")
}
