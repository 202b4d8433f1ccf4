package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"trivium/questions/formats/draft"
)

// The parts of a workbook that have fixed names (ECMA-376, part 1, 12).
const (
	workbookPart  = "xl/workbook.xml"
	relationsPart = "xl/_rels/workbook.xml.rels"
	stringsPart   = "xl/sharedStrings.xml"
	stylesPart    = "xl/styles.xml"
)

// book is one workbook that is being read.
type book struct {
	archive *draft.Archive
	rows    int // to be read, 0 is all
	marks   int // elements so far
	from    int // the year that dates are counted from, if it is 1904
	styles  map[int]style
}

// walk gives each mark of a part to visit, until that returns an error. A part that is not there is an empty one. Names are taken
// without their namespaces, of which there are several editions.
func (b *book) walk(part string, visit func(xml.Token) error) (err error) {
	content, err := b.archive.Stream(part, maxPart)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, content.Close()) }()
	decoder := xml.NewDecoder(&guard{content: content})
	for {
		token, err := decoder.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, draft.ErrTooLarge), errors.Is(err, draft.ErrArchive):
			return err
		case err != nil:
			return fmt.Errorf("%w: %w", draft.ErrArchive, err)
		}
		switch token.(type) {
		case xml.Directive:
			return fmt.Errorf("%w: it declares entities or a document type", draft.ErrArchive)
		case xml.StartElement:
			if b.marks++; b.marks > maxMarks {
				return fmt.Errorf("%w: there are more than %d cells, or whatever else it is", draft.ErrTooLarge, maxMarks/4)
			}
		}
		if err := visit(token); err != nil {
			if errors.Is(err, errEnough) {
				return nil
			}
			return err
		}
	}
}

// maxAttributes bounds the attributes of an element, of which the decoder makes a list before anybody can look.
const maxAttributes = 5000

// guard reads a part and ends where an element has too many attributes: equal signs since the last <, which no attribute holds.
type guard struct {
	content io.Reader
	signs   int
}

// Read reads the next bytes.
func (g *guard) Read(into []byte) (int, error) {
	n, err := g.content.Read(into)
	for _, c := range into[:n] {
		switch c {
		case '<':
			g.signs = 0
		case '=':
			if g.signs++; g.signs > maxAttributes {
				return 0, fmt.Errorf("%w: an element has more than %d attributes", draft.ErrTooLarge, maxAttributes)
			}
		}
	}
	return n, err
}

// sheets are the parts of the sheets that people see, in their order.
func (b *book) sheets() ([]string, error) {
	var ids []string
	err := b.walk(workbookPart, func(token xml.Token) error {
		start, ok := token.(xml.StartElement)
		switch {
		case ok && start.Name.Local == "workbookPr":
			if since := attribute(start, "date1904"); since == "1" || since == "true" {
				b.from = 1904
			}
		case ok && start.Name.Local == "sheet":
			if state := attribute(start, "state"); state != "hidden" && state != "veryHidden" {
				ids = append(ids, relation(start))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	targets := map[string]string{}
	err = b.walk(relationsPart, func(token xml.Token) error {
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "Relationship" {
			targets[attribute(start, "Id")] = attribute(start, "Target")
		}
		return nil
	})
	var parts []string
	for _, id := range ids {
		if target := targets[id]; target != "" {
			if !strings.HasPrefix(target, "/") {
				target = "xl/" + target
			}
			parts = append(parts, strings.TrimPrefix(path.Clean(target), "/"))
		}
	}
	return parts, err
}

// attribute is the value of an attribute without a namespace.
func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// relation is the value of the attribute id of whatever namespace relations have.
func relation(start xml.StartElement) string {
	for _, a := range start.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}
