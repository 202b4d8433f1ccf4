package api

import (
	"cmp"
	"path"
	"strings"
	"time"

	"trivium/questions"
	"trivium/server/bank"
)

// packForm is a pack as it is edited: whole, answers included, with its media by the addresses at which they are served.
type packForm struct {
	questions.Pack

	Questions []questionForm `json:"questions"`
}

// questionForm is a question with its id in the pack and its limit in seconds.
type questionForm struct {
	questions.Question

	Seconds float64 `json:"time"`
}

// formOf shows a pack for editing.
func formOf(p *questions.Pack) *packForm {
	form := &packForm{Pack: *p, Questions: make([]questionForm, len(p.Questions))}
	form.Pack.Questions = nil
	for i := range p.Questions {
		q := questionForm{Question: p.Questions[i], Seconds: p.Questions[i].Time.Seconds()}
		_, q.ID, _ = strings.Cut(q.ID, "/")
		if q.Language == p.Language {
			q.Language = ""
		}
		form.Questions[i] = q
	}
	return form
}

// pack makes the pack of a form, as a reader would of its file: texts have no space around them, what a question leaves to the pack is the
// pack's, and media lie in the folder media.
func (f *packForm) pack() *questions.Pack {
	p := f.Pack
	p.Title, p.Description = strings.TrimSpace(p.Title), strings.TrimSpace(p.Description)
	p.Rounds = append([]questions.Round{}, p.Rounds...)
	for i := range p.Rounds {
		p.Rounds[i].Title = strings.TrimSpace(p.Rounds[i].Title)
	}
	p.Questions = make([]questions.Question, len(f.Questions))
	for i := range f.Questions {
		q := f.Questions[i].Question
		q.ID = p.ID + "/" + q.ID
		q.Language, q.Round = cmp.Or(q.Language, p.Language), strings.TrimSpace(q.Round)
		q.Tags = questions.Tags(q.Tags)
		q.Time = time.Duration(f.Questions[i].Seconds * float64(time.Second)).Round(time.Millisecond)
		if q.Kind == questions.Number && q.Number == nil {
			q.Number = &questions.NumberSpec{}
		}
		q.Media = append([]questions.Media{}, q.Media...)
		for j := range q.Media {
			q.Media[j].Src = path.Join("media", path.Base(q.Media[j].Src))
		}
		p.Questions[i] = q
	}
	return &p
}

// address is where the server has a medium that a form names, empty if it came with the form.
func address(src string) string {
	if name, served := strings.CutPrefix(src, bank.URLPrefix); served {
		return name
	}
	return ""
}
