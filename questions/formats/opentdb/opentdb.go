// Package opentdb reads what the Open Trivia Database gives out: JSON, in whichever of its four encodings.
//
// The encoding is not stated in a file, so it is told by how the texts look: the type of a question as Base64, or no text with a
// space in it, or else the default, HTML entities.
package opentdb

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "opentdb"

// Is tells whether a file is JSON with the keys that this database uses, which it does not encode.
func Is(_ string, data []byte) bool {
	head := strings.TrimSpace(draft.Head(data))
	return head != "" && strings.ContainsRune("{[", rune(head[0])) &&
		strings.Contains(head, `"correct_answer"`) && strings.Contains(head, `"incorrect_answers"`)
}

// result is a question as the database gives it out.
type result struct {
	Type       string   `json:"type"`
	Difficulty string   `json:"difficulty"`
	Category   string   `json:"category"`
	Question   string   `json:"question"`
	Correct    string   `json:"correct_answer"`
	Incorrect  []string `json:"incorrect_answers"`
	at         draft.Place
	err        error // why it is no question as the database gives them out
}

// texts are all texts of a question.
func (r *result) texts() []*string {
	all := []*string{&r.Type, &r.Difficulty, &r.Category, &r.Question, &r.Correct}
	for i := range r.Incorrect {
		all = append(all, &r.Incorrect[i])
	}
	return all
}

// Read makes a pack of a file.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(ID, name)
	text, ok := d.Plain(data)
	if !ok {
		return d.Result()
	}
	results, code := read(d, text)
	if code != 0 && len(results) == 0 && !d.Failed() {
		d.Fail(draft.Place{}, "response-code", "%s", meaning(code))
	}
	if d.Failed() {
		return d.Result()
	}
	decode := encodingOf(results)
	for _, r := range results {
		take(d, r, decode)
	}
	return d.Result()
}

// read reads the list, and the code of the response, which is not 0 if something was wrong with the request.
func read(d *draft.Draft, text string) (results []result, code int) {
	draft.List{
		Key: "results",
		Take: func(at draft.Place, item json.RawMessage) {
			r := result{at: at}
			r.err = json.Unmarshal(item, &r)
			if results = append(results, r); len(results) > draft.MaxQuestions {
				d.Fail(at, "too-many", "the file has more than %d questions; split it into several files", draft.MaxQuestions)
			}
		},
		Other: func(key string, value json.RawMessage) {
			if key == "response_code" && json.Unmarshal(value, &code) != nil {
				code = -1
			}
		},
	}.Read(d, text)
	return results, code
}

// meaning is what the database says with a code, as its documentation has it.
func meaning(code int) string {
	switch code {
	case 1:
		return "the database has fewer questions than were asked for; ask for fewer"
	case 2:
		return "the database did not understand the request; ask once more"
	case 3, 4:
		return "the token of the request is not known or has given out all questions; get a new one"
	case 5:
		return "the database was asked too often; wait five seconds and ask once more"
	}
	return fmt.Sprintf("the database answered with the code %d and no questions", code)
}

// take makes a question of a result.
func take(d *draft.Draft, r result, decode decoder) {
	if r.err != nil {
		d.Skip(r.at, "item", "not taken: this is no question as the database gives them out: %s", draft.WhatIsWrong(r.err))
		return
	}
	for _, text := range r.texts() {
		decoded, err := decode(*text)
		if err != nil {
			d.Skip(r.at, "encoding", "not taken: %q is not encoded like the others: %v", shorten(*text), err)
			return
		}
		*text = strings.TrimSpace(decoded)
	}
	q := questions.Question{Prompt: r.Question, Round: d.Round(r.Category)}
	switch level := strings.ToLower(r.Difficulty); {
	case slices.Contains([]string{"easy", "medium", "hard"}, level):
		q.Difficulty = level
	case level != "":
		d.Warn(r.at, "difficulty", "the difficulty %q is not known and was left out", shorten(r.Difficulty))
	}
	switch {
	case r.Type == "boolean" && (r.Correct == "True" || r.Correct == "False"):
		q.Kind, q.Answer = questions.TrueFalse, r.Correct == "True"
	case r.Type == "multiple":
		q.Kind = questions.Single
		q.Choices = append(q.Choices, questions.Choice{Text: r.Correct, Correct: true})
		for _, wrong := range r.Incorrect {
			q.Choices = append(q.Choices, questions.Choice{Text: wrong})
		}
	default:
		d.Skip(r.at, "kind", "not taken: the type %q with the answer %q is not known; the types are multiple and boolean (True or False)",
			shorten(r.Type), shorten(r.Correct))
		return
	}
	d.Add(r.at, q)
}

// shorten keeps messages readable.
func shorten(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}
