// Package row is what the tables of quiz programs have in common: answers in columns, the numbers of the right ones in another, and a
// time in seconds.
package row

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"trivium/questions"
)

// Key reads the numbers of right answers: "1,3", and also "1.3" or "13", which spreadsheets make of it. guessed says that they did.
// answers are all cells of answers, the empty ones too, for they count.
func Key(text string, answers []string) (right []int, guessed bool, err error) {
	parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",;/&+ \n|", r) })
	if len(parts) == 1 && (strings.Contains(text, ".") || len(text) > 1) {
		digits := strings.Split(strings.ReplaceAll(strings.TrimSuffix(text, ".0"), ".", ""), "")
		guessed, parts = len(digits) > 1, digits
	}
	seen := map[int]bool{}
	for _, part := range parts {
		number, err := strconv.Atoi(part)
		switch {
		case err != nil || number < 1 || number > len(answers):
			return nil, false, fmt.Errorf("%q is not the number of an answer; write 1, or 1,3 for two", text)
		case answers[number-1] == "":
			return nil, false, fmt.Errorf("answer %d is said to be right, but it is empty", number)
		}
		if !seen[number-1] {
			seen[number-1] = true
			right = append(right, number-1)
		}
	}
	if len(right) == 0 {
		return nil, false, fmt.Errorf("it is not said which answer is right; write its number")
	}
	return right, guessed, nil
}

// Choices makes choices of answers in columns. Empty ones are none.
func Choices(answers []string, right []int) []questions.Choice {
	var choices []questions.Choice
	for i, text := range answers {
		if text == "" {
			continue
		}
		choice := questions.Choice{Text: text}
		for _, r := range right {
			choice.Correct = choice.Correct || r == i
		}
		choices = append(choices, choice)
	}
	return choices
}

// Settle gives a question of choices its kind: a statement if they are true and false, else by how many are right.
func Settle(q *questions.Question, choices []questions.Choice) {
	correct := 0
	for _, c := range choices {
		if c.Correct {
			correct++
		}
	}
	if len(choices) == 2 && correct == 1 {
		first, second := strings.ToLower(choices[0].Text), strings.ToLower(choices[1].Text)
		if first == "true" && second == "false" || first == "false" && second == "true" {
			q.Kind, q.Answer = questions.TrueFalse, (first == "true") == choices[0].Correct
			return
		}
	}
	q.Kind, q.Choices = questions.Single, choices
	if correct > 1 {
		q.Kind = questions.Multi
	}
}

// Seconds reads a limit, 0 for none. What is no time that a question can have becomes the nearest one, or none, and ok is false.
func Seconds(text string) (limit time.Duration, ok bool) {
	if text = strings.TrimSpace(text); text == "" {
		return 0, true
	}
	seconds, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimRight(strings.ToLower(text), "second. ")), 64)
	if err != nil || math.IsNaN(seconds) || seconds <= 0 {
		return 0, false
	}
	if seconds > questions.MaxTime.Seconds() {
		return questions.MaxTime, false
	}
	limit = time.Duration(seconds * float64(time.Second)).Round(time.Millisecond)
	if limit < questions.MinTime {
		return questions.MinTime, false
	}
	return limit, true
}

// Explain puts an explanation where it fits: into the summary, or into the details if it is long.
func Explain(q *questions.Question, text string) {
	if utf8.RuneCountInString(text) > questions.MaxSummary {
		q.Details = text
		return
	}
	q.Summary = text
}

// DropSlider drops the slider of a number question if it cannot reach the answer in its steps, and tells so. The number is typed then.
func DropSlider(q *questions.Question) (dropped bool) {
	if q.Number == nil || q.Number.Range == nil {
		return false
	}
	whole := *q
	for _, problem := range whole.Check() {
		if strings.HasPrefix(problem.Path, "range") {
			q.Number.Range = nil
			return true
		}
	}
	return false
}
