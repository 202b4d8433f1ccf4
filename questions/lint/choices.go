package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"trivium/questions"
)

// choices checks what the choices of a question give away.
func (l *linter) choices() {
	q := l.question
	switch q.Kind {
	case questions.Single, questions.Multi:
		l.equal("choices", ".text", "choices", choiceTexts(q))
	case questions.Poll:
		l.equal("choices", ".text", "choices", choiceTexts(q))
		return
	case questions.TrueFalse, questions.Text, questions.Number, questions.Order, questions.Match, questions.Slide:
		return
	}
	if right, wrong := lengths(q); q.Kind == questions.Single && right > 20 && right*10 > wrong*16 {
		l.warn("choices", "long-right", "the right choice has %d characters and the longest wrong one %d; that gives it away", right, wrong)
	}
	l.numbersInOrder()
	l.shapes()
	if l.english() {
		l.positions()
		l.absolutes()
		l.giveaways()
	}
}

// positions finds choices that speak of other choices, which makes no sense when they are shuffled.
func (l *linter) positions() {
	for i, choice := range l.question.Choices {
		field := fmt.Sprintf("choices.%d.text", i)
		text := plain(choice.Text)
		if strings.Contains(text, "of the above") || strings.Contains(text, "of these") && (strings.HasPrefix(text, "all") || strings.HasPrefix(text, "none")) {
			l.warn(field, "all-of-the-above", "%q is weak: make it a multi question, or keep_order at least", short(choice.Text))
			if strings.Contains(text, "above") && !l.question.KeepOrder {
				l.fail(field, "position", "%q speaks of what is above, but the choices are shuffled; write keep_order: true", short(choice.Text))
			}
			continue
		}
		both := strings.HasPrefix(text, "both ") || strings.HasPrefix(text, "neither ")
		if both && !l.question.KeepOrder && speaksOfLetters(choice.Text) {
			l.fail(field, "position", "%q speaks of choices by their letters, but they are shuffled", short(choice.Text))
		}
	}
}

// speaksOfLetters finds "A and B", where single capitals are places.
func speaksOfLetters(text string) bool {
	letters := 0
	for word := range strings.FieldsSeq(text) {
		word = strings.Trim(word, ".,()")
		if len(word) == 1 && word >= "A" && word <= "F" {
			letters++
		}
	}
	return letters >= 2
}

// absolutes finds words that test-wise players know to be wrong, when only wrong choices have them.
func (l *linter) absolutes() {
	const list = "always never only all none every must completely"
	inRight, inWrong := false, 0
	for _, choice := range l.question.Choices {
		if hasWord(choice.Text, list) {
			inRight = inRight || choice.Correct
			if !choice.Correct {
				inWrong++
			}
		}
	}
	if !inRight && inWrong >= 2 {
		l.warn("choices", "absolutes", "only wrong choices say always, never, only or the like; that gives them away")
	}
}

// giveaways finds a word of the stem that only the right choice has, and an article that only fits it.
func (l *linter) giveaways() {
	q := l.question
	var right, wrong []string
	for _, choice := range q.Choices {
		if choice.Correct {
			right = append(right, choice.Text)
		} else {
			wrong = append(wrong, choice.Text)
		}
	}
	if len(right) != 1 || len(wrong) == 0 {
		return
	}
	for _, word := range words(q.Prompt) {
		if utf8.RuneCountInString(word) < 6 || !holds(right[0], word) {
			continue
		}
		if !slices.ContainsFunc(wrong, func(text string) bool { return holds(text, word) }) {
			l.warn("choices", "stem-word", "only the right choice has the word %q of the question", word)
			break
		}
	}
	prompt := strings.TrimRight(strings.ToLower(q.Prompt), " .:_?\u2026")
	an, a := strings.HasSuffix(prompt, " an"), strings.HasSuffix(prompt, " a")
	if (an || a) && !slices.ContainsFunc(wrong, func(text string) bool { return beginsWithVowel(text) == an }) {
		l.warn("prompt", "article", "the article at the end of the question fits the right choice only; write a/an")
	}
}

func beginsWithVowel(text string) bool {
	return text != "" && strings.ContainsAny(strings.ToLower(text[:1]), "aeiou")
}

// numbersInOrder finds numbers that neither rise nor fall though the pack asks to keep the order.
func (l *linter) numbersInOrder() {
	if !l.question.KeepOrder {
		return
	}
	var values []questions.Decimal
	for _, choice := range l.question.Choices {
		value, err := questions.ParseDecimal(choice.Text, l.question.Language)
		if err != nil {
			return
		}
		values = append(values, value)
	}
	compare := func(a, b questions.Decimal) int { return a.Cmp(b) }
	if !slices.IsSortedFunc(values, compare) && !slices.IsSortedFunc(values, func(a, b questions.Decimal) int { return b.Cmp(a) }) {
		l.warn("choices", "unsorted-numbers", "the choices are numbers that are shown in the pack's order; sort them")
	}
}
