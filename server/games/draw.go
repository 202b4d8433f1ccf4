package games

import (
	"fmt"
	"slices"
	"strings"

	"trivium/game"
	"trivium/questions"
)

// draw takes the questions from the packs, or those that were picked: their rounds, shuffled within if wished, cut down evenly to the
// count.
func (g *Games) draw(request *Request, seed []byte) ([]game.Round, []questions.Question, string, error) {
	take := g.whole
	if len(request.Questions) > 0 {
		take = g.picked
	}
	rounds, qs, titles, err := take(request)
	if err != nil {
		return nil, nil, "", err
	}
	if request.Shuffle {
		for i := range rounds {
			order := game.Shuffle(len(rounds[i].Questions), seed, "draw/"+fmt.Sprint(i))
			shuffled := make([]int, len(order))
			for place, at := range order {
				shuffled[place] = rounds[i].Questions[at]
			}
			rounds[i].Questions = shuffled
		}
	}
	rounds = cut(rounds, request.Count)
	if len(rounds) == 0 {
		return nil, nil, "", fmt.Errorf("%w: the packs hold no questions", ErrBad)
	}
	rounds, qs = compact(rounds, qs)
	return rounds, qs, strings.Join(titles, " + "), nil
}

// whole takes all questions of packs.
func (g *Games) whole(request *Request) (rounds []game.Round, qs []questions.Question, titles []string, err error) {
	if len(request.Packs) == 0 {
		return nil, nil, nil, fmt.Errorf("%w: choose a pack first", ErrBad)
	}
	for _, id := range request.Packs {
		pack, err := g.pack(id)
		if err != nil {
			return nil, nil, nil, err
		}
		titles = append(titles, pack.Title)
		rounds = append(rounds, packRounds(pack, len(qs), len(request.Packs) > 1)...)
		qs = append(qs, pack.Questions...)
	}
	return rounds, qs, titles, nil
}

// pack gives a pack of the bank, or says that it is not there.
func (g *Games) pack(id string) (*questions.Pack, error) {
	pack, ok := g.bank.Pack(id)
	if !ok {
		return nil, fmt.Errorf("%w: there is no pack %q in the bank any more", ErrBad, id)
	}
	return pack, nil
}

// packRounds gives the rounds of a pack with indexes counted from first. A pack without rounds is one, titled only among
// others.
func packRounds(pack *questions.Pack, first int, titled bool) []game.Round {
	if len(pack.Rounds) == 0 {
		round := game.Round{Questions: make([]int, len(pack.Questions))}
		if titled {
			round.Title, round.Intro = pack.Title, pack.Description
		}
		for i := range pack.Questions {
			round.Questions[i] = first + i
		}
		return []game.Round{round}
	}
	rounds := make([]game.Round, len(pack.Rounds))
	at := map[string]int{}
	for i, round := range pack.Rounds {
		rounds[i] = game.Round{Title: round.Title, Intro: round.Intro}
		at[round.ID], at[round.Title] = i, i
	}
	for i := range pack.Questions {
		r := at[pack.Questions[i].Round] // a question without a round belongs to the first
		rounds[r].Questions = append(rounds[r].Questions, first+i)
	}
	return rounds
}

// cut leaves count questions, taken from the rounds in turn; 0 leaves all. Rounds without questions go.
func cut(rounds []game.Round, count int) []game.Round {
	if count > 0 {
		left := make([]int, len(rounds))
		for taken, more := 0, true; more && taken < count; {
			more = false
			for i := range rounds {
				if left[i] < len(rounds[i].Questions) && taken < count {
					left[i]++
					taken++
					more = true
				}
			}
		}
		for i := range rounds {
			rounds[i].Questions = rounds[i].Questions[:left[i]]
		}
	}
	return slices.DeleteFunc(rounds, func(r game.Round) bool { return len(r.Questions) == 0 })
}

// compact keeps only the questions that are asked, so that the snapshot is small.
func compact(rounds []game.Round, qs []questions.Question) ([]game.Round, []questions.Question) {
	var kept []questions.Question
	for i := range rounds {
		indexes := make([]int, len(rounds[i].Questions))
		for at, index := range rounds[i].Questions {
			indexes[at] = len(kept)
			kept = append(kept, qs[index])
		}
		rounds[i].Questions = indexes
	}
	return rounds, kept
}
