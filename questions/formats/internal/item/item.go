// Package item is one question in the making, for the formats whose texts are HTML with pictures.
package item

import (
	"unicode/utf8"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// Item is one question in the making. What is found wrong with it is said where it stands in the file.
type Item struct {
	Draft *draft.Draft
	At    draft.Place
	Q     questions.Question
	// Find returns the picture that stands under an address in a text; false if the file does not hold it. Nil holds none.
	Find    func(src string) ([]byte, bool)
	skipped bool
	long    []string // what is too long for its place
}

// Skip says why the question is not taken; the first reason is enough.
func (i *Item) Skip(code, format string, args ...any) {
	if !i.skipped {
		i.Draft.Skip(i.At, code, "not taken: "+format, args...)
	}
	i.skipped = true
}

// Skipped tells whether the question is not taken.
func (i *Item) Skipped() bool { return i.skipped }

// Warn says what of the question is lost.
func (i *Item) Warn(code, format string, args ...any) { i.Draft.Warn(i.At, code, format, args...) }

// Add puts the question into the pack, unless it is skipped.
func (i *Item) Add() bool { return !i.skipped && i.Draft.Add(i.At, i.Q) }

// Choice reads a choice, an item or a side of a pair in HTML. A picture in it can only be shown with the question, and what it
// shows must then be said in words.
func (i *Item) Choice(source string) string {
	before := len(i.Q.Media)
	text, pictures := i.html(source, questions.AtPrompt)
	if pictures == 0 {
		return text
	}
	if len(i.Q.Media) > before {
		i.Warn("choice-picture", "a picture in a choice is shown with the question instead")
	}
	if text != "" {
		return text
	}
	if len(i.Q.Media) > before && i.Q.Media[before].Alt != draft.NoAlt {
		return i.Q.Media[before].Alt
	}
	i.Skip("choice-picture", "a choice is only a picture; write in words what it shows, as its text or its description (alt)")
	return ""
}

// Why is the feedback to a choice, or nothing if it is longer than a screen: then it is said among the details.
func (i *Item) Why(text string) string {
	if utf8.RuneCountInString(text) <= questions.MaxWhy {
		return text
	}
	i.long = append(i.long, text)
	i.Warn("too-long", "a feedback has more than %d characters; it is among the details", questions.MaxWhy)
	return ""
}

// Accept adds an accepted answer, and returns the note to it if that is longer than a note.
func (i *Item) Accept(text, note string) (long string) {
	accepted := questions.Accepted{Text: text, Note: note}
	if utf8.RuneCountInString(note) > questions.MaxTitle {
		accepted.Note, long = "", note
	}
	i.Q.Accept = append(i.Q.Accept, accepted)
	return long
}

// Explain gives the question its explanations, the most important one first.
func (i *Item) Explain(texts ...string) {
	if !draft.Explain(&i.Q, append(texts, i.long...)...) {
		i.Warn("too-long", "the explanation has more than %d characters and was cut", questions.MaxDetails)
	}
}

// Shorten keeps messages readable.
func Shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}
