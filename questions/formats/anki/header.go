package anki

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// header is what a file says of itself. Columns count from 0, -1 is none.
type header struct {
	separator            rune
	html                 bool
	said                 bool // whether it is HTML
	names                []string
	deck                 string
	deckColumn, tags     int
	notetype, identifier int
}

// headerOf takes a header line apart: "#separator:tab".
func headerOf(line string) (name, value string, found bool) {
	rest, marked := strings.CutPrefix(strings.TrimSpace(line), "#")
	name, value, found = strings.Cut(rest, ":")
	return strings.ToLower(strings.TrimSpace(name)), value, marked && found
}

func known(name string) bool {
	return slices.Contains([]string{
		"separator", "html", "columns", "deck", "notetype", "tags", "deck column", "tags column", "notetype column", "guid column",
		"if matches",
	}, name)
}

// headers reads the headers, and returns what is behind them and how many lines they are.
func (r *reader) headers(text string) (body string, lines int) {
	r.header = header{separator: 0, deckColumn: -1, tags: -1, notetype: -1, identifier: -1}
	columns := ""
	for {
		line, rest, more := strings.Cut(text, "\n")
		name, value, found := headerOf(line)
		if !found || !known(name) {
			break
		}
		if name == "columns" {
			columns = strings.TrimPrefix(strings.TrimSpace(line), "#")[len("columns:"):]
		} else {
			r.header.take(name, strings.TrimSpace(value))
		}
		lines++
		if text = rest; !more {
			text = ""
			break
		}
	}
	if r.header.separator == 0 {
		r.header.separator = guess(text)
	}
	if columns != "" {
		r.header.names = strings.Split(columns, string(r.header.separator))
	}
	if r.header.deck != "" {
		r.draft.Title(round(r.header.deck))
	}
	return text, lines
}

func (h *header) take(name, value string) {
	number, err := strconv.Atoi(value)
	if err != nil || number < 1 || number > 1000 {
		number = 0
	}
	switch name {
	case "separator":
		h.separator = separatorOf(value)
	case "html":
		h.html, h.said = strings.EqualFold(value, "true"), true
	case "deck":
		h.deck = value
	case "deck column":
		h.deckColumn = number - 1
	case "tags column":
		h.tags = number - 1
	case "notetype column":
		h.notetype = number - 1
	case "guid column":
		h.identifier = number - 1
	}
}

// separatorOf is the sign that a header names, 0 if there is no such sign.
func separatorOf(value string) rune {
	switch strings.ToLower(value) {
	case "tab", `\t`:
		return '\t'
	case "comma":
		return ','
	case "semicolon":
		return ';'
	case "space":
		return ' '
	case "pipe":
		return '|'
	case "colon":
		return ':'
	}
	if sign, size := utf8.DecodeRuneInString(value); size == len(value) && size > 0 && !strings.ContainsRune("\"#\r\n\ufffd", sign) {
		return sign
	}
	return 0
}

// guess is the sign in the first row that could be a separator.
func guess(text string) rune {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	for _, sign := range "\t;|," {
		if strings.ContainsRune(line, sign) && !strings.Contains(line, "{{c") { // which stands in prose
			return sign
		}
	}
	return '\t'
}

// round is the title for a deck, whose parts have two colons between them.
func round(deck string) string { return strings.Join(strings.Split(deck, "::"), " / ") }
