package game

import (
	"slices"
	"strings"

	"trivium/questions"
)

// StepKind says what a step of the plan shows.
type StepKind string

// The kinds of step.
const (
	StepRound    StepKind = "round"
	StepQuestion StepKind = "question"
	StepTable    StepKind = "table"
	StepBreak    StepKind = "break"
	StepPodium   StepKind = "podium"
)

// Step is one thing that the game shows, in order.
type Step struct {
	Kind     StepKind
	Round    int // index into Rounds
	Question int // index into Questions
}

// Times that the rules give, in milliseconds.
const (
	cardTime     Millis = 6_000
	revealTime   Millis = 9_000
	tableTime    Millis = 7_000
	podiumTime   Millis = 30_000
	slideTime    Millis = 10_000
	closingTime  Millis = 1_000 // the longest that sealing waits for flush marks
	seatInterval Millis = 250   // joins are admitted at most four times a second
	idleTime     Millis = 6 * 3_600_000
	readingBase  Millis = 2_000
	readingWord  Millis = 300 // 3.3 words a second: silent reading with time to spare (Brysbaert 2019: 238 a minute)
	readingMax   Millis = 10_000
	mediaTime    Millis = 2_000
)

// plan lays a game out: round by round a title card, its questions, the table where the settings want it, a break.
func plan(rounds []Round, set *Settings, qs []questions.Question) []Step {
	var steps []Step
	for r, round := range rounds {
		if round.Title != "" {
			steps = append(steps, Step{Kind: StepRound, Round: r})
		}
		for _, q := range round.Questions {
			steps = append(steps, Step{Kind: StepQuestion, Round: r, Question: q})
			if set.TableAfter == TableAfterQuestion && scored(&qs[q]) {
				steps = append(steps, Step{Kind: StepTable, Round: r})
			}
		}
		last := r == len(rounds)-1
		if set.TableAfter != TableAtEnd && !last && (len(steps) == 0 || steps[len(steps)-1].Kind != StepTable) {
			steps = append(steps, Step{Kind: StepTable, Round: r})
		}
		if set.BreakAfterRound > 0 && !last {
			steps = append(steps, Step{Kind: StepBreak, Round: r})
		}
	}
	// The podium is the last table.
	if n := len(steps); n > 0 && steps[n-1].Kind == StepTable {
		steps = steps[:n-1]
	}
	return append(steps, Step{Kind: StepPodium, Round: len(rounds) - 1})
}

// scored tells whether a question can bring points.
func scored(q *questions.Question) bool { return q.Kind != questions.Poll && q.Kind != questions.Slide }

// forward gives the event that shows the next step of the plan.
func (s *State) forward(by By) Event {
	for i := s.Step + 1; i < len(s.Plan); i++ {
		switch s.Plan[i].Kind {
		case StepRound:
			return RoundBegan{By: by, Step: i}
		case StepQuestion:
			return Asked{By: by, Step: i}
		case StepTable:
			if !s.HideTable {
				return TableShown{By: by, Step: i}
			}
		case StepBreak:
			return BreakBegan{By: by, Step: i}
		case StepPodium:
			return PodiumShown{By: by}
		}
	}
	return PodiumShown{By: by}
}

// readingTime is how long a prompt stands alone, so that reading is not racing.
func readingTime(q *questions.Question, timeFactor int) Millis {
	t := readingBase + readingWord*Millis(len(strings.Fields(q.Prompt)))
	// What comes with the reveal must not make itself felt before it.
	if slices.ContainsFunc(q.Media, func(m questions.Media) bool { return m.At != questions.AtReveal }) {
		t += mediaTime
	}
	return min(t, readingMax) * Millis(max(timeFactor, 100)) / 100
}

// limit is the time to answer, by the question and the game's factor; 0 is no limit.
func limit(q *questions.Question, set *Settings) Millis {
	if set.ClockOff {
		return 0
	}
	return MillisOf(q.Time) * Millis(set.TimeFactor) / 100
}
