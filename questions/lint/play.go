package lint

import (
	"time"

	"trivium/questions"
)

// time finds limits that are too short to read and answer: 3 s, the words at 3.3 a second (some 200 a minute, as slow readers
// read), 1 s for each choice; half as much again where something must be typed or moved. A medium takes 4 s.
func (l *linter) time() {
	q := l.question
	if q.Kind == questions.Slide || q.Kind == questions.Poll {
		return
	}
	texts := choiceTexts(q)
	count := readingWords(q.Prompt)
	for _, text := range texts {
		count += readingWords(text)
	}
	seconds := 3 + float64(count)/3.3 + float64(len(texts))
	switch q.Kind {
	case questions.Text, questions.Order, questions.Match:
		seconds *= 1.5
	case questions.Number:
		if q.Number != nil && q.Number.Range == nil { // there is no slider
			seconds *= 1.5
		}
	case questions.Single, questions.Multi, questions.TrueFalse, questions.Poll, questions.Slide:
	}
	for _, medium := range q.Media {
		if medium.At != questions.AtReveal {
			seconds += 4
		}
	}
	if q.Time.Seconds() < seconds {
		l.warn("time", "short-time", "%.0f s are short for %d words and %d choices; take %.0f s or more", q.Time.Seconds(), count, len(texts), seconds)
	}
}

// study checks what is said after the question.
func (l *linter) study() {
	q := l.question
	if q.Kind == questions.Slide || q.Kind == questions.Poll {
		return
	}
	if q.Summary == "" && q.Topic == "" {
		l.warn("summary", "no-summary", "there is no summary to say at the reveal")
	}
	if len(l.pack.Topics) > 0 && q.Details == "" && q.Topic == "" {
		l.fail("details", "no-details", "a pack with topics is for study, and this question has neither details nor a topic")
	}
}

// maxAge is after how long facts should be checked again.
const maxAge = 2 * 365 * 24 * time.Hour

// dates finds answers that may not be true any more.
func (l *linter) dates() {
	q := l.question
	if q.Kind == questions.Slide || q.Kind == questions.Poll {
		return
	}
	const stale = "current currently latest newest nowadays today recently reigning incumbent"
	if l.english() && q.Expires == "" && hasWord(q.Prompt, stale) {
		l.warn("prompt", "stale", "the answer changes with time; say until when by expires:, or name the date in the question")
	}
	if l.today.IsZero() {
		return
	}
	if checked, err := time.Parse(time.DateOnly, q.Checked); err == nil && l.today.Sub(checked) > maxAge {
		l.warn("checked", "checked", "the facts were last checked on %s", q.Checked)
	}
	if expires, err := time.Parse(time.DateOnly, q.Expires); err == nil && l.today.After(expires) {
		l.warn("expires", "expired", "the answer was good until %s", q.Expires)
	}
}
