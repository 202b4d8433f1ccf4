package xmlzip

import (
	"net/url"
	"path"
	"strings"

	"trivium/questions/formats/draft"
)

// Pictures finds the pictures in an archive that its texts speak of.
type Pictures struct {
	archive *draft.Archive
	byEnd   map[string]string // the only file whose name ends so; empty if there are several
}

// NewPictures looks through the names in an archive.
func NewPictures(a *draft.Archive) *Pictures {
	p := &Pictures{archive: a, byEnd: map[string]string{}}
	for _, name := range a.Names() {
		last := path.Base(name)
		p.note(last, name)
		// Blackboard puts ids at the end of a name, before its ending, and speaks of the ids alone.
		if stem := strings.TrimSuffix(last, path.Ext(last)); strings.Contains(stem, "__") {
			p.note(stem[strings.LastIndex(stem, "__")+2:], name)
		}
	}
	return p
}

func (p *Pictures) note(end, name string) {
	if known, met := p.byEnd[end]; met && known != name {
		name = ""
	}
	p.byEnd[end] = name
}

// Find returns the file that a text in the given file speaks of under an address: relative to the text or to the package, in the
// folder for the files of a course, or under the same name wherever there is but one of it.
func (p *Pictures) Find(file, src string) ([]byte, bool) {
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
	if src = strings.TrimPrefix(src, "/"); src == "" {
		return nil, false
	}
	places := []string{path.Join(path.Dir(file), src), path.Clean(src), path.Join("web_resources", src), p.byEnd[path.Base(src)]}
	for _, name := range places {
		if name != "" && p.archive.Has(name) {
			data, err := p.archive.Read(name, draft.MaxPicture)
			return data, err == nil
		}
	}
	return nil, false
}
