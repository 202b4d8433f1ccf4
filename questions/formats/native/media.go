package native

import (
	"path"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// mover takes the media of a pack out of its archive.
type mover struct {
	draft   *draft.Draft
	archive *draft.Archive
	file    string            // of the pack
	moved   map[string]string // what is known already, by the paths of before
}

// move replaces the media of all questions by what is kept of them.
func (m *mover) move(p *questions.Pack) []questions.Finding {
	var findings []questions.Finding
	for i := range p.Questions {
		for j := range p.Questions[i].Media {
			medium := &p.Questions[i].Media[j]
			src, err := m.take(*medium)
			if err != nil {
				_, question, _ := strings.Cut(p.Questions[i].ID, "/")
				findings = append(findings, questions.Finding{
					Severity: questions.Error, File: m.file, Question: question, Code: "media", Words: err.Error(),
				})
				continue
			}
			medium.Src = src
		}
	}
	return findings
}

// take keeps one medium and returns where.
func (m *mover) take(medium questions.Media) (string, error) {
	if src, known := m.moved[medium.Type+" "+medium.Src]; known {
		return src, nil
	}
	data, err := m.archive.Read(path.Join(path.Dir(m.file), medium.Src), pack.MaxAudio)
	if err != nil {
		return "", err
	}
	if err := pack.CheckContents(medium, data, pack.Options{}); err != nil {
		return "", err
	}
	kept := questions.Media{}
	if medium.Type == "image" {
		kept, err = m.draft.Picture(data, medium.Alt)
	} else {
		kept, err = m.draft.Sound(data, strings.ToLower(path.Ext(medium.Src)), medium.Alt)
	}
	if err != nil {
		return "", err
	}
	m.moved[medium.Type+" "+medium.Src] = kept.Src
	return kept.Src, nil
}
