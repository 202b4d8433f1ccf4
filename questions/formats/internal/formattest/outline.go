package formattest

import (
	"fmt"
	"strings"
	"time"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// Outline is what was read in a form for people: each question with its answer, then what was not taken.
func Outline(got draft.Imported) string {
	var out strings.Builder
	if p := got.Pack; p != nil {
		fmt.Fprintf(&out, "%s pack %s: %s (%s)\n", got.Format, p.ID, p.Title, p.Language)
		for _, round := range p.Rounds {
			fmt.Fprintf(&out, "round %s: %s\n", round.ID, round.Title)
		}
		for i := range p.Questions {
			out.WriteString("\n" + Question(p, &p.Questions[i]))
		}
		out.WriteString("\n")
	}
	return out.String() + Words(got.Findings)
}

// Question is one question in a form for people.
func Question(p *questions.Pack, q *questions.Question) string {
	var out strings.Builder
	line := func(mark, text string) {
		if text != "" {
			fmt.Fprintf(&out, "  %s %s\n", mark, strings.ReplaceAll(text, "\n", "\n    "))
		}
	}
	fmt.Fprintf(&out, "%s [%s", q.Kind, strings.TrimPrefix(q.ID, p.ID+"/"))
	for _, about := range aboutOf(p, q) {
		out.WriteString("; " + about)
	}
	out.WriteString("]\n")
	line("?", q.Prompt)
	answer(q, line)
	line("summary:", q.Summary)
	line("details:", q.Details)
	for _, medium := range q.Media {
		at := ""
		if medium.At != "" {
			at = " at " + medium.At
		}
		line(medium.Type+at+":", medium.Alt)
	}
	return out.String()
}

// aboutOf is what differs from the usual.
func aboutOf(p *questions.Pack, q *questions.Question) []string {
	var about []string
	say := func(there bool, format string, args ...any) {
		if there {
			about = append(about, fmt.Sprintf(format, args...))
		}
	}
	answered := q.Kind != questions.Poll && q.Kind != questions.Slide
	say(q.Round != "", "round %s", q.Round)
	say(q.Language != p.Language, "%s", q.Language)
	say(answered && q.Points != draft.DefaultPoints, "%d points", q.Points)
	say(q.Time != draft.DefaultTime, "%d s", q.Time/time.Second)
	say(q.Scoring != "", "scoring %s", q.Scoring)
	say(q.KeepOrder, "keeps order")
	say(q.Difficulty != "", "%s", q.Difficulty)
	say(q.Rules != questions.MatchRules{}, "%+v", q.Rules)
	return about
}

// answer writes what is right with =, what is wrong with ~.
func answer(q *questions.Question, line func(mark, text string)) {
	mark := map[bool]string{true: "=", false: "~"}
	why := func(text, said string) string {
		if said != "" {
			text += " # " + said
		}
		return text
	}
	for _, choice := range q.Choices {
		line(mark[choice.Correct], why(choice.Text, choice.Why))
	}
	if q.Kind == questions.TrueFalse {
		line("=", fmt.Sprint(q.Answer))
	}
	for _, accepted := range q.Accept {
		line("=", why(accepted.Text, accepted.Note))
	}
	for _, rejected := range q.Reject {
		line("~", rejected)
	}
	if n := q.Number; n != nil {
		line("=", strings.TrimSpace(n.Answer+" "+n.Unit))
		line("tolerance", strings.TrimSpace(n.ToleranceAbs+" "+n.ToleranceRel))
		if n.Low+n.High != "" {
			line("from", n.Low+" to "+n.High)
		}
		if n.Range != nil {
			line("slider", fmt.Sprintf("%s to %s by %s", n.Range.Min, n.Range.Max, n.Range.Step))
		}
	}
	for n, item := range q.Items {
		line(fmt.Sprintf("%d.", n+1), item)
	}
	for _, pair := range q.Pairs {
		line("=", pair.Left+" -> "+pair.Right)
	}
	for _, extra := range q.Extra {
		line("~ ->", extra)
	}
}
