// Package kahootjson is a kahoot as Kahoot's own service gives it out: the kahoot itself, or together with its card. Nothing is fetched:
// pictures and videos, which such a file names by their addresses, are said to be left out.
package kahootjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strings"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/list"
)

// id is the format as the list of formats names it.
const id = "kahootjson"

// headBytes is how much is looked at to tell what a file is.
const headBytes = 1 << 20

// Is tells whether a file is a kahoot in JSON.
func Is(_ string, data []byte) bool {
	text, _, err := draft.Decode(data[:min(len(data), headBytes)])
	if err != nil || !strings.HasPrefix(strings.TrimSpace(text), "{") {
		return false
	}
	has := func(pattern string) bool { return regexp.MustCompile(pattern).MatchString(text) }
	return has(`"questions"\s*:\s*\[`) && (has(`"choices"\s*:`) || has(`"choiceRange"\s*:`)) &&
		(has(`"(kahoot|quizType|kahootType|pointsMultiplier|creator_username|choiceRange)"\s*:`) ||
			has(`"type"\s*:\s*"(quiz|multiple_select_quiz|open_ended|jumble|survey)"`))
}

// reader reads one kahoot.
type reader struct {
	*list.Walker
	draft *draft.Draft
	count int // questions so far
}

// Read reads a kahoot.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	if len(data) > list.MaxDocument {
		d.Fail(draft.Place{}, "too-large", "the file has more than %d MiB", list.MaxDocument>>20)
		return d.Result()
	}
	text, ok := d.Text(data)
	if !ok {
		return d.Result()
	}
	r := &reader{Walker: list.New([]byte(text)), draft: d}
	switch err := r.kahoot(0); {
	case errors.Is(err, list.ErrTooMany):
		d.Fail(r.Place(), "too-many", "%v", err)
	case err != nil:
		d.Fail(r.Place(), "json", "the file is no complete JSON: %v; download it again", err)
	}
	return d.Result()
}

// kahoot reads a kahoot, which may be under a key of its own.
func (r *reader) kahoot(depth int) error {
	return r.Object(func(key string) (bool, error) {
		switch key {
		case "kahoot":
			if depth > 0 {
				return false, nil
			}
			return true, r.kahoot(depth + 1)
		case "title":
			return true, r.text(r.draft.Title)
		case "description":
			return true, r.text(func(text string) { r.draft.Describe(draft.HTML(text).Text) })
		case "language":
			return true, r.text(func(text string) { r.draft.Language(language(text)) })
		case "questions":
			return true, r.Array(r.item)
		}
		return false, nil
	})
}

func (r *reader) text(take func(string)) error {
	var text string
	err := r.Value(&text)
	if text != "" {
		take(text)
	}
	return err
}

// item reads one question, until the draft can take no more.
func (r *reader) item(at draft.Place, data []byte, err error) bool {
	r.count++
	var q item
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		err = decoder.Decode(&q)
	}
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrong):
		r.draft.Skip(at, "json", "question %d: %q holds a %s, which is not what Kahoot writes", r.count, wrong.Field, wrong.Value)
	case err != nil:
		r.draft.Skip(at, "json", "question %d: %v", r.count, err)
	default:
		r.question(at, &q)
	}
	return !r.draft.Failed()
}

// language is the tag of a language that Kahoot names in itself; what is a tag already stays as it is.
func language(name string) string {
	tags := map[string]string{
		"english": "en", "deutsch": "de", "français": "fr", "español": "es", "italiano": "it", "português": "pt", "português (brasil)": "pt-BR",
		"nederlands": "nl", "polski": "pl", "norsk": "no", "svenska": "sv", "dansk": "da", "suomi": "fi", "türkçe": "tr", "українська": "uk",
		"русский": "ru", "čeština": "cs", "magyar": "hu", "română": "ro", "ελληνικά": "el", "日本語": "ja", "한국어": "ko", "中文": "zh",
		"bahasa indonesia": "id", "العربية": "ar", "עברית": "he", "हिन्दी": "hi", "tiếng việt": "vi",
	}
	if tag := tags[strings.ToLower(name)]; tag != "" {
		return tag
	}
	return name
}
