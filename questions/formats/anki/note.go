package anki

import (
	"slices"
	"strings"

	"trivium/questions/formats/cards"
	"trivium/questions/formats/draft"
)

// maxFields is how many fields of a note are looked at.
const maxFields = 50

// note makes cards of a note.
func (r *reader) note(at draft.Place, cells []string) {
	h := r.header
	card := cards.Card{At: at}
	var fields, names []string
	for i, cell := range cells[:min(len(cells), maxFields)] {
		switch i {
		case h.deckColumn:
			card.Round = round(strings.TrimSpace(cell))
		case h.tags:
			card.Tags = strings.Fields(cell)
		case h.notetype, h.identifier:
		default:
			name := ""
			if i < len(h.names) {
				name = strings.ToLower(strings.TrimSpace(h.names[i]))
			}
			if name == "tags" {
				card.Tags = strings.Fields(cell)
				continue
			}
			fields, names = append(fields, r.field(at, cell)), append(names, name)
		}
	}
	if len(fields) > 0 && slices.ContainsFunc(fields, func(field string) bool { return strings.Contains(field, "{{c") }) {
		r.gaps(card, fields)
		return
	}
	prompt, answer := sides(names)
	if len(fields) <= max(prompt, answer) || fields[prompt] == "" || fields[answer] == "" {
		r.draft.Skip(at, "row", "not taken: a note needs two fields, question and answer, or a gap like {{c1::answer}}")
		return
	}
	card.Prompt, card.Answer = fields[prompt], fields[answer]
	card.Extra = rest(fields, prompt, answer)
	r.cards = append(r.cards, card)
}

// sides are the fields that are question and answer.
func sides(names []string) (prompt, answer int) {
	prompt, answer = 0, 1
	for i, name := range names {
		switch name {
		case "front", "question", "prompt":
			prompt = i
		case "back", "answer":
			answer = i
		}
	}
	if prompt == answer {
		return 0, 1
	}
	return prompt, answer
}

// rest are the other fields, which explain.
func rest(fields []string, taken ...int) string {
	var all []string
	for i, field := range fields {
		if field != "" && !slices.Contains(taken, i) {
			all = append(all, field)
		}
	}
	return strings.Join(all, "\n\n")
}

// field reads a field, which is HTML if the file says so, or looks like it and the file says nothing.
func (r *reader) field(at draft.Place, cell string) string {
	if strings.Contains(cell, "[sound:") {
		r.sounds++
		cell = r.sound.ReplaceAllString(cell, "")
	}
	if strings.Contains(cell, "[latex]") || strings.Contains(cell, "[$") || strings.Contains(cell, `\(`) {
		r.draft.Warn(at, "formula", "a formula is shown as it is written; write it in plain characters")
	}
	looks := false
	for _, sign := range []string{"<br", "<div", "<img", "&nbsp;"} {
		looks = looks || strings.Contains(cell, sign)
	}
	if !r.header.html && (r.header.said || !looks) {
		return strings.TrimSpace(cell)
	}
	rich := draft.HTML(cell)
	for _, image := range rich.Images {
		r.draft.Warn(at, "picture", "the picture %q is not in the file; add it by hand", image.Src)
	}
	for _, lost := range rich.Lost {
		r.draft.Warn(at, "layout", "a %s was taken as its text only", lost)
	}
	return rich.Text
}
