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

// MaxTypedAnswer is the longest typed answer that is judged, in bytes. A longer one is Unmatched.
const MaxTypedAnswer = 500

// JudgeText judges one typed answer to a text question. It is NewTextJudge(q).Judge(answer): who judges many answers to one
// question makes the judge once.
func JudgeText(q *Question, answer string) Verdict {
	return NewTextJudge(q).Judge(answer)
}

// NormaliseText is the key under which equal typed answers are grouped for the host: case, accents, punctuation, a leading
// article and number words no longer differ, as far as the question's rules forgive them. It is for comparing, not for
// showing. Blank answers have the empty key.
func NormaliseText(q *Question, answer string) string {
	if len(answer) > MaxTypedAnswer {
		answer = answer[:MaxTypedAnswer]
	}
	return newNormaliser(q).forms(answer, false)[0]
}

// TextJudge judges typed answers to one question. It is read-only once made, so goroutines may share it.
type TextJudge struct {
	normaliser normaliser
	accept     []target
	reject     []target
	typos      bool
	roman      bool // some answer has Roman numerals
}

// target is one accepted or rejected answer in all its forms.
type target struct {
	forms []string
	roman bool     // its Roman numerals were read as numbers, and so are those of an answer compared with it
	codes []string // abbreviations in it, in which no typo is forgiven
}

// NewTextJudge prepares the judging of a text question: its accepted and rejected answers are normalised once.
func NewTextJudge(q *Question) *TextJudge {
	j := &TextJudge{normaliser: newNormaliser(q), typos: q.Rules.Typos != "none"}
	for _, accepted := range q.Accept {
		j.accept = append(j.accept, j.target(accepted.Text))
	}
	for _, rejected := range q.Reject {
		j.reject = append(j.reject, j.target(rejected))
	}
	return j
}

func (j *TextJudge) target(text string) target {
	t := j.normaliser.target(text)
	j.roman = j.roman || t.roman
	return t
}

// Judge compares in this order: exactly a rejected answer, exactly an accepted one, nearly an accepted one. "Exactly" is
// after normalising by the question's rules. A blank or overlong answer is Unmatched.
func (j *TextJudge) Judge(answer string) Verdict {
	if len(answer) > MaxTypedAnswer {
		return Unmatched
	}
	given := givenForms{plain: j.normaliser.forms(answer, false)}
	if j.roman {
		given.roman = j.normaliser.forms(answer, true)
	}
	if given.plain[0] == "" {
		return Unmatched
	}
	for _, rejected := range j.reject {
		if rejected.equals(given) {
			return Wrong
		}
	}
	for _, accepted := range j.accept {
		if accepted.equals(given) {
			return Right
		}
	}
	if j.typos && j.nearly(given) {
		return Right
	}
	return Unmatched
}

// givenForms are the forms of a typed answer, once with its Roman numerals as letters and once as numbers.
type givenForms struct{ plain, roman []string }

// of are the forms to compare with a target.
func (g givenForms) of(t target) []string {
	if t.roman {
		return g.roman
	}
	return g.plain
}

// equals tells whether any form of the answer is a form of the target.
func (t target) equals(given givenForms) bool {
	for _, want := range t.forms {
		for _, have := range given.of(t) {
			if want == have && want != "" {
				return true
			}
		}
	}
	return false
}
