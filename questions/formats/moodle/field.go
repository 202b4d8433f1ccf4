package moodle

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
)

// The formats of a text.
const (
	formatHTML     = "html"
	formatMoodle   = "moodle_auto_format" // HTML in which a line end is a break
	formatPlain    = "plain_text"
	formatMarkdown = "markdown"
)

// pluginFile begins the address of a file that lies beside the text.
const pluginFile = "@@PLUGINFILE@@/"

// formatOf is the format that a field states, or else the one it inherits.
func formatOf(field *xmlread.Element, inherited string) string {
	switch format := strings.TrimSpace(field.Attr("format")); format {
	case formatHTML, formatMoodle, formatPlain, formatMarkdown:
		return format
	case "":
		return inherited
	}
	return formatHTML // as Moodle does
}

// source is what stands in a field: in its text, or in old files in itself.
func source(field *xmlread.Element) string {
	if text := field.First("text"); text != nil {
		return text.Markup()
	}
	return field.Own()
}

// text reads a field of the question. The pictures in it are shown at the given moment.
func (q *quizItem) text(field *xmlread.Element, when string) string {
	text, read := q.plain(field, when)
	if read {
		return text
	}
	return q.HTML(text, when)
}

// choice reads a field that is a choice, an item or the left side of a pair.
func (q *quizItem) choice(field *xmlread.Element) string {
	text, read := q.plain(field, questions.AtPrompt)
	if read {
		return text
	}
	return q.Choice(text)
}

// plain reads a field that is not in HTML; of one that is it returns the HTML and false.
func (q *quizItem) plain(field *xmlread.Element, when string) (string, bool) {
	q.Find = func(src string) ([]byte, bool) { return file(field, src) }
	text := source(field)
	switch formatOf(field, q.format) {
	case formatPlain:
		return text, true
	case formatMarkdown:
		return q.markdown(text, when), true
	case formatMoodle:
		return strings.ReplaceAll(text, "\n", "<br>"), false
	}
	return text, false
}

// markdown reads a text in Markdown as it stands, without the pictures that the file holds.
func (q *quizItem) markdown(text, when string) string {
	pictures := regexp.MustCompile(`!\[([^\[\]]*)\]\((` + pluginFile + `[^)\s]+)\)`)
	text = pictures.ReplaceAllStringFunc(text, func(found string) string {
		parts := pictures.FindStringSubmatch(found)
		data, held := q.Find(parts[2])
		if !held {
			q.Warn("picture", "the picture %q is not in the file; add it by hand", item.Shorten(parts[2]))
			return ""
		}
		q.Draft.Attach(q.At, &q.Q, data, parts[1], when)
		return ""
	})
	return strings.TrimSpace(text)
}

// looksMarked tells whether a text in Markdown has marks in it.
func looksMarked(text string) bool {
	return regexp.MustCompile("(?m)\\*\\*|__|`|\\]\\(|^#+ |^[*-] ").MatchString(text)
}

// file returns a file that lies beside a text.
func file(field *xmlread.Element, src string) ([]byte, bool) {
	name, beside := strings.CutPrefix(src, pluginFile)
	if !beside {
		return nil, false
	}
	name, _, _ = strings.Cut(name, "?")
	if plain, err := url.PathUnescape(name); err == nil {
		name = plain
	}
	for _, f := range field.All("file") {
		folder := strings.Trim(f.Attr("path"), "/")
		if folder != "" {
			folder += "/"
		}
		if folder+f.Attr("name") == name {
			return decode(f.Raw())
		}
	}
	return nil, false
}

// decode reads base64 in lines. What is too large for a picture is cut, so that it is refused as one and costs little.
func decode(raw []byte) ([]byte, bool) {
	var out strings.Builder
	for _, c := range raw[:min(len(raw), draft.MaxPicture/2*3)] {
		if c != '\n' && c != '\r' && c != ' ' && c != '\t' && c != '=' {
			out.WriteByte(c)
		}
	}
	data, err := base64.RawStdEncoding.DecodeString(out.String())
	return data, err == nil
}

// oldPicture takes the picture along that old files have beside the question.
func (q *quizItem) oldPicture() {
	name, content := q.element.First("image").Text(), q.element.First("image_base64")
	if name == "" && content == nil {
		return
	}
	data, ok := decode(content.Raw())
	if !ok || len(data) == 0 {
		q.Warn("picture", "the picture %q is not in the file; add it by hand", item.Shorten(name))
		return
	}
	q.Draft.Attach(q.At, &q.Q, data, "", questions.AtPrompt)
}
