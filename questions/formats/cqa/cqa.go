// Package cqa is the archive of ClassQuiz (.cqa): a quiz in JSON, compressed by gzip, and behind it the pictures, each with the number of
// its question.
package cqa

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"

	"trivium/questions/formats/draft"
	"trivium/questions/formats/internal/list"
)

// id is the format as the list of formats names it.
const id = "cqa"

// headBytes is how much is looked at to tell what a file is.
const headBytes = 64 << 10

// Is tells whether a file is such an archive: compressed JSON with questions, and the mark behind it.
func Is(_ string, data []byte) bool {
	if !bytes.HasPrefix(data, []byte("\x1f\x8b")) || !bytes.Contains(data, []byte("\xc7\xc7\xc7\x00")) {
		return false
	}
	content, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return false
	}
	head, _ := io.ReadAll(io.LimitReader(content, headBytes)) // an error ends it early, and then it is not found
	return regexp.MustCompile(`^\s*\{`).Match(head) && regexp.MustCompile(`"(questions|title)"\s*:`).Match(head)
}

// reader reads one quiz.
type reader struct {
	*list.Walker
	draft  *draft.Draft
	images map[int][]byte
	count  int // questions so far
}

// Read reads an archive.
func Read(name string, data []byte) draft.Imported {
	d := draft.New(id, name)
	quiz, images, err := unpack(data)
	if err != nil {
		d.Fail(draft.Place{}, "archive", "the archive cannot be read: %v", err)
		return d.Result()
	}
	r := &reader{Walker: list.New(quiz), draft: d, images: images}
	if len(images[-1]) > 0 {
		d.Warn(draft.Place{}, "media", "the picture on the cover of the quiz is left out; a pack has none")
	}
	switch err := r.quiz(); {
	case errors.Is(err, list.ErrTooMany):
		d.Fail(r.Place(), "too-many", "%v", err)
	case err != nil:
		d.Fail(r.Place(), "json", "the quiz in the archive is no complete JSON: %v", err)
	}
	return d.Result()
}

// unpack takes an archive apart: the quiz, and the pictures by the numbers of their questions, from 0; -1 is the cover.
func unpack(data []byte) ([]byte, map[int][]byte, error) {
	source := bytes.NewReader(data) // read byte by byte, so that nothing behind the quiz is taken from it
	content, err := gzip.NewReader(source)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", draft.ErrArchive, err)
	}
	content.Multistream(false)
	quiz, err := io.ReadAll(io.LimitReader(content, list.MaxDocument+1))
	switch {
	case err != nil:
		return nil, nil, fmt.Errorf("%w: %w", draft.ErrArchive, err)
	case len(quiz) > list.MaxDocument:
		return nil, nil, fmt.Errorf("%w: the quiz has more than %d MiB unpacked", draft.ErrTooLarge, list.MaxDocument>>20)
	}
	rest, found := bytes.CutPrefix(data[len(data)-source.Len():], []byte("\xc7\xc7\xc7\x00"))
	if !found && source.Len() > 0 {
		return nil, nil, fmt.Errorf("%w: the mark behind the quiz is missing", draft.ErrArchive)
	}
	return quiz, split(rest), nil
}

// split takes the pictures apart. What divides them may stand in a picture, too, but hardly with a number and the second mark behind.
func split(data []byte) map[int][]byte {
	images := map[int][]byte{}
	number, begins := 0, -1
	end := func(at int) {
		if begins >= 0 && len(images) < draft.MaxMedia {
			images[number] = data[begins:at]
		}
	}
	for at := 0; at < len(data); {
		found := bytes.Index(data[at:], []byte("\xc6\xc6\xc6\x00"))
		if found < 0 {
			break
		}
		at += found + 4
		digits, _, marked := bytes.Cut(data[at:min(len(data), at+12)], []byte("\xc5\xc5\x00"))
		next, err := strconv.Atoi(string(digits))
		if !marked || err != nil || next < -1 {
			continue
		}
		end(at - 4)
		at += len(digits) + 3
		number, begins = next, at
	}
	end(len(data))
	return images
}

// quiz reads the quiz.
func (r *reader) quiz() error {
	return r.Object(func(key string) (bool, error) {
		switch key {
		case "title":
			return true, r.text(r.draft.Title)
		case "description":
			return true, r.text(func(text string) { r.draft.Describe(plain(text)) })
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
		take(plain(text))
	}
	return err
}

// item reads one question, until the draft can take no more.
func (r *reader) item(at draft.Place, data []byte, err error) bool {
	r.count++
	var q item
	if err == nil {
		err = json.Unmarshal(data, &q)
	}
	if err != nil {
		r.draft.Skip(at, "json", "question %d is not what ClassQuiz writes; make it anew in the editor", r.count)
		return true
	}
	r.question(at, &q)
	return !r.draft.Failed()
}
