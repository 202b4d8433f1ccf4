package native

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/pack"
)

// Write writes a pack: as YAML, or if it has media as a zip of the pack file and the folder media. A medium that is not there is
// left out, and named.
func Write(p *questions.Pack, media func(src string) ([]byte, error)) ([]byte, []questions.Finding, error) {
	w := &writer{media: media, pack: *p, names: map[string]string{}, taken: map[string]bool{}}
	w.pack.Questions = slices.Clone(p.Questions)
	for i := range w.pack.Questions {
		if err := w.question(&w.pack.Questions[i]); err != nil {
			return nil, nil, err
		}
	}
	text := pack.Write(&w.pack)
	if len(w.files) == 0 {
		return text, w.findings, nil
	}
	data, err := zipped(append([]file{{p.ID + ".yaml", text}}, w.files...))
	return data, w.findings, err
}

type file struct {
	name string
	data []byte
}

// writer gathers the media of one pack.
type writer struct {
	media    func(src string) ([]byte, error)
	pack     questions.Pack
	files    []file
	names    map[string]string // in the archive, by Src; empty is not there
	taken    map[string]bool
	findings []questions.Finding
}

// question gathers the media of a question, and has it name them as the archive does.
func (w *writer) question(q *questions.Question) error {
	var kept []questions.Media
	for _, medium := range q.Media {
		name, known := w.names[medium.Src]
		if !known {
			var err error
			if name, err = w.take(medium.Src); err != nil {
				return err
			}
		}
		if name == "" {
			_, question, _ := strings.Cut(q.ID, "/")
			w.findings = append(w.findings, questions.Finding{
				Severity: questions.Warning, Question: question, Code: "media-missing", Words: medium.Src + " is not there and was left out",
			})
			continue
		}
		medium.Src = name
		kept = append(kept, medium)
	}
	q.Media = kept
	return nil
}

// take gathers one medium, and returns its name in the archive, empty if it is not there.
func (w *writer) take(src string) (string, error) {
	if w.media == nil {
		w.names[src] = ""
		return "", nil
	}
	data, err := w.media(src)
	if errors.Is(err, fs.ErrNotExist) {
		w.names[src] = ""
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read the medium %s: %w", src, err)
	}
	name := "media/" + path.Base(src)
	if at := strings.LastIndex("/"+src, "/media/"); at >= 0 {
		name = src[at:]
	}
	ending := path.Ext(name)
	for base, n := strings.TrimSuffix(name, ending), 2; w.taken[name]; n++ {
		name = fmt.Sprintf("%s-%d%s", base, n, ending)
	}
	w.names[src], w.taken[name] = name, true
	w.files = append(w.files, file{name, data})
	return name, nil
}

// zipped makes an archive: the same bytes for the same files.
func zipped(files []file) ([]byte, error) {
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, f := range files {
		entry, err := archive.Create(f.name)
		if err != nil {
			return nil, fmt.Errorf("zip %s: %w", f.name, err)
		}
		if _, err := entry.Write(f.data); err != nil {
			return nil, fmt.Errorf("zip %s: %w", f.name, err)
		}
	}
	if err := archive.Close(); err != nil {
		return nil, fmt.Errorf("zip the pack: %w", err)
	}
	return out.Bytes(), nil
}
