package gift

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// maxParts is how many answers of one question are looked at; a question holds far fewer.
const maxParts = 2 * questions.MaxAccepted

// full is the weight in percent of an answer that is right.
const full = 100

// part is one of the answers in the braces.
type part struct {
	sign     byte    // = or ~ or, for the first one, nothing
	weight   float64 // in percent
	weighted bool
	text     string // with its escapes hidden, like feedback
	feedback string
}

// parts takes an answer apart at the unescaped signs that begin each part. It is nil if there are far too many.
func (i *item) parts(answer, beginnings string) []part {
	var all []part
	for answer = strings.TrimSpace(answer); answer != ""; {
		if len(all) == maxParts {
			i.skip("too-many", "it has more than %d answers", maxParts)
			return nil
		}
		var p part
		if strings.IndexByte(beginnings, answer[0]) >= 0 {
			p.sign, answer = answer[0], answer[1:]
		}
		end := strings.IndexAny(answer, beginnings)
		if end < 0 {
			end = len(answer)
		}
		text := strings.TrimSpace(answer[:end])
		answer = answer[end:]
		if found := i.patterns.weight.FindStringSubmatch(text); found != nil {
			p.weighted, p.weight = true, percent(found[1])
			text = text[len(found[0]):]
		}
		p.text, p.feedback, _ = strings.Cut(text, "#")
		if p.text = strings.TrimSpace(p.text); p.text == "" && p.feedback == "" {
			i.draft.Warn(i.at, "empty-answer", "an answer without a text was left out")
			continue
		}
		all = append(all, p)
	}
	return all
}

func percent(text string) float64 {
	digits := strings.TrimLeft(text, "-")
	weight, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0
	}
	if digits != text {
		return -weight
	}
	return weight
}

// choices reads a question with choices: one right one if any begins with an equals sign, else weighted ones of which several may
// be right.
func (i *item) choices(answer string) []string {
	single, right, uneven := false, 0, false
	all := i.parts(answer, "=~")
	if len(all) > questions.MaxChoices {
		i.skip("count", "it has %d choices; the most is %d", len(all), questions.MaxChoices)
		return nil
	}
	for _, p := range all {
		single = single || p.sign == '='
	}
	var share float64
	for _, p := range all {
		correct := p.sign == '=' || !single && p.weight > 0
		if correct {
			right++
			uneven = uneven || share != 0 && p.weight != share
			share = p.weight
		} else if p.weight > 0 {
			i.draft.Warn(i.at, "partial-credit", "the choice %q gave %g %% of the points; here it is wrong", shorten(p.text), p.weight)
		}
		i.q.Choices = append(i.q.Choices, questions.Choice{
			Text: i.choice(p.text), Correct: correct, Why: i.why(p.feedback),
		})
	}
	i.q.Kind = questions.Single
	switch {
	case right == 0:
		i.skip("key", "no choice is right; begin the right one with =, or give right ones weights, like ~%%50%%")
	case !single:
		i.q.Kind, i.q.Scoring = questions.Multi, questions.ScoringPartial
		if uneven {
			i.draft.Warn(i.at, "weights", "the right choices had different weights; here each gives the same share")
		}
	case right > 1:
		i.q.Kind, i.q.Scoring = questions.Multi, questions.ScoringPartial
		i.draft.Warn(i.at, "several-right", "%d choices are right, and one was enough; here each gives its share of the points", right)
	}
	return nil
}

// choice is the text of a choice or of a side of a pair. A picture in it can only be shown with the question.
func (i *item) choice(field string) string {
	before := len(i.q.Media)
	text := i.text(field, questions.AtPrompt)
	if len(i.q.Media) > before {
		i.draft.Warn(i.at, "choice-picture", "a picture in a choice is shown with the question instead")
		if text == "" {
			text = i.q.Media[before].Alt
		}
	}
	return text
}

// why is the feedback to a choice, or nothing if it is longer than a screen: then it is said among the details.
func (i *item) why(feedback string) string {
	why := i.text(feedback, questions.AtReveal)
	if utf8.RuneCountInString(why) <= questions.MaxWhy {
		return why
	}
	i.q.Details = strings.TrimSpace(i.q.Details + "\n\n" + why)
	i.draft.Warn(i.at, "too-long", "a feedback has more than %d characters; it is among the details", questions.MaxWhy)
	return ""
}

// arrow stands between the sides of a pair.
const arrow = "->"

// pairs reads the pairs of a match question. A pair without a left side is one more right side.
func (i *item) pairs(answer string) {
	i.q.Kind, i.q.Scoring = questions.Match, questions.ScoringPartial
	for piece := range strings.SplitSeq(strings.TrimPrefix(strings.TrimSpace(answer), "="), "=") {
		left, right, paired := strings.Cut(piece, arrow)
		if !paired {
			i.skip("pair", "%q is no pair; write it as = left -> right", shorten(strings.TrimSpace(piece)))
			return
		}
		if len(i.q.Pairs)+len(i.q.Extra) == 2*questions.MaxChoices {
			i.skip("count", "it has too many pairs; the most is %d", questions.MaxChoices)
			return
		}
		right = strings.TrimSpace(show(right)) // always plain text
		if left = i.choice(left); left == "" {
			i.q.Extra = append(i.q.Extra, right)
		} else {
			i.q.Pairs = append(i.q.Pairs, questions.Pair{Left: left, Right: right})
		}
	}
}
