package questions

// Verdict is what judging makes of one typed answer.
type Verdict int

// The verdicts on a typed answer.
const (
	// Unmatched is wrong as far as the pack knows; the host may accept it.
	Unmatched Verdict = iota
	// Right matched an accepted answer.
	Right
	// Wrong matched a rejected answer.
	Wrong
)
