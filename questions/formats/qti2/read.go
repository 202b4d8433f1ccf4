package qti2

import (
	"fmt"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/item"
	"trivium/questions/formats/internal/xmlread"
	"trivium/questions/formats/internal/xmlzip"
)

// ID names the format.
const ID = "qti2"

// maxXML is the most bytes of an XML file in a package, which holds one question.
const maxXML = 4 << 20

// itemRoots and testRoots are the roots of files in both versions.
func itemRoots() []string { return []string{"assessmentItem", "qti-assessment-item"} }

func testRoots() []string { return []string{"assessmentTest", "qti-assessment-test"} }

// Is tells whether a file is an item of QTI 2 or 3, or a zip with such files.
func Is(_ string, data []byte) bool {
	if root, _ := xmlread.Root([]byte(draft.Head(data))); root != nil {
		name := oldName(root.Name)
		return name == "assessmentItem" || name == "assessmentTest"
	}
	return xmlzip.Holds(data, itemRoots()...)
}

// oldName is the name of 2.x for one of 3.0: choiceInteraction for qti-choice-interaction, maxChoices for max-choices.
func oldName(name string) string {
	words := strings.Split(strings.TrimPrefix(name, "qti-"), "-")
	for i, word := range words[1:] {
		if word != "" {
			words[i+1] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	return strings.Join(words, "")
}

// reader reads one file, or all of a package.
type reader struct {
	draft    *draft.Draft
	archive  *draft.Archive // nil if it is no package
	pictures *xmlzip.Pictures
	spoken   bool // the language of the pack is known
}

// Read makes a pack of a file. Sections of a test become rounds.
func Read(name string, data []byte) draft.Imported {
	r := &reader{draft: draft.New(ID, name)}
	if draft.IsArchive(data) {
		r.readZip(data)
	} else {
		r.readItem(data, place{})
	}
	r.draft.Inside("")
	return r.draft.Result()
}

func (r *reader) readZip(data []byte) {
	archive, err := draft.Open(data)
	if err != nil {
		r.draft.Fail(draft.Place{}, "archive", "%v", err)
		return
	}
	r.archive, r.pictures = archive, xmlzip.NewPictures(archive)
	for _, p := range r.places() {
		if r.draft.Failed() {
			return
		}
		r.draft.Inside(p.file)
		data, err := archive.Read(p.file, maxXML)
		if err != nil {
			r.draft.Fail(draft.Place{}, "archive", "%v", err)
			return
		}
		r.readItem(data, p)
	}
}

// readItem reads a file with one question. In a package one that is broken does not take the others with it.
func (r *reader) readItem(data []byte, p place) {
	root, line, err := r.parse(data)
	switch {
	case err != nil && r.archive != nil:
		r.draft.Skip(draft.Place{Line: line}, "xml", "not taken: %v", err)
	case err != nil:
		r.draft.Fail(draft.Place{Line: line}, "xml", "%v", err)
	case root == nil || root.Name != "assessmentItem":
		r.draft.Fail(draft.Place{}, "test", "the file only names the questions of a test; import the package (.zip) that holds them")
	default:
		r.item(root, p)
	}
}

// parse reads a file as a whole.
func (r *reader) parse(data []byte) (root *xmlread.Element, line int, err error) {
	xml, err := xmlread.New(data)
	if err != nil {
		return nil, 0, fmt.Errorf("read the file: %w", err)
	}
	if xml.Guessed {
		r.draft.Warn(draft.Place{}, "encoding", "the file is not UTF-8; it was read as Windows-1252, so look at letters with accents")
	}
	xml.Rename = oldName
	if root, err = xml.Child(); err == nil && root != nil {
		err = xml.Fill(root)
	}
	return root, xml.Line(), err
}

// find is what finds pictures that a file speaks of.
func (r *reader) find(file string) func(string) ([]byte, bool) {
	if r.archive == nil {
		return nil
	}
	return func(src string) ([]byte, bool) { return r.pictures.Find(file, src) }
}

// shorten keeps messages readable.
func shorten(text string) string { return item.Shorten(text) }
