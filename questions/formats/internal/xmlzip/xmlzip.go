// Package xmlzip finds the XML files of a package in a zip by what they are, whatever they are called, and the pictures that they
// speak of.
package xmlzip

import (
	"errors"
	"io"
	"net/url"
	"path"
	"slices"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/xmlread"
)

// maxLooked is how many files of a zip are looked at, and headSize how many bytes of each.
const (
	maxLooked = 2000
	headSize  = 4 << 10
)

// Files are the XML files whose root is one of those, in the order of the archive.
func Files(a *draft.Archive, roots ...string) []string {
	var found []string
	looked := 0
	for _, name := range a.Names() {
		switch strings.ToLower(path.Ext(name)) {
		case ".xml", ".qti", ".dat":
		default:
			continue
		}
		if looked++; looked > maxLooked {
			break
		}
		if root := rootOf(a, name); root != nil && slices.Contains(roots, root.Name) {
			found = append(found, name)
		}
	}
	return found
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
	return err == nil && len(Files(a, roots...)) > 0
}

// Picture returns the file that a text in the given file speaks of under an address: relative to the text or to the package, in the
// folder for the files of a course, or under the same name wherever there is but one of it.
func Picture(a *draft.Archive, file, src string) ([]byte, bool) {
	if strings.Contains(src, "://") {
		return nil, false
	}
	src, _, _ = strings.Cut(src, "?")
	if plain, err := url.PathUnescape(src); err == nil {
		src = plain
	}
	for _, base := range []string{"$IMS-CC-FILEBASE$", "$IMS_CC_FILEBASE$", "$CANVAS_COURSE_REFERENCE$/file_contents/course files"} {
		src = strings.TrimPrefix(src, base)
	}
	src = strings.TrimPrefix(src, "/")
	if src == "" {
		return nil, false
	}
	for _, name := range []string{path.Join(path.Dir(file), src), path.Clean(src), path.Join("web_resources", src), alone(a, path.Base(src))} {
		if name != "" && a.Has(name) {
			data, err := a.Read(name, draft.MaxPicture)
			return data, err == nil
		}
	}
	return nil, false
}

// alone is the only file in the archive whose name ends so; empty if there are several or none. Blackboard puts ids at the end of a
// name, before its ending, and speaks of the ids alone.
func alone(a *draft.Archive, base string) string {
	found := ""
	for _, name := range a.Names() {
		last := path.Base(name)
		if last != base && !strings.HasSuffix(strings.TrimSuffix(last, path.Ext(last)), "__"+base) {
			continue
		}
		if found != "" {
			return ""
		}
		found = name
	}
	return found
}
