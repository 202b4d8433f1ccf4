package xmlread

import (
	"bytes"
	"errors"
	"fmt"
)

// The bounds of a file.
const (
	MaxDepth      = 100
	MaxElements   = 1_000_000 // of the file
	maxWithin     = 20_000    // of what is read as a whole, a question
	maxAttributes = 100       // of one element
	maxName       = 200       // bytes
	maxNames      = 1000      // that are kept to be used again
)

// The errors of a file.
var (
	ErrXML      = errors.New("the XML is broken")
	ErrEntities = errors.New("the file declares XML entities, which are not read here; export it again without them")
	ErrTooLarge = errors.New("the XML is too large")
)

// Reader reads a file from its beginning to its end.
type Reader struct {
	data     []byte
	at       int
	open     []string          // names of the elements that are open, outermost first
	closed   bool              // the last start tag was an end tag too: <a/>
	elements int               // so far
	names    map[string]string // that were met, to be used again
	lineAt   int               // up to where lines are counted
	line     int
	peeking  bool // only the format is to be told
	// Rename, if it is set before reading, maps the local names of elements and attributes: of versions that differ in nothing else.
	Rename func(string) string
	// Guessed is true if the file is neither in UTF-8 nor in the encoding that it states, and was read as Windows-1252.
	Guessed bool
}

// New begins to read a file. ErrTooLarge, draft.ErrEncoding.
func New(data []byte) (*Reader, error) {
	data, guessed, err := decoded(data)
	if err != nil {
		return nil, err
	}
	return &Reader{data: data, names: map[string]string{}, line: 1, Guessed: guessed}, nil
}

// Line is the line that is read, from 1.
func (r *Reader) Line() int {
	for ; r.lineAt < r.at; r.lineAt++ {
		switch r.data[r.lineAt] {
		case '\n':
			r.line++
		case '\r':
			if r.lineAt+1 < len(r.data) && r.data[r.lineAt+1] != '\n' {
				r.line++
			}
		}
	}
	return r.line
}

// Child reads on to the next element inside the one that is open, at first to the root; nil is the end of the open one. The element
// has its attributes but not yet what is in it: that is read by Fill, passed over by Skip, or gone through by Child.
func (r *Reader) Child() (*Element, error) {
	for {
		t, err := r.next()
		if err != nil {
			return nil, err
		}
		switch t.kind {
		case tokenStart:
			return t.element, nil
		case tokenEnd:
			return nil, nil //nolint:nilnil // the end is neither an element nor an error
		case tokenEOF:
			if len(r.open) > 0 {
				return nil, r.broken("it ends before </%s>", r.open[len(r.open)-1])
			}
			return nil, nil //nolint:nilnil // see above
		case tokenText:
		}
	}
}

// Fill reads all that is in an element that Child has just returned.
func (r *Reader) Fill(e *Element) error {
	within := []*Element{e}
	for count := 0; len(within) > 0; {
		t, err := r.next()
		if err != nil {
			return err
		}
		top := within[len(within)-1]
		switch t.kind {
		case tokenText:
			top.nodes = append(top.nodes, node{text: t.text, verbatim: t.verbatim})
		case tokenStart:
			if count++; count > maxWithin {
				return fmt.Errorf("%w: the <%s> of line %d has more than %d elements", ErrTooLarge, e.Name, e.Line, maxWithin)
			}
			top.nodes = append(top.nodes, node{element: t.element})
			within = append(within, t.element)
		case tokenEnd:
			within = within[:len(within)-1]
		case tokenEOF:
			return r.broken("it ends before </%s>", top.Name)
		}
	}
	return nil
}

// Skip passes over all that is in an element that Child has just returned.
func (r *Reader) Skip() error {
	for outer := len(r.open) - 1; len(r.open) > outer; {
		t, err := r.next()
		if err != nil {
			return err
		}
		if t.kind == tokenEOF {
			return r.broken("it ends before </%s>", r.open[len(r.open)-1])
		}
	}
	return nil
}

// broken is what is wrong where the reader stands.
func (r *Reader) broken(format string, args ...any) error {
	return fmt.Errorf("%w in line %d: %s; export the file again, or mend it there", ErrXML, r.Line(), fmt.Sprintf(format, args...))
}

// Root reads the beginning of a file, to tell its format: the root, and the first element in it. Each is nil if there is none. A file
// that declares entities has a format too; that it is refused for them is said by who reads it.
func Root(head []byte) (root, first *Element) {
	r, err := New(head)
	if err != nil {
		return nil, nil
	}
	r.peeking = true
	for _, b := range r.data {
		if b == '<' {
			break
		}
		if !isSpace(b) {
			return nil, nil
		}
	}
	if root, err = r.Child(); err != nil || root == nil {
		return nil, nil
	}
	first, err = r.Child()
	if err != nil {
		return root, nil
	}
	return root, first
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' }

// name returns the local part of a name.
func (r *Reader) name(raw []byte) string {
	if at := bytes.LastIndexByte(raw, ':'); at >= 0 && at+1 < len(raw) {
		raw = raw[at+1:]
	}
	if known, met := r.names[string(raw)]; met {
		return known
	}
	name := string(raw)
	if r.Rename != nil {
		name = r.Rename(name)
	}
	if len(r.names) < maxNames {
		r.names[string(raw)] = name
	}
	return name
}
