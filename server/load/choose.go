package load

import (
	"math"
	"math/rand/v2"
	"strconv"

	"trivium/game"
	"trivium/questions"
)

// choose gives an answer that fits the question: any one, as the seed has it.
func choose(random *rand.Rand, q *game.QuestionView) game.Answer {
	switch q.Kind {
	case questions.Single, questions.TrueFalse, questions.Poll:
		return game.Answer{Pick: []int{random.IntN(max(len(q.Choices), 1))}}
	case questions.Multi:
		pick := random.Perm(len(q.Choices))
		return game.Answer{Pick: pick[:1+random.IntN(max(len(pick), 1))]}
	case questions.Order:
		return game.Answer{Pick: random.Perm(len(q.Choices))}
	case questions.Match:
		return game.Answer{Pick: random.Perm(len(q.Choices))[:len(q.Lefts)]}
	case questions.Number:
		return game.Answer{Text: number(random, q.Range)}
	case questions.Text:
		words := []string{"Orwell", "george orwell", "Ada Lovelace", "I do not know", "42"}
		return game.Answer{Text: words[random.IntN(len(words))]}
	case questions.Slide:
	}
	return game.Answer{}
}

// number gives a whole number, within the range if there is one.
func number(random *rand.Rand, within *questions.Range) string {
	least, most := 0.0, 2000.0
	if within != nil {
		if low, err := strconv.ParseFloat(within.Min, 64); err == nil {
			least = low
		}
		if high, err := strconv.ParseFloat(within.Max, 64); err == nil {
			most = high
		}
	}
	steps := math.Min(math.Max(math.Floor(most-least), 0), 1e6)
	return strconv.FormatFloat(least+float64(random.IntN(int(steps)+1)), 'f', -1, 64)
}
