// Package anki reads notes as Anki exports them in plain text: lines that say how the file is made, then a row a note.
//
// A note with gaps ({{c1::answer::hint}}) becomes a question a gap; of any other the first two fields are question and answer, or
// those that the names of the columns say.
package anki

import (
	"regexp"
	"strings"

	"trivium/questions/formats/cards"
	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "anki"

// Is tells whether a file begins with a line of those that say how it is made, or has a gap in its first row.
func Is(_ string, data []byte) bool {
	head := strings.TrimSpace(draft.Head(data))
	if head == "" || strings.ContainsRune("{[<", rune(head[0])) && !strings.HasPrefix(head, "{{c") {
		return false
	}
	first, _, _ := strings.Cut(head, "\n")
	if name, _, found := headerOf(first); found {
		return known(name)
	}
	return strings.Contains(first, "{{c1::") && strings.Contains(first, "}}")
}

// reader reads one file.
type reader struct {
	draft  *draft.Draft
	header header
	cards  []cards.Card
	gap    *regexp.Regexp
	sound  *regexp.Regexp
	sounds int // notes that lose a sound
}

// Read makes a pack of an export.
func Read(name string, data []byte) draft.Imported {
	r := &reader{
		draft: draft.New(ID, name),
		gap:   regexp.MustCompile(`(?s)\{\{c([0-9]{1,3})::(.*?)\}\}`), sound: regexp.MustCompile(`\[sound:[^\]]*\]`),
	}
	text, ok := r.draft.Plain(data)
	if !ok {
		return r.draft.Result()
	}
	body, lines := r.headers(text)
	r.rows(body, lines)
	if r.draft.Failed() {
		return r.draft.Result()
	}
	cards.Add(r.draft, r.cards)
	if r.sounds > 0 {
		r.draft.Warn(draft.Place{}, "sound", "sounds are not in the file; notes that lose theirs: %d", r.sounds)
	}
	return r.draft.Result()
}

// rows reads the notes, behind so many lines of headers.
func (r *reader) rows(body string, lines int) {
	t := &table{text: body, separator: string(r.header.separator), line: lines + 1}
	for !r.draft.Failed() {
		cells, line, more := t.next()
		if !more {
			return
		}
		at := draft.Place{Line: line}
		if len(cells) > 1 || strings.TrimSpace(cells[0]) != "" {
			r.note(at, cells)
		}
		if len(r.cards) > draft.MaxQuestions {
			r.draft.Fail(at, "too-many", "the file has more than %d cards; split it", draft.MaxQuestions)
		}
	}
}
