package lint

import (
	"fmt"
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

// field is a text of a question with its place.
type field struct{ path, text string }

// shown are the texts of a question that are shown as they stand. Details are Markdown and another matter.
func shown(q *questions.Question) []field {
	fields := []field{{"prompt", q.Prompt}, {"summary", q.Summary}}
	add := func(text, path string, args ...any) { fields = append(fields, field{fmt.Sprintf(path, args...), text}) }
	for i, choice := range q.Choices {
		add(choice.Text, "choices.%d.text", i)
		add(choice.Why, "choices.%d.why", i)
	}
	for i, accepted := range q.Accept {
		add(accepted.Text, "accept.%d", i)
		add(accepted.Note, "accept.%d.note", i)
	}
	for i, pair := range q.Pairs {
		add(pair.Left, "pairs.%d.left", i)
		add(pair.Right, "pairs.%d.right", i)
	}
	for i, item := range q.Items {
		add(item, "items.%d", i)
	}
	for i, extra := range q.Extra {
		add(extra, "extra.%d", i)
	}
	for i, medium := range q.Media {
		add(medium.Alt, "media.%d.alt", i)
	}
	return fields
}

// texts finds what other formats and broken encodings left behind.
func (l *linter) texts() {
	for _, f := range append(shown(l.question), field{"details", l.question.Details}) {
		text := withoutCode(f.text)
		switch {
		case entityPattern.MatchString(text):
			l.fail(f.path, "entity", "an HTML entity is left in %q", short(text))
		case tagPattern.MatchString(text):
			l.fail(f.path, "tag", "an HTML tag is left in %q; if it is meant, put it in `backticks`", short(text))
		case brokenPattern.MatchString(text):
			l.fail(f.path, "mojibake", "the encoding is broken in %q", short(text))
		case escapePattern.MatchString(text):
			l.fail(f.path, "escape", "a backslash of another format is left in %q", short(text))
		}
	}
	for _, f := range shown(l.question) {
		if text := withoutCode(f.text); unbalanced(text) {
			l.fail(f.path, "quotes", "a quotation mark has no partner in %q", short(text))
		}
	}
}

// unbalanced finds a quotation mark without a partner. Which of the curved ones opens depends on the language, and each may close
// what another opened, so they are counted together; single ones are apostrophes too.
func unbalanced(text string) bool {
	count := func(marks string) int {
		sum := 0
		for _, mark := range marks {
			sum += strings.Count(text, string(mark))
		}
		return sum
	}
	return count(`"`)%2 == 1 || count("“”„‟")%2 == 1 || count("«»")%2 == 1 || count("「")+count("『") != count("」")+count("』")
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
		l.warn("prompt", "long-stem", "the question has %d characters; on a phone more than %d are hard to read", length, longStem)
	}
	for _, f := range shown(q) {
		if !strings.HasPrefix(f.path, "choices.") && !strings.HasPrefix(f.path, "pairs.") && !strings.HasPrefix(f.path, "items.") &&
			!strings.HasPrefix(f.path, "extra.") || strings.HasSuffix(f.path, ".why") {
			continue
		}
		if length := utf8.RuneCountInString(f.text); length > longChoice {
			l.warn(f.path, "long-choice", "%q has %d characters; more than %d do not fit a button", short(f.text), length, longChoice)
		}
	}
	if q.Kind == questions.Text && len(q.Accept) > 0 {
		shortest := utf8.RuneCountInString(q.Accept[0].Text)
		for _, accepted := range q.Accept {
			shortest = min(shortest, utf8.RuneCountInString(accepted.Text))
		}
		if shortest > longTyped {
			l.warn("accept", "long-typed", "the shortest accepted answer has %d characters; nobody likes to type more than %d", shortest, longTyped)
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
