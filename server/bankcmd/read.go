package bankcmd

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"trivium/questions"
	"trivium/questions/formats"
	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// file is a file of questions as it was read.
type file struct {
	draft.Imported
	name   string
	data   []byte
	native bool        // a pack file that is not in an archive
	places pack.Places // of a native one
}

// readFile reads a file of questions in any format; "-" is standard input. Media of a pack file lie in the folder media beside it. An
// error says that there is no such file; whatever is wrong with what is in it is a finding.
func readFile(name string) (*file, error) {
	data, err := readAll(name)
	if err != nil {
		return nil, unreadable("%w", err)
	}
	f := &file{name: name, data: data}
	format, known := formats.Detect(name, data)
	plain := format.ID == formats.Native && !draft.IsArchive(data)
	table := !known && strings.EqualFold(filepath.Ext(name), ".csv")
	switch {
	case name != "-" && (plain || table):
		f.native = plain
		f.beside()
	default:
		f.Imported = formats.Read(name, data)
		f.native = plain
	}
	if f.native {
		f.places = pack.PlacesIn(data)
	}
	for i := range f.Findings {
		f.Findings[i].File = name
	}
	return f, nil
}

// readAll reads a file that is not larger than any that is taken.
func readAll(name string) (_ []byte, err error) {
	in := os.Stdin
	if name != "-" {
		if in, err = os.Open(name); err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, in.Close()) }()
	}
	return io.ReadAll(io.LimitReader(in, draft.MaxFile+1))
}

// beside reads a pack file with the media that lie beside it. SVG is taken: whoever runs the command has the file already.
func (f *file) beside() {
	folder := os.DirFS(filepath.Dir(f.name))
	f.Format = formats.Native
	f.Pack, f.Findings = pack.Load(folder, filepath.Base(f.name), pack.Options{SVG: true})
	if f.Pack == nil {
		return
	}
	f.Media = map[string][]byte{}
	for i := range f.Pack.Questions {
		for _, medium := range f.Pack.Questions[i].Media {
			if data, err := fs.ReadFile(folder, medium.Src); err == nil { // Load has looked
				f.Media[medium.Src] = data
			}
		}
	}
}

// medium gives the contents of a medium. fs.ErrNotExist.
func (f *file) medium(src string) ([]byte, error) {
	if data, ok := f.Media[src]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// place says where in the file a finding about a question is.
func (f *file) place(finding *questions.Finding) {
	finding.File = f.name
	if finding.Question == "" || finding.Line > 0 {
		return
	}
	if f.native {
		finding.Line, finding.Column = f.places.At(finding.Question, finding.Path)
		return
	}
	at := f.Places[finding.Question]
	finding.Line, finding.Column = at.Line, at.Column
}
