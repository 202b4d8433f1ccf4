package load

import (
	"errors"
	"strings"
	"testing"

	"trivium/game"
)

// seen makes a player who was asked and told of some questions on so many connections.
func seen(connections int, asked, told []int) *Player {
	p := NewPlayer(PlayerOptions{URL: "u", PIN: "1", Name: "Cat"})
	p.line.dials = connections
	for _, showing := range asked {
		p.asked[showing] = game.QuestionView{Showing: showing}
	}
	for _, showing := range told {
		p.points[showing] = 0
	}
	return p
}

func TestAGapIsWrong(t *testing.T) {
	all, slow := []int{0, 1, 2}, seen(1, []int{0, 2}, []int{0})
	slow.o.Slow = SlowPause
	for name, c := range map[string]struct {
		players, late []*Player
		words         []string
	}{
		"nobody missed anything":      {players: []*Player{seen(1, all, all)}, late: []*Player{seen(1, all, []int{1, 2})}},
		"a question":                  {players: []*Player{seen(1, all, all), seen(1, []int{0, 2}, all)}, words: []string{"question 1"}},
		"a result":                    {players: []*Player{seen(1, all, []int{0, 1})}, words: []string{"question 2"}},
		"the last question":           {players: []*Player{seen(1, all, all), seen(1, []int{0, 1}, []int{0, 1})}, words: []string{"question 2"}},
		"who was away misses things":  {players: []*Player{seen(1, all, all), seen(2, []int{0}, []int{0}), slow}},
		"who came late misses later":  {players: []*Player{seen(1, all, all)}, late: []*Player{seen(1, all, []int{2})}, words: []string{"question 1"}},
		"each that missed one counts": {players: []*Player{seen(1, all, all), seen(1, nil, nil), seen(1, nil, nil)}, words: []string{"question 0", "question 0"}},
	} {
		errs := (&table{players: c.players, late: c.late}).gaps()
		if len(errs) != len(c.words) || errorsIn(several(errs)) != len(c.words) {
			t.Errorf("%s: %v", name, errs)
			continue
		}
		for i, err := range errs {
			if !errors.Is(err, ErrWrong) || !strings.Contains(err.Error(), c.words[i]) {
				t.Errorf("%s: %v, want %q", name, err, c.words[i])
			}
		}
	}
}
