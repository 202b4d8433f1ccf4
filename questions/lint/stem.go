package lint

import (
	"strings"

	"trivium/questions"
)

// stem checks how a question is asked.
func (l *linter) stem() {
	q := l.question
	if q.Kind == questions.Slide || q.Kind == questions.Poll {
		return
	}
	for _, answer := range rightTexts(q) {
		if len([]rune(answer)) >= 3 && holds(q.Prompt, answer) && !allChoicesInStem(q) {
			l.warn("prompt", "answer-in-stem", "the question itself holds the answer %q", short(answer))
		}
	}
	if !l.english() || q.Kind == questions.TrueFalse {
		return
	}
	l.negatives()
}

// rightTexts are the right answers in words.
func rightTexts(q *questions.Question) []string {
	var texts []string
	for _, choice := range q.Choices {
		if choice.Correct {
			texts = append(texts, choice.Text)
		}
	}
	for _, accepted := range q.Accept {
		texts = append(texts, accepted.Text)
	}
	return texts
}

// allChoicesInStem tells whether the question names all choices, so that naming the right one says nothing.
func allChoicesInStem(q *questions.Question) bool {
	for _, choice := range q.Choices {
		if !holds(q.Prompt, choice.Text) {
			return false
		}
	}
	return len(q.Choices) > 0
}

// negatives finds a "not" that hurried readers miss, and two of them in one clause.
func (l *linter) negatives() {
	for clause := range strings.FieldsFuncSeq(l.question.Prompt, func(r rune) bool { return strings.ContainsRune(".,;:?!()\"", r) }) {
		count := 0
		for _, word := range words(clause) {
			if word == "not" || word == "never" || word == "except" || word == "cannot" || strings.HasSuffix(word, "n't") {
				count++
			}
		}
		if count > 1 {
			l.fail("prompt", "double-negative", "a double negative in %q: nobody can answer that in time", short(strings.TrimSpace(clause)))
			return
		}
		if count == 1 && asks(clause) && !emphasised(clause) {
			l.warn("prompt", "negative", "the question asks for what is not so; write NOT, or ask the other way round")
			return
		}
	}
}

// asks tells whether a clause is what is asked, and not the story before it or a condition.
func asks(text string) bool {
	return hasWord(text, "which what who whom whose where when why how") && !hasWord(text, "if unless because that")
}

func emphasised(clause string) bool {
	for _, mark := range []string{"NOT", "NEVER", "EXCEPT", "N'T", "*not*", "*never*", "*except*", "_not_"} {
		if strings.Contains(clause, mark) {
			return true
		}
	}
	return false
}
