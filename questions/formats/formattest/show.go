// Package formattest is what the tests of all formats need: imports in a form that a person reads, and the promises that every
// importer keeps.
package formattest

import (
	"fmt"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// Show writes an import as text, one line for each question and each of its parts, without what has its default: "*" marks what is
// right, "!" what is rejected.
func Show(got draft.Imported) string {
	var out strings.Builder
	if p := got.Pack; p != nil {
		fmt.Fprintf(&out, "%s %q %s\n", p.ID, p.Title, p.Language)
		if p.Description != "" {
			fmt.Fprintf(&out, "  description: %s\n", p.Description)
		}
		for i := range p.Questions {
			question(&out, p, &p.Questions[i])
		}
	}
	for _, f := range got.Findings {
		f.File = ""
		fmt.Fprintln(&out, f)
	}
	return out.String()
}

func question(out *strings.Builder, p *questions.Pack, q *questions.Question) {
	_, id, _ := strings.Cut(q.ID, "/")
	fmt.Fprintf(out, "%s %s: %q", q.Kind, id, q.Prompt)
	for _, named := range []struct{ name, text, usual string }{
		{"round", q.Round, ""},
		{"language", q.Language, p.Language},
		{"scoring", q.Scoring, ""},
		{"difficulty", q.Difficulty, ""},
		{"time", q.Time.String(), draft.DefaultTime.String()},
	} {
		if named.text != named.usual {
			fmt.Fprintf(out, " %s=%q", named.name, named.text)
		}
	}
	if usual := draft.DefaultPoints; q.Points != usual && q.Kind != questions.Poll && q.Kind != questions.Slide {
		fmt.Fprintf(out, " points=%d", q.Points)
	}
	out.WriteString("\n")
	answer(out, q)
	for _, medium := range q.Media {
		fmt.Fprintf(out, "  media: %s %q %s\n", medium.Type, medium.Alt, medium.At)
	}
	line(out, "summary: ", q.Summary)
	line(out, "details: ", q.Details)
}

func answer(out *strings.Builder, q *questions.Question) {
	if q.Kind == questions.TrueFalse {
		fmt.Fprintf(out, "  *%t\n", q.Answer)
	}
	for _, choice := range q.Choices {
		mark := ""
		if choice.Correct {
			mark = "*"
		}
		line(out, mark, choice.Text+noted(choice.Why))
	}
	for _, accepted := range q.Accept {
		line(out, "*", accepted.Text+noted(accepted.Note))
	}
	for _, rejected := range q.Reject {
		line(out, "!", rejected)
	}
	for i, item := range q.Items {
		line(out, fmt.Sprintf("%d. ", i+1), item)
	}
	for _, pair := range q.Pairs {
		line(out, "", pair.Left+" -> "+pair.Right)
	}
	for _, extra := range q.Extra {
		line(out, "-> ", extra)
	}
	if n := q.Number; n != nil {
		fmt.Fprintf(out, "  *%s", n.Answer)
		for _, named := range []struct{ name, text string }{
			{"abs", n.ToleranceAbs}, {"rel", n.ToleranceRel}, {"low", n.Low}, {"high", n.High}, {"unit", n.Unit},
		} {
			if named.text != "" {
				fmt.Fprintf(out, " %s=%s", named.name, named.text)
			}
		}
		if n.Range != nil {
			fmt.Fprintf(out, " slider=%s..%s/%s", n.Range.Min, n.Range.Max, n.Range.Step)
		}
		out.WriteString("\n")
	}
}

func noted(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}

// line writes a part with its line ends as \n, so that it stays one line.
func line(out *strings.Builder, mark, text string) {
	if text != "" {
		fmt.Fprintf(out, "  %s%s\n", mark, strings.ReplaceAll(text, "\n", `\n`))
	}
}
