package questions

import "time"

// The bounds of a question. They protect screens and memory; what reads well is much shorter, and the linter's business.
// Lengths are in characters (Unicode code points).
const (
	MaxPrompt  = 1000
	MaxChoice  = 300 // a choice, an item, a side of a pair, an accepted answer
	MaxWhy     = 1000
	MaxSummary = 280
	MaxDetails = 20_000
	MaxTitle   = 200 // a title, a note, a unit, an alternative text

	MinChoices  = 2 // choices, items or pairs
	MaxChoices  = 10
	MaxAccepted = 100 // accepted answers, and rejected ones
	MaxSources  = 20
	MaxMedia    = 4
	MaxTags     = 20
	MaxTag      = 40 // characters of a tag

	MinTime   = time.Second
	MaxTime   = 10 * time.Minute
	MaxPoints = 10_000
)
