package games

import (
	"fmt"
	"slices"
	"strings"

	"trivium/game"
	"trivium/questions"
)

// QuestionsMax is how many questions can be picked for a game.
const QuestionsMax = 300

// titledBy is how many packs a game of picked questions is named after, if its host gives it no title.
const titledBy = 3

// From gives the packs that the questions of a game come from, each once.
func (r *Request) From() []string {
	if len(r.Questions) == 0 {
		return r.Packs
	}
	var packs []string
	for _, id := range r.Questions {
		if pack, _, _ := strings.Cut(id, "/"); !slices.Contains(packs, pack) {
			packs = append(packs, pack)
		}
	}
	return packs
}

// validatePicked says what is wrong with picked questions, before any of them is looked for.
func (r *Request) validatePicked() error {
	switch {
	case len(r.Questions) > 0 && len(r.Packs) > 0:
		return fmt.Errorf("%w: packs or questions, not both", ErrBad)
	case len(r.Questions) > QuestionsMax:
		return fmt.Errorf("%w: questions: at most %d", ErrBad, QuestionsMax)
	}
	seen := map[string]bool{}
	for _, id := range r.Questions {
		if seen[id] {
			return fmt.Errorf("%w: the question %q is picked twice", ErrBad, id)
		}
		seen[id] = true
	}
	return nil
}

// picked takes single questions of any packs as one round, in the order in which they were picked.
func (g *Games) picked(request *Request) (rounds []game.Round, qs []questions.Question, titles []string, err error) {
	found := make(map[string]*questions.Question)
	for _, id := range request.From() {
		pack, err := g.pack(id)
		if err != nil {
			return nil, nil, nil, err
		}
		titles = append(titles, pack.Title)
		for i := range pack.Questions {
			found[pack.Questions[i].ID] = &pack.Questions[i]
		}
	}
	var round game.Round
	for _, id := range request.Questions {
		q := found[id]
		if q == nil {
			return nil, nil, nil, fmt.Errorf("%w: there is no question %q in the bank any more", ErrBad, id)
		}
		round.Questions = append(round.Questions, len(qs))
		qs = append(qs, *q)
		qs[len(qs)-1].Round = "" // that is of another game
	}
	return []game.Round{round}, qs, titles[:min(len(titles), titledBy)], nil
}
