package moodle

import (
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// rule parts the summary from the details in a general feedback in Markdown, which holds both.
const rule = "\n\n---\n\n"

// splitMarkdown takes a general feedback in Markdown apart.
func splitMarkdown(text string) (summary, details string) {
	if rest, ruled := strings.CutPrefix(text, rule[2:]); ruled {
		return "", strings.TrimSpace(rest)
	}
	summary, details, ruled := strings.Cut(text, rule)
	switch {
	case utf8.RuneCountInString(summary) > questions.MaxSummary, !ruled && looksMarked(text):
		return "", text // a summary is plain
	}
	return strings.TrimSpace(summary), strings.TrimSpace(details)
}

// joinMarkdown is what splitMarkdown takes apart. Without a summary the rule comes first where details without it would look like
// both.
func joinMarkdown(summary, details string) string {
	if summary != "" {
		return summary + rule + details
	}
	if again, _ := splitMarkdown(details); again == "" && !strings.HasPrefix(details, rule[2:]) {
		return details
	}
	return rule[2:] + details
}
