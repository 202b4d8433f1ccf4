// Package questions is the root of the question bank: what a question is and how an answer to it is judged.
//
// It is pure: no I/O, no clock, no randomness. Formats (how questions are read from files) live in packages below it;
// the game imports only this package. Nothing here may import anything else of Trivium.
package questions

import "time"

// Kind says how a question is asked and answered.
type Kind string

// The kinds of question, as they are written in a pack.
const (
	Single    Kind = "single"    // one right choice
	Multi     Kind = "multi"     // any number of right choices
	TrueFalse Kind = "truefalse" // a statement to judge
	Text      Kind = "text"      // a typed answer
	Number    Kind = "number"    // a typed number or a slider
	Order     Kind = "order"     // items to be put in order
	Match     Kind = "match"     // pairs to be matched
	Poll      Kind = "poll"      // choices without a right one
	Slide     Kind = "slide"     // nothing to answer
)

// Scoring of multi, order and match questions.
const (
	ScoringAll      = "all"      // full points or none
	ScoringPartial  = "partial"  // a share for each right part
	ScoringAdjacent = "adjacent" // order: a share for each right neighbouring pair
)

// Question is one question in full, its answer included. It never leaves the server before the reveal: what a player may
// see is made from it by the game.
type Question struct {
	// ID is unique in all packs: "pack/question".
	ID       string `json:"id"`
	Kind     Kind   `json:"kind"`
	Language string `json:"language,omitempty"` // BCP 47
	Prompt   string `json:"prompt"`
	Topic    string `json:"topic,omitempty"`
	// Tags are small words that the question is found by.
	Tags []string `json:"tags,omitempty"`
	// Round is the title of the pack's round that holds the question, or empty.
	Round string `json:"round,omitempty"`

	Choices []Choice `json:"choices,omitempty"` // single, multi, poll
	// KeepOrder asks that choices be shown in the pack's order (numbers that rise, "none of these") and not shuffled.
	KeepOrder bool        `json:"keep_order,omitempty"`
	Answer    bool        `json:"answer,omitempty"` // truefalse
	Accept    []Accepted  `json:"accept,omitempty"` // text, the first is shown at the reveal
	Reject    []string    `json:"reject,omitempty"` // text
	Rules     MatchRules  `json:"rules,omitzero"`   // text
	Number    *NumberSpec `json:"number,omitempty"` // number
	Items     []string    `json:"items,omitempty"`  // order, in the right order
	Pairs     []Pair      `json:"pairs,omitempty"`  // match
	Extra     []string    `json:"extra,omitempty"`  // match: right sides that belong to nothing

	Scoring string        `json:"scoring,omitempty"` // all | partial | adjacent; empty is all
	Time    time.Duration `json:"time"`              // the limit, before the game's time factor
	Points  int           `json:"points"`            // full points, 0 for polls and slides

	Summary string   `json:"summary,omitempty"` // shown at the reveal, at most 280 characters
	Details string   `json:"details,omitempty"` // Markdown, on the review page
	Sources []Source `json:"sources,omitempty"`
	Media   []Media  `json:"media,omitempty"`

	Difficulty string `json:"difficulty,omitempty"` // easy | medium | hard, or empty
	License    string `json:"license,omitempty"`    // SPDX; empty is the pack's
	Checked    string `json:"checked,omitempty"`    // when the facts were last checked, a date: "2026-11-24"
	Expires    string `json:"expires,omitempty"`    // when the answer may have changed, a date
}

// Choice is one choice of a single, multi or poll question.
type Choice struct {
	Text    string `json:"text"`
	Correct bool   `json:"correct,omitempty"`
	Why     string `json:"why,omitempty"` // why it is right or wrong, for the reveal
}

// Accepted is a typed answer that counts as right.
type Accepted struct {
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
}

// MatchRules say how leniently a typed answer is compared. Empty fields mean the default, which is named first.
type MatchRules struct {
	Case        string `json:"case,omitempty"`        // fold | exact
	Diacritics  string `json:"diacritics,omitempty"`  // fold | exact
	Punctuation string `json:"punctuation,omitempty"` // ignore | exact
	Articles    string `json:"articles,omitempty"`    // ignore | exact
	Typos       string `json:"typos,omitempty"`       // auto | none
	Numbers     string `json:"numbers,omitempty"`     // words | exact
}

// NumberSpec is the answer of a number question. All figures are decimals as text ("1969", "3.14", "-0.5"), so that no
// precision is lost; ParseDecimal reads them.
type NumberSpec struct {
	Answer string `json:"answer"`
	// ToleranceAbs and ToleranceRel widen what counts as right: by an amount, or by a share of the answer ("0.05").
	ToleranceAbs string `json:"tolerance_abs,omitempty"`
	ToleranceRel string `json:"tolerance_rel,omitempty"`
	// Low and High, when given, are the range that counts as right instead of a tolerance.
	Low  string `json:"low,omitempty"`
	High string `json:"high,omitempty"`
	// Closest gives the points to the nearest answers when none needs to be exact.
	Closest bool   `json:"closest,omitempty"`
	Range   *Range `json:"range,omitempty"` // a slider is offered
	Unit    string `json:"unit,omitempty"`
}

// Range is what a slider offers.
type Range struct {
	Min  string `json:"min"`
	Max  string `json:"max"`
	Step string `json:"step"`
}

// Pair is one right pair of a match question.
type Pair struct {
	Left  string `json:"left"`
	Right string `json:"right"`
}

// Source says where a fact can be checked.
type Source struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// When a medium is shown.
const (
	AtPrompt = "prompt" // with the question, the default
	AtReveal = "reveal" // with the answer only
)

// Media is a picture or a sound of a question. Src is a path under the bank's media ("demo/media/map.png").
type Media struct {
	Type    string `json:"type"` // image | audio
	Src     string `json:"src"`
	Alt     string `json:"alt"`
	License string `json:"license,omitempty"`
	At      string `json:"at,omitempty"` // prompt | reveal; empty is prompt
}

// Pack is a set of questions with a title, as it is offered in the bank.
type Pack struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Description string     `json:"description,omitempty"`
	Language    string     `json:"language"`
	Version     string     `json:"version"`
	License     string     `json:"license"`
	Authors     []string   `json:"authors,omitempty"`
	Rounds      []Round    `json:"rounds,omitempty"`
	Topics      []Topic    `json:"topics,omitempty"`
	Questions   []Question `json:"questions"`
}

// Round is a part of a pack with a title card of its own. Questions name it by its id in a pack file.
type Round struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Intro string `json:"intro,omitempty"`
}

// Topic is what several questions of a pack are about, for study.
type Topic struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Summary string   `json:"summary"` // at most 280 characters
	Details string   `json:"details"` // Markdown
	Sources []Source `json:"sources,omitempty"`
}
