package pack

import (
	"strings"
	"unicode"

	"trivium/questions"
)

// pair is a key with its value; an empty value is not written.
type pair struct{ key, value string }

// line writes one line; each level of indent is two spaces.
func (w *writer) line(indent int, text string) {
	for range indent {
		w.out.WriteString("  ")
	}
	w.out.WriteString(text)
	w.out.WriteByte('\n')
}

// field writes a text under a key, unless it is empty.
func (w *writer) field(indent int, key, text string) {
	if text != "" {
		w.text(indent, key, text)
	}
}

// text writes a text under a key: in lines of its own if it has several, plain if nobody could misread it, else in quotes.
func (w *writer) text(indent int, key, text string) {
	if !asBlock(text) {
		w.line(indent, key+": "+inBlock(text))
		return
	}
	w.line(indent, key+": |")
	for line := range strings.SplitSeq(text, "\n") {
		if line == "" {
			w.out.WriteByte('\n')
			continue
		}
		w.line(indent+1, line)
	}
}

// item begins an item of a list that is a mapping, with its first key.
func (w *writer) item(indent int, key, text string) { w.line(indent, "- "+key+": "+inBlock(text)) }

// entry writes an item of a list that is a text.
func (w *writer) entry(indent int, text string) { w.line(indent, "- "+inBlock(text)) }

// texts writes a list of texts, unless there are none.
func (w *writer) texts(indent int, key string, texts []string) {
	if len(texts) == 0 {
		return
	}
	w.line(indent, key+":")
	for _, text := range texts {
		w.entry(indent+1, text)
	}
}

// words writes a list of short words in one line, unless there are none.
func (w *writer) words(indent int, key string, words []string) {
	if len(words) == 0 {
		return
	}
	written := make([]string, len(words))
	for i, word := range words {
		written[i] = inFlow(word)
	}
	w.line(indent, key+": ["+strings.Join(written, ", ")+"]")
}

// flow writes an item of a list that is a short mapping, in one line.
func (w *writer) flow(indent int, pairs ...pair) {
	w.line(indent, "- "+braces(pairs, inFlow))
}

// mapping writes a short mapping of figures or known words under a key of a question, in one line, unless there is nothing in it.
func (w *writer) mapping(key string, pairs ...pair) {
	if text := braces(pairs, figureInFlow); text != "{}" {
		w.line(2, key+": "+text)
	}
}

func braces(pairs []pair, written func(string) string) string {
	var parts []string
	for _, p := range pairs {
		if p.value != "" {
			parts = append(parts, p.key+": "+written(p.value))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// inBlock is a text in a line of its own.
func inBlock(text string) string {
	if isPlain(text, " ,.'’()?!/%-;&+*\"–—“”„") && !strings.Contains(text, " #") {
		return text
	}
	return quoted(text)
}

// inFlow is a text within braces, where a comma would end it.
func inFlow(text string) string {
	if isPlain(text, " .'’()/-") {
		return text
	}
	return quoted(text)
}

// figureInFlow is a decimal within braces, which needs no quotes as a text of digits does.
func figureInFlow(text string) string {
	if value, err := questions.ReadDecimal(text); err == nil {
		return value.String()
	}
	return inFlow(text)
}

// isPlain tells whether a text needs no quotes: it begins with a letter, and holds nothing but letters, digits and the signs
// that mean nothing in YAML, nor is it a word that some reader of YAML takes for a value.
func isPlain(text, signs string) bool {
	for i, c := range text {
		letter := unicode.IsLetter(c)
		if i == 0 && !letter || !letter && !unicode.IsDigit(c) && !unicode.Is(unicode.Mn, c) && !strings.ContainsRune(signs, c) {
			return false
		}
	}
	switch strings.ToLower(text) {
	case "", "true", "false", "yes", "no", "on", "off", "y", "n", "null":
		return false
	}
	return !strings.HasSuffix(text, " ")
}

// asBlock tells whether a text is written in lines of its own, which keeps long stories readable. Texts whose lines begin or end
// with a space, or that hold what an editor might change, are not.
func asBlock(text string) bool {
	if !strings.Contains(text, "\n") || strings.HasPrefix(text, "\n") || strings.HasSuffix(text, "\n") || strings.HasPrefix(text, " ") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.HasSuffix(line, " ") {
			return false
		}
	}
	return !strings.ContainsFunc(text, func(c rune) bool { return c != '\n' && !isShown(c) })
}

// isShown tells whether a character can stand in a YAML file and be seen there.
func isShown(c rune) bool { return unicode.IsPrint(c) && c != '\ufeff' && c != '\ufffd' }

// quoted is a text in double quotes, with escapes for what cannot be seen (YAML 1.2, 5.7).
func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, c := range text {
		switch {
		case c == '"' || c == '\\':
			out.WriteByte('\\')
			out.WriteRune(c)
		case c == '\n':
			out.WriteString(`\n`)
		case c == '\t':
			out.WriteString(`\t`)
		case isShown(c):
			out.WriteRune(c)
		default:
			writeEscape(&out, c)
		}
	}
	out.WriteByte('"')
	return out.String()
}

func writeEscape(out *strings.Builder, c rune) {
	const hex = "0123456789ABCDEF"
	digits, mark := 4, byte('u')
	if c > 0xffff {
		digits, mark = 8, 'U'
	}
	out.WriteByte('\\')
	out.WriteByte(mark)
	for shift := (digits - 1) * 4; shift >= 0; shift -= 4 {
		out.WriteByte(hex[c>>shift&15])
	}
}
