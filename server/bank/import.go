package bank

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"trivium/questions"
	"trivium/questions/formats"
	"trivium/questions/formats/draft"
	"trivium/questions/pack"
)

// asWritten tells whether a file is kept as its author wrote it, comments included: a pack in the native format without its media, or
// one that only looks so and is refused with line and column.
func asWritten(name string, data []byte) bool {
	format, ok := formats.Detect(name, data)
	if !ok {
		return packFile(name)
	}
	return format.ID == formats.Native && !draft.IsArchive(data)
}

// bring makes a pack file of a file in another format, with the media that it brings along. It is nil if nothing can be taken.
func (b *Bank) bring(u *Upload) (*questions.Pack, []Finding) {
	imported := formats.Read(u.Name, u.Data)
	findings := FindingsOf(imported.Findings)
	p := imported.Pack
	if p == nil {
		return nil, findings
	}
	if imported.Format != formats.Native { // its id is made up
		switch id := b.free(p.ID); {
		case u.Instead != "":
			rename(p, u.Instead)
		case !u.Replace && id != p.ID:
			findings = append(findings, Finding{
				Severity: "warning", Code: "renamed", Words: fmt.Sprintf("there is a pack %q already, so this one is %q", p.ID, id),
			})
			rename(p, id)
		}
	}
	u.write(p, imported.Media)
	return p, findings
}

// write makes a pack file of a pack, with its media beside it.
func (u *Upload) write(p *questions.Pack, media map[string][]byte) {
	u.files = map[string][]byte{}
	for i := range p.Questions {
		for j := range p.Questions[i].Media {
			medium := &p.Questions[i].Media[j]
			data := media[medium.Src]
			medium.Src = path.Join(importedMedia, p.ID, path.Base(medium.Src))
			u.files[medium.Src] = data
		}
	}
	u.Name, u.Data = p.ID+".yaml", pack.Write(p)
}

// free is an id like this one that no pack has.
func (b *Bank) free(id string) string {
	for i, try := 2, id; ; i++ {
		if _, taken := b.Entry(try); !taken {
			return try
		}
		try = id + "-" + strconv.Itoa(i)
	}
}

// rename gives a pack another id.
func rename(p *questions.Pack, id string) {
	for i := range p.Questions {
		_, question, _ := strings.Cut(p.Questions[i].ID, "/")
		p.Questions[i].ID = id + "/" + question
	}
	p.ID = id
}
