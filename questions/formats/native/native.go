// Package native is Trivium's own format as a file to hand on: YAML, or a zip of one pack file and its folder media. It is read as
// strictly as packs in the bank are (package pack): whatever has an error is not taken at all.
package native

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// id is the format as the list of formats names it.
const id = "native"

// Is tells whether a file is a pack: YAML with the keys of one at its left edge, or a zip with a YAML file.
func Is(_ string, data []byte) bool {
	if !draft.IsArchive(data) {
		return regexp.MustCompile(`(?m)^(format: *["']?[0-9]|questions: *(\[.*|#.*)?\r?$)`).Match(data[:min(len(data), 64<<10)])
	}
	archive, err := draft.Open(data)
	return err == nil && len(packFiles(archive)) > 0 && !archive.Has("imsmanifest.xml")
}

// packFiles are the files of an archive that may be the pack.
func packFiles(archive *draft.Archive) []string {
	var files []string
	for _, name := range archive.Names() {
		hidden := strings.HasPrefix(path.Base(name), ".") || strings.HasPrefix(name, "__MACOSX/") // what macOS adds to a zip
		switch strings.ToLower(path.Ext(name)) {
		case ".yaml", ".yml":
			if !hidden {
				files = append(files, name)
			}
		}
	}
	return files
}

// Read reads a pack file, or a zip with one and its media.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	if !draft.IsArchive(data) {
		p, findings := pack.ParseYAML(name, data)
		if p != nil {
			findings = append(findings, unseen(name, p)...)
		}
		d.Whole(p, findings)
		return d.Result()
	}
	archive, err := draft.Open(data)
	if err != nil {
		d.Fail(draft.Place{}, "archive", "%v", err)
		return d.Result()
	}
	readArchive(d, archive)
	return d.Result()
}

// unseen warns of media that a pack file without its folder names.
func unseen(name string, p *questions.Pack) []questions.Finding {
	var findings []questions.Finding
	for i := range p.Questions {
		_, question, _ := strings.Cut(p.Questions[i].ID, "/")
		for _, medium := range p.Questions[i].Media {
			findings = append(findings, questions.Finding{
				Severity: questions.Warning, File: name, Question: question, Code: "media-missing",
				Words: fmt.Sprintf("%s is not in the file; to take it along, zip the pack file and its folder media", medium.Src),
			})
		}
	}
	return findings
}

func readArchive(d *draft.Draft, archive *draft.Archive) {
	files := packFiles(archive)
	if len(files) != 1 {
		d.Fail(draft.Place{}, "archive", "the zip holds %d pack files (.yaml); put one pack and its folder media into each zip", len(files))
		return
	}
	data, err := archive.Read(files[0], pack.MaxFile)
	if err != nil {
		d.Fail(draft.Place{}, "archive", "%v", err)
		return
	}
	p, findings := pack.ParseYAML(files[0], data)
	if p != nil {
		m := &mover{draft: d, archive: archive, file: files[0], moved: map[string]string{}}
		findings = append(findings, m.move(p)...)
	}
	if questions.HasErrors(findings) {
		p = nil
	}
	d.Whole(p, findings)
}
