package draft

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"trivium/questions"
)

// Whole takes a pack that another reader has made as it is, and what that had to say. A pack of nil says that the file cannot be
// read, and one of the findings why.
func (d *Draft) Whole(p *questions.Pack, findings []questions.Finding) {
	d.findings = append(d.findings, findings...)
	if p == nil {
		d.failed = true
		return
	}
	d.pack = *p
	d.pack.Questions = nil
	for _, q := range p.Questions {
		q.ID = strings.TrimPrefix(q.ID, p.ID+"/")
		d.pack.Questions = append(d.pack.Questions, q)
	}
}

// Sound takes a sound along, as it is, and returns what a question's Media needs. The ending is that of its name (".mp3"); the
// caller has looked at the contents. ErrTooLarge.
func (d *Draft) Sound(data []byte, ending, alt string) (questions.Media, error) {
	if len(d.media) >= MaxMedia {
		return questions.Media{}, fmt.Errorf("%w: a pack has at most %d pictures and sounds", ErrTooLarge, MaxMedia)
	}
	sum := sha256.Sum256(data)
	src := "media/" + hex.EncodeToString(sum[:12]) + ending
	d.media[src] = data
	return questions.Media{Type: "audio", Src: src, Alt: shorten(clean(alt), questions.MaxTitle)}, nil
}
