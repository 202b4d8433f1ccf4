// Package triviaapi reads what The Trivia API gives out: JSON, of its first and its second version.
package triviaapi

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"trivium/questions"
	"trivium/questions/formats/draft"
)

// ID is the format's name in the list of formats.
const ID = "triviaapi"

// Is tells whether a file is JSON with the keys that this service uses.
func Is(_ string, data []byte) bool {
	head := strings.TrimSpace(draft.Head(data))
	return head != "" && strings.ContainsRune("{[", rune(head[0])) &&
		strings.Contains(head, `"correctAnswer"`) && strings.Contains(head, `"type"`) &&
		(strings.Contains(head, `"incorrectAnswers"`) || strings.Contains(head, `"text_input"`))
}

// item is a question as the service gives it out. What is a text in one version or type only is left as it stands.
type item struct {
	ID         string          `json:"id"`
	Category   string          `json:"category"`
	Type       string          `json:"type"`
	Question   json.RawMessage `json:"question"` // a text, or an object with a text
	Correct    json.RawMessage `json:"correctAnswer"`
	Incorrect  json.RawMessage `json:"incorrectAnswers"`
	Difficulty string          `json:"difficulty"`
	Tags       []string        `json:"tags"`
	Regions    []string        `json:"regions"`
}

// reader reads one file.
type reader struct {
	draft   *draft.Draft
	regions int // questions that lose these
}

// Read makes a pack of a file.
func Read(name string, data []byte) draft.Imported {
	r := &reader{draft: draft.New(ID, name)}
	text, ok := r.draft.Plain(data)
	if !ok {
		return r.draft.Result()
	}
	draft.List{Key: "questions", Take: r.take}.Read(r.draft, text)
	if r.regions > 0 {
		r.draft.Warn(draft.Place{}, "region", "questions that are meant for some countries only: %d", r.regions)
	}
	return r.draft.Result()
}

func (r *reader) take(at draft.Place, raw json.RawMessage) {
	var it item
	if err := json.Unmarshal(raw, &it); err != nil {
		r.draft.Skip(at, "item", "not taken: this is no question as the service gives them out: %s", draft.WhatIsWrong(err))
		return
	}
	q := questions.Question{ID: it.ID, Prompt: promptOf(it.Question), Round: r.draft.Round(titleOf(it.Category)), Tags: questions.Tags(it.Tags)}
	switch {
	case slices.Contains([]string{"easy", "medium", "hard"}, it.Difficulty):
		q.Difficulty = it.Difficulty
	case it.Difficulty != "":
		r.draft.Warn(at, "difficulty", "the difficulty %q is not known and was left out", it.Difficulty)
	}
	if !r.answer(at, &q, it) || !r.draft.Add(at, q) {
		return
	}
	if len(it.Regions) > 0 {
		r.regions++
	}
}

// answer reads the answer by the type of the question.
func (r *reader) answer(at draft.Place, q *questions.Question, it item) bool {
	var correct string
	var incorrect []string
	if it.Type == "image_choice" {
		r.draft.Skip(at, "kind", "not taken: the choices are pictures at web addresses; choices here are text")
		return false
	}
	if json.Unmarshal(it.Correct, &correct) != nil || len(it.Incorrect) > 0 && json.Unmarshal(it.Incorrect, &incorrect) != nil {
		r.draft.Skip(at, "item", "not taken: the answers are not text")
		return false
	}
	correct = strings.TrimSpace(correct)
	switch it.Type {
	case "text_choice", "Multiple Choice":
		q.Kind = questions.Single
		q.Choices = append(q.Choices, questions.Choice{Text: correct, Correct: true})
		for _, wrong := range incorrect {
			q.Choices = append(q.Choices, questions.Choice{Text: strings.TrimSpace(wrong)})
		}
	case "text_input":
		q.Kind = questions.Text
		q.Accept = append(q.Accept, questions.Accepted{Text: correct})
	default:
		r.draft.Skip(at, "kind", "not taken: the type %q is not known; the types are text_choice, text_input and Multiple Choice", it.Type)
		return false
	}
	return true
}

// promptOf is the text of a question: the second version has it in an object.
func promptOf(raw json.RawMessage) string {
	var text string
	var object struct {
		Text string `json:"text"`
	}
	if json.Unmarshal(raw, &text) != nil && json.Unmarshal(raw, &object) == nil {
		text = object.Text
	}
	return strings.TrimSpace(text)
}

// titleOf is a category as people write it: "film_and_tv" is "Film & TV".
func titleOf(category string) string {
	if strings.ContainsAny(category, " &") {
		return category
	}
	words := strings.FieldsFunc(category, func(c rune) bool { return c == '_' })
	for i, word := range words {
		switch word {
		case "and":
			words[i] = "&"
		case "tv":
			words[i] = "TV"
		default:
			first, size := utf8.DecodeRuneInString(word)
			words[i] = string(unicode.ToUpper(first)) + word[size:]
		}
	}
	return strings.Join(words, " ")
}
