// Package xmlzip finds the XML files of a package in a zip by what they are, whatever they are called, and the pictures that they
// speak of.
package xmlzip

import (
	"errors"
	"io"
	"iter"
	"path"
	"slices"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/xmlread"
)

// headSize is how many bytes of a file are looked at to tell what it is.
const headSize = 4 << 10

// Files are the XML files whose root is one of those, in the order of the archive.
func Files(a *draft.Archive, roots ...string) []string {
	return slices.Collect(files(a, roots))
}

func files(a *draft.Archive, roots []string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, name := range a.Names() {
			switch strings.ToLower(path.Ext(name)) {
			case ".xml", ".qti", ".dat":
			default:
				continue
			}
			if root := rootOf(a, name); root != nil && slices.Contains(roots, root.Name) && !yield(name) {
				return
			}
		}
	}
}

// rootOf is the root of an XML file in the archive; nil if it is none.
func rootOf(a *draft.Archive, name string) *xmlread.Element {
	content, err := a.Stream(name, draft.MaxUnpacked)
	if err != nil {
		return nil
	}
	head := make([]byte, headSize)
	n, err := io.ReadFull(content, head)
	if errors.Join(content.Close()) != nil || err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	root, _ := xmlread.Root([]byte(draft.Head(head[:n])))
	return root
}

// Holds tells whether data is a zip with such a file.
func Holds(data []byte, roots ...string) bool {
	if !draft.IsArchive(data) {
		return false
	}
	a, err := draft.Open(data)
	if err != nil {
		return false
	}
	for range files(a, roots) {
		return true
	}
	return false
}
