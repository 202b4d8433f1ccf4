package formattest

import (
	"strings"

	"pgregory.net/rapid"

	"trivium/questions"
)

// Trap puts into a pack's texts what XML and HTML could misread, and draws the scoring of questions with several right choices.
func Trap(t *rapid.T, p *questions.Pack) {
	trap := func(text *string) {
		if *text == "" {
			return
		}
		*text += rapid.SampledFrom([]string{
			"", "", " &lt;b>", " <b>x</b>", " AT&T", " ]]>", ` "q" 'r'`, " &#65;", " <!-- -->", " <br/>", " &amp;amp;",
			" data:image/png;base64,AA", " a<b", " $x$",
			" @@PLUGINFILE@@/x", " *x*", ` \*`, " %50%", " {1:SA:=x}", " [[1]]",
		}).Draw(t, "trap")
	}
	short := func(text *string, most int) {
		if len(*text)+30 < most {
			trap(text)
		}
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		short(&q.Prompt, questions.MaxPrompt)
		short(&q.Summary, questions.MaxSummary)
		for j := range q.Choices {
			short(&q.Choices[j].Text, questions.MaxChoice)
			short(&q.Choices[j].Why, questions.MaxWhy)
		}
		for j := range q.Pairs {
			short(&q.Pairs[j].Left, questions.MaxChoice)
			short(&q.Pairs[j].Right, questions.MaxChoice)
		}
		for j := range q.Items {
			short(&q.Items[j], questions.MaxChoice)
		}
		if q.Kind == questions.Multi {
			q.Scoring = rapid.SampledFrom([]string{"", questions.ScoringAll, questions.ScoringPartial}).Draw(t, "scoring")
		}
		if q.Round != "" && strings.TrimSpace(q.Round) != "" {
			short(&q.Round, questions.MaxTitle)
		}
	}
}
