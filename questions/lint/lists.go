package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"trivium/questions"
)

// lists checks items and pairs, which must be told apart at a glance.
func (l *linter) lists() {
	q := l.question
	switch q.Kind {
	case questions.Order:
		l.equal("items", "", "items", q.Items)
	case questions.Match:
		var lefts, rights []string
		for _, pair := range q.Pairs {
			lefts, rights = append(lefts, pair.Left), append(rights, pair.Right)
		}
		l.equal("pairs", ".left", "left sides", lefts)
		l.equal("pairs", ".right", "right sides", rights)
		if len(q.Extra) > 0 {
			l.equal("extra", "", "right sides that belong to nothing", q.Extra)
		}
	case questions.Single, questions.Multi, questions.TrueFalse, questions.Text, questions.Number, questions.Poll, questions.Slide:
	}
}

// equal finds texts that differ only in capitals or spaces. Those that do not differ at all are no question that can be played, and
// found as such.
func (l *linter) equal(list, field, what string, texts []string) {
	seen, same := map[string]bool{}, map[string]bool{}
	for i, text := range texts {
		one := strings.Join(strings.Fields(norm.NFKC.String(text)), " ")
		key := cases.Fold().String(one)
		if seen[key] && key != "" && !same[one] {
			l.fail(fmt.Sprintf("%s.%d%s", list, i, field), "equal-choices", "two of the %s differ only in capitals: %q", what, short(text))
		}
		seen[key], same[one] = true, true
	}
}

// shape is how a choice looks before it is read.
type shape struct{ number, stopped, capital bool }

func (l *linter) shapeOf(text string) shape {
	_, err := questions.ParseDecimal(text, l.question.Language)
	first, _ := utf8.DecodeRuneInString(text)
	return shape{number: err == nil, stopped: strings.HasSuffix(text, ".") && strings.Count(text, " ") >= 2, capital: !unicode.IsLower(first)}
}

// shapes finds choices of which one looks unlike the others, so that it is taken, or left out, without reading: one that is no number among
// numbers, one sentence with a full stop, one that begins small.
func (l *linter) shapes() {
	choices := l.question.Choices
	if len(choices) < 3 {
		return
	}
	shapes := make([]shape, len(choices))
	for i, choice := range choices {
		shapes[i] = l.shapeOf(choice.Text)
	}
	for _, look := range []struct {
		has      func(s shape) bool
		yes, not string
	}{
		{func(s shape) bool { return s.number }, "is a number", "is no number"},
		{func(s shape) bool { return s.stopped }, "ends with a full stop", "has no full stop at its end"},
		{func(s shape) bool { return s.capital }, "does not begin with a small letter", "begins with a small letter"},
	} {
		odd := oddOne(shapes, look.has)
		if odd < 0 {
			continue
		}
		words := look.not
		if look.has(shapes[odd]) {
			words = look.yes
		}
		l.warn(fmt.Sprintf("choices.%d.text", odd), "mixed-shapes", "%q %s, unlike all the others; choices should look alike",
			short(choices[odd].Text), words)
		return
	}
}

// oddOne is the only one that has, or has not, what all the others have not, or have; -1 if there is none.
func oddOne(shapes []shape, has func(shape) bool) int {
	for _, wanted := range []bool{true, false} {
		is := func(s shape) bool { return has(s) == wanted }
		first := slices.IndexFunc(shapes, is)
		if first >= 0 && !slices.ContainsFunc(shapes[first+1:], is) {
			return first
		}
	}
	return -1
}
