package gift

import (
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// item is one question in the making.
type item struct {
	*reader
	at      draft.Place
	q       questions.Question
	format  string // of the stem, for the fields that name none
	skipped bool
}

// skip says why the question is not taken; the first reason is enough.
func (i *item) skip(code, format string, args ...any) {
	if !i.skipped {
		i.draft.Skip(i.at, code, "not taken: "+format, args...)
	}
	i.skipped = true
}

// read reads title, stem and answer. The text has its escapes hidden.
func (i *item) read(text string) {
	text = i.title(text)
	start, end := strings.IndexByte(text, '{'), strings.IndexByte(text, '}')
	i.format = formatMoodle
	if start < 0 && end < 0 {
		i.q.Kind = questions.Slide
		i.stem(text)
		return
	}
	if start < 0 || end < start {
		i.skip("braces", "a brace is missing; an answer stands in { and }, and a brace that is meant as such is written \\{ or \\}")
		return
	}
	stem, answer, rest := text[:start], strings.TrimSpace(text[start+1:end]), text[end+1:]
	if strings.ContainsAny(answer+rest, "{}") {
		i.skip("braces", "a question has one answer in { and }; a brace that is meant as such is written \\{ or \\}")
		return
	}
	if strings.TrimSpace(rest) != "" {
		stem += "_____" + rest
	}
	i.stem(stem)
	general := ""
	if at := strings.LastIndex(answer, "####"); at >= 0 {
		answer, general = strings.TrimSpace(answer[:at]), answer[at+len("####"):]
	}
	i.explain(general, i.answer(answer)...)
}

// title takes the title off a question. It becomes the id, if a comment gives none.
func (i *item) title(text string) string {
	rest, titled := strings.CutPrefix(text, "::")
	if !titled {
		return text
	}
	title, question, ended := strings.Cut(rest, "::")
	if !ended {
		return strings.TrimSpace(rest)
	}
	if i.q.ID == "" {
		i.q.ID = strings.TrimSpace(show(title))
	}
	return strings.TrimSpace(question)
}

func (i *item) stem(text string) {
	i.format, _ = formatOf(text, formatMoodle)
	i.q.Prompt = i.text(text, questions.AtPrompt)
	if i.format == formatMarkdown && i.patterns.markdown.MatchString(i.q.Prompt) {
		i.draft.Warn(i.at, "markdown", "the question is written in Markdown, whose marks are shown as they stand: %q", shorten(i.q.Prompt))
	}
}

// answer reads what stands in the braces, and returns the feedback that explains the answer. The kinds are told apart as Moodle
// tells them, in its order.
func (i *item) answer(answer string) []string {
	switch {
	case answer == "":
		i.skip("essay", "an essay has no answer that could be judged; put the accepted answers in the braces: {=one =other}")
	case answer[0] == '#':
		return i.number(answer[1:])
	case strings.Contains(answer, "~"):
		return i.choices(answer)
	case strings.Contains(answer, "=") && strings.Contains(answer, arrow):
		i.pairs(answer)
	case isTruth(answer):
		return i.truth(answer)
	default:
		return i.typed(answer)
	}
	return nil
}

// isTruth tells whether an answer judges a statement: only with these words, and these in large letters.
func isTruth(answer string) bool {
	word, _, _ := strings.Cut(answer, "#")
	switch strings.TrimSpace(word) {
	case "T", "TRUE", "F", "FALSE":
		return true
	}
	return false
}

// truth reads the answer to a statement: T or F, the feedback to a wrong answer and to a right one.
func (i *item) truth(answer string) []string {
	parts := strings.SplitN(answer, "#", 3)
	i.q.Kind, i.q.Answer = questions.TrueFalse, strings.HasPrefix(strings.TrimSpace(parts[0]), "T")
	var feedback []string
	for _, part := range parts[1:] {
		feedback = append([]string{i.text(part, questions.AtReveal)}, feedback...) // the one to a right answer first
	}
	return feedback
}
