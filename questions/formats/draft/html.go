package draft

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// maxHTML is how much of one field is looked at; a field is a stem or a choice, not a book.
const maxHTML = 1 << 20

// Rich is what a field in HTML holds.
type Rich struct {
	Text   string  // what a reader sees, without marks
	Images []Image // in the order of the field
	// Lost names what is there and not in Text or Images, each once: "table", "video", "formula".
	Lost []string
}

// Image is a picture that a field shows.
type Image struct {
	Src string // as it stands in the field
	Alt string
}

// HTML reads a field in HTML: text with breaks where a browser makes them, entities resolved once, marks dropped. Superscripts
// and subscripts become Unicode ones where there are such; scripts and styles are nothing.
func HTML(source string) Rich {
	if len(source) > maxHTML {
		source = source[:maxHTML]
	}
	r := &richReader{}
	tokens := html.NewTokenizer(strings.NewReader(source))
	for {
		switch tokens.Next() {
		case html.ErrorToken: // the end; what is broken before it was read as a browser does
			return r.rich()
		case html.TextToken:
			r.text(string(tokens.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.open(tokens.Token())
		case html.EndTagToken:
			r.close(tokens.Token())
		case html.CommentToken, html.DoctypeToken:
		}
	}
}

type richReader struct {
	out    strings.Builder
	hidden int    // inside script, style
	shift  string // "sup", "sub" or nothing
	images []Image
	lost   []string
}

func (r *richReader) text(text string) {
	if r.hidden > 0 {
		return
	}
	if r.shift != "" {
		text = shifted(text, r.shift)
	}
	r.out.WriteString(text)
}

func (r *richReader) open(token html.Token) {
	switch token.Data {
	case "script", "style", "title":
		if token.Type == html.StartTagToken {
			r.hidden++
		}
	case "br", "p", "div", "li", "tr", "ul", "ol", "pre", "h1", "h2", "h3", "h4", "h5", "h6":
		r.out.WriteByte('\v') // a break, told from line ends of the source, which are spaces
	case "td", "th":
		r.out.WriteByte(' ')
	case "sup", "sub":
		r.shift = token.Data
	case "img":
		r.images = append(r.images, Image{Src: attribute(token, "src"), Alt: clean(attribute(token, "alt"))})
	case "table":
		r.lose("table")
	case "video", "audio", "iframe", "object", "embed":
		r.lose(token.Data)
	case "math":
		r.lose("formula")
	}
}

func (r *richReader) close(token html.Token) {
	switch token.Data {
	case "script", "style", "title":
		r.hidden = max(0, r.hidden-1)
	case "sup", "sub":
		r.shift = ""
	case "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6":
		r.out.WriteByte('\v')
	}
}

func (r *richReader) lose(what string) {
	if !slices.Contains(r.lost, what) {
		r.lost = append(r.lost, what)
	}
}

func (r *richReader) rich() Rich {
	var lines []string
	for line := range strings.SplitSeq(r.out.String(), "\v") {
		if words := strings.FieldsFunc(line, unicode.IsSpace); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return Rich{Text: strings.Join(lines, "\n"), Images: r.images, Lost: r.lost}
}

func attribute(token html.Token, name string) string {
	for _, a := range token.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// shifted raises or lowers a text if Unicode can do so with all of it, and else marks it as people do in plain text: x^(n).
func shifted(text, how string) string {
	plain, raised := []rune("0123456789+-=()n"), []rune("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
	mark := "^"
	if how == "sub" {
		raised, mark = []rune("₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ"), "_"
	}
	var out strings.Builder
	for _, c := range strings.TrimSpace(text) {
		at := indexRune(plain, c)
		if at < 0 {
			if text = strings.TrimSpace(text); len([]rune(text)) > 1 {
				text = "(" + text + ")"
			}
			return mark + text
		}
		out.WriteRune(raised[at])
	}
	return out.String()
}

func indexRune(list []rune, c rune) int {
	for i, r := range list {
		if r == c {
			return i
		}
	}
	return -1
}
