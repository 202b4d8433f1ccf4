package room

import (
	"errors"
	"math/rand/v2"
	"time"

	"trivium/game"
	"trivium/questions"
	"trivium/server/ledger"
)

// host presses buttons, on any instance, and repeats what was not answered.
type host struct {
	w       *world
	sender  string
	counter uint64
	open    *game.Command // not answered yet
	leave   bool          // wants to go home
}

func (h *host) act() {
	w := h.w
	n := w.nodes[w.rng.IntN(len(w.nodes))]
	if n.room == nil || w.now < n.stalled {
		return
	}
	s, _ := n.room.Now()
	if h.open == nil {
		if !w.chance(40) && !h.leave || s.Phase == game.Lobby && !h.leave && !w.chance(10) {
			return
		}
		c := h.choose(s)
		h.counter++
		c.By = game.By{Sender: h.sender, Counter: h.counter}
		h.open = &c
	}
	err := n.room.Perform(w.ctx, *h.open)
	switch {
	case err == nil, errors.Is(err, game.ErrPast), errors.Is(err, game.ErrNotNow), errors.Is(err, game.ErrEnded),
		errors.Is(err, game.ErrUnknown), errors.Is(err, game.ErrTaken):
		h.open = nil
	case errors.Is(err, ErrUnavailable):
	default:
		w.fail("command %s: %w", h.open.Verb, err)
	}
}

// choose picks a button: the big one half of the time.
func (h *host) choose(s *game.State) game.Command {
	rng := h.w.rng
	if h.leave {
		return game.Command{Verb: game.DoEnd}
	}
	seat := game.Seat(1 + rng.IntN(max(len(s.Seats), 1)))
	verbs := []game.Command{
		{Verb: game.DoPause},
		{Verb: game.DoResume},
		{Verb: game.DoSkip, Turn: s.Turn},
		{Verb: game.DoAddTime, Turn: s.Turn, Millis: 2_000},
		{Verb: game.DoLock},
		{Verb: game.DoUnlock},
		{Verb: game.DoUnlock},
		{Verb: game.DoVoid, Showing: rng.IntN(3), On: rng.IntN(2) == 0},
		{Verb: game.DoAdjust, Seat: seat, Delta: 1 + rng.IntN(100)},
		{Verb: game.DoRename, Seat: seat, Name: "renamed", Key: "renamed"},
		{Verb: game.DoStretch, Seat: seat, Percent: 200},
		{Verb: game.DoInsert, Question: &simulatedBank()[0]},
		{Verb: game.DoJudge, Showing: rng.IntN(5), Text: "bergen", Right: true},
	}
	if h.w.chance(3) && (seat > 1 || h.w.chance(4)) {
		verbs = append(verbs, game.Command{Verb: game.DoKick, Seat: seat})
	}
	if i := rng.IntN(2 * len(verbs)); i < len(verbs) {
		return verbs[i]
	}
	return game.Command{Verb: game.DoNext, Turn: s.Turn}
}

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

var _ ledger.Ledger = bugged{}
