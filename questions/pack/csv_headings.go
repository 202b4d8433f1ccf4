package pack

import (
	"slices"
	"strings"
	"unicode"

	"trivium/questions"
)

// columns says which cell of a row is what; -1 is none.
type columns struct {
	prompt, key, list, kind, time, points, round, summary, details, difficulty, unit, tolerance, language, id, reject int
	scoring, keepOrder, lowest, highest, step, closest, extra, tags                                                   int
	choices                                                                                                           []int
	wrong                                                                                                             []int
}

// headings reads the row of headings.
func (t *table) headings(cells []string, line int) columns {
	c := columns{
		prompt: -1, key: -1, list: -1, kind: -1, time: -1, points: -1, round: -1, summary: -1, details: -1,
		difficulty: -1, unit: -1, tolerance: -1, language: -1, id: -1, reject: -1,
		scoring: -1, keepOrder: -1, lowest: -1, highest: -1, step: -1, closest: -1, extra: -1, tags: -1,
	}
	before := len(t.findings)
	for i, cell := range cells {
		name, number := heading(cell)
		if name == "" && number == "" {
			continue
		}
		place := c.place(name)
		switch {
		case isChoice(name, number):
			c.choices = append(c.choices, i)
		case isWrong(name):
			c.wrong = append(c.wrong, i)
		case place == nil:
			t.at(questions.Warning, line, i+1, "unknown-column", "the column %q is not known and was left out", short(cell))
		case *place >= 0 && t.lenient:
			t.at(questions.Warning, line, i+1, "duplicate-column", "the columns %d and %d mean the same; the first is taken", *place+1, i+1)
		case *place >= 0:
			t.at(questions.Error, line, i+1, "duplicate-column", "the columns %d and %d mean the same; take one out", *place+1, i+1)
		default:
			*place = i
		}
	}
	if c.prompt < 0 {
		t.findings = t.findings[:before] // they are no headings at all
	}
	return c
}

// all are the columns that mean something.
func (c columns) all() []int {
	return slices.Concat([]int{
		c.prompt, c.key, c.list, c.kind, c.time, c.points, c.round, c.summary, c.details, c.difficulty, c.unit, c.tolerance, c.language,
		c.id, c.reject, c.scoring, c.keepOrder, c.lowest, c.highest, c.step, c.closest, c.extra,
	}, c.choices, c.wrong)
}

// IsHeadings tells whether a row is the headings of a table of questions: it names the question, and something of its answer.
func IsHeadings(cells []string) bool {
	t := &table{report: &report{lenient: true}}
	c := t.headings(cells, 1)
	return c.prompt >= 0 && (c.key >= 0 || c.list >= 0 || c.kind >= 0 || len(c.choices) > 0 || len(c.wrong) > 0)
}

// heading takes a heading apart: small letters without signs, units in brackets and remarks behind a dash, and the number or letter at its end.
func heading(cell string) (name, number string) {
	for _, remark := range []string{"(", " - ", " – "} {
		cell, _, _ = strings.Cut(cell, remark)
	}
	words := strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	name = strings.Join(words, " ")
	stem := strings.TrimRight(name, "0123456789")
	if len(stem) < len(name) {
		return strings.TrimSpace(stem), name[len(stem):]
	}
	if len(words) > 0 && len(words[len(words)-1]) == 1 && strings.Contains("abcdef", words[len(words)-1]) {
		return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
	}
	return name, ""
}

func isChoice(name, number string) bool {
	switch name {
	case "choice", "option", "answer", "answer option", "possible answer", "":
		return number != ""
	}
	return false
}

func isWrong(name string) bool {
	switch name {
	case "incorrect", "incorrect answer", "wrong", "wrong answer", "distractor":
		return true
	}
	return false
}

// place is where the number of a column is kept, nil for a heading that is not known.
func (c *columns) place(name string) *int {
	switch name {
	case "question", "question text", "prompt", "stem", "frage":
		return &c.prompt
	case "answer", "answers", "correct", "correct answer", "correct answers", "right answer", "key", "solution", "antwort":
		return &c.key
	case "options", "choices", "possible answers":
		return &c.list
	case "kind", "type", "question type":
		return &c.kind
	case "time", "time limit", "time in seconds", "seconds", "zeit":
		return &c.time
	case "points", "score", "punkte":
		return &c.points
	case "category", "round", "topic", "subject", "runde", "kategorie":
		return &c.round
	case "explanation", "answer explanation", "summary", "feedback", "comment", "erklärung":
		return &c.summary
	case "details":
		return &c.details
	case "difficulty", "level":
		return &c.difficulty
	case "tags", "tag", "keywords":
		return &c.tags
	case "unit":
		return &c.unit
	case "tolerance":
		return &c.tolerance
	case "language":
		return &c.language
	case "id":
		return &c.id
	case "reject", "rejected":
		return &c.reject
	}
	return c.rarePlace(name)
}

// rarePlace is place for the columns that hardly a table has but ours.
func (c *columns) rarePlace(name string) *int {
	switch name {
	case "scoring":
		return &c.scoring
	case "keep order":
		return &c.keepOrder
	case "min", "minimum":
		return &c.lowest
	case "max", "maximum":
		return &c.highest
	case "step":
		return &c.step
	case "closest":
		return &c.closest
	case "extra":
		return &c.extra
	}
	return nil
}
