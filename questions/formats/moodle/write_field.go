package moodle

import (
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"trivium/questions"
)

// picture is one that stands beside a text.
type picture struct {
	name, alt string
	data      []byte
}

// address is where a text finds the picture.
func (p picture) address() string { return pluginFile + url.PathEscape(p.name) }

// field is a text with its pictures: plain if there are none.
func field(name, text string, pictures []picture) string {
	format := formatPlain
	if len(pictures) > 0 {
		format = formatHTML
		text = strings.ReplaceAll(html.EscapeString(text), "\n", "<br>")
		for _, p := range pictures {
			text += fmt.Sprintf(`<p><img src="%s" alt="%s"></p>`, p.address(), html.EscapeString(p.alt))
		}
	}
	return element(name, format, text, pictures)
}

// element is a text in its format, with the files beside it.
func element(name, format, text string, pictures []picture) string {
	var out strings.Builder
	fmt.Fprintf(&out, "    <%s format=\"%s\">\n      <text>%s</text>\n", name, format, escaped(text))
	for _, p := range pictures {
		fmt.Fprintf(&out, "      <file name=\"%s\" path=\"/\" encoding=\"base64\">%s</file>\n",
			escaped(p.name), base64.StdEncoding.EncodeToString(p.data))
	}
	fmt.Fprintf(&out, "    </%s>\n", name)
	return out.String()
}

// general is the general feedback. It holds summary and details: plain if there is but a summary, else as Markdown.
func (w *writer) general(pictures []picture) string {
	const name = "generalfeedback"
	q := w.question
	if q.Details == "" {
		return field(name, q.Summary, pictures)
	}
	text := joinMarkdown(q.Summary, q.Details)
	if summary, details := splitMarkdown(text); summary != q.Summary || details != q.Details {
		w.lose("feedback", "summary and details are one text in Moodle, and cannot be told apart again")
	}
	for _, p := range pictures {
		text += fmt.Sprintf("\n\n![%s](%s)", strings.NewReplacer("[", "(", "]", ")").Replace(oneLine(p.alt)), p.address())
	}
	return element(name, formatMarkdown, text, pictures)
}

// pictures are those of the question that come along: what is shown with it, and with its answer.
func (w *writer) pictures() (shown, revealed []picture, err error) {
	for n, medium := range w.question.Media {
		if medium.Type != "image" {
			w.lose("media", "a sound is not written; %s was left out", medium.Src)
			continue
		}
		data, err := []byte(nil), fs.ErrNotExist
		if w.media != nil {
			data, err = w.media(medium.Src)
		}
		if errors.Is(err, fs.ErrNotExist) {
			w.lose("media-missing", "%s is not there and was left out", medium.Src)
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("moodle: %s: %w", medium.Src, err)
		}
		if medium.License != "" && medium.License != w.pack.License {
			w.lose("media-license", "the licence of %s, %s, has no place; say it where the file is", medium.Src, medium.License)
		}
		p := picture{name: fmt.Sprintf("%d-%s", n+1, path.Base(medium.Src)), alt: medium.Alt, data: data}
		if medium.At == questions.AtReveal {
			revealed = append(revealed, p)
		} else {
			shown = append(shown, p)
		}
	}
	return shown, revealed, nil
}
