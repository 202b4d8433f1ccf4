package room

import (
	"math/rand/v2"
	"time"

	"trivium/game"
	"trivium/questions"
)

func simulatedBank() []questions.Question {
	choices := []questions.Choice{{Text: "Canberra", Correct: true}, {Text: "Sydney"}, {Text: "Perth", Correct: true}, {Text: "Hobart"}}
	return []questions.Question{
		{Kind: questions.Single, Prompt: "single", Choices: choices[:2]},
		{Kind: questions.Text, Prompt: "text", Accept: []questions.Accepted{{Text: "Oslo"}}},
		{Kind: questions.Number, Prompt: "number", Number: &questions.NumberSpec{Answer: "1969", Closest: true}},
		{Kind: questions.Order, Prompt: "order", Items: []string{"a", "b", "c"}, Scoring: questions.ScoringPartial},
		{Kind: questions.Multi, Prompt: "multi", Choices: choices, Scoring: questions.ScoringPartial},
		{Kind: questions.Poll, Prompt: "poll", Choices: choices[1:2]},
		{
			Kind: questions.Match, Prompt: "match", Scoring: questions.ScoringPartial,
			Pairs: []questions.Pair{{Left: "x", Right: "1"}, {Left: "y", Right: "2"}}, Extra: []string{"3"},
		},
		{Kind: questions.TrueFalse, Prompt: "truefalse", Answer: true},
		{Kind: questions.Slide, Prompt: "slide"},
	}
}

// simulatedGame draws questions and settings.
func simulatedGame(rng *rand.Rand) game.Opened {
	bank := simulatedBank()
	rng.Shuffle(len(bank), func(i, j int) { bank[i], bank[j] = bank[j], bank[i] })
	bank = bank[:5]
	for i := range bank {
		bank[i].Time, bank[i].Points = time.Duration(3+rng.IntN(4))*time.Second, 1000
	}
	set := game.DefaultSettings()
	set.Scoring = []game.Scoring{game.Speed, game.Accuracy, game.Rank}[rng.IntN(3)]
	set.Streak, set.Penalty = rng.IntN(2) == 0, 25*rng.IntN(2)
	set.LateJoin, set.Teams, set.Auto = rng.IntN(5) > 0, rng.IntN(3) == 0, rng.IntN(2) == 0
	set.TableAfter = []string{game.TableAfterQuestion, game.TableAfterRound, game.TableAtEnd}[rng.IntN(3)]
	set.ClockOff, set.SeatMax = rng.IntN(10) == 0, 4+rng.IntN(8)
	set.CreditMax = []game.Millis{0, 150, 500}[rng.IntN(3)]
	if rng.IntN(3) == 0 {
		set.BreakAfterRound = 3_000
	}
	return game.Opened{
		Rules: game.Rules, PIN: "1234", Seed: []byte("a seed of a simulated game, 32 b"), HostKey: "key", Settings: set,
		Rounds:    []game.Round{{Title: "first", Questions: []int{0, 1, 2}}, {Questions: []int{3, 4}}},
		Questions: bank,
	}
}
