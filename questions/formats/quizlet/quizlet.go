// Package quizlet reads sets of terms and definitions as Quizlet exports them: a row a card, a tab between its sides.
//
// The side that is shorter in most rows is the answer: a definition is asked for its term, and a question for its answer.
package quizlet

import (
	"slices"
	"strings"
	"unicode/utf8"

	"trivium/questions/formats/cards"
	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "quizlet"

// Is tells whether nearly all rows have one tab. It is the weakest of all signs, so that this format is asked for last.
func Is(_ string, data []byte) bool {
	head := strings.TrimSpace(draft.Head(data))
	if head == "" || strings.ContainsRune("{[<#", rune(head[0])) {
		return false
	}
	rows, right := 0, 0
	for line := range strings.SplitSeq(lines(head), "\n") {
		if strings.TrimSpace(line) == "" {
			continue
		}
		if rows++; rows == 1 && (strings.Count(line, "\t") != 1 || headings(line) == tableHeadings) {
			return false
		}
		if strings.Count(line, "\t") == 1 {
			right++
		}
	}
	return right > 0 && right*2 >= rows
}

// What the first row may be.
const (
	noHeadings    = iota
	cardHeadings  // of a set of cards, to be passed over
	tableHeadings // of a table, which another format reads
)

func headings(line string) int {
	first, second, _ := strings.Cut(strings.ToLower(strings.TrimSpace(line)), "\t")
	first, second = strings.TrimSpace(first), strings.TrimSpace(second)
	switch {
	case first == "term" && second == "definition", first == "front" && second == "back":
		return cardHeadings
	case slices.Contains([]string{"question", "questions", "prompt", "question text"}, first):
		return tableHeadings
	}
	return noHeadings
}

// lines is a text with rows as lines: with semicolons between rows, if that is how the only line is parted.
func lines(text string) string {
	text = strings.TrimSpace(text)
	if tabs := strings.Count(text, "\t"); tabs > 1 && !strings.Contains(text, "\n") && strings.Count(text, ";") >= tabs-1 {
		return strings.ReplaceAll(text, ";", "\n")
	}
	return text
}

// row is a card whose sides are not told apart yet.
type row struct {
	at               draft.Place
	term, definition string
}

// Read makes a pack of a set.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(ID, name)
	text, ok := d.Plain(data)
	if !ok {
		return d.Result()
	}
	rows := read(d, text)
	var set []cards.Card
	asked := definitionAsked(rows)
	for _, r := range rows {
		card := cards.Card{At: r.at, Prompt: r.term, Answer: r.definition}
		if asked {
			card.Prompt, card.Answer = r.definition, r.term
		}
		set = append(set, card)
	}
	if !d.Failed() {
		cards.Add(d, set)
	}
	return d.Result()
}

// maxSide is the most bytes of a side that are kept: more than a question holds.
const maxSide = 8 << 10

// read reads the rows. A line without a tab goes on with the definition before it.
func read(d *draft.Draft, text string) []row {
	lead := strings.Count(text[:len(text)-len(strings.TrimLeft(text, " \t\n"))], "\n")
	var rows []row
	number := lead
	for line := range strings.SplitSeq(lines(text), "\n") {
		number++
		at := draft.Place{Line: number}
		term, definition, tabbed := strings.Cut(line, "\t")
		term, definition = strings.TrimSpace(term), strings.TrimSpace(strings.ReplaceAll(definition, "\t", " "))
		switch {
		case number == lead+1 && headings(line) == cardHeadings, term == "" && definition == "":
		case !tabbed && len(rows) == 0:
			d.Skip(at, "row", "not taken: a row has a term, a tab and a definition")
		case !tabbed:
			last := &rows[len(rows)-1]
			if len(last.definition) < maxSide {
				last.definition += "\n" + term
			}
		case term == "" || definition == "":
			d.Skip(at, "row", "not taken: the term or the definition is missing")
		case len(rows) == draft.MaxQuestions:
			d.Fail(at, "too-many", "the set has more than %d cards; split it into several files", draft.MaxQuestions)
			return nil
		default:
			rows = append(rows, row{at, term, definition})
		}
	}
	return rows
}

// definitionAsked tells whether in most rows the definition is the longer side, and the term no question itself.
func definitionAsked(rows []row) bool {
	longer := 0
	for _, r := range rows {
		if strings.HasSuffix(r.term, "?") {
			longer--
			continue
		}
		switch terms, definitions := utf8.RuneCountInString(r.term), utf8.RuneCountInString(r.definition); {
		case definitions > terms+2:
			longer++
		case terms > definitions:
			longer--
		}
	}
	return longer > 0
}
