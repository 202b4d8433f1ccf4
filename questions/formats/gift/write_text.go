package gift

import (
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"io/fs"
	"path"
	"strings"

	"trivium/questions"
)

// stem is the question's text, as HTML if it shows pictures.
func stem(q *questions.Question, pictures []picture) string {
	if len(pictures) == 0 {
		return "[" + formatPlain + "]" + escaped(q.Prompt)
	}
	return "[" + formatHTML + "]" + inHTML(q.Prompt, pictures)
}

// inHTML is a text with pictures below it.
func inHTML(text string, pictures []picture) string {
	var out strings.Builder
	out.WriteString(strings.ReplaceAll(html.EscapeString(text), "\n", "<br>"))
	for _, p := range pictures {
		fmt.Fprintf(&out, `<p><img src="%s" alt="%s"></p>`, p.uri, html.EscapeString(p.alt))
	}
	return escaped(out.String())
}

// field is a text inside the braces. It says that it is plain unless it inherits that from the stem and looks like nothing else.
func field(q *questions.Question, text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "[") || strings.HasPrefix(text, "%") || showsPictures(q) {
		return "[" + formatPlain + "]" + escaped(text)
	}
	return escaped(text)
}

// feedback is a text behind a part of the answer.
func feedback(q *questions.Question, text string) string {
	switch {
	case text == "":
		return ""
	case q.Kind == questions.Text && strings.Contains(text, arrow): // which would make it a match question
		return "#[" + formatHTML + "]" + inHTML(text, nil)
	}
	return "#" + field(q, text)
}

// generalFeedback holds summary and details: plain if there is but a summary, else as Markdown.
func generalFeedback(q *questions.Question, pictures []picture) string {
	switch {
	case q.Details != "":
		var text strings.Builder
		text.WriteString(joinMarkdown(q.Summary, q.Details))
		for _, p := range pictures {
			fmt.Fprintf(&text, "\n\n![%s](%s)", strings.NewReplacer("[", "(", "]", ")").Replace(oneLine(p.alt)), p.uri)
		}
		return "[" + formatMarkdown + "]" + escaped(text.String())
	case len(pictures) > 0:
		return "[" + formatHTML + "]" + inHTML(q.Summary, pictures)
	case q.Summary != "":
		return "[" + formatPlain + "]" + escaped(q.Summary)
	}
	return ""
}

// picture is one that is written into the text.
type picture struct{ uri, alt string }

func showsPictures(q *questions.Question) bool {
	for _, medium := range q.Media {
		if medium.At != questions.AtReveal && mediaType(medium) != "" {
			return true
		}
	}
	return false
}

// mediaType is the media type of a picture, empty for what is none.
func mediaType(medium questions.Media) string {
	if medium.Type != "image" {
		return ""
	}
	switch strings.ToLower(path.Ext(medium.Src)) {
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	}
	return ""
}

// pictures are those of a question that come along: what is shown with it, and with its answer.
func (w *writer) pictures(q *questions.Question) (shown, revealed []picture, err error) {
	for _, medium := range q.Media {
		kind := mediaType(medium)
		if kind == "" {
			w.lose("media", "GIFT holds pictures only; %s was left out", medium.Src)
			continue
		}
		if w.media == nil {
			w.lose("media-missing", "%s is not there and was left out", medium.Src)
			continue
		}
		data, err := w.media(medium.Src)
		if errors.Is(err, fs.ErrNotExist) {
			w.lose("media-missing", "%s is not there and was left out", medium.Src)
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("gift: %s: %w", medium.Src, err)
		}
		p := picture{uri: "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data), alt: medium.Alt}
		if medium.At == questions.AtReveal {
			revealed = append(revealed, p)
		} else {
			shown = append(shown, p)
		}
	}
	return shown, revealed, nil
}
