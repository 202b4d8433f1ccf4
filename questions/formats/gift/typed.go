package gift

import (
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// typed reads the answers that may be typed: right ones, and with a weight of nothing wrong ones.
func (i *item) typed(answer string) []string {
	i.q.Kind = questions.Text
	var feedback []string
	for _, p := range i.parts(answer, "=") {
		_, text := formatOf(p.text, i.format) // always plain text, whatever it is called
		text, wild := withoutWildcards(strings.TrimSpace(show(text)))
		note := i.text(p.feedback, questions.AtReveal)
		if !p.weighted {
			p.weight = full
		}
		switch {
		case text == "" && p.weight > 0:
			i.skip("wildcard", "any answer is right; write at least a part of the answer")
		case text == "":
			feedback = append(feedback, note) // to whatever else was typed
		case p.weight <= 0:
			i.q.Reject = append(i.q.Reject, text)
			feedback = append(feedback, note)
		default:
			feedback = append(feedback, i.accept(text, note)...)
		}
		if wild && text != "" {
			i.draft.Warn(i.at, "wildcard", "%q had a * for any letters; here only what is left of it counts: %q", shorten(p.text), shorten(text))
		}
		if p.weight > 0 && p.weight < full {
			i.draft.Warn(i.at, "partial-credit", "the answer %q gave %g %% of the points; here it is right", shorten(text), p.weight)
		}
	}
	return feedback
}

// accept adds an accepted answer, and returns the note to it if that is longer than a note.
func (i *item) accept(text, note string) []string {
	accepted := questions.Accepted{Text: text, Note: note}
	var long []string
	if utf8.RuneCountInString(note) > questions.MaxTitle {
		accepted.Note, long = "", []string{note}
	}
	i.q.Accept = append(i.q.Accept, accepted)
	return long
}

// withoutWildcards drops each star that is not escaped, and tells whether there was one. Moodle takes it for any letters.
func withoutWildcards(text string) (string, bool) {
	const star = string(hiddenPath) // no text has it
	text = strings.ReplaceAll(text, `\*`, star)
	plain := strings.Join(strings.Fields(strings.ReplaceAll(text, "*", " ")), " ")
	if wild := strings.Contains(text, "*"); wild {
		return strings.ReplaceAll(plain, star, "*"), true
	}
	return strings.ReplaceAll(text, star, "*"), false
}
