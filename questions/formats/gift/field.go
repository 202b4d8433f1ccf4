package gift

import (
	"strings"

	"golang.org/x/net/html/atom"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// The formats of a field, as they stand in brackets before it.
const (
	formatMoodle   = "moodle" // HTML in which a line end is a break: what a file has if it says nothing
	formatHTML     = "html"
	formatPlain    = "plain"
	formatMarkdown = "markdown"
)

// maxField is the most bytes of a text beside the pictures in it: many times what a question holds.
const maxField = 100 << 10

// formatOf takes the format off a field.
func formatOf(field, inherited string) (format, rest string) {
	field = strings.TrimSpace(field)
	for _, known := range []string{formatMoodle, formatHTML, formatPlain, formatMarkdown} {
		if rest, found := strings.CutPrefix(field, "["+known+"]"); found {
			return known, rest
		}
	}
	return inherited, field
}

// text reads a field of the question, with the pictures in it, which are shown at the given moment.
func (i *item) text(field, when string) string {
	format, field := formatOf(field, i.format)
	if field = strings.TrimSpace(show(field)); format == formatPlain || field == "" {
		return field
	}
	embedded := draft.Embedded{}
	if field = embedded.Take(field); len(field) > maxField {
		i.skip("too-long", "a text has more than %d KiB", maxField>>10)
		return ""
	}
	if format == formatMarkdown {
		return i.markdown(field, when, embedded)
	}
	if tag := i.patterns.cut.FindString(field); tag != "" {
		i.skip("unescaped", "a tag is cut off at %q; inside a tag write \\= and \\~ and \\# and \\{ and \\}", shorten(tag))
	}
	if field = escapeAngles(field, format == formatMoodle); format == formatMoodle {
		field = strings.ReplaceAll(field, "\n", "<br>")
	}
	rich := draft.HTML(field)
	for _, lost := range rich.Lost {
		i.draft.Warn(i.at, "layout", "a %s was taken as its text only", lost)
	}
	for _, image := range rich.Images {
		data, found := embedded.Picture(image.Src)
		if !found {
			i.draft.Warn(i.at, "picture", "the picture %q is not in the file; add it by hand", shorten(embedded.Restore(image.Src)))
			continue
		}
		i.draft.Attach(i.at, &i.q, data, image.Alt, when)
	}
	i.formula(rich.Text)
	return embedded.Restore(rich.Text)
}

// markdown reads a field in Markdown: its text as it stands, without the pictures that the file holds.
func (i *item) markdown(field, when string, embedded draft.Embedded) string {
	field = i.patterns.picture.ReplaceAllStringFunc(field, func(found string) string {
		part := i.patterns.picture.FindStringSubmatch(found)
		data, known := embedded.Picture(part[2])
		if !known {
			return found
		}
		i.draft.Attach(i.at, &i.q, data, part[1], when)
		return ""
	})
	return strings.TrimSpace(embedded.Restore(field))
}

// formula says that a formula is shown as it is written.
func (i *item) formula(text string) {
	if strings.Count(text, "$$") >= 2 || strings.Contains(text, `\(`) && strings.Contains(text, `\)`) {
		i.draft.Warn(i.at, "formula", "a formula is shown as it is written; write it in plain characters: %q", shorten(text))
	}
}

// escapeAngles keeps comparisons from being read as tags: "a<b" is text, unless a tag ends behind it; and in text that need not be
// HTML at all, "a<b and c>d" is too.
func escapeAngles(text string, strict bool) string {
	var out strings.Builder
	for {
		at := strings.IndexByte(text, '<')
		if at < 0 {
			break
		}
		out.WriteString(text[:at])
		if text = text[at+1:]; isTag(text, strict) {
			out.WriteByte('<')
		} else {
			out.WriteString("&lt;")
		}
	}
	out.WriteString(text)
	return out.String()
}

// isTag tells whether a text that follows < is the rest of a tag, or if that is strict, of one that HTML knows with attributes that
// have values.
func isTag(text string, strict bool) bool {
	if strings.HasPrefix(text, "!--") {
		return true
	}
	end := strings.IndexAny(text, "<>")
	if end < 0 || text[end] == '<' {
		return false
	}
	text = strings.TrimSuffix(strings.TrimPrefix(text[:end], "/"), "/")
	name := text[:len(text)-len(strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))]
	if !strict {
		return name != ""
	}
	rest := strings.TrimSpace(text[len(name):])
	return atom.Lookup([]byte(strings.ToLower(name))) != 0 && (rest == "" || strings.Contains(rest, "="))
}

// explain gives the question its explanations: the general feedback first, in which Markdown is kept, then the others.
func (i *item) explain(general string, others ...string) {
	format, _ := formatOf(general, i.format)
	text := i.text(general, questions.AtReveal)
	if format == formatMarkdown {
		long := i.q.Details
		i.q.Summary, i.q.Details = splitMarkdown(text)
		text, others = "", append([]string{long}, others...)
	}
	if !draft.Explain(&i.q, append([]string{text}, others...)...) {
		i.draft.Warn(i.at, "too-long", "the explanation has more than %d characters and was cut", questions.MaxDetails)
	}
}

// shorten keeps messages readable.
func shorten(text string) string {
	if runes := []rune(raw(text)); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return raw(text)
}
