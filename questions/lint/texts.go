package lint

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// What other formats and broken encodings leave behind.
var (
	entityPattern = regexp.MustCompile(`&(?:amp|quot|lt|gt|nbsp|apos|#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+(?:acute|grave|uml|circ|cedil|tilde));`)
	tagPattern    = regexp.MustCompile(`(?i)</?(?:b|i|u|p|br|div|span|strong|em|sub|sup|img|font)(?:\s[^<>]*)?/?>`)
	brokenPattern = regexp.MustCompile("Ã[\u0080-\u00bf]|â€|Â[\u00a0-\u00bf]|\ufffd")
	escapePattern = regexp.MustCompile(`\\[=~{}#:]`)
	fencePattern  = regexp.MustCompile("(?s)```.*?```")
	codePattern   = regexp.MustCompile("`[^`]*`")
)

// shown are the texts of a question that are shown as they stand. Details are Markdown and another matter.
func shown(q *questions.Question) []string {
	texts := []string{q.Prompt, q.Summary}
	for _, choice := range q.Choices {
		texts = append(texts, choice.Text, choice.Why)
	}
	for _, accepted := range q.Accept {
		texts = append(texts, accepted.Text, accepted.Note)
	}
	for _, pair := range q.Pairs {
		texts = append(texts, pair.Left, pair.Right)
	}
	return append(append(texts, q.Items...), q.Extra...)
}

// texts finds what other formats and broken encodings left behind.
func (l *linter) texts() {
	for _, text := range append(shown(l.question), l.question.Details) {
		text = withoutCode(text)
		switch {
		case entityPattern.MatchString(text):
			l.fail("entity", "an HTML entity is left in %q", short(text))
		case tagPattern.MatchString(text):
			l.fail("tag", "an HTML tag is left in %q; if it is meant, put it in `backticks`", short(text))
		case brokenPattern.MatchString(text):
			l.fail("mojibake", "the encoding is broken in %q", short(text))
		case escapePattern.MatchString(text):
			l.fail("escape", "a backslash of another format is left in %q", short(text))
		}
	}
	for _, text := range shown(l.question) {
		if strings.Count(withoutCode(text), `"`)%2 == 1 {
			l.fail("quotes", "a quotation mark has no partner in %q", short(text))
		}
	}
}

// withoutCode leaves out what is in backticks.
func withoutCode(text string) string {
	return codePattern.ReplaceAllString(fencePattern.ReplaceAllString(text, ""), "")
}

// What fits on a phone, in characters.
const (
	longStem   = 120
	longChoice = 75
	longTyped  = 20
)

// lengths finds what does not fit on a phone.
func (l *linter) lengths() {
	q := l.question
	if length := utf8.RuneCountInString(q.Prompt); length > longStem {
		l.warn("long-stem", "the question has %d characters; on a phone more than %d are hard to read", length, longStem)
	}
	for _, text := range choiceTexts(q) {
		if length := utf8.RuneCountInString(text); length > longChoice {
			l.warn("long-choice", "%q has %d characters; more than %d do not fit a button", short(text), length, longChoice)
		}
	}
	if q.Kind == questions.Text && len(q.Accept) > 0 {
		shortest := utf8.RuneCountInString(q.Accept[0].Text)
		for _, accepted := range q.Accept {
			shortest = min(shortest, utf8.RuneCountInString(accepted.Text))
		}
		if shortest > longTyped {
			l.warn("long-typed", "the shortest accepted answer has %d characters; nobody likes to type more than %d", shortest, longTyped)
		}
	}
}

// choiceTexts are what a player reads besides the question.
func choiceTexts(q *questions.Question) []string {
	var texts []string
	for _, choice := range q.Choices {
		texts = append(texts, choice.Text)
	}
	for _, pair := range q.Pairs {
		texts = append(texts, pair.Left, pair.Right)
	}
	return append(append(texts, q.Items...), q.Extra...)
}
