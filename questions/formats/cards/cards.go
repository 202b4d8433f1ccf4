// Package cards makes questions of flash cards, which have two sides and no kind. It is shared by the formats of such programs.
package cards

import (
	"strings"
	"unicode/utf8"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// Card is one flash card.
type Card struct {
	At     draft.Place
	Prompt string
	Answer string
	Extra  string // what explains the answer
	Round  string
	Tags   []string // as they stand in the file
}

// short is how many characters of an answer people type gladly on a phone.
const short = 25

// Add takes all cards of a set: as answers to be typed if these are short, and else as choices, the wrong ones drawn from the set.
func Add(d *draft.Draft, set []Card) {
	typed := typable(set)
	for i, card := range set {
		if d.Failed() {
			return
		}
		q := questions.Question{Prompt: card.Prompt, Round: d.Round(card.Round), Tags: questions.Tags(card.Tags)}
		draft.Explain(&q, card.Extra)
		wrong := others(set, i)
		if typed || len(wrong) == 0 {
			q.Kind = questions.Text
			for _, text := range alternatives(card.Answer) {
				q.Accept = append(q.Accept, questions.Accepted{Text: text})
			}
		} else {
			q.Kind = questions.Single
			q.Choices = append([]questions.Choice{{Text: card.Answer, Correct: true}}, wrong...)
		}
		d.Add(card.At, q)
	}
}

// typable tells whether four of five answers are short.
func typable(set []Card) bool {
	count := 0
	for _, card := range set {
		if utf8.RuneCountInString(card.Answer) <= short {
			count++
		}
	}
	return count*5 >= len(set)*4
}

// alternatives are the answers that one side lists: "car / automobile".
func alternatives(answer string) []string {
	var all []string
	for part := range strings.SplitSeq(strings.ReplaceAll(answer, " / ", ";"), ";") {
		if part = strings.TrimSpace(part); part != "" && len(all) < questions.MaxAccepted {
			all = append(all, part)
		}
	}
	if len(all) == 0 {
		return []string{answer}
	}
	return all
}

// others are up to three wrong choices: the answers of the cards that follow, in a circle, so that one import is like the next.
func others(set []Card, at int) []questions.Choice {
	const wanted, most = 3, 50 // and how many cards are looked at
	seen := map[string]bool{key(set[at].Answer): true}
	var wrong []questions.Choice
	for step := 1; step < len(set) && step <= most && len(wrong) < wanted; step++ {
		card := set[(at+step)%len(set)]
		if seen[key(card.Answer)] || key(card.Prompt) == key(set[at].Prompt) || utf8.RuneCountInString(card.Answer) > questions.MaxChoice {
			continue // the same, or right for this prompt too
		}
		seen[key(card.Answer)] = true
		wrong = append(wrong, questions.Choice{Text: card.Answer})
	}
	return wrong
}

// key is the same for texts that look the same.
func key(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
