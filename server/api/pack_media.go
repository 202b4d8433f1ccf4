package api

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
	"trivium/questions/pack"
	"trivium/server/bank"
)

// make makes a pack that can be stored of one that was edited, and finds what is wrong or weak about it.
func (s *server) make(ctx context.Context, edited *editedPack) (made *bank.Made, findings []questions.Finding) {
	p := edited.Pack.pack()
	m := &mediaTaker{
		bank: s.Bank, files: edited.Files, draft: draft.New("", ""), moved: map[string]string{},
		made: &bank.Made{Pack: p, Media: map[string][]byte{}},
	}
	for i := range p.Questions {
		q := &p.Questions[i]
		for j := range q.Media {
			if err := m.take(ctx, &q.Media[j], edited.Pack.Questions[i].Media[j].Src); err != nil {
				_, question, _ := strings.Cut(q.ID, "/")
				findings = append(findings, questions.Finding{
					Severity: questions.Error, Question: question, Path: fmt.Sprintf("media.%d.src", j), Code: "media", Words: err.Error(),
				})
			}
		}
	}
	return m.made, append(findings, s.examine(ctx, p, m.made.Media)...)
}

// mediaTaker gathers the media of a pack that was edited.
type mediaTaker struct {
	bank  *bank.Bank
	files map[string][]byte // that came along, by the Src that names them
	draft *draft.Draft      // encodes pictures anew
	made  *bank.Made
	moved map[string]string // their new Src
}

var errNoMedium = errors.New("this picture or sound is gone; choose it again")

// take has a medium be one of the pack's own, wherever its contents come from.
func (m *mediaTaker) take(ctx context.Context, medium *questions.Media, src string) error {
	if name := address(src); name != "" {
		data, _, ok := m.bank.Media(ctx, name)
		if !ok {
			return errNoMedium
		}
		m.made.Media[medium.Src] = data
		return nil
	}
	if known, ok := m.moved[src]; ok {
		medium.Src = known
		return nil
	}
	data, ok := m.files[src]
	if !ok {
		return errNoMedium
	}
	kept, content, err := m.encode(medium, data, path.Ext(src))
	if err != nil {
		return err
	}
	medium.Src = kept
	m.moved[src], m.made.Media[kept] = kept, content
	return nil
}

// encode takes the contents of a new medium: pictures are encoded anew, sounds must be what their name says.
func (m *mediaTaker) encode(medium *questions.Media, data []byte, ending string) (src string, content []byte, err error) {
	var kept questions.Media
	if medium.Type == "audio" {
		named := questions.Media{Type: "audio", Src: "this sound" + strings.ToLower(ending)}
		if err := pack.CheckContents(named, data, pack.Options{}); err != nil {
			return "", nil, err
		}
		kept, err = m.draft.Sound(data, strings.ToLower(ending), medium.Alt)
	} else {
		kept, err = m.draft.Picture(data, medium.Alt)
	}
	if err != nil {
		return "", nil, err
	}
	return kept.Src, m.draft.Content(kept.Src), nil
}

// addressesOf says at which addresses a stored pack has the files that came along, by the Src that named them.
func addressesOf(stored *questions.Pack, edited *editedPack) map[string]string {
	addresses := map[string]string{}
	for i := range stored.Questions {
		for j, medium := range stored.Questions[i].Media {
			if src := edited.Pack.Questions[i].Media[j].Src; address(src) == "" {
				addresses[src] = medium.Src
			}
		}
	}
	return addresses
}
