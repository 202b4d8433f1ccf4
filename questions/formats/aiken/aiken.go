// Package aiken reads Moodle's Aiken format: a question in one line, choices with letters, and a line that names the right letter.
//
// It is more lenient than Moodle where what is meant is plain: a question over several lines is joined, the right letter may be
// small, and it must be that of a choice.
package aiken

import (
	"regexp"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "aiken"

// patterns are how lines begin.
type patterns struct{ choice, answer *regexp.Regexp }

func compile() patterns {
	return patterns{
		choice: regexp.MustCompile(`^([A-Z])[).][ \t]*(.*)$`),
		answer: regexp.MustCompile(`^(?i:ANSWER)[ \t]*:[ \t]*(.*)$`),
	}
}

// Is tells whether a file has lines of both kinds: lettered choices, and answers that are a letter.
func Is(_ string, data []byte) bool {
	head := strings.TrimSpace(draft.Head(data))
	if head == "" || strings.ContainsRune("{[<", rune(head[0])) {
		return false
	}
	p, choices := compile(), 0
	for line := range strings.SplitSeq(head, "\n") {
		line = shortened(strings.TrimSpace(line), 200)
		if p.choice.MatchString(line) {
			choices++
		}
		if found := p.answer.FindStringSubmatch(line); found != nil && choices > 1 && len(letters(found[1])) > 0 {
			return true
		}
	}
	return false
}

// choice is a lettered line.
type choice struct{ letter, text string }

// reader reads one file, line by line.
type reader struct {
	patterns
	draft   *draft.Draft
	at      draft.Place // of the question that is open
	stem    []string
	choices []choice
	blank   bool // the line before was blank
}

// Read makes a pack of an Aiken file.
func Read(name string, data []byte) draft.Imported {
	r := &reader{patterns: compile(), draft: draft.New(ID, name)}
	text, ok := r.draft.Plain(data)
	if !ok {
		return r.draft.Result()
	}
	number := 0
	for line := range strings.SplitSeq(text, "\n") {
		if number++; r.draft.Failed() {
			break
		}
		line = strings.TrimSpace(line)
		if line != "" {
			r.line(draft.Place{Line: number}, line)
		}
		r.blank = line == ""
	}
	r.unfinished()
	return r.draft.Result()
}

// maxLines is how many lines of one question are kept; a question has far fewer.
const maxLines = 100

func (r *reader) line(at draft.Place, line string) {
	if len(line) > 4*questions.MaxPrompt*4 {
		r.draft.Skip(at, "too-long", "not taken: a line of %d bytes; a question has at most %d characters", len(line), questions.MaxPrompt)
		return
	}
	if found := r.answer.FindStringSubmatch(line); found != nil {
		r.finish(at, found[1])
		return
	}
	if len(r.stem)+len(r.choices) == 0 {
		r.at = at
	}
	found := r.choice.FindStringSubmatch(line)
	switch {
	case len(r.stem)+len(r.choices) > maxLines: // what the end says of it is enough
	case found != nil:
		r.lettered(choice{found[1], found[2]})
	case len(r.choices) > 0 && r.blank:
		r.unfinished()
		r.at, r.stem = at, []string{line}
	case len(r.choices) > 0:
		last := &r.choices[len(r.choices)-1]
		if len(last.text) > 4*questions.MaxChoice {
			return // too long already, as will be said
		}
		last.text += "\n" + line
		r.draft.Warn(at, "joined", "a choice goes on in this line; Moodle would not read it")
	default:
		r.stem = append(r.stem, line)
	}
}

// lettered takes a choice. A question that begins like one ("A. Lincoln was ...") is told by the A that follows.
func (r *reader) lettered(c choice) {
	if len(r.stem) == 0 && len(r.choices) == 1 && c.letter == "A" && r.choices[0].letter == "A" {
		r.stem, r.choices = []string{"A. " + r.choices[0].text}, nil
	}
	r.choices = append(r.choices, c)
}

// unfinished says that the open question has no answer.
func (r *reader) unfinished() {
	if len(r.stem)+len(r.choices) > 0 {
		r.draft.Skip(r.at, "no-answer", "not taken: the question has no line like ANSWER: A behind its choices")
	}
	r.stem, r.choices = nil, nil
}

// finish takes the open question, whose right letter is known now.
func (r *reader) finish(at draft.Place, answer string) {
	stem, choices := r.stem, r.choices
	r.stem, r.choices = nil, nil
	switch {
	case len(stem)+len(choices) == 0:
		r.draft.Skip(at, "no-question", "not taken: there is no question before this answer")
		return
	case len(stem) == 0:
		r.draft.Skip(r.at, "no-question", "not taken: there are choices but no question before them")
		return
	case len(stem) > 1:
		r.draft.Warn(r.at, "joined", "the question goes over several lines; Moodle would read the last one only")
	}
	q := questions.Question{Kind: questions.Single, Prompt: strings.Join(stem, "\n")}
	for _, c := range choices {
		q.Choices = append(q.Choices, questions.Choice{Text: c.text})
	}
	right := letters(answer)
	if !mark(&q, choices, right) {
		r.draft.Skip(at, "key", "not taken: %q is no letter of a choice; write it like ANSWER: A", shortened(answer, 40))
		return
	}
	if len(right) > 1 {
		q.Kind, q.Scoring = questions.Multi, questions.ScoringPartial
		r.draft.Warn(at, "several-right", "several letters are right; Moodle would take the first only")
	}
	statement(&q)
	r.draft.Add(r.at, q)
}

// letters are the letters that an answer names: the first one, or several if there is nothing else.
func letters(answer string) []string {
	answer = strings.ToUpper(strings.TrimSpace(answer))
	parts := strings.FieldsFunc(answer, func(c rune) bool { return strings.ContainsRune(" \t,;&", c) })
	for i, part := range parts {
		if part = strings.TrimRight(part, ").:"); len(part) != 1 || part[0] < 'A' || part[0] > 'Z' {
			return parts[:min(i, 1)]
		}
		parts[i] = part
	}
	return parts
}

// mark marks the choices with these letters, and tells whether there is one for each.
func mark(q *questions.Question, choices []choice, right []string) bool {
	for _, letter := range right {
		found := false
		for i, c := range choices {
			if c.letter == letter && !found {
				q.Choices[i].Correct, found = true, true
			}
		}
		if !found {
			return false
		}
	}
	return len(right) > 0
}

// statement makes a question of True and False one that is a statement to judge.
func statement(q *questions.Question) {
	if len(q.Choices) != 2 || q.Kind != questions.Single {
		return
	}
	first := q.Choices[0]
	switch {
	case strings.EqualFold(first.Text, "true") && strings.EqualFold(q.Choices[1].Text, "false"):
		q.Answer = first.Correct
	case strings.EqualFold(first.Text, "false") && strings.EqualFold(q.Choices[1].Text, "true"):
		q.Answer = !first.Correct
	default:
		return
	}
	q.Kind, q.Choices = questions.TrueFalse, nil
}

func shortened(text string, most int) string {
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "..."
	}
	return text
}
