package gift

import (
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// rule parts the summary from the details in a general feedback in Markdown, which holds both.
const rule = "\n\n---\n\n"

// splitMarkdown takes a general feedback in Markdown apart.
func splitMarkdown(text string) (summary, details string) {
	if rest, found := strings.CutPrefix(text, rule[2:]); found {
		return "", strings.TrimSpace(rest)
	}
	summary, details, found := strings.Cut(text, rule)
	if !found || utf8.RuneCountInString(summary) > questions.MaxSummary {
		return "", text
	}
	lines := strings.Split(strings.TrimSpace(summary), "\n")
	for i, line := range lines {
		if looksLikeRule(line) {
			lines[i] = strings.TrimPrefix(line, `\`)
		}
	}
	return strings.Join(lines, "\n"), strings.TrimSpace(details)
}

// looksLikeRule tells whether a line of a summary is a rule, or one that a backslash keeps from being one.
func looksLikeRule(line string) bool { return strings.TrimLeft(line, `\`) == "---" }

// joinMarkdown is what splitMarkdown takes apart. Without a summary the rule comes first where details without it would look
// like both.
func joinMarkdown(summary, details string) string {
	if summary == "" {
		if again, _ := splitMarkdown(details); again == "" && !strings.HasPrefix(details, rule[2:]) {
			return details
		}
		return rule[2:] + details
	}
	lines := strings.Split(summary, "\n")
	for i, line := range lines {
		if looksLikeRule(line) {
			lines[i] = `\` + line
		}
	}
	return strings.Join(lines, "\n") + rule + details
}
