package xmlread

import (
	"html"
	"strings"
)

// maxText is how much text of one element is looked at; a field is a question or a choice, not a book.
const maxText = 1 << 20

// Element is an element of a file. All methods take nil as an element with nothing in it, so that a path of names can be followed
// without looking at each step.
type Element struct {
	Name       string // without its prefix
	Line       int
	attributes []attribute
	nodes      []node
}

type attribute struct {
	name string
	raw  []byte
}

// node is what an element holds: a text or another element.
type node struct {
	text     []byte
	verbatim bool
	element  *Element
}

// Attr is the value of an attribute by its local name; empty if there is none.
func (e *Element) Attr(name string) string {
	if e != nil {
		for _, a := range e.attributes {
			if a.name == name {
				return plain(a.raw[:min(len(a.raw), maxText)], false)
			}
		}
	}
	return ""
}

// First is the first element of that name that is directly in this one; nil if there is none.
func (e *Element) First(name string) *Element {
	if e != nil {
		for _, n := range e.nodes {
			if n.element != nil && n.element.Name == name {
				return n.element
			}
		}
	}
	return nil
}

// All are the elements directly in this one: those of that name, of any if it is empty.
func (e *Element) All(name string) []*Element {
	if e == nil {
		return nil
	}
	var all []*Element
	for _, n := range e.nodes {
		if n.element != nil && (name == "" || n.element.Name == name) {
			all = append(all, n.element)
		}
	}
	return all
}

// Find are the elements of that name however deep they are in this one, in the order of the file.
func (e *Element) Find(name string) []*Element {
	var all []*Element
	for _, child := range e.All("") {
		if child.Name == name {
			all = append(all, child)
		}
		all = append(all, child.Find(name)...)
	}
	return all
}

// Text is all text in the element, without space around it, that of elements in it included.
func (e *Element) Text() string {
	var out strings.Builder
	e.text(&out)
	return strings.TrimSpace(out.String())
}

func (e *Element) text(out *strings.Builder) {
	if e == nil {
		return
	}
	for _, n := range e.nodes {
		n.element.text(out)
		if left := maxText - out.Len(); left > 0 {
			out.WriteString(plain(n.text[:min(len(n.text), left)], n.verbatim))
		}
	}
}

// Own is the text that is directly in the element, without space around it.
func (e *Element) Own() string {
	var out strings.Builder
	if e != nil {
		for _, n := range e.nodes {
			if left := maxText - out.Len(); left > 0 {
				out.WriteString(plain(n.text[:min(len(n.text), left)], n.verbatim))
			}
		}
	}
	return strings.TrimSpace(out.String())
}

// Raw is the element's first text as it stands in the file, which may have megabytes: a picture in base64.
func (e *Element) Raw() []byte {
	if e != nil {
		for _, n := range e.nodes {
			if n.element == nil && len(strings.TrimSpace(string(n.text[:min(len(n.text), 100)]))) > 0 {
				return n.text
			}
		}
	}
	return nil
}

// Markup is what the element holds, as HTML: its text, which is HTML that was escaped, or the HTML elements in it.
func (e *Element) Markup() string {
	if len(e.All("")) == 0 {
		return e.Text()
	}
	return strings.TrimSpace(e.Render(func(*Element) (string, bool) { return "", false }))
}

// Render writes what is in the element as HTML. An element for which replace returns true is written as what it returns.
func (e *Element) Render(replace func(*Element) (string, bool)) string {
	var out strings.Builder
	e.render(&out, replace)
	return out.String()
}

func (e *Element) render(out *strings.Builder, replace func(*Element) (string, bool)) {
	if e == nil {
		return
	}
	for _, n := range e.nodes {
		if out.Len() > maxText {
			return
		}
		if n.element == nil {
			out.WriteString(html.EscapeString(plain(n.text[:min(len(n.text), maxText)], n.verbatim)))
			continue
		}
		if text, replaced := replace(n.element); replaced {
			out.WriteString(text)
			continue
		}
		out.WriteString("<" + n.element.Name)
		for _, a := range n.element.attributes {
			out.WriteString(" " + a.name + `="` + html.EscapeString(plain(a.raw[:min(len(a.raw), maxText)], false)) + `"`)
		}
		out.WriteByte('>')
		n.element.render(out, replace)
		out.WriteString("</" + n.element.Name + ">")
	}
}

// plain resolves the entities of a text, and drops the control characters that no reader sees.
func plain(raw []byte, verbatim bool) string {
	text := strings.ToValidUTF8(string(raw), "") // a bound may have cut a letter
	if !verbatim && strings.IndexByte(text, '&') >= 0 {
		text = html.UnescapeString(text)
	}
	if strings.IndexFunc(text, func(c rune) bool { return c < ' ' && c != '\n' && c != '\t' }) < 0 {
		return text
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\n' && c != '\t' {
			return -1
		}
		return c
	}, text)
}
