package xmlread

import (
	"bytes"
	"fmt"
)

type tokenKind int

const (
	tokenEOF tokenKind = iota
	tokenText
	tokenStart
	tokenEnd
)

// token is a piece of the file.
type token struct {
	kind     tokenKind
	text     []byte
	verbatim bool // the text is CDATA: without entities
	element  *Element
}

// next reads the next token. Comments, instructions and the document type are passed over.
func (r *Reader) next() (token, error) {
	if r.closed {
		r.closed = false
		r.open = r.open[:len(r.open)-1]
		return token{kind: tokenEnd}, nil
	}
	for r.at < len(r.data) {
		rest := r.data[r.at:]
		if rest[0] != '<' {
			end := bytes.IndexByte(rest, '<')
			if end < 0 {
				end = len(rest)
			}
			r.at += end
			return token{kind: tokenText, text: rest[:end]}, nil
		}
		t, passed, err := r.mark(rest)
		if !passed || err != nil {
			return t, err
		}
	}
	return token{}, nil
}

// mark reads what begins with <. passed is true if it is nothing for the caller.
func (r *Reader) mark(rest []byte) (t token, passed bool, err error) {
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		_, err = r.until("<!--", "-->")
		return token{}, true, err
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		text, err := r.until("<![CDATA[", "]]>")
		return token{kind: tokenText, text: text, verbatim: true}, false, err
	case bytes.HasPrefix(rest, []byte("<?")):
		_, err = r.until("<?", "?>")
		return token{}, true, err
	case bytes.HasPrefix(rest, []byte("<!")):
		return token{}, true, r.declaration(rest)
	case bytes.HasPrefix(rest, []byte("</")):
		t, err = r.end()
		return t, false, err
	}
	t, err = r.start()
	return t, false, err
}

// until reads from one mark to the other and returns what is between.
func (r *Reader) until(begin, end string) ([]byte, error) {
	rest := r.data[r.at+len(begin):]
	length := bytes.Index(rest, []byte(end))
	if length < 0 {
		return nil, r.broken("%s is never ended by %s", begin, end)
	}
	r.at += len(begin) + length + len(end)
	return rest[:length], nil
}

// declaration passes over a document type, which may declare elements and attributes but no entities.
func (r *Reader) declaration(rest []byte) error {
	depth := 0
	for i := 0; i < len(rest); i++ {
		switch b := rest[i]; {
		case b == '"' || b == '\'':
			i += 1 + bytes.IndexByte(rest[i+1:], b) // what is quoted; a quote that is never ended is a letter
		case bytes.HasPrefix(rest[i:], []byte("<!--")):
			length := bytes.Index(rest[i:], []byte("-->"))
			if length < 0 {
				return r.broken("<!-- is never ended by -->")
			}
			i += length + len("-->") - 1
		case b == '<':
			if depth++; depth > 1 && startsFold(rest[i:], "<!ENTITY") && !r.peeking {
				return ErrEntities
			}
		case b == '>':
			if depth--; depth == 0 {
				r.at += i + 1
				return nil
			}
		}
	}
	return r.broken("<! is never ended by >")
}

func startsFold(text []byte, prefix string) bool {
	return len(text) >= len(prefix) && bytes.EqualFold(text[:len(prefix)], []byte(prefix))
}

// end reads an end tag.
func (r *Reader) end() (token, error) {
	inside, err := r.until("</", ">")
	if err != nil {
		return token{}, err
	}
	name := r.name(bytes.TrimSpace(inside[:min(len(inside), maxName)]))
	if len(r.open) == 0 {
		return token{}, r.broken("</%s> ends nothing", name)
	}
	top := r.open[len(r.open)-1]
	if top != name {
		return token{}, r.broken("</%s> stands where </%s> should", name, top)
	}
	r.open = r.open[:len(r.open)-1]
	return token{kind: tokenEnd}, nil
}

// start reads a start tag.
func (r *Reader) start() (token, error) {
	e := &Element{Line: r.Line()}
	r.at++
	name := r.word()
	if len(name) == 0 || len(name) > maxName {
		return token{}, r.broken("< begins no tag; a < that is meant as such is written &lt;")
	}
	e.Name = r.name(name)
	if r.elements++; r.elements > MaxElements {
		return token{}, fmt.Errorf("%w: it has more than %d elements", ErrTooLarge, MaxElements)
	}
	if len(r.open) == MaxDepth {
		return token{}, fmt.Errorf("%w: in line %d elements are %d deep in each other", ErrTooLarge, e.Line, MaxDepth+1)
	}
	if err := r.attributes(e); err != nil {
		return token{}, err
	}
	r.open = append(r.open, e.Name)
	return token{kind: tokenStart, element: e}, nil
}

// attributes reads up to the end of a start tag.
func (r *Reader) attributes(e *Element) error {
	for {
		r.space()
		switch {
		case r.at >= len(r.data):
			return r.broken("<%s is never ended by >", e.Name)
		case r.data[r.at] == '>':
			r.at++
			return nil
		case r.data[r.at] == '/':
			r.at++
			if r.at < len(r.data) && r.data[r.at] == '>' {
				r.at++
				r.closed = true
				return nil
			}
			return r.broken("a / stands inside the tag <%s", e.Name)
		}
		if err := r.attribute(e); err != nil {
			return err
		}
	}
}

func (r *Reader) attribute(e *Element) error {
	name := r.word()
	r.space()
	if len(name) == 0 || len(name) > maxName || r.at >= len(r.data) || r.data[r.at] != '=' {
		return r.broken(`an attribute of <%s is not written as name="value"`, e.Name)
	}
	r.at++
	r.space()
	if r.at >= len(r.data) || r.data[r.at] != '"' && r.data[r.at] != '\'' {
		return r.broken("the attribute %s of <%s has no quotes", name, e.Name)
	}
	quote := string(r.data[r.at])
	value, err := r.until(quote, quote)
	if err != nil {
		return err
	}
	if len(e.attributes) == maxAttributes {
		return fmt.Errorf("%w: the <%s> of line %d has more than %d attributes", ErrTooLarge, e.Name, e.Line, maxAttributes)
	}
	e.attributes = append(e.attributes, attribute{r.name(name), value})
	return nil
}

// word reads a name.
func (r *Reader) word() []byte {
	begin := r.at
	for r.at < len(r.data) && !isSpace(r.data[r.at]) && bytes.IndexByte([]byte(`<>/="'&`), r.data[r.at]) < 0 {
		r.at++
	}
	return r.data[begin:r.at]
}

func (r *Reader) space() {
	for r.at < len(r.data) && isSpace(r.data[r.at]) {
		r.at++
	}
}
