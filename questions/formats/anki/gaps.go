package anki

import (
	"slices"
	"strings"

	"trivium/questions/formats/cards"
)

// maxGaps is how many gaps of one note are looked at.
const maxGaps = 50

// gaps makes a card of each number of gaps in a note: what has that number is asked, all else is shown.
func (r *reader) gaps(card cards.Card, fields []string) {
	at := slices.IndexFunc(fields, func(field string) bool { return strings.Contains(field, "{{c") })
	text := fields[at]
	found := r.gap.FindAllStringSubmatch(text, maxGaps+1)
	if len(found) == 0 || len(found) > maxGaps {
		r.draft.Skip(card.At, "gap", "not taken: a gap is written like {{c1::answer}}, and a note has at most %d", maxGaps)
		return
	}
	var numbers []string
	for _, one := range found {
		if strings.Contains(one[2], "{{c") {
			r.draft.Skip(card.At, "gap", "not taken: there is a gap in a gap; write them one after the other")
			return
		}
		if !slices.Contains(numbers, one[1]) {
			numbers = append(numbers, one[1])
		}
	}
	card.Extra = rest(fields, at)
	for _, number := range numbers {
		asked, same := card, true
		asked.Prompt = r.gap.ReplaceAllStringFunc(text, func(whole string) string {
			part := r.gap.FindStringSubmatch(whole)
			answer, hint, hinted := strings.Cut(part[2], "::")
			if part[1] != number {
				return answer
			}
			answer = strings.TrimSpace(answer)
			same = same && (asked.Answer == "" || asked.Answer == answer)
			asked.Answer = answer
			if hinted {
				return "_____ (" + strings.TrimSpace(hint) + ")"
			}
			return "_____"
		})
		if !same {
			r.draft.Skip(card.At, "several-gaps", "not taken: the gaps with the number %s have different answers; number them apart", number)
			continue
		}
		r.cards = append(r.cards, asked)
	}
}
